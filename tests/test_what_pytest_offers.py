"""What of pytest a graded test may use works, and the rest is refused before anything runs."""

from __future__ import annotations

import json
from pathlib import Path

from .harness import RIGHT, TEMPERATURES, Files, Release, autograder, grade_class, results, write_files

OFFERED: Files = {
    **TEMPERATURES,
    "tests/conftest.py": """
        import pytest


        @pytest.fixture
        def shared(rng):
            import torch

            return torch.randn(3, generator=rng)
    """,
    "tests/helpers.py": """
        def as_fahrenheit(celsius):
            return celsius * 1.8 + 32.0
    """,
    "tests/test_celsius.py": '''
        import pytest
        import torch

        from autograder.testing import Subject, close, points

        LOG = []


        @pytest.fixture(autouse=True)
        def noted(request):
            LOG.append(request.node.name)
            yield
            LOG.pop()


        @pytest.fixture
        def boiling():
            return torch.tensor([212.0])


        @points(10, public=True)
        @pytest.mark.parametrize(("fahrenheit", "celsius"), [(32.0, 0.0), (212.0, 100.0)])
        def test_known_points(student: Subject, fahrenheit: float, celsius: float) -> None:
            """Water freezes at 0 and boils at 100 degrees Celsius."""
            assert len(LOG) == 1
            close(student.to_celsius(torch.tensor([fahrenheit])), torch.tensor([celsius]))


        @points(10, public=True)
        @pytest.mark.usefixtures("boiling")
        def test_many(student: Subject) -> None:
            """Several temperatures are right."""
            close(student.to_celsius(torch.tensor([32.0, 212.0])), torch.tensor([0.0, 100.0]))
    ''',
    "tests/test_celsius_more.py": '''
        import torch
        from helpers import as_fahrenheit

        from autograder.testing import Subject, close, points


        @points(10, after="test_known_points[32.0-0.0]")
        def test_there_and_back(student: Subject, shared: torch.Tensor) -> None:
            """There and back is where one was."""
            close(student.to_celsius(as_fahrenheit(shared)), shared)


        class TestDays:
            """Days of all kinds."""

            warm = 68.0
            hidden = 50.0

            def in_celsius(self, student, day):
                return student.to_celsius(torch.tensor([day]))

            def secretly(self, student):
                return self.in_celsius(student, self.hidden)

            @points(5, public=True)
            def test_in_a_file(self, student: Subject, tmp_path, monkeypatch) -> None:
                """A warm day has 20 degrees Celsius."""
                monkeypatch.chdir(tmp_path)
                (tmp_path / "day.txt").write_text(str(self.warm))
                day = float(open("day.txt").read())
                close(self.in_celsius(student, day), torch.tensor([20.0]))

            @points(5)
            def test_cool(self, student: Subject) -> None:
                """A cool day has 10."""
                close(self.secretly(student), torch.tensor([10.0]))
    ''',
}


def test_what_works_also_works_for_students(release: Release, tmp_path: Path) -> None:
    assignment = write_files(tmp_path / "temperatures", OFFERED)
    celsius = (
        "def to_celsius(fahrenheit):\n    return (fahrenheit - 32) * 5 / (9 if fahrenheit[0] < 200 else 8)\n"
    )
    ran = grade_class(assignment, tmp_path, {"ada": RIGHT, "bo": {**RIGHT, "celsius.py": celsius}})
    assert (ran.status, ran.err) == (0, "")
    graded = results(tmp_path / "results")
    tests = graded["bo"]["exercises"][0]["tests"]
    assert {test["test"]: test["score"] for test in tests} == {
        "known_points[32.0-0.0]": 10.0,
        "known_points[212.0-100.0]": 0.0,
        "many": 10.0,
        "there_and_back": 10.0,
        "in_a_file": 5.0,
        "cool": 5.0,
    }
    assert graded["ada"]["score"] == 100.0
    released = write_files(tmp_path / "released", release(assignment))
    assert json.loads((released / "tests/assignment.json").read_text())["hidden_tests"]["celsius"] == 2
    tests = (released / "tests/test_celsius_more.py").read_text()
    assert "class TestDays:" in tests
    assert not any(word in tests for word in ("hidden", "secretly", "test_cool", "50.0"))
    write_files(released, RIGHT)
    checked = autograder("check", released, "celsius")
    assert checked.status == 0, checked
    assert checked.out.count("passes") == 4
