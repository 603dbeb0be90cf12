# %% [markdown] tags=["folder"]
# # Lab: a bigram model as a neural network
#
# This notebook leads through the assignment and shows what your functions do. You write them in the
# modules beside it, such as `dataset.py`; `README.md` explains each at more length. The round is
# always the same:
#
# 1. Open the module in another tab, write the function, **save**.
# 2. Run the cell that tries it. It takes up what you saved by itself, without a restart.
# 3. Run the cell that checks it. It tells what is right already, and what to look at next.
#
# The cells that try things are yours: change them, add others. The cells that check stay as they are.
# When all is done, `python -m hand_in` in a terminal packs what you hand in; the notebook is not part of it.

# %% locked="setup"
import string
import sys

sys.path.insert(0, "tests")
from lab_check import check

import matplotlib.pyplot as plt
import torch

stoi = {character: index for index, character in enumerate("." + string.ascii_lowercase)}
itos = {index: character for character, index in stoi.items()}


def seeded(shift=0):
    """A generator that gives everybody the same random numbers."""
    return torch.Generator().manual_seed(2147483647 + shift)


# %% locked="autoreload" tags=["folder"]
# Takes up each module anew as soon as you save it.
# %load_ext autoreload
# %autoreload 2

# %% [markdown]
# ## 1. Questions and answers: `dataset.py`
#
# A network learns from pairs: an input, and the label that it should have predicted. `emma`, wrapped in
# `.` on both sides, gives five: after `.` comes `e`, after `e` comes `m`, and so on. Look at the `dtype`,
# too. `torch.tensor` and `torch.Tensor` differ by one capital letter, and only one of them leaves
# integers as they are.

# %% work="dataset"
from dataset import make_bigrams

xs, ys = make_bigrams(["emma"], stoi)
for x, y in zip(xs.tolist(), ys.tolist()):
    print(f"{itos[x]} -> {itos[y]}    {x:2} -> {y:2}")
print(xs.dtype, ys.dtype)

# %% exercise="dataset"
check("dataset")

# %% [markdown]
# ## 2. An index is a name, not an amount: `one_hot.py`
#
# A neuron multiplies its inputs by weights. The index 13 must not come to it as thirteen of something. So
# every character gets an input of its own: a row of zeros, with a single one at the place of the
# character. Below you should see five rows, one bright cell in each, and two of them in the same column:
# `emma` has two `m`s. The picture cannot show the `dtype`. Which one can be multiplied with weights?

# %% work="one_hot"
from one_hot import one_hot

encoded = one_hot(xs, 27)
print(encoded.shape, encoded.dtype)
plt.imshow(encoded)
plt.xticks(range(27), stoi)
plt.yticks(range(5), [itos[x] for x in xs.tolist()])
plt.show()

# %% exercise="one_hot"
check("one_hot")

# %% [markdown]
# ## 3. One neuron, then twenty-seven: `neurons.py`
#
# The weights of one neuron are a column of 27 random numbers. One matrix product gives its activations
# for all five examples at once: 5×27 times 27×1 is 5×1. With 27 columns it is 27 neurons, and 5×27 comes
# out. No bias, no `tanh`: this one layer is the whole network.

# %% work="neurons"
from neurons import activations, init_weights

one_neuron = activations(encoded, init_weights(27, 1, seeded()))
print("one neuron, five examples:", [round(number, 4) for number in one_neuron.flatten().tolist()])

weights = init_weights(27, 27, seeded())
logits = activations(encoded, weights)
print(logits.shape, "a leaf:", weights.is_leaf, "wants its gradient:", weights.requires_grad)

by_hand = (encoded[3] * weights[:, 13]).sum()
print(f"neuron 13 looks at example 3: {logits[3, 13].item():.4f}, by hand {by_hand.item():.4f}")

plt.imshow(logits.detach())
plt.xlabel("neuron")
plt.ylabel("example")
plt.show()

# %% exercise="neurons"
check("neurons")

# %% [markdown]
# ## 4. What should 27 outputs mean? `softmax.py`
#
# They are to say how likely each character comes next. But these are numbers of both signs, with any
# sum. So we *read* them as logarithms of counts: **logits**. Exponentiated, they are never negative and
# play the part of the counts in the table of the first assignment:

# %%
pretended_counts = logits.detach().exp()
plt.imshow(pretended_counts)
plt.xticks(range(27), stoi)
plt.yticks(range(5), [itos[x] for x in xs.tolist()])
plt.colorbar(label="as if counted so often", shrink=0.5)
plt.show()

# %% [markdown]
# The rest you know: every row is divided by its own sum. Both steps together are `softmax`. Each row of
# the picture below is then a distribution, and its bars add up to one.

# %% work="softmax"
from softmax import softmax

probs = softmax(logits)
print("sums of the rows:", probs.sum(dim=1).tolist())

figure, axes = plt.subplots(5, 1, sharex=True, sharey=True, layout="constrained")
for row, ax in enumerate(axes):
    ax.bar(range(27), probs[row].detach())
    ax.set_ylabel(f"after {itos[xs[row].item()]}", rotation=0, ha="right")
axes[-1].set_xticks(range(27), stoi)
plt.show()

# %% exercise="softmax"
check("softmax")

