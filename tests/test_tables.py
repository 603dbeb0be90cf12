"""Tables as spreadsheets write them, whatever the language of whoever uses them."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.tables import number_of, table_of

PLAIN = "submission,exercise,score\njmüller,softmax,17.5\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.replace("\n", "\r\n").encode("utf-8-sig"),
        PLAIN.replace(",", ";").replace("17.5", "17,5").encode(),
        PLAIN.replace(",", "\t").replace("17.5", "17,5").encode("utf-16"),
        ("sep=;\r\n" + PLAIN.replace(",", ";")).encode(),
        b"\n , \n" + PLAIN.replace(",", " , ").encode(),
        PLAIN.replace("\n", ",,\n").encode() + b",,,,\n",
        PLAIN.replace("17.5", '"17,5"').encode(),
        PLAIN.replace("submission,", '"submission",').encode(),
    ],
    ids=[
        "plain",
        "Windows",
        "semicolons",
        "UTF-16 and tabs",
        "declared",
        "blanks",
        "empty columns",
        "comma",
        "quoted",
    ],
)
def test_the_same_table_however_it_is_written(content: bytes) -> None:
    table = table_of(content, Path("marks.csv"))
    assert table.headings == ("submission", "exercise", "score")
    (line,) = table.lines
    assert (line.cells[:2], number_of(line.cells[2])) == (("jmüller", "softmax"), 17.5)


def test_a_line_is_numbered_as_the_file_has_it() -> None:
    table = table_of(b'sep=,\n\na,b\n"one\ntwo",x\n\ny\n', Path("some.csv"))
    assert [(line.number, line.cells) for line in table.lines] == [(4, ("one\ntwo", "x")), (7, ("y", ""))]


@pytest.mark.parametrize("text", ["1_0", "90%", "17/50", "1.234,5", ""])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="could not convert"):
        number_of(text)


@pytest.mark.parametrize("begins", [b"PK\3\4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"], ids=[".xlsx", ".xls"])
def test_a_spreadsheets_own_file_is_called_one(begins: bytes) -> None:
    with pytest.raises(UsageError, match="is a spreadsheet's own file; save it as “CSV UTF-8”"):
        table_of(begins + b"\n\xff", Path("marks.csv"))
