"""An embedding whose table is the identity."""

import torch
import torch.nn.functional as F


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    return F.embedding(xs, torch.eye(num_classes))
