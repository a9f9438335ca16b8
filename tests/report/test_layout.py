from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.layout import LEFT, MIDDLE, RIGHT, Edge, lay_out


def edge(source, target, causes=True):
    return Edge(f"{source}{target}{causes}", source, target, causes)


def column(layout, node):
    return next(box.column for box in layout.boxes if box.node == node)


def test_causes_left_therapies_middle_remedies_right():
    layout = lay_out([edge("T790M", "gefitinib"), edge("osimertinib", "gefitinib", causes=False)])
    assert column(layout, "T790M") == LEFT
    assert column(layout, "gefitinib") == MIDDLE
    assert column(layout, "osimertinib") == RIGHT


def test_a_remedy_that_is_resisted_itself_is_a_therapy():
    edges = [edge("osimertinib", "gefitinib", causes=False), edge("C797S", "osimertinib")]
    assert column(lay_out(edges), "osimertinib") == MIDDLE


def test_lines_of_one_side_do_not_end_in_one_point():
    layout = lay_out([edge(f"cause {n}", "drug") for n in range(9)])
    ends = [line.y2 for line in layout.lines]
    assert len(set(ends)) == 9
    (drug,) = [box for box in layout.boxes if box.column == MIDDLE]
    assert all(abs(end - drug.y) < drug.height / 2 for end in ends)


@pytest.mark.parametrize("causes", ["abcdef", "fbdace", "cfeabd"])
def test_lines_that_need_not_cross_do_not(causes):
    steps = zip(causes, "uvwxyz", strict=True)
    layout = lay_out([e for c, d in steps for e in (edge(c, d), edge(c, chr(ord(d) + 1)))])
    y = {box.node: box.y for box in layout.boxes}
    ends = sorted((y[line.edge.source], y[line.edge.target]) for line in layout.lines)
    assert len(ends) == 12
    assert [end for _, end in ends] == sorted(end for _, end in ends)


def test_nothing_to_place():
    layout = lay_out([])
    assert (layout.boxes, layout.lines, layout.height) == ((), (), 0.0)


NODES = st.sampled_from("abcdefghij")
EDGES = st.lists(
    st.builds(edge, NODES, NODES, st.booleans()), max_size=25, unique_by=lambda e: e.id
)


@given(EDGES, st.randoms(use_true_random=False))
def test_any_graph_is_placed(edges, random):
    layout = lay_out(edges)
    shuffled = list(edges)
    random.shuffle(shuffled)
    assert lay_out(shuffled) == layout
    assert {box.node for box in layout.boxes} == {n for e in edges for n in (e.source, e.target)}
    assert len(layout.lines) == len(edges)
    for side in (LEFT, MIDDLE, RIGHT):
        boxes = [box for box in layout.boxes if box.column == side]
        for above, below in pairwise(boxes):
            assert below.y - above.y >= (above.height + below.height) / 2 + 11.9
    for box in layout.boxes:
        assert box.y - box.height / 2 >= -1e-6
        assert box.y + box.height / 2 <= layout.height + 1e-6
    places = {box.node: box for box in layout.boxes}
    for line in layout.lines:
        assert abs(line.y1 - places[line.edge.source].y) <= places[line.edge.source].height / 2
        assert abs(line.y2 - places[line.edge.target].y) <= places[line.edge.target].height / 2
