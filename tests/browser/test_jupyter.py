"""JupyterLab and the formgrader as people see them, in Chromium. Pictures are kept in build/browser/."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from ..harness import ROOT
from ..nbgrader.course import ASSIGNMENT, Course, make_course, mistaken, solve

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "chromium"
OPTIONS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no page reaches beyond this machine
]
PICTURES = ROOT / "build" / "browser"
PATIENCE = 120_000
"""Milliseconds: a notebook trains on all names, also on a busy machine."""


@dataclass(frozen=True)
class Server:
    """A Jupyter server in the folder of a course."""

    course: Course
    url: str


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    course = make_course(tmp_path_factory.mktemp("browser"))
    assert course.nbgrader("generate_assignment", ASSIGNMENT).status == 0
    course.hand_in("ada", solve)
    course.hand_in("ben", mistaken("softmax/normalises_columns"))
    assert course.autograder("grade", ASSIGNMENT, "submitted", "--out", "results").status == 0
    course.hand_in("cleo", mistaken("one_hot/left_as_int64"))
    mine = course.folder / "mine"
    shutil.copytree(course.folder / "release" / ASSIGNMENT, mine)
    solve(mine)
    port, token = _free_port(), secrets.token_hex(16)
    command = [
        *(sys.executable, "-m", "jupyterlab", "--allow-root", "--no-browser", "--ip=127.0.0.1"),
        *(f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"),
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    process = subprocess.Popen(
        command,
        cwd=course.folder,
        env=course.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/api?token={token}")
        yield Server(course, f"http://127.0.0.1:{port}/{{}}?token={token}")
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def page(server: Server) -> Iterator[Page]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield page
        browser.close()


def test_the_assignments(server: Server, page: Page) -> None:
    page.goto(server.url.format("formgrader/manage_assignments"))
    row = page.locator("tr", has_text=ASSIGNMENT)
    expect(row.locator(".num-submissions")).to_have_text("3")
    keep(page, "assignments")


def test_the_autograde_button(server: Server, page: Page) -> None:
    page.goto(server.url.format(f"formgrader/manage_submissions/{ASSIGNMENT}"))
    row = page.locator("tr", has_text="cleo")
    expect(row.locator(".status")).to_have_text("needs autograding")
    keep(page, "before-autograding")
    row.locator(".autograde a").click()
    page.locator(".modal", has_text="autograded").get_by_role("button", name="OK").click()
    expect(page.locator(".modal-backdrop")).to_have_count(0)
    expect(row.locator(".score")).to_have_text("97 / 100")
    keep(page, "autograded")
    plain = server.course.autograder("grade", ASSIGNMENT, "submitted/cleo", "--out", "again")
    assert "0 of 1 written to the gradebook" in plain.err


def test_the_gradebook(server: Server, page: Page) -> None:
    page.goto(server.url.format("formgrader/gradebook"))
    page.locator("tr", has_text=ASSIGNMENT).get_by_role("link").first.click()
    page.locator("tr", has_text="lab").get_by_role("link").first.click()
    expect(page.locator("tr", has_text="100")).not_to_have_count(0)
    keep(page, "gradebook")


def test_a_manual_grading_page(server: Server, page: Page) -> None:
    page.goto(server.url.format(f"formgrader/gradebook/{ASSIGNMENT}/lab"))
    page.locator("tr", has_text="86").get_by_role("link").first.click()
    score = page.locator("input#softmax")
    expect(score).to_be_visible()
    expect(score).to_have_attribute("placeholder", "1")
    comment = page.locator("#softmax-work-comment")
    hint = re.compile("Hint: Over which dimension do the counts of one example run")
    expect(comment).to_have_attribute("placeholder", hint)
    expect(page.get_by_text("softmax.py as it was handed in").first).to_be_visible()
    comment.scroll_into_view_if_needed()
    keep(page, "manual-grading")
    comment.fill("Rows, not columns.")
    comment.blur()
    page.wait_for_load_state("networkidle")
    page.reload()
    expect(page.locator("#softmax-work-comment")).to_have_value("Rows, not columns.")


def test_a_student_runs_and_validates_the_notebook(server: Server, page: Page) -> None:
    page.goto(server.url.format("lab/tree/mine/lab.ipynb"))
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    outputs = page.locator(".jp-OutputArea-output")
    expect(outputs.filter(has_text="There is no sampling.py in this folder.")).to_be_visible()
    keep(page, "notebook-below")
    page.get_by_role("heading", name="2. An index is a name").scroll_into_view_if_needed()
    expect(outputs.filter(has_text="one_hot: 9 of 9 points").first).to_be_visible()
    keep(page, "notebook")
    page.get_by_role("button", name="Validate").click()
    expect(page.locator(".jp-Dialog", has_text="Success")).to_be_visible()
    keep(page, "validated")


def keep(page: Page, name: str) -> None:
    page.screenshot(path=PICTURES / f"{name}.png")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(url: str) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(url):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    raise TimeoutError("the Jupyter server does not answer")
