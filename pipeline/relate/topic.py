"""Whether a document is on the theme at all."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.cues import CueKind, CueSets
from pipeline.model import Document
from pipeline.relate.scene import Scene
from pipeline.text import view_of

# Words of cancer, and words that hardly anything but resistance is told by.
_THEME = (CueKind.SETTING, CueKind.RESISTANCE, CueKind.SURVIVAL, CueKind.SENSITISE)


def language_of(doc: Document, index: int) -> str:
    """The language whose cues are looked for in a sentence."""
    return "ja" if doc.sentences[index].language == "ja" else "en"


def is_on_topic(doc: Document, scenes: Iterable[Scene], cues: CueSets) -> bool:
    """Whether a document speaks of cancer, or in parsed sentences plainly of resistance."""
    plain = (clue for scene in scenes for clue in scene.of_kind(CueKind.RESISTANCE))
    if any(not clue.cue.endswith((".protect", ".back-reference")) for clue in plain):
        return True
    return _holds(doc, cues, (CueKind.SETTING,))


def may_speak_of_resistance(doc: Document, cues: CueSets) -> bool:
    """Whether a document holds a word of cancer or of resistance.

    Where none does, one drug that reverses what another does is about side effects or
    physiology, and the encoder, which learned from texts on resistance, need not be asked.
    """
    return _holds(doc, cues, _THEME)


def _holds(doc: Document, cues: CueSets, kinds: Iterable[CueKind]) -> bool:
    languages = sorted({language_of(doc, i) for i in range(len(doc.sentences))})
    folded = view_of(doc).folded
    return any(cues.of(each).holds(folded, kind) for kind in kinds for each in languages)
