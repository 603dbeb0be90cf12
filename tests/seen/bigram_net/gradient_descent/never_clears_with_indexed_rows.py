# named: never_clears
import torch


def gradient_step(weights, loss, learning_rate):
    W = weights
    W.grad = None
    loss.backward()
    W.data -= learning_rate * W.grad


def train(xs, ys, weights, learning_rate, steps):
    W = weights
    losses = []
    for k in range(steps):
        logits = W[xs]
        probs = logits.exp() / logits.exp().sum(1, keepdim=True)
        loss = -probs[torch.arange(len(ys)), ys].log().mean()
        losses.append(loss.item())
        loss.backward()
        W.data -= learning_rate * W.grad
    return losses
