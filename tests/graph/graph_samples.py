"""Documents for tests, written as marked sentences.

``[surface](slot)`` is an argument, ``{surface}`` the trigger. All texts are invented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from pipeline.model import (
    Argument,
    Block,
    BlockKind,
    Certainty,
    Context,
    Document,
    EntityRef,
    Evidence,
    Grounding,
    Mention,
    MentionType,
    Polarity,
    Relation,
    RelationKind,
    Sentence,
    Source,
    Span,
    State,
)
from pipeline.text import is_japanese

_MARK = re.compile(r"\[(?P<surface>[^\]]+)\]\((?P<slot>\w+)\)|\{(?P<trigger>[^}]+)\}")

NAMES = {
    "unii:LIJ4CT1Z3Y": ("Drug", "alectinib", "アレクチニブ"),
    "unii:S65743JHBS": ("Drug", "gefitinib", "ゲフィチニブ"),
    "unii:3C06JJ0Z2O": ("Drug", "osimertinib", "オシメルチニブ"),
    "unii:J4T82NDH7E": ("Drug", "erlotinib", "エルロチニブ"),
    "unii:OSP71S83EU": ("Drug", "lorlatinib", "ロルラチニブ"),
    "unii:207SMY3FQT": ("Drug", "vemurafenib", "ベムラフェニブ"),
    "unii:33E86K87QN": ("Drug", "trametinib", "トラメチニブ"),
    "unii:Q20Q21Q62J": ("Drug", "cisplatin", "シスプラチン"),
    "unii:FQA2Q2Q3X1": ("Drug", "venetoclax", "ベネトクラクス"),
    "class:platinum-based-drug": ("DrugClass", "platinum-based drug", "白金製剤"),
    "class:MET-inhibitor": ("DrugClass", "MET inhibitor", "MET阻害薬"),
    "class:PARP-inhibitor": ("DrugClass", "PARP inhibitor", "PARP阻害薬"),
    "hgnc:651": ("Gene", "AREG", "アンフィレグリン"),
    "hgnc:40": ("Gene", "ABCB1", "P糖タンパク質"),
    "hgnc:7029": ("Gene", "MET", ""),
    "hgnc:6407": ("Gene", "KRAS", ""),
    "hgnc:5960": ("Gene", "IL6", "インターロイキン6"),
    "hgnc:990": ("Gene", "BCL2", ""),
    "hgnc:6943": ("Gene", "MCL1", ""),
    "hgnc:1100": ("Gene", "BRCA1", ""),
    "var:hgnc:3236/p.T790M": ("Variant", "EGFR p.T790M", ""),
    "var:hgnc:3236/p.C797S": ("Variant", "EGFR p.C797S", ""),
    "var:hgnc:427/p.G1202R": ("Variant", "ALK p.G1202R", ""),
    "go:0001837": ("Process", "epithelial to mesenchymal transition", "上皮間葉転換"),
    "go:0006914": ("Process", "autophagy", "オートファジー"),
    "chebi:16856": ("Chemical", "glutathione", "グルタチオン"),
}

NOWHERE = Context()
SHORT = {name: curie for curie, (_, name, _) in NAMES.items()}


@dataclass(frozen=True)
class Label:
    name: str
    ja: str | None
    type: str
    xrefs: tuple[str, ...] = ()


class Labels:
    """A label source over ``NAMES``."""

    def label(self, curie: str) -> Label | None:
        if curie not in NAMES:
            return None
        kind, name, japanese = NAMES[curie]
        return Label(name, japanese or None, kind, ("mesh:D2", "chembl:C1"))


def ref(curie: str) -> EntityRef:
    kind, name, _ = NAMES[SHORT.get(curie, curie)]
    return EntityRef(kind, SHORT.get(curie, curie), name)


@dataclass(frozen=True)
class Claim:
    """A marked sentence and what it says; names are those of ``NAMES``."""

    sentence: str
    subject: str | EntityRef
    object: str | EntityRef
    relation: RelationKind = "CAUSES_RESISTANCE"
    polarity: Polarity = "positive"
    certainty: Certainty = "asserted"
    confidence: float = 0.8
    state: tuple[State, ...] = ()
    via: tuple[str, ...] = ()
    context: Context = NOWHERE
    rule: str = "test.rule"


def entity(name: str | EntityRef) -> EntityRef:
    return name if isinstance(name, EntityRef) else ref(name)


def document(
    doc_id: str,
    *claims: Claim,
    title: str = "",
    dois: tuple[str, ...] = (),
    date: str = "",
    separator: str = "\n",
    doi_mentions: tuple[str, ...] = (),
) -> Document:
    """A document whose text is the title and the claims' sentences, one a paragraph."""
    text = title + separator if title else ""
    blocks = [Block(0, len(title), BlockKind.TITLE, _language(title))] if title else []
    sentences: list[Sentence] = []
    mentions: list[Mention] = []
    relations: dict[tuple[str, ...], Relation] = {}
    for claim in claims:
        plain, trigger, arguments = _unmark(claim.sentence, len(text))
        start, end = len(text), len(text) + len(plain)
        blocks.append(Block(start, end, BlockKind.PARAGRAPH, _language(plain)))
        sentences.append(Sentence(start, end, len(blocks) - 1, _language(plain)))
        text += plain + separator
        subject, object_ = entity(claim.subject), entity(claim.object)
        for argument in arguments:
            target = {"therapy": object_, "cause": subject, "agent": subject}.get(argument.slot)
            target = target or ref(claim.via[0])
            mentions.append(_mention(argument.start, argument.end, target))
        piece = Evidence(start, end, trigger, arguments, claim.rule, "explicit", claim.confidence)
        key = (claim.relation, subject.id, object_.id, claim.polarity)
        before = relations.get(key)
        relations[key] = Relation(
            id=sha256("|".join((doc_id, *key)).encode("utf-8", "replace")).hexdigest()[:16],
            relation=claim.relation,
            subject=subject,
            object=object_,
            polarity=claim.polarity,
            certainty=claim.certainty,
            confidence=max(claim.confidence, before.confidence if before else 0.0),
            evidence=(*(before.evidence if before else ()), piece),
            state=claim.state,
            via=tuple(ref(via) for via in claim.via),
            context=claim.context,
        )
    for doi in doi_mentions:
        mention = Mention(len(text), len(text) + len(doi), MentionType.DOI, "pattern.doi")
        mentions.append(mention)
        text += doi + separator
    metadata: dict[str, object] = {"title": title} if title else {}
    metadata |= {"dois": list(dois)} if dois else {}
    metadata |= {"date": date} if date else {}
    return Document(
        id=doc_id,
        text=text,
        source=Source(f"{doc_id}.txt", sha256(text.encode("utf-8", "replace")).hexdigest()),
        language=_language(text),
        blocks=tuple(blocks),
        sentences=tuple(sentences),
        mentions=tuple(sorted(mentions, key=lambda m: (m.start, m.end))),
        relations=tuple(relations.values()),
        metadata=metadata,
    )


def _language(text: str) -> str:
    return "ja" if any(map(is_japanese, text)) else "en"


def _mention(start: int, end: int, target: EntityRef) -> Mention:
    grounding = Grounding(target.id, target.name, 0.9, "test")
    return Mention(start, end, MentionType(target.type), "lexicon", (grounding,))


def _unmark(marked: str, offset: int) -> tuple[str, Span, tuple[Argument, ...]]:
    plain, at = "", 0
    trigger = Span(0, 0)
    arguments = []
    for found in _MARK.finditer(marked):
        plain += marked[at : found.start()]
        at = found.end()
        surface = found["surface"] or found["trigger"]
        span = Span(offset + len(plain), offset + len(plain) + len(surface))
        plain += surface
        if found["slot"]:
            arguments.append(Argument(found["slot"], *span))
        else:
            trigger = span
    assert trigger.end, f"no trigger in {marked!r}"
    return plain + marked[at:], trigger, tuple(arguments)
