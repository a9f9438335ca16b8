"""Japanese labels of Wikidata for what its English label names in the lexicon already."""

from __future__ import annotations

import re
from collections import defaultdict
from unicodedata import normalize

from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.sources.tables import Sources
from pipeline.model import MentionType

_FILE = "wikidata_en_ja.tsv.gz"
_KINDS = {
    MentionType.DISEASE: re.compile("disease|病気"),
    MentionType.DRUG: re.compile("medication|医薬品|therapeutic|治療薬"),
    MentionType.GENE: re.compile("gene|protein|enzyme|hormone"),
}
# A label with a remark, of another kind, or too short is no name of the thing.
_LABEL = {
    MentionType.DISEASE: re.compile(
        r"[^()\[\]]{2,28}(?:病|症|炎|癌|がん|腫|腫瘍|潰瘍|膿瘍|症候群|熱|障害|不全|欠損|麻痺|狭窄|閉塞|血栓|中毒"
        "|結核|結石|貧血|神経痛|てんかん|ジストロフィー|ニューロパチー)"
    ),
    MentionType.DRUG: re.compile(r"[ァ-ヺー]{5,}(?: ?[ァ-ヺー]{4,})?"),
    MentionType.GENE: re.compile(r"(?=.*[ぁ-ヺ一-鿿])[^()\[\]]{4,30}(?<![薬剤法術])"),
}
_SURE = 88  # hundredths; of the English name


def add_wikidata(compiler: Compiler, sources: Sources) -> None:
    """Add the labels that nothing else goes by and that mean one thing only.

    Wikidata's categories are noisy, so the English label has to be a sure name of a thing of
    that type.
    """
    meanings: dict[str, set[str]] = defaultdict(set)
    items: dict[str, set[str]] = defaultdict(set)
    for item, english, label, categories, *_ in sources.table(_FILE):
        japanese = normalize("NFKC", label).strip()
        for type, category in _KINDS.items():
            if not category.search(categories) or not _LABEL[type].fullmatch(japanese):
                continue
            senses = compiler.senses(english, type)
            if senses and senses[0].score >= _SURE:
                meanings[japanese].add(senses[0].id)
                items[japanese].add(item)
    for japanese, ids in sorted(meanings.items()):
        if len(ids) == 1 and not compiler.holds(japanese):
            id = next(iter(ids))
            for item in items[japanese]:
                sources.use(_FILE, item)
            if compiler.name(japanese, id, 0.75, "wikidata") and not compiler.entities[id].ja:
                compiler.entities[id].ja = japanese
