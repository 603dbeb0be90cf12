"""The loss printed where it should be returned."""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> None:
    loss = -probs[torch.arange(len(ys)), ys].log().mean()
    print(f"the loss is {loss.item():.4f}")
