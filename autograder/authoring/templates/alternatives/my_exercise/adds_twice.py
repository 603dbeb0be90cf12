"""Adds where the reference multiplies."""

import torch


def my_exercise(values: torch.Tensor) -> torch.Tensor:
    return values.add(values).add(1)
