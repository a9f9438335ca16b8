"""The automaton over all keys, kept serialised in the user's cache between runs."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

Search = Callable[[str], list[tuple[int, int, int]]]
"""Key in; every pattern found, overlapping ones too: start, end, pattern's number."""

_DIGEST = 32  # bytes of sha256 at the head of a cache file
_KEPT = 2  # cache files, the newest


def automaton(keys: Callable[[], list[str]], identity: str) -> Search:
    """Search function over ``keys``: from the cache where it can be, else built and cached.

    A cache that can not be read, written or trusted (wrong digest) is passed over in silence:
    it only saves time.

    Args:
        keys: gives the patterns, in order; called only when the automaton has to be built.
        identity: hash of what the patterns come from.
    """
    from daachorse import CharwiseDoubleArrayAhoCorasick

    path = cache_file(identity)
    packed = _read(path)
    if packed is not None:
        search: Search = CharwiseDoubleArrayAhoCorasick.deserialize(packed).find_overlapping
        return search
    built = CharwiseDoubleArrayAhoCorasick(keys())
    _write(path, built.serialize())
    return built.find_overlapping


def cache_file(identity: str) -> Path | None:
    """Where the automaton of this lexicon, library and user is kept; None without a home."""
    root = os.environ.get("XDG_CACHE_HOME")
    try:
        folder = Path(root) if root else Path.home() / ".cache"
    except RuntimeError:
        return None
    return folder / "taisei" / f"lexicon-{identity[:16]}-daachorse-{version('daachorse')}.bin"


def _read(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            digest, packed = file.read(_DIGEST), file.read()
    except OSError:
        return None
    return packed if sha256(packed).digest() == digest else None


def _write(path: Path | None, packed: bytes) -> None:
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(sha256(packed).digest() + packed)
            Path(name).replace(path)  # whole or not at all, whoever else writes
            _prune(path.parent)
        except OSError:
            Path(name).unlink(missing_ok=True)
    except OSError:
        return


def _prune(folder: Path) -> None:
    """Remove all but the newest automata: each is as large as the lexicon unpacked."""
    files = sorted(folder.glob("lexicon-*.bin"), key=lambda file: file.stat().st_mtime)
    for old in files[:-_KEPT]:
        old.unlink(missing_ok=True)
