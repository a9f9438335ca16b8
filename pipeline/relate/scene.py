"""One sentence with all that a frame looks at: its tree, its clues, its mentions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from pipeline.cues import DRUG_MASK, OTHER_MASK, Clue, CueKind, CueSet
from pipeline.model import BlockKind, Document, Mention, MentionType, Sentence, Span
from pipeline.parse import Tree

THERAPIES = frozenset({MentionType.DRUG, MentionType.DRUG_CLASS})
FACTORS = frozenset(
    {MentionType.GENE, MentionType.VARIANT, MentionType.CHEMICAL, MentionType.PROCESS}
)
CARRIERS = frozenset({MentionType.DISEASE, MentionType.CELL_LINE})

TRIGGERS = (CueKind.RESISTANCE, CueKind.SURVIVAL, CueKind.EFFECT, CueKind.DOSE)

_REFERENCES = (CueKind.TOPIC_DRUG, CueKind.SAME_DRUG, CueKind.SAME_DRUGS)
_BACK = 3  # sentences, this one too, in which "both drugs" are looked for

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_OPEN_BRACKET = re.compile(r"^[^()]*\)")


@dataclass(frozen=True, slots=True)
class Node:
    """A mention of the sentence: its place in the folded view and in the tree."""

    index: int  # in Document.mentions
    mention: Mention
    start: int
    end: int
    token: int

    @property
    def span(self) -> Span:
        """Range in the folded sentence."""
        return Span(self.start, self.end)

    @property
    def id(self) -> str:
        """The mention's CURIE."""
        return self.mention.id

    @property
    def type(self) -> MentionType:
        """The mention's type."""
        return self.mention.type


@dataclass(frozen=True)
class Scene:
    """A parsed sentence, ready for frames."""

    doc: Document
    index: int  # of the sentence
    tree: Tree
    cues: CueSet
    clues: tuple[Clue, ...]
    nodes: tuple[Node, ...]

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.doc.sentences[self.index]

    @property
    def folded(self) -> str:
        """The folded, unwrapped sentence."""
        return self.tree.view.folded

    def of_kind(self, *kinds: CueKind) -> list[Clue]:
        """The sentence's clues of the given kinds, in text order."""
        return [clue for clue in self.clues if clue.kind in kinds]

    def token(self, clue: Clue) -> int:
        """The token that heads a clue."""
        found = self.tree.token_at(clue.start, clue.end)
        return 0 if found is None else found

    def marker(self, i: int) -> str:
        """A token's particles or preposition, without those that say nothing of its role."""
        marker = self.tree.marker(i)
        for particle in sorted(self.cues.roles.focus_particles, key=len, reverse=True):
            marker = marker.replace(particle, "")
        return marker

    @cached_property
    def carrier_tokens(self) -> frozenset[int]:
        """Tokens that name who resists: cells, tumours, patients, a disease, a line."""
        by_cue = {self.token(clue) for clue in self.of_kind(CueKind.CARRIER)}
        return frozenset(by_cue | {n.token for n in self.nodes if n.type in CARRIERS})

    @cached_property
    def trigger_tokens(self) -> frozenset[int]:
        """Tokens that speak of resistance, survival, effect or dose."""
        return frozenset(self.token(clue) for clue in self.of_kind(*TRIGGERS))

    def gap(self, start: int, end: int) -> str:
        """Text between two places: brackets taken out, mentions masked by their kind."""
        pieces: list[str] = []
        at = start
        for node in self.nodes:
            if node.start >= at and node.end <= end:
                pieces.append(self.folded[at : node.start])
                pieces.append(DRUG_MASK if node.type in THERAPIES else OTHER_MASK)
                at = node.end
        pieces.append(self.folded[at:end])
        text = "".join(pieces).removesuffix("(")
        return _BRACKETS.sub("", _OPEN_BRACKET.sub("", text, count=1) if ")" in text else text)

    @cached_property
    def groups(self) -> dict[int, frozenset[int]]:
        """For each node's place in ``nodes``: the places coordinated with it, itself too."""
        group = {i: {i} for i in range(len(self.nodes))}
        for i in range(len(self.nodes) - 1):
            left, right = self.nodes[i], self.nodes[i + 1]
            same = (left.type in THERAPIES) == (right.type in THERAPIES)
            if not same or CARRIERS & {left.type, right.type}:
                continue
            if self._joined(left, right):
                merged = group[i] | group[i + 1]
                for j in merged:
                    group[j] = merged
        return {i: frozenset(members) for i, members in group.items()}

    def _joined(self, left: Node, right: Node) -> bool:
        raw = self.folded[left.end : right.start]
        if raw.count("(") != raw.count(")"):
            return left.id == right.id
        gap = self.gap(left.end, right.start)
        if not self.cues.coordination.pattern.fullmatch(gap):
            return False
        # ", and" may as well join two clauses; only the tree can tell.
        return not gap.startswith(", ") or " " not in gap.strip() or self._conjunct(right)

    def _conjunct(self, right: Node) -> bool:
        above = [right.token, *self.tree.ancestors(right.token)]
        for i in above[:4]:
            token = self.tree.tokens[i]
            if not token.dep.startswith(("conj", "appos", "compound", "nmod", "dep", "obl")):
                return False
            if token.dep.startswith("conj"):
                return self.tree.tokens[token.head].pos not in ("VERB", "AUX")
        return False

    def with_coordinated(self, node: Node) -> list[Node]:
        """A node and those coordinated with it, in text order."""
        place = self.nodes.index(node)
        return [self.nodes[i] for i in sorted(self.groups[place])]

    def members(self, node: Node) -> list[Node]:
        """Drugs that a class is named with: ALK阻害薬アレクチニブ, "MEK inhibitors such as A"."""
        place = self.nodes.index(node)
        if node.type is not MentionType.DRUG_CLASS or place + 1 >= len(self.nodes):
            return []
        following = self.nodes[place + 1]
        between = self.folded[node.end : following.start]
        if following.type is not MentionType.DRUG:
            return []
        if not self.cues.membership.pattern.fullmatch(between):
            return []
        return self.with_coordinated(following)