# %% [markdown]
# ## 5. One number for all of it: `nll.py`
#
# How good are these probabilities? For each example, look up what the network gave to the character that
# really came next. The logarithm of that is near 0 where the network was sure and right, and very
# negative where it was surprised. The mean, with its sign turned, is the **loss**.

# %% work="nll"
from nll import nll

for row, (x, y) in enumerate(zip(xs.tolist(), ys.tolist())):
    p = probs[row, y].item()
    print(f"{itos[x]} -> {itos[y]}   label {y:2}   probability {p:.4f}")
loss = nll(probs, ys)
print(f"loss {loss.item():.4f}")

# %% exercise="nll"
check("nll")

# %% [markdown]
# That is a bad loss: a network that knows nothing and gives every character the same chance has 3.296.
# Would other weights do better? Let us guess and check, one seed after the other.

# %%
guesses = []
for shift in range(50):
    guess = init_weights(27, 27, seeded(shift))
    guesses.append(nll(softmax(activations(encoded, guess)), ys).item())
print("the first four:", [round(guess, 3) for guess in guesses[:4]], "the best:", round(min(guesses), 3))
plt.plot(guesses, "o")
plt.axhline(3.296, color="gray", linestyle="--", label="knows nothing")
plt.xlabel("guess")
plt.ylabel("loss on emma")
plt.legend()
plt.show()

# %% [markdown]
# Some are luckier, some terrible, and no guess learns from the one before. That is no way to go.
#
# ## 6. Downhill: `gradient_descent.py`
#
# Every step from the weights to the loss can be differentiated. So torch can say, for each of the 729
# weights, which way the loss goes if that weight grows. The step goes the other way. Before the next
# one, the old gradient must be cleared: torch *adds* to what is there.

# %% work="gradient_descent"
from gradient_descent import gradient_step, train

weights = init_weights(27, 27, seeded())
before = nll(softmax(activations(encoded, weights)), ys)
gradient_step(weights, before, 0.1)
after = nll(softmax(activations(encoded, weights)), ys)
print(f"loss {before.item():.4f}, one step later {after.item():.4f}")

if weights.grad is not None:  # whether it is left there afterwards is up to you
    plt.imshow(weights.grad)
    plt.xticks(range(27), stoi)
    plt.yticks(range(27), stoi)
    plt.colorbar(label="gradient of the loss")
    plt.show()

# %% exercise="gradient_descent"
check("gradient_descent")

# %% [markdown]
# One step went downhill, from 3.769 to 3.749. `train` does as many as you like. First on `emma`, where the
# third loss is 3.729:

# %%
weights = init_weights(27, 27, seeded())
emma_losses = train(xs, ys, weights, 0.1, 100)
print(f"{emma_losses[0]:.4f} {emma_losses[1]:.4f} {emma_losses[2]:.4f} ... {emma_losses[-1]:.4f}")
plt.plot(emma_losses)
plt.xlabel("step")
plt.ylabel("loss on emma")
plt.show()

# %% [markdown]
# Nothing in your code knows that there are five examples, so give it all the names: 228,146 bigrams. The
# learning rate can be much larger now. A hundred steps take some seconds, on a slow machine half a minute
# or more. To see how far it is, train ten steps at a time: the weights stay where the last ten left them.

# %%
words = open("names.txt").read().split()
all_xs, all_ys = make_bigrams(words, stoi)
print(f"{len(all_xs):,} bigrams of {len(words):,} names")
weights = init_weights(27, 27, seeded())
losses = []
for _ in range(10):
    losses += train(all_xs, all_ys, weights, 50.0, 10)
    print(f"{len(losses):3} of 100 steps: loss {losses[-1]:.3f}", flush=True)
print(f"{losses[0]:.3f} {losses[1]:.3f} ... {losses[-1]:.3f}")
plt.plot(losses)
plt.xlabel("step")
plt.ylabel("loss on all names")
plt.show()

# %% [markdown]
# About 2.47, and creeping on towards 2.45: the very number that counting led to in the first assignment.
# It had to be so. The network looks at one character and predicts the next, and the table of counts is
# the best that can be made of that. The rows that it learned:

# %%
learned = softmax(weights).detach()
plt.imshow(learned)
plt.xticks(range(27), stoi)
plt.yticks(range(27), stoi)
plt.xlabel("next character")
plt.ylabel("character")
print(f"m -> a: {learned[stoi['m'], stoi['a']].item():.2f}")
plt.show()

# %% [markdown]
# ## 7. Look at it: `figures.py`
#
# Both pictures once more, drawn by your own functions: each on the axes that it is given.

# %% work="figures"
from figures import show_losses, show_one_hot

figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3), layout="constrained")
show_one_hot(encoded, left)
show_losses(losses, right)
plt.show()

# %% exercise="figures"
check("figures")

# %% [markdown]
# ## Names out of the network
#
# The network has learned a table, so what drew names from the table of counts can draw names from it:
# copy your `sampling.py` of the first assignment into this folder, and run this cell.

# %%
try:
    from sampling import sample_names
except ImportError:
    print("There is no sampling.py in this folder.")
else:
    print(*sample_names(learned, itos, 8, seeded()), sep="\n")
