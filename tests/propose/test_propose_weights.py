"""The shipped model, as a run uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import DependencyError
from pipeline.ground import ground
from pipeline.lexicon import load
from pipeline.model import MentionType as T
from pipeline.propose import Hint, propose, read_names
from pipeline.propose.reader import WEIGHTS, load_model
from pipeline.read import document_from_text
from pipeline.segment import segment
from pipeline.tag import tag

MOST_BYTES = 8_000_000
TEXT = (
    "Loss of XdrB and overexpression of EGFR made the cells resistant to gefitinib. The XdrB"
    " gene was cloned in Boston by Maria Thornby of Alderix Pharma."
)


def test_the_weights_are_small():
    files = [path for path in WEIGHTS.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"config.cfg", "meta.json", "model"}
    assert sum(path.stat().st_size for path in files) < MOST_BYTES


def test_a_model_that_is_not_there_says_what_to_do(tmp_path: Path):
    with pytest.raises(DependencyError, match="--no-reader"):
        load_model(tmp_path / "none")


@pytest.mark.slow
def test_opinions_are_in_order_without_overlaps_and_the_same_again():
    hints = [[Hint(36, 40, T.GENE, True)], []]
    texts = [TEXT, ""]
    first = read_names(texts, hints)
    assert first == read_names(texts, hints)
    assert first[1] == ()
    ends = 0
    for guess in first[0]:
        assert ends <= guess.start < guess.end <= len(TEXT)
        assert 0 < guess.score <= 1
        ends = guess.end
    assert {TEXT[g.start : g.end]: g.kind for g in first[0]}["EGFR"] is T.GENE


@pytest.mark.slow
def test_a_new_gene_is_named_and_people_and_places_are_not():
    lexicon = load()
    doc = tag(segment(document_from_text(TEXT, id="a")), lexicon)
    found = ground(propose(doc, lexicon), lexicon)
    new = [m for m in found.mentions if m.found_by == "reader"]
    assert [(TEXT[m.start : m.end], m.type.value, m.id) for m in new] == [
        ("XdrB", "Gene", "text:Gene/xdrb")
    ] * 2
    old = {(m.start, m.end) for m in doc.mentions}
    assert old <= {(m.start, m.end) for m in found.mentions}
