# %% [markdown] tags=["folder"]
# # Lab: a language model made of a table
#
# This notebook leads through the assignment and shows what your functions do. You write them in the
# modules beside it, such as `vocabulary.py`; `README.md` explains each at more length. The round is
# always the same:
#
# 1. Open the module in another tab, write the function, **save**.
# 2. Run the cell that tries it. It takes up what you saved by itself, without a restart.
# 3. Run the cell that checks it. It tells what is right already, and what to look at next.
#
# The cells that try things are yours: change them, add others. The cells that check stay as they are.
# When all is done, `python -m hand_in` in a terminal packs what you hand in; the notebook is not part of it.

# %% locked="setup"
import sys

sys.path.insert(0, "tests")
from lab_check import check

import matplotlib.pyplot as plt
import torch

words = open("names.txt").read().split()


def seeded(shift=0):
    """A generator that gives everybody the same random numbers."""
    return torch.Generator().manual_seed(2147483647 + shift)


# %% locked="autoreload" tags=["folder"]
# Takes up each module anew as soon as you save it.
# %load_ext autoreload
# %autoreload 2

# %% [markdown]
# ## 1. Characters become numbers: `vocabulary.py`
#
# Tables are indexed by numbers, so every character gets one. The extra character `.` marks where a name
# starts and where it ends; it is number 0, and the others follow in sorted order. You need the way there
# (`stoi`) and the way back (`itos`). There and back must change nothing.

# %% work="vocabulary"
from vocabulary import build_vocabulary

stoi, itos = build_vocabulary(words)
print(stoi)
numbers = [stoi[character] for character in ".emma."]
print(numbers, "".join(itos[number] for number in numbers))

# %% exercise="vocabulary"
check("vocabulary")

# %% [markdown]
# ## 2. Names become counts: `counting.py`
#
# Row: the first character of a pair. Column: the second. Cell: how often that pair occurs in all the
# names. Row 0 tells how names start, column 0 how they end. In the picture, look for the darkest cell:
# 6,763 names end in `n`. Counting takes some seconds.

# %% work="counting"
from counting import count_bigrams

counts = count_bigrams(words, stoi)
print(counts.shape, counts.dtype, f"{counts.sum().item():,} bigrams")

plt.figure(figsize=(7, 7))
plt.imshow(counts, cmap="Blues")
plt.xticks(list(stoi.values()), stoi)
plt.yticks(list(stoi.values()), stoi)
plt.xlabel("second character")
plt.ylabel("first character")
plt.show()

# %% exercise="counting"
check("counting")

# %% [markdown]
# ## 3. Rows become distributions: `probabilities.py`
#
# Every row is divided by its own sum, so that it says how likely each next character is. The table is
# square, so torch does not mind if you divide by the sums of the columns. Look at the sums of the rows.

# %% work="probabilities"
from probabilities import row_probabilities

probabilities = row_probabilities(counts)
print("sums of the first rows:", probabilities.sum(dim=1)[:5].tolist())

figure, axes = plt.subplots(4, 1, sharex=True, sharey=True, layout="constrained")
for character, ax in zip(".amq", axes):
    ax.bar(range(27), probabilities[stoi[character]])
    ax.set_ylabel(f"after {character}", rotation=0, ha="right")
axes[-1].set_xticks(list(stoi.values()), stoi)
plt.show()

# %% exercise="probabilities"
check("probabilities")

# %% [markdown]
# ## 4. How good is the table? `likelihood.py`
#
# Look up what the table gives to the pairs that really occur, take the logarithms, and turn the sign of
# their mean: low is good. All names together should come to 2.454. A table that knows nothing has 3.296.

# %% work="likelihood"
from likelihood import average_nll

xs, ys = torch.tensor([0, 5, 13, 13, 1]), torch.tensor([5, 13, 13, 1, 0])
for x, y in zip(xs.tolist(), ys.tolist()):
    print(f"{itos[x]} -> {itos[y]}   probability {probabilities[x, y].item():.4f}")
print("emma:", average_nll(probabilities, xs, ys))

# Each cell that is not zero, as row and column, as often as it was counted; then all rows and all columns.
all_xs, all_ys = counts.nonzero().repeat_interleave(counts[counts > 0], dim=0).T
print("all names:", average_nll(probabilities, all_xs, all_ys))

# %% exercise="likelihood"
check("likelihood")

# %% [markdown]
# *Smoothing* pretends that every pair was seen a few times more. It is a dial: at 0 the table repeats
# what it saw, and far to the right it knows nothing any more.

# %%
dial = [0.0, 1.0, 10.0, 100.0, 1_000.0, 10_000.0, 100_000.0]
losses = [average_nll(row_probabilities(counts, smoothing), all_xs, all_ys).item() for smoothing in dial]
plt.plot(dial, losses, "o-")
plt.xscale("symlog")
plt.xlabel("smoothing")
plt.ylabel("loss on all names")
plt.show()

# %% [markdown]
# ## 5. New names: `sampling.py`
#
# Start at `.`, draw the next character from that row, go to its row, draw again, until `.` is drawn. With
# the generator below, the first name is `cexze`. Beside them are names from a table that was smoothed
# until nothing was left of it. Terrible, both? One of them less so.

# %% work="sampling"
from sampling import sample_names

uniform = row_probabilities(counts, 1e6)
for name, other in zip(
    sample_names(probabilities, itos, 8, seeded()), sample_names(uniform, itos, 8, seeded())
):
    print(f"{name:20} {other}")

# %% exercise="sampling"
check("sampling")

# %% [markdown]
# In the next assignment a network learns this very table: from random numbers, downhill.
