"""How lines get to the terminal: in colours, or plain where colours are not wanted."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from pipeline.cli.wrapping import Line
from pipeline.model import MentionType

if TYPE_CHECKING:
    from rich.console import Console
    from rich.style import Style

# The colours of Okabe and Ito, which people with any colour vision can tell apart. Ink and
# ground are both set, so that they read alike on dark and light terminals; where there are
# only eight colours, the line below tells kindred types apart.
INKS: dict[MentionType, tuple[str, str, bool]] = {
    MentionType.DRUG: ("#000000", "#e69f00", False),
    MentionType.DRUG_CLASS: ("#000000", "#d55e00", True),
    MentionType.GENE: ("#000000", "#56b4e9", False),
    MentionType.VARIANT: ("#ffffff", "#0072b2", True),
    MentionType.CELL_LINE: ("#000000", "#f0e442", False),
    MentionType.DISEASE: ("#000000", "#cc79a7", False),
    MentionType.PROCESS: ("#000000", "#009e73", False),
    MentionType.CHEMICAL: ("#000000", "#bbbbbb", True),
    MentionType.DOI: ("#ffffff", "#444444", False),
}
"""Ink, ground and underlining of each type."""

HEAD, FAINT, STRONG = "head", "faint", "strong"
_LEAST = 20  # columns


class When(StrEnum):
    """When to use colours."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True)
class Painter:
    """Writes lines to standard output. ``width`` is None where lines are not to be broken."""

    colours: bool
    width: int | None
    terminal: bool

    def show(self, lines: Iterable[Line]) -> None:
        """Write ``lines``, in colours where they are wanted."""
        if not self.colours:
            for line in lines:
                typer.echo("".join(piece.text for piece in line).rstrip())
            return
        from rich.text import Text

        console, styles = _console(), _styles()
        for line in lines:
            text = Text(end="")
            for piece in line:
                text.append(piece.text, style=styles.get(piece.style))
            console.print(text, soft_wrap=True)


def painter(when: When) -> Painter:
    """A painter for this terminal, or for the file or pipe that stands in its place."""
    terminal = sys.stdout.isatty()
    wanted = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    size = max(_LEAST, shutil.get_terminal_size().columns) if terminal else None
    return Painter(when is When.ALWAYS or (when is When.AUTO and wanted), size, terminal)


def _console() -> Console:
    from rich.console import Console

    # What asks for colours was settled before; how many there are, the terminal says.
    colours = "auto" if sys.stdout.isatty() else "truecolor"
    return Console(
        file=sys.stdout,
        force_terminal=True,
        color_system=colours,  # type: ignore[arg-type]
        no_color=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


def _styles() -> dict[str, Style]:
    """What each name of a style means to rich."""
    from rich.style import Style

    styles = {HEAD: Style(bold=True), FAINT: Style(dim=True), STRONG: Style(bold=True)}
    for kind, (ink, ground, underlined) in INKS.items():
        styles[kind.value] = Style(color=ink, bgcolor=ground, underline=underlined or None)
    return styles
