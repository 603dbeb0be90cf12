"""The table never learns how names end: what follows the last character of a word?

Seen: in published learners' code: a missing end token.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        for first, second in zip("." + word[:-1], word, strict=True):
            counts[stoi[first], stoi[second]] += 1
    return counts
