"""``taisei doctor``: what is installed, what is missing, what to do about it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from pipeline.cli.state import Debug, examples
from pipeline.errors import TaiseiError
from pipeline.run.versions import DISTRIBUTION, installed, python_version, taisei_version

NAME = "doctor"
EPILOG = examples("taisei doctor", "taisei doctor --trial")
PYTHONS = ((3, 11), (3, 12))
EXTRAS = ("pdf", "html", "docx", "xml")
_SETUP = "install from the lock file: make setup"
# One sentence in each language that every whole installation finds a relation in.
TRIALS = {
    "Japanese": "BRAFの増幅はダブラフェニブ耐性を引き起こす。",
    "English": "BRAF amplification confers resistance to dabrafenib.",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``remedy`` is empty where it is as it should be."""

    what: str
    found: str
    remedy: str = ""

    def __str__(self) -> str:
        line = f"{'MISSING' if self.remedy else 'OK':8}{self.what:24}{self.found}"
        return f"{line}; {self.remedy}" if self.remedy else line


def run(
    trial: Annotated[
        bool,
        typer.Option("--trial", help="Load the parsers and read one sentence in each language."),
    ] = False,
    _debug: Debug = False,
) -> None:
    """Say what is installed and what is missing. Exit 1 where something needed is missing."""
    missing = 0
    for check in checks(trial=trial):
        typer.echo(str(check))
        missing += bool(check.remedy)
    if missing:
        raise typer.Exit(1)


def checks(*, trial: bool = False) -> Iterator[Check]:
    """Look at the interpreter, the libraries and models, the lexicon, and, if asked, a trial."""
    fits = sys.version_info[:2] in PYTHONS
    yield Check("Python", python_version(), "" if fits else "run it with Python 3.11 or 3.12")
    yield Check(DISTRIBUTION, taisei_version(), "" if installed(DISTRIBUTION) else _SETUP)
    yield from required()
    yield _lexicon()
    if trial:
        yield from (_trial(language, text) for language, text in TRIALS.items())


def required() -> Iterator[Check]:
    """Check each distribution that taisei's own metadata asks for, against its version range."""
    from importlib import metadata

    from packaging.requirements import Requirement

    try:
        lines = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return
    for requirement in map(Requirement, lines):
        if requirement.marker is not None and not requirement.marker.evaluate():
            continue
        found = installed(requirement.name)
        good = found is not None and requirement.specifier.contains(found, prereleases=True)
        remedy = "" if good else f"needs {requirement.name}{requirement.specifier}; {_SETUP}"
        yield Check(requirement.name, found or "not installed", remedy)
    yield from _optional(lines)


def _optional(lines: Sequence[str]) -> Iterator[Check]:
    """What reads further formats, by extra; a missing one is no fault."""
    from packaging.requirements import Requirement

    for requirement in map(Requirement, lines):
        for extra in EXTRAS:
            marker = requirement.marker
            if marker is None or marker.evaluate() or not marker.evaluate({"extra": extra}):
                continue
            found = installed(requirement.name)
            absent = f'not installed: pip install "{DISTRIBUTION}[{extra}]" to read {extra.upper()}'
            yield Check(f"{requirement.name} ({extra})", found or absent)


def _lexicon() -> Check:
    from pipeline import lexicon
    from pipeline.lexicon.store import read_manifest

    try:
        version = lexicon.load().version
        counts = read_manifest()["entities"]
    except TaiseiError as error:
        return Check("lexicon", "can not be loaded", str(error))
    held = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    return Check("lexicon", f"{version[:16]} ({held})")


def _trial(language: str, text: str) -> Check:
    from time import perf_counter

    from pipeline import extract

    began = perf_counter()
    try:
        document = extract(text)
    except TaiseiError as error:
        return Check(language, "can not be read", str(error))
    took = f"{perf_counter() - began:.1f} s"
    if not document.relations:
        return Check(language, f"no relation found in {text!r}, {took}", _SETUP)
    return Check(language, f"{len(document.relations)} relation in a trial sentence, {took}")
