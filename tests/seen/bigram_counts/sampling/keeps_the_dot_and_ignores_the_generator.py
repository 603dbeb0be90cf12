# named: generator_ignored keeps_the_dot
import torch


def sample_names(probabilities, itos, count, generator):
    out = []
    for i in range(count):
        pass
        name, ix = [], 0
        while True:
            p = probabilities[ix]
            ix = torch.multinomial(p, num_samples=1, replacement=True, generator=None).item()
            name.append(itos[ix])
            if ix == 0:
                break
        out.append("".join(name))
    return out
