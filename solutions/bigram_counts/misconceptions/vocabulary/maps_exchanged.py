"""In which order does the caller get the two maps?

Plainer: Print the first of your two results for `["emma"]`: are its keys characters or numbers? The docstring
says under “Returns” which map comes first.

Seen: not yet; thought of beside the index maps that were.
"""


def build_vocabulary(words: list[str]) -> tuple[dict[int, str], dict[str, int]]:
    characters = [".", *sorted(set("".join(words)))]
    stoi = {character: index for index, character in enumerate(characters)}
    itos = dict(enumerate(characters))
    return itos, stoi
