"""A real Chromium to look at pages with: it clicks, types, takes pictures, and tells every fault.

It is spoken to over two pipes in the browser's own protocol (--remote-debugging-pipe), so it needs
nothing but the browser itself: no driver, no library, no port.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import signal
import time
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

BINARIES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BINARIES)), None)
_PATIENCE = 240.0  # for a machine that is busy with other things
_FLAGS = (
    *("--headless", "--no-sandbox", "--remote-debugging-pipe", "--disable-gpu"),
    *("--no-first-run", "--disable-extensions", "--hide-scrollbars", "--disable-dev-shm-usage"),
)
_FAULTS = ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled")


def _spawn(command: Sequence[str], reads: int, writes: int) -> int:
    """Start the browser, which reads from descriptor 3 and writes to 4; its process."""
    # Numbers out of the way first, so that putting one in place can not close the other.
    reads, writes = (fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, 10) for each in (reads, writes))
    quiet = ((os.POSIX_SPAWN_OPEN, each, os.devnull, os.O_RDWR, 0) for each in (0, 1, 2))
    places = ((os.POSIX_SPAWN_DUP2, reads, 3), (os.POSIX_SPAWN_DUP2, writes, 4))
    process = os.posix_spawn(command[0], command, os.environ, file_actions=(*quiet, *places))
    os.close(reads)
    os.close(writes)
    return process


class PageError(AssertionError):
    """What the page's script threw, or the browser's refusal."""


@dataclass
class Browser:
    """One browser with one page. ``faults`` has each exception, violation and message."""

    profile: Path
    size: tuple[int, int] = (1400, 1000)
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __enter__(self) -> Browser:
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        width, height = self.size
        flags = (f"--user-data-dir={self.profile}", f"--window-size={width},{height}")
        self._process = _spawn((CHROMIUM, *_FLAGS, *flags, "about:blank"), theirs_in, theirs_out)
        os.close(theirs_in)
        os.close(theirs_out)
        self._buffer, self._last, self._session = b"", 0, None
        self._loaded = False
        pages = self.send("Target.getTargets")["targetInfos"]
        target = next(page["targetId"] for page in pages if page["type"] == "page")
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        self.resize(width, height)
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._out)
        os.close(self._in)
        os.kill(self._process, signal.SIGTERM)
        os.waitpid(self._process, 0)

    def send(self, method: str, **params: object) -> dict:
        """Say something and wait for the answer."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + _PATIENCE
        while True:
            answer = self._read(deadline)
            if answer.get("id") == self._last:
                if "error" in answer:
                    raise PageError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def _read(self, deadline: float) -> dict:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._in], [], [], max(deadline - time.monotonic(), 0))
            if not ready:
                raise PageError("the browser does not answer")
            self._buffer += os.read(self._in, 1 << 20)
        line, self._buffer = self._buffer.split(b"\0", 1)
        message = json.loads(line)
        self._note(message.get("method"), message.get("params", {}))
        return message

    def _note(self, method: str | None, params: dict) -> None:
        if method in _FAULTS:
            self.faults.append(json.dumps(params, ensure_ascii=False)[:500])
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Page.loadEventFired":
            self._loaded = True

    def open(self, page: Path, *, fragment: str = "") -> None:
        """Load a file and wait until its scripts have run."""
        self._loaded = False
        address = page.as_uri() + (f"#{fragment}" if fragment else "")
        self.send("Page.navigate", url=address)
        deadline = time.monotonic() + _PATIENCE
        while not self._loaded:
            self._read(deadline)

    def run(self, expression: str) -> object:
        """The value of a JavaScript expression; promises are awaited."""
        result = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in result:
            raise PageError(json.dumps(result["exceptionDetails"])[:800])
        return result["result"].get("value")

    def settle(self) -> None:
        """Wait until what was asked for is drawn."""
        self.run("new Promise((r) => setTimeout(() => requestAnimationFrame(() => r()), 60))")

    def click(self, x: float, y: float) -> None:
        """Press the left button at a place of the window."""
        self.send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        for kind in ("mousePressed", "mouseReleased"):
            where = {"x": x, "y": y, "button": "left", "clickCount": 1}
            self.send("Input.dispatchMouseEvent", type=kind, **where)
        self.settle()

    def click_on(self, selector: str) -> None:
        """Scroll an element into sight and press the button in its middle."""
        found = f"document.querySelector({json.dumps(selector)})"
        self.run(f"{found}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        self.settle()  # what scrolls into sight may yet be drawn, and move
        x, y = self.run(
            f"(() => {{ const b = {found}.getClientRects()[0];"
            " return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        self.click(x, y)

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.send("Input.insertText", text=text)
        self.settle()

    def press(self, key: str) -> None:
        """Press a key by its name, such as Tab or ArrowDown."""
        code = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38}.get(key, 0)
        text = {"text": "\r"} if key == "Enter" else {}
        keys = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.send("Input.dispatchKeyEvent", type="keyDown", **keys, **text)
        self.send("Input.dispatchKeyEvent", type="keyUp", **keys)
        self.settle()

    def choose(self, selector: str, value: str) -> None:
        """Choose an option of a select, or set a slider."""
        self.run(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            f" e.value = {json.dumps(value)};"
            " for (const kind of ['input', 'change'])"
            " e.dispatchEvent(new Event(kind, {bubbles: true})); })()"
        )
        self.settle()

    def text(self, selector: str) -> str:
        """The text of an element as it is shown."""
        return str(self.run(f"document.querySelector({json.dumps(selector)}).innerText"))

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.send("Emulation.setDeviceMetricsOverride", **metrics)

    def scheme(self, scheme: str) -> None:
        """Ask for light or dark colours."""
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.send("Emulation.setEmulatedMedia", features=[feature])
        self.settle()

    def without_script(self, off: bool = True) -> None:
        """Switch scripts off for pages opened from now on."""
        self.send("Emulation.setScriptExecutionDisabled", value=off)

    def picture(self, file: Path) -> None:
        """What the window shows, as PNG."""
        file.write_bytes(b64decode(self.send("Page.captureScreenshot", format="png")["data"]))
