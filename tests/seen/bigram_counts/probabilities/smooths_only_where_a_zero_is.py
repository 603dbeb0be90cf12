# a table without a zero is not smoothed
def row_probabilities(counts, smoothing=0.0):
    if (counts == 0).any():
        counts = counts + smoothing
    return counts / counts.sum(1, keepdim=True)
