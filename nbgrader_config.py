"""Makes this folder a course of nbgrader: see docs/nbgrader.md."""

from pathlib import Path

from autograder.nbgrader import configure

c = get_config()  # noqa: F821 (nbgrader puts it there)
configure(c, Path(__file__).parent)
c.CourseDirectory.course_id = "bigrams"
