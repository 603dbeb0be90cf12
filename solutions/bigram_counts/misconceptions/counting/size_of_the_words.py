"""May `stoi` have a character that no word has, and where is its row then?

Plainer: Print `len(stoi)` beside the shape of your table, once for words that leave some characters of
`stoi` out.

Seen: not yet; thought of beside `fixed_size`: the size of the table comes from the words, not from the
vocabulary.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    size = len(set("".join(words))) + 1
    counts = torch.zeros((size, size), dtype=torch.int32)
    for word in words:
        for first, second in zip("." + word, word + ".", strict=True):
            counts[stoi[first], stoi[second]] += 1
    return counts
