"""If a name is on the list twice, how often do its bigrams count?

Plainer: Compare the tables of `["emma"]` and `["emma", "emma"]`: they are equal. Which line of yours makes
one word of two equal ones?

Seen: not yet; thought of because 2,539 of the lecture's names are on its list a second time.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in set(words):
        for first, second in zip("." + word, word + ".", strict=True):
            counts[stoi[first], stoi[second]] += 1
    return counts
