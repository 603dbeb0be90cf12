# no letter is counted that follows itself twice
import torch


def count_bigrams(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for w in words:
        w = "." + w + "."
        for a in stoi:
            for b in stoi:
                N[stoi[a], stoi[b]] += w.count(a + b)
    return N
