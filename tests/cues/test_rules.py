# ruff: noqa: E501  (a table reads best with a case a line)
"""Users' own rules: what is wrong with a file is told, what is right changes the cues."""

from __future__ import annotations

import pickle
from dataclasses import fields

import pytest

from pipeline.cues import (
    CueKind,
    CueSets,
    RuleFile,
    check_rules,
    hidden,
    load,
    open_rules,
    read_all,
)
from pipeline.cues.attach import GAP_KEYS
from pipeline.cues.examples import check_cue, check_gap
from pipeline.errors import CueError

EN, JA = 'language = "en"\n', 'language = "ja"\n'
CUE = """[[cue]]
id = "my.fizzle"
opens = "RESISTANCE"
pattern = 'fizzl(?:e|es|ed)'
match = ["it fizzled"]
nomatch = ["it worked"]
"""
LINK = """[[link]]
id = "my.link"
slot = "therapy"
opens = ["RESISTANCE"]
side = "before"
score = 0.9
pattern = ' just '
match = [" just "]
nomatch = [" was just "]
"""
GAP = """[coordination]
pattern = ' teamed with '
match = [" teamed with "]
nomatch = [" and "]
"""

# name: (the file, what the line says of it after its name; more that it says)
WRONG = {
    "no TOML": ("language = ", "not TOML: ", "mend"),
    "not UTF-8": ("\udcff", "is not UTF-8", "save it as UTF-8"),
    "no language": (CUE, "key 'language' is None", 'write "ja" or "en"'),
    "unknown language": ('language = "fr"', "key 'language' is 'fr'", 'write "ja" or "en"'),
    "language in a list": ('language = ["en"]', "key 'language' is ['en']", 'write "ja" or "en"'),
    "unknown key of the file": (EN + "of = []", "unknown key 'of'", "did you mean 'off'"),
    "unknown key of a cue": (EN + CUE.replace("opens", "open"), "cue 'my.fizzle': unknown key 'open'", "did you mean 'opens'"),
    "unknown key of a link": (EN + LINK.replace("score", "weight"), "link 'my.link': unknown key 'weight'", "Known keys: "),
    "unknown key of a gap": (EN + GAP.replace("nomatch", "no"), "coordination: unknown key 'no'", "Known keys: "),
    "unknown role": (EN + "[roles]\nsubjects = []", "roles: unknown key 'subjects'", "did you mean"),
    "a cue as one table": (EN + CUE.replace("[[cue]]", "[cue]"), "key 'cue' is no list of tables", "[[cue]]"),
    "cues as texts": (EN + 'cue = ["a"]', "key 'cue' is no list of tables", "[[cue]]"),
    "roles as a list": (EN + "roles = []", "key 'roles' is no table", "[roles]"),
    "a gap as a text": (EN + 'contrast = "x"', "key 'contrast' is no table", "[contrast]"),
    "no id": (EN + CUE.replace('id = "my.fizzle"\n', ""), "cue '(no id)': key 'id' is missing", "write"),
    "a link without id": (EN + LINK.replace('id = "my.link"\n', ""), "link '(no id)': key 'id' is missing", "write"),
    "id with signs of evidence": (EN + CUE.replace("my.f", "my/f"), "cue 'my/fizzle': key 'id' has other signs", "leave them"),
    "id of the other language": (EN + CUE.replace("my.", "ja."), "cue 'ja.fizzle': key 'id' is for language = \"ja\"", "a file of its own"),
    "id that ships": (EN + CUE.replace("my.fizzle", "en.down"), "cue 'en.down': key 'id': a rule of this id ships", 'off = ["en.down"]'),
    "link of an id that ships": (EN + LINK.replace("my.link", "en.therapy.to"), "link 'en.therapy.to': key 'id': a rule of this id ships", 'off = ["en.therapy.to"]'),
    "id twice": (EN + CUE + LINK.replace("my.link", "my.fizzle"), "'my.fizzle' stands twice", "another id"),
    "off what is not there": (EN + 'off = ["en.down.los"]', "key 'off': no en rule 'en.down.los' ships with taisei, did you mean 'en.down.loss'?", "taisei rules list --language en"),
    "off what is of the other language": (EN + 'off = ["ja.negation"]', "key 'off': no en rule 'ja.negation'", "taisei rules list"),
    "off as a text": (EN + 'off = "en.down"', "key 'off' is 'en.down'", "write a list"),
    "no kind": (EN + CUE.replace('opens = "RESISTANCE"\n', ""), "cue 'my.fizzle': key 'opens' is None", "RESISTANCE, PROGRESS"),
    "unknown kind": (EN + CUE.replace("RESISTANCE", "resistance"), "cue 'my.fizzle': key 'opens' is 'resistance'", "did you mean 'RESISTANCE'?"),
    "unknown kind of a link": (EN + LINK.replace("RESISTANCE", "LOUD"), "link 'my.link': key 'opens' is 'LOUD'", "write one of: RESISTANCE"),
    "a link of no kind": (EN + LINK.replace('"RESISTANCE"', ""), "link 'my.link': key 'opens' is missing", "write a list"),
    "a value without a state": (EN + CUE + 'value = "loss"', "cue 'my.fizzle': key 'value' goes with", "STATE"),
    "unknown state": (EN + CUE.replace("RESISTANCE", "STATE") + 'value = "lost"', "cue 'my.fizzle': key 'value' is 'lost'", "mutation, "),
    "unknown slot": (EN + LINK.replace('"therapy"', '"agent"'), "link 'my.link': key 'slot' is 'agent'", 'write "therapy" or "cause"'),
    "unknown side": (EN + LINK.replace("before", "left"), "link 'my.link': key 'side' is 'left'", 'write "before" or "after"'),
    "score beyond one": (EN + LINK.replace("0.9", "9"), "link 'my.link': key 'score' is 9", "at most 1.0"),
    "score that is no number": (EN + LINK.replace("0.9", "true"), "link 'my.link': key 'score' is True", "write a number"),
    "score that is not a number": (EN + LINK.replace("0.9", "nan"), "link 'my.link': key 'score' is nan", "write a number"),
    "a link for no cue": (EN + LINK + 'cues = ["my.fizle"]\n' + CUE, "link 'my.link': key 'cues': there is no cue 'my.fizle', did you mean 'my.fizzle'?", "taisei rules list"),
    "a link for a cue that is off": ('off = ["en.protect"]\n' + EN + LINK + 'cues = ["en.protect"]', "link 'my.link': key 'cues': there is no cue 'en.protect'", "taisei rules list"),
    "no pattern": (EN + CUE.replace("pattern = 'fizzl(?:e|es|ed)'\n", ""), "cue 'my.fizzle': key 'pattern' is missing", "write"),
    "an open bracket": (EN + CUE.replace("(?:", "("  ).replace("ed)", "ed"), "cue 'my.fizzle': key 'pattern' is no regular expression: missing )", "mend it"),
    "a pattern that Python may read otherwise": (EN + CUE.replace("'fizzl", "'[[f]izzl"), "cue 'my.fizzle': key 'pattern' is no regular expression: Possible nested set", "mend it"),
    "a pattern that repeats too often": (EN + CUE.replace("'fizzl", "'f{99999999999}izzl"), "cue 'my.fizzle': key 'pattern' is no regular expression", "mend it"),
    "flags that exclude each other": (EN + CUE.replace("'fizzl", "'(?au)fizzl"), "cue 'my.fizzle': key 'pattern' is no regular expression", "mend it"),
    "no example": (EN + CUE.replace('"it fizzled"', ""), "cue 'my.fizzle': key 'match' needs at least one example", "in a list"),
    "no counter-example": (EN + CUE.replace('nomatch = ["it worked"]', ""), "cue 'my.fizzle': key 'nomatch' needs at least one example", "in a list"),
    "examples that are none": (EN + CUE.replace('"it worked"', "3"), "cue 'my.fizzle': key 'nomatch' is [3]", "write a list of texts"),
    "an example that does not open": (EN + CUE.replace("it fizzled", "it failed"), "cue 'my.fizzle': key 'match': it is not found in 'it failed'", "change the pattern or the example"),
    "a counter-example that opens": (EN + CUE.replace("it worked", "it FIZZLES"), "cue 'my.fizzle': key 'nomatch': 'FIZZLE' of 'it FIZZLES' is found", "change the pattern or the example"),
    "a pattern that matches nothing alone": (EN + CUE.replace("fizzl(?:e|es|ed)", "(?:fizzled)?x?(?=,)|"), "cue 'my.fizzle': key 'match': it is not found", "change"),
    "full-width letters, which no text has": (EN + CUE.replace("'fizzl", "'ｆｉｚｚｌ").replace("it fizzled", "it ｆｉｚｚｌed"), "cue 'my.fizzle': key 'match': it is not found", "change"),
    "blanks inside Japanese, which no text has": (JA + CUE.replace("fizzl(?:e|es|ed)", "効か ない").replace("it fizzled", "効か ない薬"), "cue 'my.fizzle': key 'match': it is not found", "change"),
    "a gap that is not taken": (EN + LINK.replace('[" just "]', '["just"]'), "link 'my.link': key 'match': the whole of 'just' is not taken", "change"),
    "a gap that is taken": (EN + LINK.replace(" was just ", " just "), "link 'my.link': key 'nomatch': ' just ' is taken", "change"),
    "a table that is not taken": (EN + GAP.replace('match = [" t', 'match = ["t', 1), "coordination: key 'match': the whole of 'teamed with ' is not taken", "change"),
    "a gap with groups": (EN + GAP.replace("' teamed", "' (teamed)"), "coordination: key 'pattern' has a group", "write (?:…)"),
    "a gap with flags for all": (EN + GAP.replace("' teamed with '", "'(?x)\\ teamed\\ with\\ '"), "coordination: key 'pattern' can not stand beside", "write flags as (?x:…)"),
    "role words in no list": (EN + '[roles]\nsubject_deps = "x"', "roles: key 'subject_deps' is 'x'", "write a list"),
    "an empty role word": (EN + '[roles]\nsubject_markers = [""]', "roles: key 'subject_markers': '' is never met in a text", "leave it out"),
    "a role word that is not folded": (JA + '[roles]\nlight_nouns = ["ｺﾄ"]', "roles: key 'light_nouns': 'ｺﾄ' is never met in a text", "write it as 'コト'"),
}  # fmt: skip


