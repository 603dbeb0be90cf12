"""What does your table say about a bigram that comes again, in the same word or in another one?

Plainer: Try `["mmm"]`, whose `mm` comes twice: your table has a 1 there. Look at the line that changes a
cell: does it use what the cell held before?

Seen: not yet; thought of as the slip of one character, `= 1` for `+= 1`.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        for first, second in zip("." + word, word + ".", strict=True):
            counts[stoi[first], stoi[second]] = 1
    return counts
