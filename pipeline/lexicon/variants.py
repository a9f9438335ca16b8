"""Spellings that a name has by rule, so that no list needs to hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.lexicon.keys import GREEK
from pipeline.model import MentionType

_GREEK_LETTER = re.compile(f"[{''.join(GREEK)}]")
_GREEK_WORD = re.compile(
    r"(?<![a-z])(alpha|beta|gamma|delta|epsilon|zeta|theta|kappa|lambda|sigma|omega)(?![a-z])",
    re.IGNORECASE,
)
_LETTER_OF = {
    "alpha": "A", "beta": "B", "gamma": "G", "delta": "D", "epsilon": "E", "zeta": "Z",
    "theta": "Q", "kappa": "K", "lambda": "L", "sigma": "S", "omega": "W",
}  # fmt: skip
_HYPHENATED = re.compile(r"(?<=[A-Za-z])-(?=[A-Za-z])")
_BRITISH = (
    ("tumor", "tumour"), ("leukemi", "leukaemi"), ("esophag", "oesophag"),
    ("estrogen", "oestrogen"), ("anemia", "anaemia"), ("hematolog", "haematolog"),
    ("hemato", "haemato"), ("pediatric", "paediatric"), ("edema", "oedema"),
)  # fmt: skip
_PLURAL_HEAD = re.compile(
    r"(?:cancer|carcinoma|tumor|tumour|neoplasm|leukemia|leukaemia|adenocarcinoma|[a-z]oma|metastasis"
    r"|malignancy|disease|syndrome|disorder|infection|anemia|anaemia|neuropathy"
    r"|inhibitor|antibody|agent|drug|antagonist|agonist|modulator|degrader|blocker|engager|hormone"
    r"|therapy|treatment|taxane|anthracycline|conjugate|analog|analogue|steroid|antibiotic|cell"
    r"|ligand|mimetic|inducer|activator|stimulator|stabilizer|stabiliser|disruptor|chelator|donor"
    r"|compound|derivative|vaccine|regimen|glue|toxin|radioligand"
    r"|kinase|receptor|protein|[a-z]{3}ase|factor|transporter|channel|pump|integrin|cytokine"
    r"|chemokine|interleukin|interferon|enzyme|complex|ligase|cyclin|histone|mucin|tubulin|connexin"
    r"|claudin|caspase|cadherin|peptide|adduct|lipid|acid|ion)$",
    re.IGNORECASE,
)


def variants_of(surface: str, type: MentionType) -> Iterator[tuple[str, float]]:
    """The surface itself and its variants, each with how much score it loses."""
    yield surface, 0.0
    seen = {surface}
    for variant in _spellings(surface, type):
        if variant not in seen:
            seen.add(variant)
            yield variant, 0.02


def _spellings(surface: str, type: MentionType) -> Iterator[str]:
    bases = [surface]
    if type in (MentionType.DISEASE, MentionType.DRUG_CLASS, MentionType.GENE):
        bases += [surface.replace(a, b) for a, b in _BRITISH if a in surface]
    bases += [other for base in bases for other in _japanese(base, type)]
    for base in bases:
        yield base
        if type is not MentionType.CELL_LINE:
            plural = plural_of(base)
            if plural:
                yield plural
    if type is MentionType.GENE and len(surface) <= 14:
        yield from _gene_spellings(surface)
    elif _HYPHENATED.search(surface) and len(surface) >= 4 and " " not in surface:
        yield _HYPHENATED.sub("", surface)


def _gene_spellings(surface: str) -> Iterator[str]:
    spelled = _GREEK_LETTER.sub(lambda m: GREEK[m[0]], surface)
    yield spelled
    if _GREEK_WORD.search(spelled):
        short = _GREEK_WORD.sub(lambda m: _LETTER_OF[m[0].lower()], spelled)
        small = _GREEK_WORD.sub(lambda m: _LETTER_OF[m[0].lower()].lower(), spelled)
        if len(re.sub(r"\W", "", short)) >= 4:
            yield _HYPHENATED.sub("", short)
            yield _HYPHENATED.sub("", small)  # TNFa
        yield _GREEK_WORD.sub(lambda m: _greek(m[0]), spelled)
    if _HYPHENATED.search(spelled) and len(spelled) >= 4:
        yield _HYPHENATED.sub("", spelled)


_SWAPS = (
    ("受容体", "レセプター"), ("成長因子", "増殖因子"), ("増殖因子", "成長因子"),
    ("プロテインキナーゼ", "タンパク質キナーゼ"), ("タンパク質", "タンパク"),
    ("キナーゼ", "リン酸化酵素"), ("ホスファ", "フォスファ"), ("シトクロム", "チトクローム"),
    ("デヒドロゲナーゼ", "脱水素酵素"), ("脱水素酵素", "デヒドロゲナーゼ"),
    ("レダクターゼ", "還元酵素"), ("還元酵素", "レダクターゼ"),
    ("シンターゼ", "合成酵素"), ("合成酵素", "シンターゼ"), ("トランスポーター", "輸送体"),
    ("メチルトランスフェラーゼ", "メチル基転移酵素"),
    ("α", "アルファ"), ("β", "ベータ"), ("γ", "ガンマ"), ("δ", "デルタ"),
)  # fmt: skip


def _japanese(name: str, type: MentionType) -> Iterator[str]:
    if type is MentionType.GENE:
        swapped = [name]
        for old, new in _SWAPS:
            swapped += [form.replace(old, new) for form in swapped if old in form]
        yield from swapped[1:]
    elif type is MentionType.DRUG_CLASS and name.endswith("薬"):
        yield name[:-1] + "剤"
        yield name[:-1] + "薬剤"
        if name.endswith("阻害薬"):
            yield name[:-1] + "物質"
            yield name[:-3] + "インヒビター"
    elif type is MentionType.DISEASE and name.endswith("悪性腫瘍"):
        yield name.removesuffix("悪性腫瘍") + "悪性新生物"


def _greek(word: str) -> str:
    return next(letter for letter, name in GREEK.items() if name == word.lower())


def plural_of(name: str) -> str | None:
    """English plural of a name that ends in a known head noun."""
    if not _PLURAL_HEAD.search(name):
        return None
    if name.endswith("sis"):
        return name[:-2] + "es"
    if name.endswith("y"):
        return name[:-1] + "ies"
    if name.endswith("x"):
        return name + "es"
    return name + "s"
