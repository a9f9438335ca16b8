from __future__ import annotations

import sys

import pytest
from graph_corpus import corpus
from graph_samples import Labels

from pipeline.errors import UsageError
from pipeline.graph import build_graph
from pipeline.report import render_png


def test_a_picture_of_pixels_is_twice_as_large_as_the_drawing():
    pytest.importorskip("resvg_py", reason="needs resvg-py: the extra png")
    picture = render_png(build_graph(corpus(), Labels()))
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert width > 1500
    assert height > 1000
    assert picture == render_png(build_graph(corpus()[::-1], Labels()))


def test_without_the_library_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(UsageError, match=r"taisei\[png\].*\.svg"):
        render_png(build_graph(corpus()))
