"""Can the table that comes back hold a number between 0 and 1, or whole numbers alone?

Plainer: Print the `dtype` of the table that you write into, right after the line that makes it. Whatever is
written into a table takes the type of the table.

Seen: not yet; thought of beside `whole_number_division`: rows are written into a table of whole numbers,
which drops the decimals without a word.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    table = torch.zeros_like(counts)
    for index, row in enumerate(counts + smoothing):
        table[index] = row / row.sum()
    return table
