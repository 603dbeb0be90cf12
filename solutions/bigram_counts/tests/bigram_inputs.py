"""Inputs that several exercises are tested with."""

from pathlib import Path

import torch

SIZE = 27
"""`.` and the letters a to z."""

MANY = 1200
"""More words or bigrams than anybody would write into a program."""


def read_names(path: Path) -> list[str]:
    """The names of the file, in its order."""
    return path.read_text().split()


def count_all(path: Path) -> torch.Tensor:
    """The (27, 27) counts of all bigrams in the file, in milliseconds rather than seconds.

    The line break between two names stands where the end of one and the start of the next do.
    """
    text = bytearray(b"\n" + path.read_bytes().strip() + b"\n")
    indices = (torch.frombuffer(text, dtype=torch.uint8).long() - (ord("a") - 1)).clamp(min=0)
    cells = indices[:-1] * SIZE + indices[1:]
    return torch.bincount(cells, minlength=SIZE * SIZE).reshape(SIZE, SIZE)


def table_of_all(path: Path) -> torch.Tensor:
    """The (27, 27) probabilities of the bigrams in the file, without smoothing."""
    counts = count_all(path).float()
    return counts / counts.sum(dim=1, keepdim=True)


def letters_of_many_scripts(count: int) -> str:
    """So many different characters, in sorted order."""
    return "".join(map(chr, range(ord("À"), ord("À") + count)))


def random_words(letters: str, count: int, rng: torch.Generator) -> list[str]:
    """Words of one to seven of the letters."""
    lengths = torch.randint(1, 8, (count,), generator=rng).tolist()
    return [
        "".join(letters[i] for i in torch.randint(len(letters), (length,), generator=rng).tolist())
        for length in lengths
    ]


def random_table(size: int, rng: torch.Generator) -> torch.Tensor:
    """A (size, size) table of probabilities, all of them above zero."""
    weights = torch.rand(size, size, generator=rng) + 0.05
    return weights / weights.sum(dim=1, keepdim=True)