def file(text: str, name: str = "mine.toml") -> RuleFile:
    return RuleFile(name, text.encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize(("text", "says", "remedy"), WRONG.values(), ids=WRONG.keys())
def test_a_fault_names_file_rule_key_and_remedy(text, says, remedy):
    with pytest.raises(CueError) as caught:
        check_rules([file(text)])
    told = str(caught.value)
    assert told.startswith(f"mine.toml: {says}")
    assert remedy in told
    assert "\n" not in told
    _, faults = read_all([file(text)])
    assert faults[0] == told.partition(" (taisei rules check")[0]


def test_the_table_of_faults_is_whole():
    assert len(WRONG) >= 50


def test_all_faults_are_told_in_their_order():
    text = (
        EN
        + 'off = ["x"]\n'
        + CUE.replace("it worked", "fizzle")
        + LINK.replace("0.9", "2")
        + GAP.replace('[" and "]', "[]")
    )
    _, faults = read_all([file(text), file("", "other.toml"), file(EN + CUE, "right.toml")])
    places = [fault.split(": key")[0] for fault in faults]
    assert places == [
        "mine.toml", "mine.toml: cue 'my.fizzle'", "mine.toml: link 'my.link'", "mine.toml: coordination", "other.toml",
    ]  # fmt: skip
    with pytest.raises(CueError, match=r"\(taisei rules check shows 4 more\)$"):
        check_rules([file(text), file("", "other.toml")])


def test_files_may_not_share_an_id():
    files = [file(EN + CUE), file(JA + LINK.replace("my.link", "my.fizzle"), "other.toml")]
    with pytest.raises(
        CueError, match=r"^other\.toml: link 'my\.fizzle': key 'id': mine\.toml has"
    ):
        check_rules(files)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CueError, match=r"nowhere\.toml: no such file; give"):
        open_rules(tmp_path / "nowhere.toml")
    with pytest.raises(CueError, match="; give a TOML file"):
        open_rules(tmp_path)


