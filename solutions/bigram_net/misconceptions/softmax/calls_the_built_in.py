"""Which two steps is this function made of?

Seen: a learner's network from the lecture calls `torch.nn.functional.softmax` for the two steps:
JasperDavidson/makemore, basic_models.py.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    return torch.softmax(logits, dim=1)
