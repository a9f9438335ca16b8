"""What a user is told of documents that were read all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Document
from pipeline.read import document_from_text
from pipeline.run.warnings import warnings_of
from pipeline.segment import segment

GERMAN = (
    "Die Forscher haben gezeigt, dass der Tumor durch eine Mutation gegen das Medikament"
    " resistent wird."
)
CHINESE = "研究人员发现肿瘤细胞通过基因突变对药物产生耐药性，并且这种耐药性可以通过联合用药来克服。"
JA = "架空大学のチームは、METの増幅がゲフィチニブ耐性の原因になることを見いだした。"
EN = "MET amplification was found to cause resistance to gefitinib in the cells."
AUTHORS = (
    "著者：山田太郎，鈴木花子，佐藤次郎，高橋三郎，田中四郎，伊藤五郎，渡辺六郎，山本七郎，中村八郎"
)

SKIPPED = {
    "German": (f"{EN}\n\n{GERMAN}\n", len(GERMAN)),
    "Chinese": (f"{JA}\n\n{CHINESE}\n", len(CHINESE)),
    "Japanese and English": (f"{JA}\n\n{EN}\n", 0),
    "a list of authors": (f"{JA}\n\n{AUTHORS}\n", 0),
    "numbers": (f"{JA}\n\n12 34 56\n", 0),
}


def read(text: str, name: str = "a.txt") -> Document:
    doc = segment(document_from_text(text, id="a"))
    return replace(doc, source=replace(doc.source, name=name))


@pytest.mark.parametrize(("text", "characters"), SKIPPED.values(), ids=SKIPPED.keys())
def test_other_languages_are_told(text: str, characters: int) -> None:
    told = (
        f"a.txt: {characters} characters in other languages than Japanese and English were skipped"
    )
    assert warnings_of([read(text)]) == ((told,) if characters else ())


def test_notes_of_the_reader_and_changed_ids_are_told() -> None:
    doc = read(JA)
    noted = replace(doc, id="a-2", source=replace(doc.source, notes=("holds 1 NUL character",)))
    assert warnings_of([noted]) == (
        "a.txt: another input has this name too; its id is a-2",
        "a.txt: holds 1 NUL character",
    )


def test_a_passage_in_another_language_yields_no_relation() -> None:
    assert {s.language for s in read(f"{EN}\n\n{GERMAN}\n").sentences} == {"en", "other"}
