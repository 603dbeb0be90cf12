"""From paths to submissions: every layout that is accepted, and what lies beside submissions."""

from __future__ import annotations

import gzip
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.submissions import Unreadable, read

from .class_folders import MODULES, WORK, folder, made, names, read_at, read_only, search, tarred, zipped


class TestLayouts:
    def test_folder(self, tmp_path: Path) -> None:
        submission = read_only(folder(tmp_path / "alice"))
        assert submission.name == "alice"
        assert list(submission.files.items()) == sorted(WORK.items())

    @pytest.mark.parametrize("wrap", ["", "bigram_net/", "./a/", "bigram_net/bigram_net/"])
    def test_archives_hold_what_the_folder_holds(self, tmp_path: Path, wrap: str) -> None:
        wrapped = {wrap + name: content for name, content in WORK.items()}
        plain = read_at(folder(tmp_path / "plain")).digest()
        assert read_at(folder(tmp_path / "wrapped", wrapped)).digest() == plain
        assert read_at(zipped(tmp_path / "a.ZIP", wrapped)).digest() == plain
        for suffix, mode in [(".tar", "w"), (".tgz", "w:gz"), (".tar.bz2", "w:bz2"), (".tar.xz", "w:xz")]:
            assert read_at(tarred(tmp_path / f"a{suffix}", wrapped, mode)).digest() == plain

    def test_digest_is_of_names_and_contents(self, tmp_path: Path) -> None:
        variants = [{"a.py": b"b"}, {"a.pyb": b""}, {"a.py": b"c"}, {"a.py": b"b", "c": b""}]
        digests = {read_at(folder(tmp_path / str(i), files)).digest() for i, files in enumerate(variants)}
        assert len(digests) == len(variants)

    def test_class_of_folders_and_archives(self, tmp_path: Path) -> None:
        whole = tmp_path / "class"
        folder(whole / "dora", {"README.md": b"", "bigram_net/one_hot.py": b""})
        folder(whole / "bob", {"unrelated.txt": b"nothing of the assignment"})
        zipped(whole / "carol.v2.zip")
        tarred(whole / "alice.tar.gz")
        assert names(whole) == ["alice", "bob", "carol.v2", "dora"]
        assert names(whole / "dora", whole / "carol.v2.zip", whole / "dora") == ["carol.v2", "dora"]

    def test_same_submission_alone_and_in_a_class(self, tmp_path: Path) -> None:
        alice = folder(tmp_path / "alice", {"README.md": b"", "bigram_net/softmax.py": b"x"})
        folder(tmp_path / "bob")
        alone, *_ = (read(source, MODULES) for source in search(tmp_path).sources)
        assert alone == read_only(alice)
        assert dict(alone.files) == {"softmax.py": b"x"}

    def test_the_folder_one_is_in(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(folder(tmp_path / "alice"))
        assert names(Path(".")) == names(Path("../alice")) == ["alice"]

    def test_nbgrader(self, tmp_path: Path) -> None:
        submitted = tmp_path / "submitted"
        folder(submitted / "alice" / "bigram_net")
        folder(submitted / "alice" / "bigram_counts", {"counting.py": b""})
        folder(submitted / "bob" / "bigram_net", {"lab.ipynb": b"", "softmax.py": b"", "old.zip": b""})
        folder(submitted / "carol" / "bigram_counts", {"counting.py": b""})
        folder(submitted / "dora" / "project" / "src", {"softmax.py": b""})
        found = search(submitted)
        assert [source.name for source in found.sources] == ["alice", "bob", "dora"]
        assert found.passed_over == ("submitted/carol: nothing for bigram_net",)
        assert dict(read(found.sources[0], MODULES).files) == WORK
        assert set(read(found.sources[1], MODULES).files) == {"lab.ipynb", "softmax.py"}
        assert names(submitted / "alice") == names(submitted / "alice" / "bigram_net") == ["alice"]

    def test_canvas(self, tmp_path: Path) -> None:
        flat = tmp_path / "submissions"
        zipped(flat / "doejane_12345_67890_bigram_net.zip")
        zipped(flat / "roejohn_LATE_12346_67891_bigram_net-1.zip")
        folder(flat, {"poejim_12347_text.html": b"", "poejim_12347_67892_softmax.py": b""})
        found = search(flat)
        assert [source.name for source in found.sources] == [
            "doejane_12345_67890_bigram_net",
            "poejim_12347",
            "roejohn_LATE_12346_67891_bigram_net-1",
        ]
        assert len(found.passed_over) == 1

    def test_single_files_of_a_bulk_download(self, tmp_path: Path) -> None:
        canvas = {
            "doejane_12_100_softmax.py": b"first",
            "doejane_LATE_12_205_softmax-1.py": b"second",
            "doejane_12_101_one_hot.py": b"hot",
            "roejohn_13_102_softmax.py": b"his",
            "roejohn_13_103_helpers.py": b"his, too",
            "poejim_14_104_notes.pdf": b"",
        }
        moodle = {"Jane Doe_7_assignsubmission_file_softmax.py": b"hers"}
        found = search(folder(tmp_path / "class", canvas | moodle))
        assert {source.name: dict(read(source, MODULES).files) for source in found.sources} == {
            "Jane Doe_7": {"softmax.py": b"hers"},
            "doejane_12": {"softmax.py": b"second", "one_hot.py": b"hot"},
            "roejohn_13": {"softmax.py": b"his", "helpers.py": b"his, too"},
        }
        assert found.passed_over == (
            "class/doejane_12_100_softmax.py: an older upload of the same student",
            "class/poejim_14_104_notes.pdf: neither a folder, an archive nor a notebook",
        )

    @pytest.mark.parametrize(
        ("uploads", "softmax", "left_out"),
        [
            ({"1_softmax.py": "old", "2_work.zip": "new"}, "new", "softmax.py (a newer one counts)"),
            (
                {"1_work.zip": "old", "2_softmax.py": "new"},
                "new",
                "softmax.py of work.zip (a newer one counts)",
            ),
            (
                {"1_work.zip": "old", "2_fixed.zip": "new"},
                "new",
                "softmax.py of work.zip (a newer one counts)",
            ),
            ({"1_work.zip": "old", "2_work-1.zip": "new"}, "new", ""),
            ({"1_work.zip": "the same", "2_softmax.py": "the same"}, "the same", ""),
            (
                {"1_softmax.py": "only", "2_report.rar": ""},
                "only",
                "report.rar (an archive that cannot be read)",
            ),
        ],
    )
    def test_all_that_one_student_uploaded_is_one_submission(
        self, tmp_path: Path, uploads: Mapping[str, str], softmax: str, left_out: str
    ) -> None:
        others = {"1_softmax.py": b"", "1_one_hot.py": b"hers"}
        for name, text in uploads.items():
            path = folder(tmp_path / "class", {}) / f"doe_12_{name}"
            if name.endswith(".zip"):
                zipped(path, {"w/softmax.py": text.encode(), f"w/{text}.txt": b""})
            else:
                made(path, text.encode() or b"Rar!")
        folder(tmp_path / "class", {f"roe_13_{name}": content for name, content in others.items()})
        found = search(tmp_path / "class")
        doe, roe = (read(source, MODULES) for source in found.sources)
        assert doe.files["softmax.py"] == softmax.encode()
        assert dict(roe.files) == {"softmax.py": b"", "one_hot.py": b"hers"}
        assert ", ".join(doe.left_out) == left_out
        assert found.questions == ()

    def test_uploads_of_which_none_can_be_read(self, tmp_path: Path) -> None:
        class_folder = folder(tmp_path / "class", {"doe_1_2_a.rar": b"Rar!", "doe_1_3_report.py": b""})
        (source,) = search(class_folder).sources
        with pytest.raises(Unreadable, match="rar"):
            read(source, MODULES)

    def test_a_class_of_one_and_modules_that_went_astray(self, tmp_path: Path) -> None:
        folder(tmp_path / "class" / "anna")
        assert names(tmp_path / "class") == ["anna"]
        folder(tmp_path / "class" / "ben")
        folder(tmp_path / "class", {"softmax.py": b""})
        found = search(tmp_path / "class")
        assert [source.name for source in found.sources] == ["anna", "ben"]
        assert found.passed_over == ("class/softmax.py: a module that lies beside the students' work",)

    @pytest.mark.parametrize("files", [{"a/softmax.py": b"", "b/one_hot.py": b""}, {"a\\": b"", "b": b""}])
    def test_a_zip_of_one_student_is_none(self, tmp_path: Path, files: Mapping[str, bytes]) -> None:
        assert names(zipped(tmp_path / "anna.zip", files)) == ["anna"]
        damaged = made(
            tmp_path / "ben.zip", (tmp_path / "anna.zip").read_bytes().replace(b"PK\1\2", b"PK\1\xff")
        )
        assert names(damaged) == ["ben"]

    def test_archives_are_known_by_what_is_in_them(self, tmp_path: Path) -> None:
        whole = folder(tmp_path / "class", {"notes": b"none", "data.csv.gz": gzip.compress(b"a,b")})
        zipped(whole / "essay.docx", {"[Content_Types].xml": b"", "word/document.xml": b""})
        zipped(whole / "anna")
        zipped(whole / "ben_softmax.py.zip")
        zipped(whole / "cai.ipynb.zip")
        zipped(whole / "dora.pdf")
        tarred(whole / "eve", mode="w")
        tarred(whole / "finn.zip", mode="w")
        tarred(whole / "gus.tmp", mode="w:xz")
        zipped(whole / "hana" / "work")
        zipped(whole / "hana" / "essay.docx", {"word/document.xml": b""})
        zipped(whole / "ida.zip", {"work": (whole / "anna").read_bytes()})
        made(whole / "jon", b"Rar!")
        found = search(whole)
        assert [source.name for source in found.sources] == [
            *("anna", "ben_softmax", "cai", "dora.pdf", "eve", "finn", "gus.tmp", "hana", "ida", "jon")
        ]
        *readable, jon = found.sources
        assert all(dict(read(source, MODULES).files) == WORK for source in readable)
        with pytest.raises(Unreadable, match="rar"):
            read(jon, MODULES)
        assert found.passed_over == tuple(
            f"class/{name}: neither a folder, an archive nor a notebook"
            for name in ("data.csv.gz", "essay.docx", "notes")
        )
        assert names(whole / "anna") == ["anna"]

    def test_an_archive_beside_a_report(self, tmp_path: Path) -> None:
        zipped(folder(tmp_path / "class" / "anna", {"report.pdf": b""}) / "work.zip")
        folder(tmp_path / "class" / "ben")
        (source, _ben) = search(tmp_path / "class").sources
        assert (source.name, dict(read(source, MODULES).files)) == ("anna", WORK)

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("anna.zip", "anna (1).zip"),
            ("anna.zip", "Anna - Copy.tar"),
            ("jmüller.zip", "jmu\u0308ller.zip"),
            ("anna.zip", "anna.zip (1)"),
            ("anna.zip", "anna (2).zip.crdownload"),
            ("anna_one_hot.zip", "Anna-softmax.zip"),
            ("1-2 - Ann - Nov 1, 2026 1000 AM.zip", "1-2 - Ann - Nov 2, 2026 0900 PM.zip"),
        ],
    )
    def test_perhaps_twice_the_same_student(self, tmp_path: Path, first: str, second: str) -> None:
        others = {"team 1.zip": b"", "team 2.zip": b"", "bo_13_102_work.zip": b""}
        found = search(folder(tmp_path / "class", {first: b"", second: b"", **others}))
        assert len(found.sources) == 5
        (line,) = found.questions
        assert line.startswith("is it the work of one student?")

    def test_perhaps_one_student_with_two_folders(self, tmp_path: Path) -> None:
        files = {"anna/new/softmax.py": b"", "anna/old/softmax.py": b""}
        found = search(folder(tmp_path / "class", files))
        assert [source.name for source in found.sources] == ["new", "old"]
        assert found.questions == ("is anna one student? Each folder in it is graded as one",)

    def test_perhaps_a_class_in_a_class(self, tmp_path: Path) -> None:
        for name in ("lab 1/w/anna", "lab 1/w/ben", "carl"):
            folder(tmp_path / "class" / name)
        folder(tmp_path / "class" / "dora", {"1/one_hot.py": b"", "2/softmax.py": b""})
        assert search(tmp_path / "class").questions == (
            "is class/lab 1 a class of its own? Then give that folder; it is graded as one",
        )
        both = {"anna/softmax.py": b"", "carl/softmax.py": b""}
        zipped(folder(tmp_path / "other" / "anna").parent / "class.zip", both)
        assert search(tmp_path / "other").questions == (
            "is other/class.zip a class of its own? Then give that archive; it is graded as one",
        )

    @pytest.mark.parametrize(
        ("archives", "softmax", "left_out"),
        [
            ({"a.zip": {"softmax.py": b"a"}, "b.tgz": {"one_hot.py": b"b"}}, b"a", ()),
            (
                {"a.zip": {"softmax.py": b"a"}, "a (1).zip": {"w/softmax.py": b"a", "w/one_hot.py": b""}},
                b"a",
                (),
            ),
            ({"a.zip": {"r.pdf": b""}, "b.zip": {"softmax.py": b"b"}}, b"b", ("a.zip (another archive)",)),
            (
                {"a.rar": b"Rar!", "b.zip": {"softmax.py": b"b"}},
                b"b",
                ("a.rar (an archive that cannot be read)",),
            ),
            ({"large.zip": bytes(20_000_001), "b.zip": {"softmax.py": b"b"}}, b"b", ()),
        ],
        ids=["parts", "twice", "a report", "rar", "large"],
    )
    def test_several_archives_of_one_student(
        self,
        tmp_path: Path,
        archives: Mapping[str, Mapping[str, bytes] | bytes],
        softmax: bytes,
        left_out: tuple[str, ...],
    ) -> None:
        anna = folder(tmp_path / "class" / "anna", {"report.pdf": b""})
        for name, files in archives.items():
            if isinstance(files, bytes):
                made(anna / name, files)
            else:
                (zipped if name.endswith(".zip") else tarred)(anna / name, files)
        submission = read_only(tmp_path / "class")
        assert (submission.name, submission.files["softmax.py"]) == ("anna", softmax)
        assert submission.left_out == left_out

    @pytest.mark.parametrize(
        "files",
        [
            {"T/T/anna/w/softmax.py": b"", "T/T/ben/softmax.py": b"", "T/index.html": b""},
            {"T/T/doe_12_100_softmax.py": b"", "T/T/roe_13_101_softmax.py": b""},
            {"anna/softmax.py": b"", "bigram_net/softmax.py": b"", "notes.txt": b""},
        ],
        ids=["folders in folders", "single files", "called like the assignment"],
    )
    def test_a_class_is_found_in_its_folder(self, tmp_path: Path, files: Mapping[str, bytes]) -> None:
        assert len(names(folder(tmp_path / "class", files))) == 2

    def test_versions_of_one_student(self, tmp_path: Path) -> None:
        alone = folder(tmp_path / "one" / "eva" / "Bigrams" / "Version 1").parent
        folder(alone / "Version 2")
        assert names(tmp_path / "one") == ["eva"]
        anna = folder(tmp_path / "class" / "anna" / "Bigrams" / "Version 10").parent
        folder(anna / "Version 9", {"softmax.py": b"old"})
        folder(anna / "Version 11", {"report.pdf": b""})
        folder(tmp_path / "class" / "ben" / "v1", {"softmax.py": b"old"})
        folder(tmp_path / "class" / "ben" / "v2")
        folder(tmp_path / "class" / "ben" / "v3", {"one_hot.py": b"added"})
        found = search(tmp_path / "class")
        assert [source.name for source in found.sources] == ["anna", "ben"]
        read_anna, read_ben = (read(source, MODULES) for source in found.sources)
        assert dict(read_anna.files) == WORK
        assert read_anna.left_out == ("softmax.py of Version 9 (a newer one counts)",)
        assert dict(read_ben.files) == {**WORK, "one_hot.py": b"added"}
        assert (found.questions, found.passed_over) == ((), ())
        assert names(tmp_path / "class" / "ben") == ["ben"]

    @pytest.mark.parametrize("end", ["", "_"])
    def test_moodle(self, tmp_path: Path, end: str) -> None:
        zipped(tmp_path / f"Jane Doe_1_assignsubmission_file{end}" / "bigram_net.zip")
        folder(tmp_path / f"Jane Doe_1_assignsubmission_onlinetext{end}", {"onlinetext.html": b""})
        folder(tmp_path / f"Jim Poe_2_assignsubmission_file{end}")
        zipped(tmp_path / "John Roe_3_assignsubmission_file_bigram_net.zip")
        found = search(tmp_path)
        assert [source.name for source in found.sources] == [
            f"Jane Doe_1_assignsubmission_file{end}",
            f"Jim Poe_2_assignsubmission_file{end}",
            "John Roe_3_assignsubmission_file_bigram_net",
        ]
        assert all(dict(read(source, MODULES).files) == WORK for source in found.sources)
        assert len(found.passed_over) == 1


