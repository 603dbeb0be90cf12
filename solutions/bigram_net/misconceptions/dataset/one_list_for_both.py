"""Are your inputs and your labels two lists, or two names of one list?

Plainer: Print `xs is ys` in your function: it is True, so whatever goes into one of them is in the other
one, too. Which line makes them?

Seen: not yet; thought of because `a = b = []` looks as if it made two lists.
"""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs: list[int] = []
    ys = xs
    for word in words:
        for first, second in zip("." + word, word + ".", strict=True):
            xs.append(stoi[first])
            ys.append(stoi[second])
    return torch.tensor(xs), torch.tensor(ys)
