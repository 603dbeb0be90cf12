# named: own_generator_for_each_name
import torch


def sample_names(probabilities, itos, count, generator):
    out = []
    for i in range(count):
        g = torch.Generator().manual_seed(2147483647)
        name, ix = [], 0
        while True:
            p = probabilities[ix]
            ix = torch.multinomial(p, num_samples=1, replacement=True, generator=g).item()
            if ix == 0:
                break
            name.append(itos[ix])
        out.append("".join(name))
    return out
