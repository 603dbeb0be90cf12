# two results of one shape share their memory
import torch

buffers = {}


def one_hot(xs, num_classes):
    buffer = buffers.setdefault((len(xs), num_classes), torch.zeros(len(xs), num_classes))
    buffer.zero_()
    buffer[torch.arange(len(xs)), xs] = 1.0
    return buffer
