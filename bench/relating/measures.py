"""Each part of ``make bench-relations``, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from tagging.passages import Figure

from relating import calibration, leaving, losses, masking, quiet, sets, statements

PARTS: Mapping[str, tuple[Callable[[], list[Figure]], bool]] = {
    "sets": (sets.figures, False),
    "civic": (statements.figures, True),
    "losses": (losses.figures, False),
    "calibration": (calibration.figures, False),
    "leaving": (leaving.figures, False),
    "masking": (masking.figures, False),
    "quiet": (quiet.figures, True),
}
"""By name: what measures it, and whether it needs the benchmarks beside the checkout."""

ERRORS: Mapping[str, Callable[[], Iterator[str]]] = {
    **{name: partial(sets.errors, name) for name in sets.SHOWN},
    "quiet": quiet.errors,
}
"""By name: what prints its errors. The documents kept apart are not among them."""
