from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export import visible

CASES = {
    "nothing to do": ("EGFR 阻害薬\t\n😀", "EGFR 阻害薬\t\n😀"),
    "NUL and escape": ("a\x00b\x1bc", "a␀b␛c"),
    "carriage return": ("a\r\nb", "a␍\nb"),
    "delete": ("a\x7fb", "a␡b"),
    "C1 control": ("a\x85b", r"a\u0085b"),
    "no character": ("a\uffffb", r"a\uffffb"),
    "lone surrogate": ("a\udc80b", r"a\udc80b"),
}


@pytest.mark.parametrize(("given_", "expected"), CASES.values(), ids=CASES.keys())
def test_what_xml_can_not_hold_is_shown(given_, expected):
    assert visible(given_) == expected


@given(st.text(st.characters()))
def test_any_text_passes_through_xml(text):
    element = ElementTree.Element("a")
    element.text = visible(text)
    back = ElementTree.fromstring(ElementTree.tostring(element, "utf-8")).text or ""
    assert back == visible(text)
    assert visible(back) == back
