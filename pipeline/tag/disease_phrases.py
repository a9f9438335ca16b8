"""Diseases whose name is spread over a phrase: shared heads, ``cancers of the lung``, tumours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.lexicon import Entry, Hit
from pipeline.model import Grounding, MentionType
from pipeline.tag.candidate import ALIAS, Candidate
from pipeline.tag.rules import rule_named
from pipeline.tag.scene import Scene, grounding

_FILE = "diseases.toml"
_REACH = 60  # how far before a head its first conjunct may stand, in folded code points
_WORDS = 3  # of a conjunct: "head and neck" is in the lexicon as a whole


def find_disease_phrases(scene: Scene) -> Iterator[Candidate]:
    """Propose diseases that the lexicon knows by another order of their words."""
    for hit in scene.hits:
        if any(entry.type is MentionType.DISEASE for entry in hit.entries):
            yield from _conjuncts(scene, hit)
            yield from _of_site(scene, hit)
            yield from _tumours(scene, hit)
    yield from _bare_of_site(scene)


def _conjuncts(scene: Scene, hit: Hit) -> Iterator[Candidate]:
    """``breast`` and ``ovarian`` in ``breast, ovarian and lung cancers``; ``胃・食道がん``."""
    head = rule_named(_FILE, "disease.head").regex.search(scene.text, hit.start, hit.end)
    if head is None or head.start() == hit.start:
        return
    start, commas = hit.start, False
    while (found := _conjunct_before(scene, start, head["span"], commas=commas)) is not None:
        yield found
        start, commas = found.start, True


def _conjunct_before(scene: Scene, end: int, head: str, *, commas: bool) -> Candidate | None:
    before = scene.text[max(0, end - _REACH) : end]
    link = rule_named(_FILE, "disease.link").regex.search(before)
    # A comma alone lists anything; after "A and B cancers" it goes on with the list.
    if link is None or (link["span"].strip() in (",", "、") and not commas):
        return None
    stop = end - len(link["span"])
    words = rule_named(_FILE, "disease.modifier").regex.search(scene.text[:stop][-_REACH:])
    if words is None:
        return None
    parts = words["span"].split(" ")
    for count in range(min(_WORDS, len(parts)), 0, -1):
        modifier = " ".join(parts[-count:])
        found = _disease(scene, _joined(modifier, _called(head)))
        if found is not None:
            start = stop - len(modifier)
            ids = (grounding(found),)
            return Candidate(start, stop, MentionType.DISEASE, "disease.conjunct", ids, ALIAS)
    return None


def _joined(modifier: str, head: str) -> str:
    return f"{modifier} {head}" if head.isascii() else modifier + head


def _called(head: str) -> str:
    """A head as the lexicon's names have it: in the singular, a tumour of a site its cancer."""
    single = re.sub(r"(?<=[a-z])s$", "", head.lower()).replace("metastase", "metastasis")
    return "cancer" if single in ("tumor", "tumour", "malignancy", "malignancie") else single


def _of_site(scene: Scene, hit: Hit) -> Iterator[Candidate]:
    """``cancers of the head and neck`` is the lexicon's ``head and neck cancer``."""
    head = scene.text[hit.start : hit.end]
    if rule_named(_FILE, "disease.head").regex.fullmatch(head):
        yield from _site_after(scene, hit.start, hit.end)


def _bare_of_site(scene: Scene) -> Iterator[Candidate]:
    """``tumours of the stomach``: the head alone is no disease and so no hit."""
    for match in rule_named(_FILE, "disease.tumour.alone").finditer(scene.text):
        yield from _site_after(scene, *match.span("span"))


def _site_after(scene: Scene, start: int, end: int) -> Iterator[Candidate]:
    site = rule_named(_FILE, "disease.site").regex.match(scene.text[end : end + _REACH])
    if site is None:
        return
    head = _called(scene.text[start:end])
    words = site["span"].split(" ")
    for count in range(len(words), 0, -1):
        found = _disease(scene, f"{' '.join(words[:count])} {head}")
        if found is not None:
            stop = end + site.start("span") + len(" ".join(words[:count]))
            ids = (grounding(found),)
            yield Candidate(start, stop, MentionType.DISEASE, "disease.of_site", ids)
            return


def _tumours(scene: Scene, hit: Hit) -> Iterator[Candidate]:
    """``prostate tumours`` are the cancer of the site, unless the text calls them benign."""
    surface = scene.text[hit.start : hit.end]
    site = rule_named(_FILE, "disease.tumour").regex.fullmatch(surface)
    if site is None or scene.text[: hit.start].lower().endswith("benign "):
        return
    if not any(entry.name.endswith("neoplasm") for entry in hit.entries):
        return
    found = _disease(scene, f"{site['span']} cancer")
    if found is not None and found.name.endswith(" cancer"):
        rest = tuple(grounding(entry) for entry in hit.entries if entry.id != found.id)
        ids: tuple[Grounding, ...] = (grounding(found), *rest)
        yield Candidate(hit.start, hit.end, MentionType.DISEASE, "disease.tumour", ids, ALIAS)


def _disease(scene: Scene, name: str) -> Entry | None:
    entries = (e for e in scene.lexicon.lookup(name) if e.type is MentionType.DISEASE)
    return next(entries, None)
