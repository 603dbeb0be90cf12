# named: draws_the_logarithm
import torch


def show_one_hot(encoded, ax):
    ax.imshow(encoded)


def show_losses(losses, ax):
    ax.plot(torch.tensor(losses).log10())
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