class TestBesideSubmissions:
    def test_passed_over_with_a_line_each(self, tmp_path: Path) -> None:
        whole = folder(tmp_path / "class", {"marks.csv": b"", "one\nline": b"", ".hidden/softmax.py": b""})
        folder(whole / "alice")
        (whole / "empty" / "inner").mkdir(parents=True)
        (whole / "link").symlink_to(whole / "alice")
        (whole / "link.zip").symlink_to(zipped(tmp_path / "bob.zip"))
        os.mkfifo(whole / "fifo.zip")
        folder(whole / "__pycache__", {"a.pyc": b""})
        folder(whole / "results", {".compared/alice.json": b"", "alice.json": b""})
        folder(whole / "only_baggage", {".DS_Store": b"", "__pycache__/a.pyc": b""})
        found = search(whole)
        assert [source.name for source in found.sources] == ["alice"]
        assert found.passed_over == (
            "class/.hidden: hidden",
            "class/empty: an empty folder, so nothing is graded for it",
            "class/fifo.zip: a special file",
            "class/link: a link",
            "class/link.zip: a link",
            "class/marks.csv: neither a folder, an archive nor a notebook",
            "class/one\\nline: neither a folder, an archive nor a notebook",
            "class/only_baggage: an empty folder, so nothing is graded for it",
            "class/results: results of a run",
        )

    def test_linked_submission_is_not_followed(self, tmp_path: Path) -> None:
        solutions = folder(tmp_path / "solutions")
        (tmp_path / "bob").symlink_to(solutions)
        found = search(folder(tmp_path / "alice"), tmp_path / "bob")
        assert [source.name for source in found.sources] == ["alice"]
        assert len(found.passed_over) == 1

    def test_baggage_is_ignored_before_anything_is_counted(self, tmp_path: Path) -> None:
        many = {f".venv/lib/{i}.py": bytes(200_000) for i in range(201)}
        baggage = {
            **many,
            "__MACOSX/._softmax.py": b"",
            ".git/objects/a.zip": b"",
            **{f"{name}/softmax.py": b"" for name in ("venv", "env", "node_modules", ".ruff_cache")},
            "sub/.DS_Store": b"",
            "._a": b"",
        }
        everything = {**baggage, **WORK}
        alice = folder(tmp_path / "alice", everything)
        (alice / ".venv" / "bin").symlink_to("/usr/bin")
        assert dict(read_at(alice).files) == WORK
        assert dict(read_at(zipped(tmp_path / "a.zip", everything)).files) == WORK
        assert dict(read_at(tarred(tmp_path / "a.tgz", everything)).files) == WORK

    @pytest.mark.parametrize("name", ["env", "venv", "ENV", "virtualenv"])
    def test_who_is_called_like_an_environment(self, tmp_path: Path, name: str) -> None:
        """A student's folder, and a folder of work, but not an environment beside them."""
        whole = folder(tmp_path / "class" / name).parent
        folder(whole / "anna" / name)
        environment = {"pyvenv.cfg": b"", "bin/python": b"", "lib/site-packages/softmax.py": b""}
        folder(whole / f"{name}s" / name, environment)
        folder(whole / f"{name}s", WORK)
        folder(tmp_path / "class 2" / name, {**environment, "softmax.py": b""})
        folder(tmp_path / "class 2" / "anna")
        found = search(whole)
        assert {source.name for source in found.sources} == {"anna", name, f"{name}s"}
        assert all(dict(read(source, MODULES).files) == WORK for source in found.sources)
        assert names(tmp_path / "class 2") == ["anna"]
        assert dict(read_at(zipped(tmp_path / "b.zip", {f"{name}/{n}": WORK[n] for n in WORK})).files) == WORK

    @pytest.mark.parametrize(
        "given", ["nowhere", "nowhere/deeper", "notes.txt", "empty", "n" * 300, "zero\0"]
    )
    def test_nothing_to_grade_is_the_users_error(self, tmp_path: Path, given: str) -> None:
        folder(tmp_path, {"notes.txt": b""})
        (tmp_path / "empty").mkdir()
        with pytest.raises(UsageError, match=r"\A[^\n]+\Z"):
            search(tmp_path / given)


