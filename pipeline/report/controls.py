"""What is pressed and filled in: the filters, the network's frame, its legend. All need the script.

Everything here is hidden until the script shows it.
"""

from __future__ import annotations

from pipeline.report.svg import legend_lines

_TYPES = (
    ("drug", "drug, class of drugs"),
    ("gene", "gene, variant"),
    ("chemical", "chemical"),
    ("other", "process, disease, cells"),
)


def switches() -> str:
    """The switches of the language of names and page, and of light and dark."""
    return (
        '<p id="switches" class="filters" hidden><label>Language <select id="names">'
        '<option value="en">English</option><option value="ja" lang="ja">日本語</option>'
        '</select></label> <label>Colours <select id="colours"><option value="">as the system'
        '</option><option value="light">light</option><option value="dark">dark</option>'
        "</select></label></p>"
    )


def filters() -> str:
    """The form that governs network and table."""
    return (
        '<form id="filters" class="filters" role="search" hidden>'
        '<label>Search <input type="search" id="words" name="words" autocomplete="off" '
        'spellcheck="false" placeholder="gene, drug, アレクチニブ, rule …"></label>'
        + _choice("relation", "Relation", ("causes", "causes"), ("overcomes", "overcomes"))
        + _choice("polarity", "Polarity", ("positive", "positive"), ("negative", "negative"))
        + _choice("certainty", "Certainty", *((v, v) for v in ("asserted", "hypothesised")))
        + _choice("language", "Said in", ("ja", "Japanese"), ("en", "English"), ("both", "both"))
        + _at_least("belief", "Belief")
        + _at_least("confidence", "Confidence")
        + '<label class="tick"><input type="checkbox" name="contradicted" value="yes"> '
        "contradicted only</label>"
        '<button type="button" id="unfocus" hidden></button>'
        '<button type="reset">Clear</button><output id="shown" aria-live="polite"></output></form>'
    )


def _choice(field: str, label: str, *values: tuple[str, str]) -> str:
    options = "".join(f'<option value="{value}">{shown}</option>' for value, shown in values)
    return (
        f'<label>{label} <select name="{field}">'
        f'<option value="">any</option>{options}</select></label>'
    )


def _at_least(field: str, label: str) -> str:
    return (
        f'<label>{label} ≥ <input type="range" name="{field}" min="0" max="1" step="0.05" '
        'value="0"><span class="number">0.00</span></label>'
    )


def network() -> str:
    """The network, the list that says the same, the legend, the place for sentences."""
    limits = "".join(f"<option>{n}</option>" for n in (25, 50, 100, 200, 500, 1000))
    return (
        '<div id="live" hidden><div class="tools filters">'
        f'<label>Edges <select id="limit">{limits}<option value="all">all</option></select></label>'
        '<label>Arrangement <select id="arrangement"><option value="free">free</option>'
        '<option value="columns">in columns</option></select></label>'
        '<button type="button" id="further" aria-label="Zoom out">−</button>'
        '<button type="button" id="nearer" aria-label="Zoom in">+</button>'
        '<button type="button" id="whole">Fit</button>'
        '<output id="drawn" aria-live="polite"></output></div>'
        '<p class="note">Click a line for its sentences, a name for what is around it.</p>'
        '<div class="stage"><div id="network" tabindex="0" role="application" '
        'aria-label="Network"></div>'
        '<div class="list"><h3 id="edges-title">The same as a list</h3>'
        '<ol id="edges" aria-labelledby="edges-title"></ol></div></div>'
        f"{_legend()}"
        '<div id="evidence" role="region" aria-labelledby="evidence-title" tabindex="-1" hidden>'
        '<button type="button" id="close">Close</button><h3 id="evidence-title"></h3>'
        f'{KEY}<div id="sentences"></div></div></div>'
    )


def _legend() -> str:
    lines = "".join(
        f'<li><svg class="graph" viewBox="0 0 46 16" width="46" height="16" aria-hidden="true">'
        f"{drawing}</svg> {label}</li>"
        for label, drawing in legend_lines()
    )
    kinds = "".join(f'<li><span class="kind {kind}"></span> {label}</li>' for kind, label in _TYPES)
    return f'<ul class="legend-list" aria-label="Legend">{lines}{kinds}</ul>'


KEY = (
    '<p class="key">In the sentences: <mark class="cause">cause</mark> '
    '<mark class="agent">agent that overcomes</mark> <mark class="therapy">therapy</mark> '
    '<mark class="via">cause that is overcome</mark> <mark class="trigger">trigger</mark> '
    'and cues: <mark class="negation">negation</mark> <mark class="hypothesis">hypothesis</mark> '
    '<mark class="state">state</mark></p>'
)
