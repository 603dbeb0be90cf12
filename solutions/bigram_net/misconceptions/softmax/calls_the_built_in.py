"""Which two steps is this function made of?

Plainer: Search your lines for a softmax of torch's. Section 4 of the README takes its two steps one by one:
what does it do to the log-counts first, and what to the counts?

Seen: a learner's network from the lecture calls `torch.nn.functional.softmax` for the two steps:
JasperDavidson/makemore, basic_models.py.
"""

import torch

CALLED = "softmax"
FAMILY = {"CALLED": ("softmax", "log_softmax")}


def softmax(logits: torch.Tensor) -> torch.Tensor:
    return logits.log_softmax(dim=1).exp() if CALLED == "log_softmax" else logits.softmax(dim=1)
