"""What happens to the sixth example?

Plainer: Try it with two inputs, then with six. Which number in your lines fits one number of examples only?

Seen: among the counted mistakes: `arange(5)` kept for 228,146 rows, here in the encoding.
"""

import torch

ROWS = 5
FAMILY = {"ROWS": (4, 5, 6, 7, 8, 10, 27, 32, 228146)}


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    encoded = torch.zeros(len(xs), num_classes)
    encoded[torch.arange(ROWS), xs] = 1.0
    return encoded
