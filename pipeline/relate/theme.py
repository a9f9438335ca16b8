"""Whether a document is on the theme at all."""

from __future__ import annotations

from pipeline.cues import CueKind, CueSets
from pipeline.model import Document
from pipeline.text import view_of

# Words of cancer, and words that hardly anything but resistance is told by.
_THEME = (CueKind.SETTING, CueKind.RESISTANCE, CueKind.SURVIVAL, CueKind.SENSITISE)


def is_on_theme(doc: Document, cues: CueSets) -> bool:
    """Whether a document holds a word of cancer or of resistance, in whatever language."""
    languages = sorted({"ja" if s.language == "ja" else "en" for s in doc.sentences})
    folded = view_of(doc).folded
    return any(cues.of(each).holds(folded, kind) for kind in _THEME for each in languages)
