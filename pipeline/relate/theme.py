"""Whether a document is on the theme at all."""

from __future__ import annotations

from pipeline.cues import CueKind, CueSet, CueSets
from pipeline.model import Document, Sentence
from pipeline.text import view_of

# Words of cancer, and words that hardly anything but resistance is told by.
_THEME = (CueKind.SETTING, CueKind.RESISTANCE, CueKind.SURVIVAL, CueKind.SENSITISE)
# But what shields from anything at all says nothing of a therapy.
_ANYTHING = (".protect", ".back-reference")
# An effect that comes back had been lost: "restored sensitivity".
_REGAINED = (CueKind.RESTORE, CueKind.EFFECT)


def is_on_theme(doc: Document, cues: CueSets) -> bool:
    """Whether a document holds a word of cancer or of resistance, in whatever language.

    A sentence that says that an effect is restored speaks of resistance too.
    """
    languages = sorted({_language(one) for one in doc.sentences})
    folded = view_of(doc).folded
    if any(_speaks(folded, cues.of(each)) for each in languages):
        return True
    return any(
        _regains(view_of(doc, one.start, one.end).folded, cues.of(_language(one)))
        for one in doc.sentences
    )


def _speaks(folded: str, cues: CueSet) -> bool:
    telling = (c for c in cues.cues if c.opens in _THEME and not c.id.endswith(_ANYTHING))
    return any(cue.pattern.search(folded) for cue in telling)


def _regains(folded: str, cues: CueSet) -> bool:
    return all(cues.holds(folded, kind) for kind in _REGAINED)


def _language(sentence: Sentence) -> str:
    return "ja" if sentence.language == "ja" else "en"
