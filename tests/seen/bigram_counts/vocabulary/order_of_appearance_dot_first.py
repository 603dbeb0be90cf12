# named: order_of_appearance
def build_vocabulary(words):
    chars = list(dict.fromkeys("".join(words)))
    stoi = {".": 0}
    for i, c in enumerate(chars):
        stoi[c] = i + 1
    return stoi, {i: c for c, i in stoi.items()}