def test_the_files_of_windows_are_read():
    (rules,) = check_rules(
        [RuleFile("w.toml", (EN + CUE).replace("\n", "\r\n").encode("utf-8-sig"))]
    )
    assert [cue.id for cue in rules.cues] == ["my.fizzle"]


def ids(cues) -> set[str]:
    return {rule.id for rule in cues.all}


def test_rules_come_beside_those_that_ship():
    cues = CueSets((file(EN + CUE + LINK),))
    assert ids(cues.of("en")) == ids(load("en")) | {"my.fizzle", "my.link"}
    assert ids(cues.of("ja")) == ids(load("ja"))
    assert [clue.cue for clue in cues.of("en").find("that fizzles")] == ["my.fizzle"]
    assert load("en").find("that fizzles") == ()


def test_without_files_the_cues_are_those_that_ship():
    assert CueSets().of("en") is load("en")


def test_what_is_off_is_gone_and_may_be_replaced():
    off = 'off = ["en.down", "en.therapy.to", "contrast", "coordination"]\n'
    replaced = CUE.replace("my.fizzle", "en.down").replace("RESISTANCE", "DOWN")
    changed = CueSets((file(EN + off + replaced + GAP),)).of("en")
    assert ids(changed) == ids(load("en")) - {"en.therapy.to"}
    (down,) = [cue for cue in changed.cues if cue.id == "en.down"]
    assert down.pattern.pattern == "fizzl(?:e|es|ed)"
    assert load("en").contrast.pattern.fullmatch(" but not to ")
    assert not changed.contrast.pattern.fullmatch(" but not to ")
    assert not changed.coordination.pattern.fullmatch(" and ")
    assert changed.coordination.pattern.fullmatch(" teamed with ")
    assert changed.membership is load("en").membership


