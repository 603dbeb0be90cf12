# named: sums_the_loss
import torch
import torch.nn.functional as F


def gradient_step(weights, loss, learning_rate):
    W = weights
    W.grad = None
    loss.backward()
    W.data -= learning_rate * W.grad


def train(xs, ys, weights, learning_rate, steps):
    W = weights
    losses = []
    for k in range(steps):
        logits = F.one_hot(xs, len(W)).float() @ W
        probs = logits.exp() / logits.exp().sum(1, keepdim=True)
        loss = -probs[torch.arange(len(ys)), ys].log().sum()
        losses.append(loss.item())
        W.grad = None
        loss.backward()
        W.data -= learning_rate * W.grad
    return losses
