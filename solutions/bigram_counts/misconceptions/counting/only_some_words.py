"""Does every word of the list have its bigrams in the table?

Plainer: Count how often your loop over the words comes round, and compare with `len(words)`. Is there a
slice, or a `return`, that ends it early?

Seen: a step of the lecture that was kept: its loops take one word, or the first three, before they take all
of them.
"""

import torch

MOST = 1
FAMILY = {"MOST": (1, 2, 3, 5, 10, 20, 50)}


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words[:MOST]:
        for first, second in zip("." + word, word + ".", strict=True):
            counts[stoi[first], stoi[second]] += 1
    return counts
