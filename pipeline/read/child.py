"""The process that runs parsing libraries over bytes that may be hostile, one input at a time.

It speaks with :mod:`pipeline.read.guard` over its standard input and output: a line of JSON that
says what comes, then the bytes; back comes a line with a length, then so much JSON. Nothing that
is sent can make the other side run code.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from errno import ENOMEM
from typing import Any

from pipeline.model import Block, BlockKind
from pipeline.read.extracted import Extracted, Given, Refused
from pipeline.read.outcome import Limits, RefusedError

_REPORT = "report it as a fault of taisei, with the file if you can"
_LONGEST = 1e8  # seconds that the clock takes
_GRACE = 5.0  # seconds in which the other side ends this process, unless it was killed itself


def main() -> None:
    """Answer until the other side closes."""
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get among the answers
    limited = False
    while line := source.readline():
        task = json.loads(line)
        given = Given(task["name"], Limits(**task["limits"]), task["encoding"])
        if not limited:
            _limit_memory(given.limits.max_memory_bytes)
            limited = True
        data = source.read(task["size"])
        _end_after(given.limits.max_seconds + _GRACE)
        body = json.dumps(_answer(task["format"], data, given)).encode()
        _end_after(0)
        answers.write(b"%d\n" % len(body))
        answers.write(body)
        answers.flush()


def _answer(name: str, data: bytes, given: Given) -> dict[str, Any]:
    from pipeline.read.formats import format_named

    items: list[dict[str, Any]] = []
    try:
        for item in format_named(name).read(data, given):
            items.append({"refused" if isinstance(item, Refused) else "extracted": asdict(item)})
    except RefusedError as error:
        return {"items": items, "what": error.what, "remedy": error.remedy}
    except MemoryError:
        return {"items": [], "memory": True}
    except Exception as error:
        if isinstance(error, OSError) and error.errno == ENOMEM:
            return {"items": [], "memory": True}
        what = f"can not be read ({type(error).__name__}: {error})"
        trace = "".join(traceback.format_exception(error))
        return {"items": items, "what": what, "remedy": _REPORT, "trace": trace}
    return {"items": items}


def item_of(row: Mapping[str, Any]) -> Extracted | Refused:
    """What a row of an answer stands for."""
    if "refused" in row:
        return Refused(**row["refused"])
    fields = dict(row["extracted"])
    fields["blocks"] = tuple(
        Block(b["start"], b["end"], BlockKind(b["kind"]), b["language"]) for b in fields["blocks"]
    )
    fields["pages"] = tuple(fields["pages"])
    fields["notes"] = tuple(fields["notes"])
    return Extracted(**fields)


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows knows no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    lower = min(most, *(limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY), most)
    with suppress(ValueError, OSError):  # macOS does not always let it be set
        resource.setrlimit(resource.RLIMIT_AS, (lower, hard))
    _, most_core = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most_core))  # a crash must leave no file


def _end_after(seconds: float) -> None:
    """End this process then; 0 takes it back."""
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.setitimer(signal.ITIMER_REAL, min(seconds, _LONGEST))


if __name__ == "__main__":
    main()
