"""What every format is made from and read into: a text with its annotation."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import GoldError
from pipeline.gold import Faults, GoldDocument, Standoff, document_of, raise_first


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text and its annotation; the annotation's offsets are code points of ``text``."""

    gold: GoldDocument
    text: str

    @property
    def id(self) -> str:
        """The document's id."""
        return self.gold.id


def annotated(standoff: Standoff, id: str, text: str, where: str) -> Annotated:
    """Make gold of what a format's reader found; ``where`` begins every message.

    Raises:
        GoldError: for the first fault: a type, range, argument or value that gold can not have.
    """
    faults = Faults(f"{where}: {id}")
    document = document_of(standoff, id, text, faults)
    raise_first(faults.lines())
    return Annotated(document, text)


def apart(item: Annotated, what: str) -> None:
    """Refuse a mention that stands between the parts of another, which some formats can not hold.

    Raises:
        GoldError: there is one; ``what`` names the format.
    """
    end = 0
    for mention in item.gold.mentions:  # sorted by place
        if mention.extent.start < end:
            raise GoldError(
                f"{item.id}: the mention at {mention.extent.start} stands between the parts of"
                f" another, which {what} can not hold; convert to brat, BioC or PubAnnotation"
            )
        end = max(end, mention.extent.end)
