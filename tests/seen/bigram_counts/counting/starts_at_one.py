# named: smoothed_while_counting
import torch


def count_bigrams(words, stoi):
    N = torch.ones((len(stoi), len(stoi)), dtype=torch.int32)
    for w in words:
        for a, b in zip("." + w, w + "."):
            N[stoi[a], stoi[b]] += 1
    return N
