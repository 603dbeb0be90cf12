"""Nothing can occur two and a half times: which dtype says so?

Plainer: Print the `dtype` of your table right after the line that makes it. The docstring says under
“Returns” which ones will do, and section 2 of the README what happens if nothing is said.

Seen: a learner's published code counts into `torch.zeros` without a dtype: ryan-he-8/nn_notebooks,
makemore/bigram.py. NumPy's own default is float64.
"""

import torch

DTYPE = "float32"
FAMILY = {"DTYPE": ("float16", "float32", "float64")}


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=getattr(torch, DTYPE))
    for word in words:
        for first, second in zip("." + word, word + ".", strict=True):
            counts[stoi[first], stoi[second]] += 1
    return counts
