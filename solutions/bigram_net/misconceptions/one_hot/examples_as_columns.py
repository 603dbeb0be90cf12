"""Is an example a row or a column of the result?

Plainer: Print the shape of your result for the five inputs of `emma`: it is 27 by 5. Which step of yours puts
the classes first?

Seen: in the helpers of another course, where examples are columns and `convert_to_one_hot` ends in `.T`:
376624607/AndrewNg_Deeplearning, tf_utils.py.
"""

import torch
import torch.nn.functional as F


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    return F.one_hot(xs, num_classes=num_classes).float().T