def build_scene(doc: Document, index: int, tree: Tree, cues: CueSet) -> Scene:
    """Find clues and place mentions, and references to drugs, in a parsed sentence."""
    named = tuple(_nodes(doc, doc.sentences[index], tree))
    clues = tuple(
        clue
        for clue in cues.find(tree.view.folded)
        if not any(_hidden(clue, node) for node in named)
    )
    referred = [node for clue in clues for node in _references(doc, index, tree, clue)]
    nodes = tuple(sorted([*named, *referred], key=lambda node: node.start))
    return Scene(doc, index, tree, cues, clues, nodes)


def _references(doc: Document, index: int, tree: Tree, clue: Clue) -> list[Node]:
    """本剤, "the drug", "the combination": nodes of that place that name what is meant."""
    token = tree.token_at(clue.start, clue.end)
    if token is None or clue.kind not in _REFERENCES:
        return []
    span = tree.view.to_raw(clue.start, clue.end)
    return [
        Node(
            doc.mentions.index(about),
            Mention(span.start, span.end, about.type, clue.cue, about.candidates),
            clue.start,
            clue.end,
            token,
        )
        for about in _meant(doc, index, clue.kind, span.start)
    ]


def _meant(doc: Document, index: int, kind: CueKind, before: int) -> list[Mention]:
    if kind is CueKind.SAME_DRUGS:
        return _last_drugs(doc, index, before)
    if kind is CueKind.TOPIC_DRUG:
        about = _topic_drug(doc)
    else:
        # "Blocking it with A increased sensitivity to the drug": A is not the drug.
        english = doc.sentences[index].language == "en"
        earlier = _last_drug(doc, doc.sentences[index].start) if english else None
        about = earlier or _last_drug(doc, before)
    return [about] if about is not None else []


def _last_drugs(doc: Document, index: int, before: int) -> list[Mention]:
    """The drugs of the last sentences that name two or more, this one first."""
    named: dict[str, Mention] = {}
    for i in range(index, max(-1, index - _BACK), -1):
        sentence = doc.sentences[i]
        for m in doc.mentions:
            if m.type is MentionType.DRUG and sentence.start <= m.start < min(sentence.end, before):
                named.setdefault(m.id, m)
        if len(named) > 1:
            break
    return list(named.values()) if len(named) > 1 else []


def _last_drug(doc: Document, before: int) -> Mention | None:
    earlier = [m for m in doc.mentions if m.type is MentionType.DRUG and m.end <= before]
    return earlier[-1] if earlier else None


def _topic_drug(doc: Document) -> Mention | None:
    """The drug in the title, else the one named most often, else none."""
    drugs = [m for m in doc.mentions if m.type is MentionType.DRUG]
    titles = [b for b in doc.blocks if b.kind is BlockKind.TITLE]
    for mention in drugs:
        if any(t.start <= mention.start < t.end for t in titles):
            return mention
    counts = Counter(m.id for m in drugs)
    return max(drugs, key=lambda m: (counts[m.id], -m.start), default=None)


def _hidden(clue: Clue, node: Node) -> bool:
    """A cue inside a name is part of the name, but for processes that are effects."""
    if node.type is MentionType.PROCESS and clue.kind is CueKind.EFFECT:
        return False
    if clue.kind is CueKind.CARRIER and node.type is MentionType.DISEASE:
        return False
    return node.span.overlaps(clue.span) and not clue.span.covers(node.span)


def _nodes(doc: Document, sentence: Sentence, tree: Tree) -> list[Node]:
    found = []
    tokens = {token.mention: i for i, token in enumerate(tree.tokens) if token.mention >= 0}
    for i, mention in enumerate(doc.mentions):
        if not (sentence.start <= mention.start and mention.end <= sentence.end):
            continue
        span = tree.view.from_raw(mention.start, mention.end)
        token = tokens.get(i)
        if token is None:
            token = tree.token_at(*span)
        if token is not None and span.start < span.end:
            found.append(Node(i, mention, span.start, span.end, token))
    return found
