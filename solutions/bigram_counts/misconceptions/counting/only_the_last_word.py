"""What becomes of the counts of one word when the next word comes?

Plainer: Print `counts.sum()` at the start of each round of the loop over the words. Which line makes it
small again?

Seen: not yet; thought of beside `only_some_words`: the line that makes the table stands inside the loop.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    for word in words:
        counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
        for first, second in zip("." + word, word + ".", strict=True):
            counts[stoi[first], stoi[second]] += 1
    return counts
