"""The words are read as one long text: is the last letter of one followed by the first of the next?

Plainer: Print the bigrams that you count for `["emma", "ava"]`: `aa` is among them, and neither of the names
has it. Which line of yours makes one text of the words?

Seen: a report that the last word of a line is counted with the first of the next:
https://github.com/githubharald/CTCWordBeamSearch/issues/33
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    text = "".join(words)
    for first, second in zip("." + text, text + ".", strict=True):
        counts[stoi[first], stoi[second]] += 1
    return counts
