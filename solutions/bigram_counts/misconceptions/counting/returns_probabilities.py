"""What do the rows of your table sum to, and is that a count?

Plainer: Print the sum of your table for `["emma"]`: a word of four letters has five bigrams. Which line makes
something else of the counts? That is for the next exercise.

Seen: not yet; thought of as the lecture's next step, taken within this one.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)))
    for word in words:
        for first, second in zip("." + word, word + ".", strict=True):
            counts[stoi[first], stoi[second]] += 1
    return counts / counts.sum(dim=1, keepdim=True)