@pytest.mark.parametrize(
    "kind",
    [
        *("zip called tar", "tar called zip", "backslashes", "UTF-16", "UTF-32", "code beside a report"),
        "backslashes on a disk",
        *("names in Shift-JIS", "modules in two folders", "zip in a zip", "tar beside a report in a zip"),
    ],
)
def test_what_people_and_systems_make_of_it(tmp_path: Path, kind: str) -> None:
    match kind:
        case "zip called tar":
            path = zipped(tmp_path / "a.zip").rename(tmp_path / "a.tar.gz")
        case "tar called zip":
            path = tarred(tmp_path / "a.tgz").rename(tmp_path / "a.zip")
        case "backslashes":
            path = zipped(tmp_path / "a.zip", {f"work\\{name}": content for name, content in WORK.items()})
        case "backslashes on a disk":
            path = folder(tmp_path / "a", {f"work\\{name}": content for name, content in WORK.items()})
        case "UTF-16" | "UTF-32":
            files = {**WORK, "softmax.py": WORK["softmax.py"].decode().encode(kind)}
            path = folder(tmp_path / "a", files)
        case "names in Shift-JIS":
            # The second byte of this character is that of a backslash.
            named = zipped(tmp_path / "a.zip", {"XX.pdf": b"", **{f"XX/{name}": WORK[name] for name in WORK}})
            path = made(named, named.read_bytes().replace(b"XX", "表".encode("shift_jis")))
        case "modules in two folders":
            files = {
                "a/softmax.py": WORK["softmax.py"],
                "b/one_hot.py": b"",
                "b/notes.txt": WORK["notes.txt"],
            }
            path = folder(tmp_path / "a", files)
        case "zip in a zip":
            inner = zipped(tmp_path / "work.zip").read_bytes()
            path = zipped(tmp_path / "a.zip", {"hand-in/work.zip": inner})
        case "tar beside a report in a zip":
            inner = tarred(tmp_path / "work.tgz").read_bytes()
            path = zipped(tmp_path / "a.zip", {"report.pdf": b"", "work.tgz": inner})
        case _:
            path = folder(
                tmp_path / "a", {"report/r.pdf": b"", **{f"code/{name}": WORK[name] for name in WORK}}
            )
    assert {name: content for name, content in read_at(path).files.items() if name in WORK} == WORK


