"""Writes all words as one text with a single `.` between neighbours."""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    text = "." + ".".join(words) + "."
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for i in range(len(text) - 1):
        counts[stoi[text[i]]][stoi[text[i + 1]]] += 1
    return counts
