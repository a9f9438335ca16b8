"""README.ja.md says what README.md says."""

from __future__ import annotations

import re

import pytest
from in_step import differences, sections

ENGLISH, JAPANESE = "README.md", "README.ja.md"


@pytest.fixture(scope="module")
def readmes(root):
    """Both, with the link of each to the other made the same."""
    read = {name: (root / name).read_text(encoding="utf-8") for name in (ENGLISH, JAPANESE)}
    return {
        name: text.replace(f"]({ENGLISH})", "](other)").replace(f"]({JAPANESE})", "](other)")
        for name, text in read.items()
    }


def test_the_japanese_readme_is_in_step_with_the_english_one(readmes):
    told = differences(readmes[ENGLISH], readmes[JAPANESE])
    assert told == [], f"{ENGLISH} is the first, {JAPANESE} the second"


def test_there_is_enough_to_compare(readmes):
    found = sections(readmes[ENGLISH])
    assert len(found) >= 9
    assert sum(sum(s.links.values()) for s in found) >= 18
    assert sum(sum(s.figures.values()) for s in found) >= 30
    assert sum(kind == "code block" for s in found for kind, _ in s.blocks) >= 6
    assert sum(kind == "quoted text" for s in found for kind, _ in s.blocks) == 5
    assert sum("begin " in text for s in found for kind, text in s.blocks if kind == "comment") == 3


def test_each_leads_to_the_other_at_its_top(root):
    for name, other in ((ENGLISH, JAPANESE), (JAPANESE, ENGLISH)):
        top = (root / name).read_text(encoding="utf-8").split("\n")[:4]
        assert any(f"]({other})" in line for line in top), name


def test_both_are_in_the_source_distribution(root):
    listed = (root / "pyproject.toml").read_text(encoding="utf-8")
    assert f'"{ENGLISH}", "{JAPANESE}"' in listed


def test_the_japanese_one_is_japanese(root):
    text = (root / JAPANESE).read_text(encoding="utf-8")
    prose = re.sub(r"(?s)<!-- begin (\w+) -->.*?<!-- end \1 -->|```.*?```", "", text)
    lines = [line for line in prose.splitlines() if line[:1] not in ("", " ", "`", "#", "[")]
    assert len(lines) > 45
    assert [line for line in lines if not re.search("[ぁ-ん]", line)] == []


ONE = """\
# taisei

Reads `texts/` in 2 languages; see [docs](docs/a.md).

## Use

    taisei run  # runs it

- A point of 49 texts
  > said so

![picture](a.svg)

<!-- begin scores -->
```
P 0.9
```
<!-- end scores -->
"""

PLANTED = {
    "nothing": ("", "", []),
    "prose": ("Reads `texts/` in 2 languages; see", "`texts/`を2言語で読む。", []),
    "a remark": ("# runs it", "# 実行する", []),
    "full-width figures": ("A point of 49", "４９件の", []),
    "a heading's words": ("## Use", "## 使い方", []),
    "a heading's level": ("## Use", "### Use", ["headings: level 2 “Use” against level 3 “Use”"]),
    "a heading too few": ("## Use\n", "", ["headings: level 2 “Use” against level – “none”"]),
    "a command": ("taisei run", "taisei runs", ["code block", "taisei runs"]),
    "a remark left out": ("  # runs it", "", ["code block", "# …"]),
    "a figure": ("49", "48", ["figures: 49 only in the first", "figures: 48 only in the second"]),
    "a link": ("docs/a.md", "docs/b.md", ["docs/a.md only in the first", "docs/b.md only"]),
    "a picture": ("a.svg", "b.svg", ["links: a.svg only in the first"]),
    "code": ("`texts/`", "texts", ["code: texts/ only in the first"]),
    "a printed figure": ("P 0.9", "P 0.8", ["P 0.9", "P 0.8"]),
    "a block's name": ("begin scores", "begin score", ["comment", "begin score "]),
    "a quotation": ("said so", "said it", ["quoted text 'said so' against quoted text 'said it'"]),
    "a point too few": ("- A point", "A point", ["block 2: list item against paragraph"]),
    "a paragraph more": (
        "![picture]",
        "More.\n\n![picture]",
        ["under “Use” / “Use”: block 8: comment '<!-- begin scores -->' against paragraph"],
    ),
}


@pytest.mark.parametrize(("old", "new", "told"), PLANTED.values(), ids=PLANTED.keys())
def test_what_differs_is_told(old, new, told):
    assert old in ONE
    said = "\n".join(differences(ONE, ONE.replace(old, new) if old else ONE))
    assert [piece for piece in told if piece not in said] == []
    assert bool(said) == bool(told)
