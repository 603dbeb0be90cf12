"""The table never learns how names end: what follows the last character of a word?

Plainer: Print the bigrams that you count for `["emma"]` and compare them with the five in the docstring: the
last one is missing. What would have to stand behind the word for it?

Seen: in published learners' code: a missing end token.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        for first, second in zip("." + word[:-1], word, strict=True):
            counts[stoi[first], stoi[second]] += 1
    return counts
