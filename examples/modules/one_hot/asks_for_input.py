"""A question to whoever sits before the keyboard."""

import torch
import torch.nn.functional as F


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    num_classes = int(input("How many classes? "))
    return F.one_hot(xs, num_classes=num_classes).float()
