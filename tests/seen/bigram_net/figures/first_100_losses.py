# draws the first hundred losses alone
def show_one_hot(encoded, ax):
    ax.imshow(encoded)


def show_losses(losses, ax):
    ax.plot(losses[:100])
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