def test_gaps_and_role_words_are_added():
    more = GAP.replace("teamed", "paired")
    words = '[roles]\ninstrument_markers = ["under"]\n'
    changed = CueSets((file(EN + GAP + words), file(EN + more, "other.toml"))).of("en")
    for gap in (" and ", " teamed with ", " PAIRED with "):
        assert changed.coordination.pattern.fullmatch(gap)
    shipped = load("en").roles
    assert changed.roles.instrument_markers == shipped.instrument_markers | {"under"}
    others = [f.name for f in fields(shipped) if f.name != "instrument_markers"]
    assert [name for name in others if getattr(changed.roles, name) != getattr(shipped, name)] == []


def test_the_order_of_files_does_not_matter():
    replacing = file(EN + 'off = ["en.down"]\n' + CUE.replace("my.fizzle", "en.down"))
    silencing = file(EN + 'off = ["en.down", "en.up"]\n', "other.toml")
    one, other = CueSets((replacing, silencing)).of("en"), CueSets((silencing, replacing)).of("en")
    assert ids(one) == ids(other) == ids(load("en")) - {"en.up"}
    assert one.find("it fizzled up") == other.find("it fizzled up")


def test_rules_travel_to_other_processes():
    files = (file(EN + CUE),)
    assert pickle.loads(pickle.dumps(files)) == files
    assert len(pickle.dumps(files)) < 500


def test_the_hash_is_that_of_the_bytes():
    assert file("").sha256.startswith("e3b0c442")


def test_an_example_that_another_cue_takes_is_told():
    short = CUE.replace("fizzl(?:e|es|ed)", "resistan").replace("it fizzled", "resistance to it")
    files = (file(EN + short),)
    (told,) = hidden(check_rules(files)[0], CueSets(files).of("en"))
    assert told.startswith(
        "mine.toml: cue 'my.fizzle': in 'resistance to it' en.resistance.noun is found"
    )
    files = (file(EN + CUE),)
    assert list(hidden(check_rules(files)[0], CueSets(files).of("en"))) == []


def test_what_ships_passes_the_same_checks():
    for language in ("ja", "en"):
        cues = load(language)
        for cue in cues.cues:
            check_cue(cue, cue.id)
        for rule in (*cues.links, *(getattr(cues, key) for key in GAP_KEYS)):
            check_gap(rule, str(rule))
        # Patterns that users add to these are put beside them; groups would be counted anew.
        assert [key for key in GAP_KEYS if getattr(cues, key).pattern.groups] == []


def test_each_kind_says_what_it_is_for():
    assert [kind for kind in CueKind if len(kind.about) < 10] == []
    assert pickle.loads(pickle.dumps(CueKind.UP)) is CueKind.UP is CueKind("UP")
