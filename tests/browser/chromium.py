"""A real browser, spoken to by the protocol of its developer tools."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

import websocket

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SECONDS_MOST = 60
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    "about:blank",
)
KEYS = {"Tab": 9, "Enter": 13, "Space": 32}
"""Their numbers; a letter has that of its capital."""


class Browser:
    """One page of a headless Chromium.

    Args:
        profile: an empty folder.
    """

    def __init__(self, profile: Path) -> None:
        assert CHROMIUM is not None
        command = [CHROMIUM, *OPTIONS[:-1], f"--user-data-dir={profile}", OPTIONS[-1]]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._numbers = itertools.count(1)
        self._socket = websocket.create_connection(_address(profile), SECONDS_MOST, suppress_origin=True)
        self._call("Page.enable")

    def __enter__(self) -> Browser:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait(SECONDS_MOST)

    def open(self, path: Path, width: int = 1280, *, dark: bool = False) -> None:
        """Open a page from the disk, in a window of so many pixels."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self._call("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", features=[scheme])
        self._call("Page.navigate", url=path.as_uri())
        self._wait_for("Page.loadEventFired")

    def run(self, script: str) -> Any:
        """What an expression gives, once it is known."""
        answer = self._call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait_until(self, condition: str) -> None:
        """Wait until an expression is true, perhaps on the next page."""
        deadline = time.monotonic() + SECONDS_MOST
        while not self._holds(condition):
            assert time.monotonic() < deadline, condition
            time.sleep(0.02)

    def _holds(self, condition: str) -> bool:
        # Between two pages there is none that could answer.
        answer = self._answer("Runtime.evaluate", expression=f"Boolean({condition})")
        return bool(answer.get("result", {}).get("result", {}).get("value"))

    def press(self, key: str) -> None:
        number = KEYS.get(key) or ord(key.upper())
        about = {"key": " " if key == "Space" else key, "code": key, "windowsVirtualKeyCode": number}
        text = {"Enter": "\r", "Space": " ", "Tab": ""}.get(key, key)
        self._call("Input.dispatchKeyEvent", type="keyDown", **about, **({"text": text} if text else {}))
        self._call("Input.dispatchKeyEvent", type="keyUp", **about)

    def type(self, text: str) -> None:
        self._call("Input.insertText", text=text)

    def _call(self, method: str, **parameters: Any) -> Any:
        answer = self._answer(method, **parameters)
        assert "error" not in answer, answer
        return answer["result"]

    def _answer(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self._socket.recv())).get("id") != number:
            pass
        return dict(answer)

    def _wait_for(self, event: str) -> None:
        while json.loads(self._socket.recv()).get("method") != event:
            pass


def _address(profile: Path) -> str:
    """Where the page of a browser that was just started can be spoken to."""
    deadline, told = time.monotonic() + SECONDS_MOST, profile / "DevToolsActivePort"
    while not (told.is_file() and told.read_text().strip()):
        assert time.monotonic() < deadline, "the browser does not start"
        time.sleep(0.05)
    port = told.read_text().split()[0]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
        pages = json.load(answer)
    return next(str(page["webSocketDebuggerUrl"]) for page in pages if page["type"] == "page")
