# ends where the loss is small
import torch.nn.functional as F


def gradient_step(weights, loss, learning_rate):
    weights.grad = None
    loss.backward()
    weights.data -= learning_rate * weights.grad


def train(xs, ys, weights, learning_rate, steps):
    losses = []
    for k in range(steps):
        loss = F.cross_entropy(weights[xs], ys)
        losses.append(loss.item())
        gradient_step(weights, loss, learning_rate)
        if k > 0 and abs(losses[-2] - losses[-1]) < 1e-4:
            break
    return losses
