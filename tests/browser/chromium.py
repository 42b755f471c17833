"""A real Chromium without a window, spoken to in the DevTools protocol over two pipes.

Owns the process and the protocol. Must not know what is looked for in a page. Pipes need no
port, no driver that fits the browser's version, and no library; they are what the libraries
use themselves. A browser whose pipe is closed ends, so that none outlives a killed run.
"""

from __future__ import annotations

import json
import os
import select
from base64 import b64decode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from briefgen.fonts import FOLDER

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 120.0  # seconds for any one answer, on a machine with other work

_OPTIONS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",  # it refuses to be root otherwise, and opens nothing but our own pages
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    "--force-color-profile=srgb",
    "--hide-scrollbars",  # as on a phone: a page is as wide as its window, at any height
)


# The faces that briefgen ships, and no others: pages break alike on every machine.
_FACES = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{faces}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="same">
    <family>Arial</family>
    <prefer><family>Liberation Sans</family><family>DejaVu Sans</family></prefer>
  </alias>
</fontconfig>
"""


class ProtocolError(Exception):
    """The browser refused a command, or said nothing for too long."""


class Browser:
    """A running browser with one page."""

    def __init__(self, program: str, folder: Path) -> None:
        """Start it with a profile of its own below a folder that is empty."""
        self._folder = folder
        self._number = 0
        self._rest = b""
        to_it, self._to = os.pipe()
        self._from, from_it = os.pipe()
        null = os.open(os.devnull, os.O_RDWR)
        faces = folder / "fonts.conf"
        faces.write_text(_FACES.format(faces=FOLDER, cache=folder / "cache"), encoding="utf-8")
        self._process = os.posix_spawnp(
            program,
            [program, *_OPTIONS, f"--user-data-dir={folder / 'profile'}", "about:blank"],
            os.environ | {"FONTCONFIG_FILE": str(faces)},
            file_actions=_copies((null, null, null, to_it, from_it)),
        )
        for descriptor in (to_it, from_it, null):
            os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.call("Browser.close")
        finally:
            os.close(self._to)
            os.waitpid(self._process, 0)
            os.close(self._from)

    def page(self) -> Page:
        """Open an empty page."""
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        attached = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})
        page = Page(self, attached["sessionId"], self._folder / f"{target}.html")
        page.call("Page.enable")
        return page

    def call(
        self,
        method: str,
        parameters: dict[str, Any] | None = None,
        session: str = "",
        *,
        until: str = "",
    ) -> dict[str, Any]:
        """Give the answer to a command, once an event has come too, if one is named."""
        self._number += 1
        number, waits_for = self._number, until
        sent: dict[str, Any] = {"id": number, "method": method, "params": parameters or {}}
        if session:
            sent["sessionId"] = session
        _write(self._to, json.dumps(sent).encode() + b"\0")
        answer: dict[str, Any] | None = None
        while answer is None or waits_for:
            message = self._message(method)
            if message.get("id") == number:
                if "error" in message:
                    raise ProtocolError(f"{method}: {message['error']['message']}")
                answer = message["result"]
            elif message.get("sessionId", "") == session and message.get("method") == waits_for:
                waits_for = ""
        return answer

    def _message(self, method: str) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._from], [], [], PATIENCE)
            piece = os.read(self._from, 1 << 20) if ready else b""
            if not piece:
                raise ProtocolError(f"{method}: the browser does not answer")
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found


@dataclass(frozen=True, slots=True)
class Setting:
    """How a reader has set up what a page is looked at with."""

    width: int = 1280
    height: int = 900
    dark: bool = False
    paper: bool = False
    features: tuple[tuple[str, str], ...] = field(default=())

    def __str__(self) -> str:
        """Give `320-dark-screen`."""
        names = [value for _, value in self.features]
        shade, medium = "dark" if self.dark else "light", "print" if self.paper else "screen"
        return "-".join([str(self.width), shade, medium, *names])


class Page:
    """One page of a browser, as a reader has it before them."""

    def __init__(self, browser: Browser, session: str, path: Path) -> None:
        """Take a session, and the file that content is shown from."""
        self._browser = browser
        self._session = session
        self._path = path

    def call(self, method: str, until: str = "", **parameters: Any) -> dict[str, Any]:
        """Give the answer to a command about this page."""
        return self._browser.call(method, parameters, self._session, until=until)

    def show(self, content: bytes) -> None:
        """Open a file with this content, and wait until it is there."""
        self._path.write_bytes(content)
        self.call("Page.navigate", until="Page.loadEventFired", url=self._path.as_uri())

    def set(self, setting: Setting) -> None:
        """Look at it in another way."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=setting.width,
            height=setting.height,
            deviceScaleFactor=1,
            mobile=False,
        )
        features = {"prefers-color-scheme": "dark" if setting.dark else "light"}
        features.update(setting.features)
        self.call(
            "Emulation.setEmulatedMedia",
            media="print" if setting.paper else "screen",
            features=[{"name": name, "value": value} for name, value in features.items()],
        )

    def ask(self, expression: str) -> Any:
        """Give the value of an expression of JavaScript, once it is known."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            thrown = answer["exceptionDetails"]
            raise ProtocolError(thrown.get("exception", {}).get("description", thrown["text"]))
        return answer["result"].get("value")

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press a key and let it go."""
        code = {"Tab": 9, "Enter": 13, "ArrowRight": 39}[key]
        pressed: dict[str, Any] = {
            "key": key,
            "code": key,
            "windowsVirtualKeyCode": code,
            "modifiers": 8 if shift else 0,
            "text": "\r" if key == "Enter" else "",
        }
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, **pressed)

    def picture(self, *, whole: bool = True) -> bytes:
        """Give what is seen as a PNG: all of the page, or what is on the screen."""
        answer = self.call("Page.captureScreenshot", captureBeyondViewport=whole)
        return b64decode(answer["data"])

    def pdf(self) -> bytes:
        """Give the page as it is printed, on the sheets that it asks for.

        Browsers leave grounds out unless a reader wants them.
        """
        answer = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        return b64decode(answer["data"])


def _copies(wanted: tuple[int, ...]) -> list[tuple[int, int, int]]:
    """Give what makes these the descriptors 0, 1, 2 … of another process.

    The protocol is read from 3 and written to 4 there. All are first copied to where nothing
    is, since one of them may have the number that another one gets.
    """
    free = max(*wanted, len(wanted)) + 1
    pairs = list(enumerate(wanted))
    return [
        *((os.POSIX_SPAWN_DUP2, old, free + new) for new, old in pairs),
        *((os.POSIX_SPAWN_DUP2, free + new, new) for new, _ in pairs),
    ]


def _write(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
