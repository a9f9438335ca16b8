"""Identifiers other than DOIs that a text gives: of papers and of registered trials."""

from __future__ import annotations

import re

# Prefixes are those of identifiers.org where it has one. The group is the identifier itself.
_PATTERNS = (
    ("pubmed", re.compile(r"(?i)(?<![A-Za-z])(?:PMID|PubMed(?: ?ID)?)[ :#=]{0,3}(\d{4,8})(?!\d)")),
    ("pubmed", re.compile(r"pubmed\.ncbi\.nlm\.nih\.gov/(\d{4,8})(?!\d)", re.I)),
    ("pmc", re.compile(r"(?<![A-Za-z0-9])(PMC\d{4,9})(?!\d)")),
    ("clinicaltrials", re.compile(r"(?<![A-Za-z0-9])(NCT\d{8})(?!\d)")),
    ("jrct", re.compile(r"(?<![A-Za-z0-9])(jRCTs?\d{9,10})(?!\d)")),
    ("umin", re.compile(r"(?<![A-Za-z0-9])(UMIN(?:-CTR)?[ :]{0,2}\d{9})(?!\d)")),
    ("japiccti", re.compile(r"(?<![A-Za-z0-9])JapicCTI[- ]?(\d{6})(?!\d)")),
    ("isrctn", re.compile(r"(?<![A-Za-z0-9])ISRCTN ?(\d{8})(?!\d)")),
    ("eudract", re.compile(r"(?i)EudraCT(?: ?(?:No|Number)\.?)?[ :]{0,3}(\d{4}-\d{6}-\d\d)(?!\d)")),
    ("arxiv", re.compile(r"arXiv[: ]{1,2}(\d{4}\.\d{4,5})(?!\d)", re.I)),
)  # fmt: skip


def identifiers_in(folded: str) -> tuple[str, ...]:
    """CURIEs (``pubmed:31978945``, ``clinicaltrials:NCT04487080``) in folded text, sorted."""
    found = set()
    for prefix, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            identifier = re.sub(r"[ :]|-CTR", "", match[1])
            found.add(f"{prefix}:{identifier}")
    return tuple(sorted(found))