def test_limits_themselves_are_allowed(tmp_path: Path) -> None:
    files = {f"{i}.py": bytes(100_000) for i in range(200)}
    assert len(read_at(zipped(tmp_path / "a.zip", files)).files) == 200
    assert len(read_at(folder(tmp_path / "a", files)).files) == 200


class TestNames:
    def test_of_submissions(self, tmp_path: Path) -> None:
        raw = [b"two\nlines", b"a..b", b"..c", b"\xff\xfe", "ö".encode(), b"n" * 255]
        for name in raw:
            folder(tmp_path / "class" / os.fsdecode(name))
        found = search(tmp_path / "class")
        assert [source.name for source in found.sources] == [
            "\\xff\\xfe",
            "a..b",
            "n" * 255,
            "two\nlines",
            "ö",
        ]
        assert found.passed_over == ("class/..c: hidden",)
        assert all(dict(read(source, MODULES).files) == WORK for source in found.sources)

    def test_of_files(self, tmp_path: Path) -> None:
        files = {os.fsdecode(b"\xff.py"): b"", "two\nlines.py": b"", "n" * 255: b"", "...": b""}
        expected = {"\\xff.py", "two\nlines.py", "n" * 255, "..."}
        assert set(read_at(folder(tmp_path / "a", files)).files) == expected
        assert set(read_at(tarred(tmp_path / "a.tar", files, "w")).files) == expected
