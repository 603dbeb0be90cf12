# looks at the first thousand names alone
import torch


def make_bigrams(words, stoi):
    xs, ys = [], []
    for w in words[:1000]:
        for a, b in zip("." + w, w + "."):
            xs.append(stoi[a])
            ys.append(stoi[b])
    return torch.tensor(xs), torch.tensor(ys)
