"""How long does this take with 228,146 examples?

Seen: a learner's loss adds up log-probabilities in two loops: JasperDavidson/makemore, basic_models.py.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    total = torch.zeros(())
    for i in range(len(ys)):
        total = total - probs[i, ys[i]].log()
    return total / len(ys)
