"""Two marks stand side by side where words meet, and are counted as a bigram of their own.

Plainer: Print the bigrams that you count for `["ab", "cd"]`: one of them is two dots. To which of the two
words does it belong?

Seen: sentences wrapped in marks are joined before their n-grams are counted:
joshualoehr/ngram-language-model, preprocess.py.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    text = "..".join(words)
    for first, second in zip("." + text, text + ".", strict=True):
        counts[stoi[first], stoi[second]] += 1
    return counts
