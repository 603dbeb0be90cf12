"""Who decides how many classes there are?

Plainer: Print the shape of your result for 4 classes. Which number in your lines fits one number of classes
only?

Seen: a number of the lecture that was kept, and a parameter that is ignored.
"""

import torch
import torch.nn.functional as F

CLASSES = 27
FAMILY = {"CLASSES": (26, 27, 28)}


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    return F.one_hot(xs, num_classes=CLASSES).float()
