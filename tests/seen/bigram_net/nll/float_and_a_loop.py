# named: loops_over_the_examples returns_a_float
def nll(probs, ys):
    total = 0
    for i in range(len(ys)):
        total += -probs[i, ys[i]].log().item()
    return total / len(ys)
