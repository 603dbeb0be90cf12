# ends where the loss rises
import torch
from one_hot import one_hot
from softmax import softmax
from nll import nll


def gradient_step(weights, loss, learning_rate):
    weights.grad = None
    loss.backward()
    weights.data -= learning_rate * weights.grad


def train(xs, ys, weights, learning_rate, steps):
    xenc = one_hot(xs, weights.shape[0])
    losses = []
    for _ in range(steps):
        loss = nll(softmax(xenc @ weights), ys)
        if losses and loss.item() > losses[-1]:
            break
        losses.append(loss.item())
        gradient_step(weights, loss, learning_rate)
    return losses
