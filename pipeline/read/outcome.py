"""What reading gives besides documents: limits that bound it, failures that name a remedy."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import InputError


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one input. ``max_bytes`` is the most bytes read from one file or stream."""

    max_bytes: int = 50_000_000


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that can not be read: which, what is wrong with it, what to do about it."""

    name: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.name}: {self.what}; {self.remedy}"


class RefusedError(InputError):
    """Raised while one input is read; becomes a :class:`Failure` where its name is known."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}; {remedy}")
        self.what = what
        self.remedy = remedy

    def as_failure(self, name: str) -> Failure:
        """The same, said of the input ``name``."""
        return Failure(name, self.what, self.remedy)
