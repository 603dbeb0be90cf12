"""How often does the inner loop go round before the function gives the table back?

Plainer: Put a `print` into the inner loop: it comes round once. Which line ends the function there, and how
far is this line indented?

Seen: not yet; thought of beside `only_some_words`: a `return` that stands in the inner loop, not in the outer
one.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        for first, second in zip("." + word, word + ".", strict=True):
            counts[stoi[first], stoi[second]] += 1
            return counts
    return counts
