# named: itos_as_list
def build_vocabulary(words):
    chars = sorted(set("".join(words)))
    stoi = {s: i + 1 for i, s in enumerate(chars)}
    stoi["."] = 0
    itos = ["."] + chars
    return stoi, itos
