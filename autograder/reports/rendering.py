"""Pages from templates: each in one file that needs nothing else, whatever others wrote as text."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup, escape

from ..pages import templates_of
from ..scores import shown_score
from ..text import listed, printable


def render(template: str, **values: object) -> str:
    """A page.

    Args:
        template: the name of a file in `templates`.
        values: what it asks for; text in them stays text.
    """
    return _templates().get_template(template).render(values)


@cache
def template_source(name: str) -> str:
    """The text of a file in `templates`."""
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")


def script_hash(script: str) -> str:
    """How a page's Content Security Policy names the one script that may run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@cache
def _templates() -> Environment:
    templates = templates_of("autograder.reports")
    templates.filters["score"] = shown_score
    templates.filters["printable"] = printable
    templates.filters["prose"] = _prose
    templates.filters["listed"] = listed
    templates.filters["breakable"] = _breakable
    return templates


def _breakable(name: str) -> Markup:
    """A name that goes on in the next line after an underscore, where a line is too short for it."""
    return Markup("_<wbr>").join(name.split("_"))


def _prose(text: str) -> Markup:
    """A sentence in which what stands between `backquotes` is code."""
    parts = printable(text).split("`")
    if len(parts) % 2 == 0:  # one has no partner
        return escape(printable(text))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )
