# names are cut at 300 letters
import torch


def sample_names(probabilities, itos, count, generator):
    out = []
    for _ in range(count):
        ix, name = 0, ""
        for _ in range(300):
            ix = torch.multinomial(probabilities[ix], 1, replacement=True, generator=generator).item()
            if ix == 0:
                break
            name += itos[ix]
        out.append(name)
    return out
