"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` so that no reader ever sees a part of it.

    A temporary file in the same folder takes the bytes and then the place of ``path``; the
    folder is made where it is missing. After a failure ``path`` is as it was before.

    Raises:
        OSError: the folder or file can not be written, the disk is full.
    """
    target = path.resolve()  # what a symbolic link points to is replaced, not the link
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".taisei-{token_hex(8)}.tmp")
    # "x": never write through a file or link that is there already; the mode is the umask's.
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
