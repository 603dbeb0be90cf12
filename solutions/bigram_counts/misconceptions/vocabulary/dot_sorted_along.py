"""The `.` is first only where all characters happen to sort after it; which do not?

Plainer: Print `stoi` for `["a-b"]`: a hyphen sorts before the `.`. Which number does each of the two have,
and which line of yours puts both into one order?

Seen: a learner's published code sorts the words' characters and `.` together: vossjona/hp-gen,
multi_layer_perceptron_model.py.
"""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    characters = sorted(set("." + "".join(words)))
    stoi = {character: index for index, character in enumerate(characters)}
    itos = {index: character for character, index in stoi.items()}
    return stoi, itos
