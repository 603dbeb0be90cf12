"""Can the table of counts that you are given hold a number that is not whole?

Plainer: Print the `dtype` of `counts`, and look at the line that adds `smoothing`: into which table does it
write the sum?

Seen: a line `edges += …` on a tensor of whole numbers, which torch refuses in these words:
https://github.com/lrjconan/GRAN/issues/4
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    counts += smoothing
    return counts / counts.sum(dim=1, keepdim=True)
