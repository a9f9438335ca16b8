"""The option --limit: bounds on inputs, by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from difflib import get_close_matches

from pipeline.errors import UsageError
from pipeline.read import Limits

LIMITS = tuple(field.name for field in fields(Limits))


def limits_from(given: Sequence[str]) -> Limits:
    """Limits from ``NAME=N`` each; all others as they are by default.

    Raises:
        UsageError: a name is unknown, or a number is none.
    """
    found: dict[str, int | float] = {}
    for item in given:
        name, _, number = item.partition("=")
        if name not in LIMITS:
            near = get_close_matches(name, LIMITS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"give one of {', '.join(LIMITS)}"
            raise UsageError(f"--limit {item}: no such limit; {hint}")
        try:
            found[name] = float(number) if name == "max_seconds" else int(number.replace(",", ""))
        except ValueError:
            raise UsageError(f"--limit {item}: is no number; give --limit {name}=N") from None
    return Limits(**found)  # type: ignore[arg-type]
