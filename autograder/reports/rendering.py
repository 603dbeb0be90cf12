"""Renders pages from templates: each in one self-contained file, with untrusted text escaped."""

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
        values: what it asks for; text in them is escaped.
    """
    return _templates().get_template(template).render(values)


@cache
def template_source(name: str) -> str:
    """The text of a file in `templates`."""
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")


def script_hash(script: str) -> str:
    """The name of the one script that may run, for a page's Content Security Policy."""
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
    """A name that may break across lines after an underscore."""
    return Markup("_<wbr>").join(name.split("_"))


def _prose(text: str) -> Markup:
    """A sentence with text between `backquotes` as code."""
    parts = printable(text).split("`")
    if len(parts) % 2 == 0:  # a backquote has no partner
        return escape(printable(text))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )
