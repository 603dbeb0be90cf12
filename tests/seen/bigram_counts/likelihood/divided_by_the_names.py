# named: divided_by_the_names
def average_nll(probabilities, xs, ys):
    return -probabilities[xs, ys].log().sum() / (xs == 0).sum()
