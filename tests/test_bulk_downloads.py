"""Whole classes as other systems give them: nobody is lost, and the newest work counts."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import pytest

from autograder.errors import UsageError
from autograder.submissions import bulk_archives, find, read, unpacked

MODULES = ("one_hot", "softmax")
STUDENTS = 200

Handed = Mapping[str, bytes]
"""What one student's work and what a system adds to it look like in a download, by path."""


def zipped(files: Handed) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def tarred(files: Handed, mode: Literal["w", "w:gz", "w:xz"]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return made.getvalue()


def canvas_files(student: int, work: bytes) -> Handed:
    late, again = ("LATE_", "-1") if student % 3 == 0 else ("", "")
    older = {f"o'doë_{student}_{7000 + student}_softmax.py": b"old"} if again else {}
    return {**older, f"o'doë_{late}{student}_{8000 + student}_softmax{again}.py": work}


def canvas_archives(student: int, work: bytes) -> Handed:
    older = {f"a_b_{student}_{7000 + student}_my work.zip": zipped({"softmax.py": b"old"})}
    return {**older, f"a_b_LATE_{student}_{8000 + student}_my work-1.zip": zipped({"w/softmax.py": work})}


def canvas_without_names(student: int, work: bytes) -> Handed:
    late = "LATE_" if student % 2 else ""
    return {
        f"{late}anon_x{student}Q_{8000 + student}_softmax.py": work,
        f"{late}anon_x{student}Q_{9000 + student}_one_hot.py": b"",
    }


def moodle_folders(student: int, work: bytes) -> Handed:
    name = f"Group 1-Zoë O’Doe {student}_{student}"
    return {
        f"{name}_assignsubmission_file_/softmax.py": work,
        f"{name}_assignsubmission_onlinetext_/onlinetext.html": b"",
    }


def moodle_files(student: int, work: bytes) -> Handed:
    return {
        f"Participant_{student}_assignsubmission_file_softmax.py": work,
        f"Participant_{student}_assignsubmission_file_one_hot.py": b"",
        f"Participant_{student}_assignsubmission_onlinetext_onlinetext.html": b"",
    }


def gradescope(student: int, work: bytes) -> Handed:
    return {f"submission_{student}/bigram_net/softmax.py": work, "submission_metadata.yml": b"---\n"}


def github(student: int, work: bytes) -> Handed:
    repository = f"bigrams-student-{student}"
    return {
        f"{repository}/src/softmax.py": work,
        f"{repository}/.git/HEAD": b"",
        f"{repository}/.github/workflows/classroom.yml": b"",
        f"{repository}/README.md": b"",
    }


def nbgrader(student: int, work: bytes) -> Handed:
    return {f"s{student}/bigram_net/softmax.py": work, f"s{student}/bigram_net/timestamp.txt": b""}


def blackboard(student: int, work: bytes) -> Handed:
    attempt = f"Bigrams 1_s_{student}_attempt_2026-11-0"
    return {
        f"{attempt}1-10-00-00_softmax.py": b"old",
        f"{attempt}2-09-00-00_softmax.py": work,
        f"{attempt}2-09-00-00.txt": b"receipt",
    }


def brightspace_files(student: int, work: bytes) -> Handed:
    name = f"{student}-789 - Zoë O’Doe"
    return {
        f"{name} - Nov 9, 2026 1159 AM - softmax.py": b"old",
        f"{name} - Nov 10, 2026 1201 AM - softmax.py": b"old",
        f"{name} - Nov 10, 2026 100 PM - softmax.py": work,
        "index.html": b"",
    }


def brightspace_folders(student: int, work: bytes) -> Handed:
    folder = f"{student}-789 - Zoë O’Doe - Nov 1, 2026 1000 AM"
    return {f"{folder}/work.zip": zipped({"softmax.py": work}), "index.html": b""}


def brightspace_in_france(student: int, work: bytes) -> Handed:
    name = f"{student}-789 - Zoë O’Doe"
    return {
        f"{name} - 9 févr. 2026 2359 - softmax.py": b"old",
        f"{name} - 1 août 2026 001 - softmax.py": work,
        f"{name} - 9 juil. 2026 2359 - softmax.py": b"old",
    }


def brightspace_in_britain(student: int, work: bytes) -> Handed:
    name = f"{student}-789 - Zoë O’Doe"
    return {
        f"{name} - 13 September 2026 310 PM - softmax.py": b"old",
        f"{name} - 2 October 2026 1201 AM - softmax.py": work,
    }


def teams(student: int, work: bytes) -> Handed:
    name = f"Zoë O’Doe {student}"
    older = {f"{name}/Bigrams/Version 1/softmax.py": b"old", f"{name}/Bigrams/Version 9/w.zip": b"old"}
    newest = {f"{name}/Bigrams/Version 10/softmax.py": work, f"{name}/Essay/Version 1/essay.docx": b""}
    others = {f"{name}/Counts/Version {number}/w.zip": zipped({"counting.py": b""}) for number in (1, 2)}
    return {**(older if student % 2 else {}), **newest, **others}


def schoology(student: int, work: bytes) -> Handed:
    name = f"O’Doe, Zoë - {student}"
    return {
        f"{name}/Revision 1 - On time/w.zip": zipped({"softmax.py": b"old"}),
        f"{name}/Revision 2 - Late/w.zip": zipped({"w/softmax.py": work}),
    }


def sakai(student: int, work: bytes) -> Handed:
    name = f"O’Doe, Zoë(z{student})"
    return {
        f"{name}/Submission attachment(s)/softmax.py": work,
        f"{name}/Feedback Attachment(s)/softmax.py": b"corrected",
        f"{name}/{name}_submissionText.html": b"",
        f"{name}/timestamp.txt": b"20261101100000000",
        "grades.csv": b"",
    }


def sakai_files(student: int, work: bytes) -> Handed:
    name = f"O’Doe, Zoë(z{student})"
    return {f"{name}_Submission attachment(s)_softmax.py": work, f"{name}_timestamp.txt": b""}


def google_classroom(student: int, work: bytes) -> Handed:
    name = f"Zoë O’Doe {student}"
    return {f"{name} - softmax.py": work, f"{name} - one_hot.py": b"", f"{name} - notes.pdf": b""}


def google_classroom_copies(student: int, work: bytes) -> Handed:
    name = f"Zoë O’Doe {student}"
    return {f"{name} - Copy of softmax.py": work, f"{name} - One_hot (1).py": b"", f"{name} - notes.pdf": b""}


def canvas_groups(student: int, work: bytes) -> Handed:
    group, late = f"lab_{student % 9}", "LATE_" if student % 2 else ""
    return {
        f"{group}_{late}{20000 + student}_{70000 + student}_softmax.py": b"old",
        f"{group}_{late}{20000 + student}_{80000 + student}_softmax-1.py": work,
        f"{group}_{late}{20000 + student}_{90000 + student}_one_hot.py": b"",
    }


def canvas_with_copies(student: int, work: bytes) -> Handed:
    return {f"doe_{student}_{8000 + student}_softmax (1).py": work}


def submitty(student: int, work: bytes) -> Handed:
    older = {f"z{student}/{version}/softmax.py": b"old" for version in range(1, student % 12 + 1)}
    return {**older, f"z{student}/{len(older) + 1}/softmax.py": work, f"z{student}/settings.json": b"{}"}


def called_after_students(student: int, work: bytes) -> Handed:
    if student % 2:
        return {f"zoë_{student}_softmax.py": work, f"zoë_{student}_one_hot.py": b""}
    return {f"Softmax - Team {student}.py": work, f"one_hot - Team {student}.py": b""}


def unpacked_on_a_mac(student: int, work: bytes) -> Handed:
    return {f"s{student}/softmax.py": work, f"__MACOSX/s{student}/._softmax.py": b"", ".DS_Store": b""}


LAYOUTS: dict[Callable[[int, bytes], Handed], str] = {
    canvas_files: "submissions",
    canvas_archives: "submissions",
    canvas_without_names: "submissions",
    moodle_folders: "download",
    moodle_files: "download",
    gradescope: "assignment_1_export",
    github: "bigrams-submissions",
    nbgrader: "submitted",
    blackboard: "gradebook",
    brightspace_files: "Bigrams Download",
    brightspace_folders: "Bigrams Download",
    brightspace_in_france: "Bigrams Téléchargement",
    brightspace_in_britain: "Bigrams Download",
    teams: "Submitted files",
    schoology: "Bigrams",
    sakai: "Bigrams",
    sakai_files: "Bigrams",
    google_classroom: "Bigrams",
    google_classroom_copies: "Bigrams",
    canvas_groups: "submissions",
    canvas_with_copies: "submissions",
    submitty: "submissions",
    called_after_students: "class",
    unpacked_on_a_mac: "class",
}


ASKED = {
    submitty: "is each of these one student? The last of their folders 1, 2, … counts: z1, z10,",
    called_after_students: "are these students? Files such as Softmax - Team 10.py are graded as theirs:",
}
"""How the question begins, where only a person knows."""


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_nobody_is_lost(tmp_path: Path, layout: Callable[[int, bytes], Handed]) -> None:
    """Neither in the folder, nor in an archive of it with another folder around it."""
    download, archive = tmp_path / LAYOUTS[layout], tmp_path / f"{LAYOUTS[layout]}.zip"
    works = {student: f"def softmax(): {student}\n".encode() for student in range(1, STUDENTS + 1)}
    files = {name: file for student, work in works.items() for name, file in layout(student, work).items()}
    for name, content in files.items():
        path = download / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    asked = ASKED.get(layout)
    assert_nobody_is_lost([download], works, asked)
    wrapped = {f"{download.name}/{name}": content for name, content in files.items()}
    for packed in (zipped(wrapped), tarred(wrapped, "w:gz")):
        archive.write_bytes(packed)
        with unpacked([archive], MODULES) as places:
            assert_nobody_is_lost(places, works, asked)
            (place,) = places
        assert not place.exists()


def assert_nobody_is_lost(places: Sequence[Path], works: Mapping[int, bytes], asked: str | None) -> None:
    found = find(places, MODULES, "bigram_net")
    assert len(found.sources) == len({source.name for source in found.sources}) == STUDENTS
    read_works = {source.name: read(source, MODULES).files["softmax.py"] for source in found.sources}
    assert set(read_works.values()) == set(works.values())
    assert all(work.split()[-1].decode() in name for name, work in read_works.items())
    assert [question.startswith(asked or "nothing") for question in found.questions] == [True] * bool(asked)
    assert not [line for line in found.passed_over if "softmax" in line and "older" not in line]


@pytest.mark.parametrize(
    "files",
    [
        {"a/softmax.py": b"", "b/softmax.py": b""},
        {"class\\a.zip": b"", "class\\b.tar.gz": b""},
        {"class/anna.ipynb": b"", "class/ben.ipynb": b""},
        {"doe_12_100_softmax.py": b"", "roe_13_101_softmax.py": b""},
        {"class/env/softmax.py": b"", "class/ben/softmax.py": b"", "class/ben/venv/bin/softmax.py": b""},
    ],
    ids=["folders", "archives", "notebooks", "single files", "called like an environment"],
)
@pytest.mark.parametrize("name", ["class.zip", "class.tar", "class.tar.xz", "class"])
def test_an_archive_of_a_class_is_a_class(tmp_path: Path, files: Handed, name: str) -> None:
    path = tmp_path / name
    match path.suffix:
        case ".tar":
            path.write_bytes(tarred(separated(files), "w"))
        case ".xz":
            path.write_bytes(tarred(separated(files), "w:xz"))
        case _:
            path.write_bytes(zipped(files))
    with unpacked([path], MODULES) as places:
        assert len(find(places, MODULES, "bigram_net").sources) == 2
    with pytest.raises(UsageError, match="several students"):
        find([path], MODULES, "bigram_net")


@pytest.mark.parametrize(
    ("files", "student"),
    [
        ({"doe_12_100_softmax.py": b"work", "doe_12_101_notes.pdf": b""}, "doe_12"),
        ({"d/Ann Lee_1_assignsubmission_file_/w/softmax.py": b"work"}, "Ann Lee_1_assignsubmission_file_"),
        ({"Bigrams_doe_attempt_2026-11-01-10-00-00_softmax.py": b"work"}, "Bigrams_doe"),
        ({"1-2 - Ann - Nov 3, 2026 1045 PM/softmax.py": b"work"}, "1-2 - Ann - Nov 3, 2026 1045 PM"),
    ],
    ids=["Canvas", "Moodle", "Blackboard", "Brightspace"],
)
def test_a_download_of_one_student_is_a_class_of_one(tmp_path: Path, files: Handed, student: str) -> None:
    (tmp_path / "download.zip").write_bytes(zipped(files))
    with unpacked([tmp_path / "download.zip"], MODULES) as places:
        (source,) = find(places, MODULES, "bigram_net").sources
        assert (source.name, read(source, MODULES).files["softmax.py"]) == (student, b"work")


def separated(files: Handed) -> Handed:
    """The same files with the separator that a tar has on any system."""
    return {name.replace("\\", "/"): content for name, content in files.items()}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"Rar!", "Archives of the kind “.rar” cannot be read; zip and tar can."),
        (b"", "The file is damaged, or it is not a zip archive."),
        (
            zipped({"a/softmax.py": b"", "b/softmax.py": b""})[:-40],
            "The file is damaged, or it is not a zip archive.",
        ),
    ],
    ids=["rar", "empty", "cut off"],
)
def test_perhaps_a_class_that_cannot_be_read(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "class.zip").write_bytes(content)
    with unpacked([tmp_path / "class.zip"], MODULES) as places:
        found = find(places, MODULES, "bigram_net")
    assert found.questions == (f"is class.zip a class? None of it is graded: {reason}",)


@pytest.mark.parametrize(
    ("extra", "said"),
    [("../c/softmax.py", "leads out"), ("a\\softmax.py", "there twice"), ("big", "expands to more")],
)
def test_a_hostile_zip_of_a_class(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extra: str, said: str
) -> None:
    monkeypatch.setattr(bulk_archives, "CLASS_BYTES", 1_000)
    files = {"a/softmax.py": b"", "b/softmax.py": b"", extra: bytes(2_000 if extra == "big" else 0)}
    (tmp_path / "class.zip").write_bytes(zipped(files))
    with pytest.raises(UsageError, match=said), unpacked([tmp_path / "class.zip"], MODULES):
        pass
    assert [path.name for path in tmp_path.rglob("*")] == ["class.zip"]
