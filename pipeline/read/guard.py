"""Runs formats that parse with libraries in a process of their own, bounded in time and memory.

A library's crash, endless loop or hunger for memory costs one input, not the run.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any

from pipeline.read.child import item_of
from pipeline.read.extracted import Extracted, Given, Refused
from pipeline.read.format import Format
from pipeline.read.outcome import RefusedError

_COMMAND = "import sys; sys.path[:] = sys.argv[1:]; from pipeline.read.child import main; main()"


class Guard:
    """A process for parsing, started when first needed; to be used in a ``with`` statement."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._done = 0  # inputs that this process has parsed

    def __enter__(self) -> Guard:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def read(self, fmt: Format, data: bytes, given: Given) -> Iterator[Extracted | Refused]:
        """Do what ``fmt.read`` does.

        Raises:
            RefusedError: as ``fmt.read`` does; or it took more time or memory than the limits
                allow, or the library crashed.
        """
        fresh = self._process is None or self._done == 0
        answer = self._ask(fmt, data, given)
        if "memory" in answer and not fresh:
            # What it parsed before may have left its memory in pieces.
            self._stop()
            answer = self._ask(fmt, data, given)
        if "memory" in answer:
            self._stop()
            raise RefusedError(
                f"needs more than {given.limits.max_memory_bytes:,} bytes of memory",
                "split it, or raise max_memory_bytes",
            )
        yield from (item_of(row) for row in answer["items"])
        if "what" in answer:
            raise RefusedError(answer["what"], answer["remedy"])

    def _ask(self, fmt: Format, data: bytes, given: Given) -> dict[str, Any]:
        process = self._process or self._start()
        task = {
            "format": fmt.name,
            "name": given.name,
            "encoding": given.encoding,
            "limits": asdict(given.limits),
            "size": len(data),
        }
        seconds = min(given.limits.max_seconds, threading.TIMEOUT_MAX)
        end = monotonic() + seconds
        body = self._exchange(process, (json.dumps(task).encode() + b"\n", data), seconds)
        if body is None:
            self._stop()
            if monotonic() >= end:
                raise RefusedError(
                    f"takes more than {given.limits.max_seconds:g} s to parse",
                    "split it, or raise max_seconds",
                )
            raise RefusedError(
                f"makes the library that reads {fmt.name} crash",
                "save it anew, or as plain text, or raise max_memory_bytes",
            )
        self._done += 1
        answer: dict[str, Any] = json.loads(body)
        return answer

    def _exchange(
        self, process: subprocess.Popen[bytes], sent: tuple[bytes, ...], seconds: float
    ) -> bytes | None:
        """What the process answers; None where it ends, by itself or when its time is up."""
        assert process.stdin is not None
        timer = threading.Timer(seconds, process.kill)
        timer.daemon = True
        timer.start()
        try:
            for part in sent:
                process.stdin.write(part)
            process.stdin.flush()
            return self._answers.get()
        except OSError:
            return None
        finally:
            timer.cancel()

    def _start(self) -> subprocess.Popen[bytes]:
        # -P: a folder named pipeline in the working directory must not be taken for ours
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _COMMAND, *_import_path()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._process, self._answers, self._done = process, queue.SimpleQueue(), 0
        listener = threading.Thread(target=_listen, args=(process, self._answers), daemon=True)
        listener.start()
        return process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was still to be written has no reader any more
                    continue


def _import_path() -> list[str]:
    """Where this process finds modules, without the working directory."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [path for path in sys.path if path]
    return paths if root in paths else [root, *paths]


def _listen(process: subprocess.Popen[bytes], answers: queue.SimpleQueue[bytes | None]) -> None:
    """Put every answer in the queue, and None when there will be no more."""
    assert process.stdout is not None
    try:
        while line := process.stdout.readline():
            size = int(line)
            body = process.stdout.read(size)
            if len(body) < size:
                break
            answers.put(body)
    except (OSError, ValueError):
        pass
    answers.put(None)
