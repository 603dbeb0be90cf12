"""numpy arrays, ticks on every class, and the numbers written into the cells."""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    image = encoded.detach().numpy()
    ax.imshow(image, cmap="gray", origin="lower", vmin=0, vmax=1)
    ax.set_xticks(range(image.shape[1]))
    for row, column in encoded.nonzero().tolist():
        ax.text(column, row, "1", ha="center")


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(torch.arange(len(losses)), torch.tensor(losses))
    ax.scatter(range(len(losses)), losses)
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
