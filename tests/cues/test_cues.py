"""Every cue and link opens in its own examples, and not in its counter-examples."""

import pytest

from pipeline.cues import CueKind, load, read_cues
from pipeline.errors import CueError

SETS = {language: load(language) for language in ("ja", "en")}
CUES = [(cue, text) for cues in SETS.values() for cue in cues.cues for text in cue.match]
NOT_CUES = [(cue, text) for cues in SETS.values() for cue in cues.cues for text in cue.nomatch]
GAPS = [
    (link, text)
    for cues in SETS.values()
    for link in (*cues.links, cues.coordination, cues.membership, cues.contrast, cues.side_effects)
    for text in link.match
]
NOT_GAPS = [
    (link, text)
    for cues in SETS.values()
    for link in (*cues.links, cues.coordination, cues.membership, cues.contrast, cues.side_effects)
    for text in link.nomatch
]


def _name(case):
    return getattr(case, "id", None) or str(case)[:30]


def test_the_harness_found_the_examples():
    for cues in SETS.values():
        assert len(cues.cues) >= 30
        assert len(cues.links) >= 9
    assert len(CUES) >= 120
    assert len(NOT_CUES) >= 60


@pytest.mark.parametrize(("cue", "text"), CUES, ids=_name)
def test_cue_opens(cue, text):
    assert cue.pattern.search(text)


@pytest.mark.parametrize(("cue", "text"), NOT_CUES, ids=_name)
def test_cue_stays_shut(cue, text):
    assert not cue.pattern.search(text)


@pytest.mark.parametrize(("link", "gap"), GAPS, ids=_name)
def test_gap_is_bridged(link, gap):
    assert link.pattern.fullmatch(gap)


@pytest.mark.parametrize(("link", "gap"), NOT_GAPS, ids=_name)
def test_gap_is_not_bridged(link, gap):
    assert not link.pattern.fullmatch(gap)


def test_each_kind_has_a_cue_in_each_language():
    for language, cues in SETS.items():
        missing = set(CueKind) - {cue.opens for cue in cues.cues}
        assert missing <= {CueKind.LIGHT}, (language, missing)


def test_longest_clue_of_a_kind_wins():
    found = [c for c in SETS["ja"].find("交叉耐性化") if c.kind is CueKind.RESISTANCE]
    assert [(c.start, c.end) for c in found] == [(0, 5)]


ROLES = "\n".join(
    f"{key} = []"
    for key in (
        "subject_deps",
        "subject_markers",
        "instrument_markers",
        "passive_agent_markers",
        "object_deps",
        "association_markers",
        "apposition_markers",
        "topic_markers",
        "toward_markers",
        "target_markers",
        "focus_particles",
        "generic_agents",
        "bare_pronouns",
        "plain_effects",
        "light_nouns",
    )
)
TAIL = f'[roles]\n{ROLES}\n[coordination]\npattern="x"\nmatch=["x"]\nnomatch=["y"]\n'
_GAP = TAIL.partition("[coordination]")[2]
TAIL += f"[membership]{_GAP}[contrast]{_GAP}[side_effects]{_GAP}"
GOOD = '[[cue]]\nid="en.x"\nopens="UP"\npattern="up"\nmatch=["up"]\nnomatch=["down"]\n'
FAULTS = {
    "not TOML": ("language = ", "not TOML"),
    "unknown language": ('language = "fr"\n', 'write "ja" or "en"'),
    "misspelt key": ('language="en"\n' + GOOD.replace("pattern", "patern") + TAIL, "did you mean"),
    "unknown kind": ('language="en"\n' + GOOD.replace("UP", "SIDEWAYS") + TAIL, "SIDEWAYS"),
    "no counter-example": (
        'language="en"\n' + GOOD.replace('nomatch=["down"]', "nomatch=[]") + TAIL,
        "needs at least one example",
    ),
    "bad expression": ('language="en"\n' + GOOD.replace('"up"\n', '"(up"\n', 1) + TAIL, "regular"),
    "twice": ('language="en"\n' + GOOD + GOOD + TAIL, "stands twice"),
    "state without value": ('language="en"\n' + GOOD.replace("UP", "STATE") + TAIL, "'value'"),
}


@pytest.mark.parametrize(("text", "says"), FAULTS.values(), ids=FAULTS.keys())
def test_a_wrong_file_says_what_is_wrong(text, says):
    with pytest.raises(CueError, match=r"mine\.toml") as caught:
        read_cues(text, "mine.toml")
    assert says in str(caught.value)


def test_a_right_file_is_read():
    assert read_cues('language="en"\n' + GOOD + TAIL, "mine.toml").cues[0].id == "en.x"
