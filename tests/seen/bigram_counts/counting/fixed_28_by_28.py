# named: fixed_size
import torch


def count_bigrams(words, stoi):
    N = torch.zeros((28, 28), dtype=torch.int32)
    for w in words:
        for a, b in zip("." + w, w + "."):
            N[stoi[a], stoi[b]] += 1
    return N
