"""Japanese labels of Wikidata for what its English label names in the lexicon already."""

from __future__ import annotations

import re
from collections import defaultdict
from unicodedata import normalize

from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.sources.tables import Sources
from pipeline.model import MentionType

_KINDS = {
    MentionType.DISEASE: re.compile("disease|病気"),
    MentionType.DRUG: re.compile("medication|医薬品|therapeutic|治療薬"),
    MentionType.GENE: re.compile("gene|protein|enzyme|hormone"),
}
# A label with a remark, of another kind, or too short is no name of the thing.
_LABEL = {
    MentionType.DISEASE: re.compile(r"(?=.*[ぁ-ヺ一-鿿])[^()\[\]]{3,30}(?<![薬剤法術])"),
    MentionType.DRUG: re.compile(r"[ァ-ヺー]{4,}(?: ?[ァ-ヺー]{4,})?"),
    MentionType.GENE: re.compile(r"(?=.*[ぁ-ヺ一-鿿])[^()\[\]]{4,30}(?<![薬剤法術])"),
}
_SURE = 88  # hundredths; of the English name


def add_wikidata(compiler: Compiler, sources: Sources) -> None:
    """Add the labels that nothing else goes by and that mean one thing only.

    Wikidata's categories are noisy, so the English label has to be a sure name of a thing of
    that type.
    """
    meanings: dict[str, set[str]] = defaultdict(set)
    for _, english, label, categories, *_ in sources.table("wikidata_en_ja.tsv.gz"):
        japanese = normalize("NFKC", label).strip()
        for type, category in _KINDS.items():
            if not category.search(categories) or not _LABEL[type].fullmatch(japanese):
                continue
            senses = compiler.senses(english, type)
            if senses and senses[0].score >= _SURE:
                meanings[japanese].add(senses[0].id)
    for japanese, ids in sorted(meanings.items()):
        if len(ids) == 1 and not compiler.holds(japanese):
            id = next(iter(ids))
            if compiler.name(japanese, id, 0.75, "wikidata") and not compiler.entities[id].ja:
                compiler.entities[id].ja = japanese
