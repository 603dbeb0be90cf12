"""In which order, and how often, do the names come in the list, and in your examples?

Plainer: Print the names that your loop goes through, beside `words`. Which step of yours gives them another
order, or drops a name that comes again?

Seen: not yet; thought of because a set has no order, and nothing twice.
"""

import torch

HOW = "set"
FAMILY = {"HOW": ("set", "sorted set", "set the other way round", "without the repeated ones", "sorted")}


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    ways = {
        "set": list(set(words)),
        "sorted set": sorted(set(words)),
        "set the other way round": sorted(set(words), reverse=True),
        "without the repeated ones": list(dict.fromkeys(words)),
        "sorted": sorted(words),
    }
    xs, ys = [], []
    for word in ways[HOW]:
        indices = [stoi[character] for character in f".{word}."]
        xs += indices[:-1]
        ys += indices[1:]
    return torch.tensor(xs), torch.tensor(ys)
