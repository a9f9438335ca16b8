"""The example notebook does what it says, and holds nothing of the machine it was run on."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.slow
NAME = "example.ipynb"


@pytest.fixture(scope="module")
def stored(root):
    return (root / "docs" / NAME).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def run(root, stored):
    """The code cells after a run, in the folder of the notebook as Jupyter would."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.reads(stored, as_version=4)
    nbformat.validate(notebook)
    folder = {"metadata": {"path": str(root / "docs")}}
    NotebookClient(notebook, timeout=900, kernel_name="python3", resources=folder).execute()
    return {cell.id: cell for cell in notebook.cells if cell.cell_type == "code"}


def test_nothing_of_a_run_is_stored(stored):
    notebook = json.loads(stored)
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert len(code) == 6
    assert [c["id"] for c in code if c["outputs"] or c["execution_count"] or c["metadata"]] == []
    assert notebook["metadata"]["language_info"] == {"name": "python"}
    assert json.dumps(notebook, indent=1, ensure_ascii=False) + "\n" == stored


def html_of(cell) -> str:
    return "".join(
        output["data"].get("text/html", "") for output in cell.outputs if "data" in output
    )


SHOWN = {
    "extract": ["MET", "osimertinib", "capmatinib", "overcomes resistance to"],
    "document": ["卵巣癌", 'class="trigger"', 'class="Gene"'],
    "graph": ["Resistance graph", "data:image/svg+xml;base64,", "Belief"],
    "part": ["Resistance graph", "overcomes resistance to"],
}


def test_every_cell_runs_and_shows_what_the_text_around_it_says(root, run):
    assert len(run) == 6
    for name, pieces in SHOWN.items():
        html = html_of(run[name])
        assert [piece for piece in pieces if piece not in html] == [], name
        assert "<script" not in html
        assert str(root) not in html
    assert "causes resistance to" not in html_of(run["part"])
    assert run["read"].outputs[0]["data"]["text/plain"].count("<Document '") == 2
    printed = run["evidence"].outputs[0]["text"].splitlines()
    assert (
        len([line for line in printed if " CAUSES_RESISTANCE " in line or " OVERCOMES " in line])
        > 2
    )
