"""Which surfaces may be proposed at all."""

import pytest

from pipeline.model import MentionType as T
from pipeline.propose.shape import bare, looks_like_name

CASES = [
    ("mgrB", T.GENE, True),
    ("NDM-1", T.GENE, True),
    ("NF-kappa B", T.GENE, True),
    ("CD44s", T.GENE, True),
    ("kinase", T.GENE, False),
    ("Growth factor receptors", T.GENE, False),
    ("Boston", T.GENE, False),
    ("LUGANO", T.GENE, False),
    ("COMPASS-2", T.GENE, False),
    ("S473", T.GENE, False),
    ("IC50", T.GENE, False),
    ("EC90s", T.CHEMICAL, False),
    ("NCT01234567", T.CHEMICAL, False),
    ("4-hydroxytamoxifen", T.CHEMICAL, True),
    ("VPA", T.CHEMICAL, True),
    ("L-asparaginase", T.CHEMICAL, True),
    ("sunlight", T.CHEMICAL, False),
    ("April", T.CHEMICAL, False),
    ("RTK", T.GENE, False),
    ("GPCRs", T.GENE, False),
    ("B2", T.GENE, False),
    ("12", T.CHEMICAL, False),
]


@pytest.mark.parametrize(("surface", "kind", "expected"), CASES, ids=[c[0] for c in CASES])
def test_shape(surface, kind, expected):
    assert looks_like_name(surface, kind) is expected


def test_every_case_was_run():
    assert len(CASES) == 22


@pytest.mark.parametrize(
    ("surface", "name"),
    [("XdrB gene", "XdrB"), ("XdrB", "XdrB"), ("Abc-1 proteins", "Abc-1"), ("gene", "gene")],
)
def test_a_name_is_without_its_head(surface, name):
    assert bare(surface) == name
