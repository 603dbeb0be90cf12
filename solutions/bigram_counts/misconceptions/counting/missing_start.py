"""The table never learns how names start: what stands before the first character of a word?

Plainer: Print the bigrams that you count for `["emma"]` and compare them with the five in the docstring: the
first one is missing. What would have to stand before the word for it?

Seen: an n-gram model of words, where the start knew only the very first word:
https://github.com/aimacode/aima-python/issues/572
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        for first, second in zip(word, word[1:] + ".", strict=True):
            counts[stoi[first], stoi[second]] += 1
    return counts
