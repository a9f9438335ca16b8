"""Drugs: the part of UNII that is medicines, with cross references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.errors import LexiconError
from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.sources.references import References
from pipeline.lexicon.sources.tables import Sources
from pipeline.model import MentionType

_MARK = re.compile(r"\s*\[([^\]]+)\]$")
_NAMING = frozenset(("INN", "USAN", "JAN"))
CODE = re.compile(
    r"[A-Z]{1,7}[- ]?\d{2,8}[A-Z]?|[A-Z]{1,5}-[A-Z]{1,3}-?\d{2,6}|[A-Z]{2,4}\d-\d{3,4}"
)
# Words of salts, hydrates and esters: with them off, the name is the parent substance's.
_SALTS = (
    "hydrochloride|dihydrochloride|monohydrochloride|hydrobromide|mesylate|mesilate|dimesylate"
    "|tosylate|tosilate|ditosylate|besylate|besilate|esylate|maleate|fumarate|hemifumarate"
    "|succinate|tartrate|bitartrate|citrate|acetate|diacetate|phosphate|diphosphate|sulfate"
    "|sulphate|nitrate|sodium|disodium|potassium|dipotassium|calcium|magnesium|meglumine|lactate"
    "|malate|oxalate|bromide|chloride|iodide|hydrate|monohydrate|dihydrate|trihydrate|hemihydrate"
    "|sesquihydrate|heptahydrate|pentahydrate|tetrahydrate|anhydrous|hcl|dihydrate|camsylate"
    "|edisylate|isethionate|xinafoate|pamoate|embonate|glucuronate|gluconate|tromethamine|arginine"
    "|lysine|erbumine|olamine|free base|ditartrate|dimaleate|pentetate|propanediol"
    "|dimethyl sulfoxide|hemiethanolate|ethanolate|solvate|anhydrate|lauryl sulfate|hyclate"
    "|salicylate|orotate"
    "|etexilate mesylate|glutamate|aspartate|benzoate|valerate|napsylate|nicotinate|adipate"
    "|trihydrochloride|tetrahydrochloride|pentahydrochloride|laurylsulfate|bisulfate|difumarate"
    "|l-malate|d-tartrate|d-malate|tannate|lactobionate|hibenzate|fendizoate|trifluoroacetate"
    "|triflutate|hexaacetate|hydroxybenzoate|trisodium|tetrasodium|dimeglumine|choline|diolamine"
    "|benzathine|trelamine|hemipentahydrate|propylene glycolate|methylsulfate|metilsulfate"
    "|hemisuccinate|hemitartrate|dihydrobromide|cation|s-malate|heminonahydrate"
)
_SALT_TAIL = re.compile(rf"(?:,? (?:{_SALTS}))+$")
# An acetate of a steroid is sold, named and studied as itself: no salt that falls apart in water.
_ESTER_TAIL = re.compile(r" (?:di)?acetate$")
_BIOSIMILAR = re.compile(r"^([a-z]+(?:mab|cept|kin|stim|tin|ase|lin|gene|tide|fusp))-[a-z]{4}$")
# cn: systematic names, extracts and lists are no names that a text uses.
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 '.+/-]*[A-Za-z][A-Za-z0-9 '.+/-]*")
_SYSTEMATIC = re.compile(
    r"\d,\d|\d[A-Z]?-[A-Z]{4}|\b(?:ACID ESTER|COMPONENT|EXTRACT|OIL|IMPURITY|UNSPECIFIED|RACEMIC"
    r"|MIXTURE|METABOLITE|LABELED|POWDER|LEAF|ROOT|SEED|FRUIT|POLLEN|ALLERGENIC|WHOLE|FLOWER)\b"
)


@dataclass(slots=True)
class Substance:
    """What UNII says of one substance."""

    unii: str
    display: str = ""
    marks: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)  # name -> type: of, bn, cd, cn
    inn: str = ""
    short: str = ""  # a laboratory's abbreviation that goes by its capitals: TPEN


def add_drugs(compiler: Compiler, sources: Sources) -> dict[str, str]:
    """Add the drugs and their names; gives each known English name's UNII curie (lower case)."""
    substances = read_substances(sources)
    drugbank, by_drug = _drugbank_names(sources)
    left_out = {row[0].lower() for row in sources.hand("not_drugs.tsv", 1)}
    taken = {row[0].lower() for row in sources.hand("research_drugs.tsv", 1)}
    missing = taken - {substance.display.lower() for substance in substances.values()}
    if missing:
        raise LexiconError(f"research_drugs.tsv: UNII names no {', '.join(sorted(missing))}")
    for unii, name in research_compounds(sources, "unii").items():
        substance = substances.get(unii)
        if substance is None or bare(name) not in map(bare, substance.names):
            raise LexiconError(f"research_compounds.tsv: UNII names no {unii} {name}; correct it")
        substance.display = name if CODE.search(name) else name.upper()
        substance.short = name if _abbreviation(name) and name.isupper() else ""
        taken.add(name.lower())
    kept = {u: s for u, s in substances.items() if _is_drug(s, drugbank, left_out, taken)}
    ids = _ids_by_name(kept)
    parents = _roots(
        {unii: _parent(kept[unii], ids) for unii in sorted(kept)}
        | _esters(kept, ids, set(_drugbank_ids(sources)))
    )
    references = References(sources)
    for unii in sorted(kept):
        parent = kept[parents[unii]]
        id = f"unii:{parent.unii}"
        name = canonical(parent)
        compiler.entity(
            id, MentionType.DRUG, name,
            xrefs=references.of_drug(drugbank.get(name.lower(), ""), name),
        )  # fmt: skip
        for taken_name in _add_names(compiler, kept[unii], id, own=unii == parent.unii):
            sources.use("unii_names.tsv.gz", unii, taken_name)
    found = {name: f"unii:{parents[unii]}" for name, unii in ids.items()}
    for variant, canonical_name in by_drug:
        target = found.get(canonical_name)
        if target is not None and _usable(variant.upper(), "cn") and variant not in left_out:
            # DrugBank's table has lost the capitals that tell a code from two words ("at 10").
            shown = variant.upper() if CODE.fullmatch(variant.upper()) else variant
            compiler.name(shown, target, 0.85, "drugbank synonym")
            sources.use("drug_variants.tsv.gz", variant, canonical_name)
            found.setdefault(variant, target)
    _add_mesh_terms(compiler, sources, found, left_out)
    return found


def _add_mesh_terms(
    compiler: Compiler, sources: Sources, found: dict[str, str], left_out: set[str]
) -> None:
    """MeSH's entry terms for headings that are drugs of ours, where nothing else goes by them."""
    file = "mesh_id_label_mappings.tsv.gz"
    for identifier, heading, terms, trees, *_ in sources.table(file, header=False):
        id = found.get(heading.lower())
        if id is None or not re.search(r"(?:^|\|)D", trees):
            continue
        for term in terms.split("|"):
            usable = _usable(term.upper(), "cn") and term.lower() not in left_out
            if usable and not compiler.holds(term) and compiler.name(term, id, 0.8, "mesh"):
                sources.use(file, identifier)


def read_substances(sources: Sources) -> dict[str, Substance]:
    """All of UNII's substances by code."""
    substances: dict[str, Substance] = {}
    for name, kind, unii, display in sources.table("unii_names.tsv.gz"):
        substance = substances.get(unii)
        if substance is None:
            substance = substances[unii] = Substance(unii, display)
        mark = _MARK.search(name)
        bare = name[: mark.start()] if mark else name
        if mark:
            substance.marks.add(mark[1])
            if mark[1] == "INN" and substance.inn != display:
                substance.inn = (
                    bare
                    if bare == display
                    else min(filter(None, (substance.inn, bare)), key=lambda n: (len(n), n))
                )
        rank = ("of", "bn", "cd", "cn")
        known = substance.names.get(bare)
        if known is None or rank.index(kind) < rank.index(known):
            substance.names[bare] = kind
    return substances


def research_compounds(sources: Sources, space: str) -> dict[str, str]:
    """Names that ``research_compounds.tsv`` gives, by identifier in ``space``."""
    rows = sources.hand("research_compounds.tsv", 3)
    split = ((id.partition(":"), name) for id, name, _ in rows)
    return {identifier: name for (prefix, _, identifier), name in split if prefix == space}


def bare(name: str) -> str:
    """A name by its letters and digits alone, for comparing spellings of one source."""
    return re.sub(r"[\W_]", "", name).lower()


def _is_drug(
    substance: Substance, drugbank: dict[str, str], left_out: set[str], taken: set[str]
) -> bool:
    display = substance.display.lower()
    if display in left_out or _SALT_TAIL.sub("", display) in left_out:
        return False
    if substance.marks & _NAMING:
        return True
    if display in taken or CODE.fullmatch(_SALT_TAIL.sub("", display).upper()):
        return True
    if any(name.endswith(" WHOLE") for name in substance.names):  # an organism
        return False
    official = [n for n, kind in substance.names.items() if kind == "of"]
    return any(
        _SALT_TAIL.sub("", n.lower()) in drugbank for n in (*official, substance.display)
    ) and (
        not substance.marks & {"LANGUAL", "HPUS", "FHFI", "ISO", "INCI"}
        or any(kind == "bn" for kind in substance.names.values())
    )


def canonical(substance: Substance) -> str:
    """INN in lower case; else the display name in lower case; codes and short forms as they are."""
    name = substance.inn or substance.display
    return name if CODE.fullmatch(name) or name == substance.short else name.lower()


def _ids_by_name(kept: dict[str, Substance]) -> dict[str, str]:
    """UNII of each name: what UNII shows before INNs, those before brands and synonyms.

    UNII gives the INN ``docetaxel`` to the anhydrous form and shows another record, the one
    on labels, as plain ``DOCETAXEL``: the shown one is the substance.
    """
    ids: dict[str, str] = {}
    for rank in ("display", "inn", "of", "bn", "cd", "cn"):
        for unii in sorted(kept):
            substance = kept[unii]
            if rank in ("display", "inn"):
                name = substance.display if rank == "display" else substance.inn
                names = [name] if name else []
            else:
                names = [n for n, kind in substance.names.items() if kind == rank]
            for name in names:
                ids.setdefault(name.lower(), unii)
    return ids


def _parent(substance: Substance, ids: dict[str, str]) -> str:
    """UNII of the substance itself without its salt, hydrate or biosimilar suffix."""
    for name in filter(None, (substance.inn, substance.display)):
        lower = name.lower()
        if ids[lower] != substance.unii:
            return ids[lower]
        stem = _SALT_TAIL.sub("", lower)
        biosimilar = _BIOSIMILAR.match(stem)
        stem = biosimilar[1] if biosimilar else stem
        if stem != lower and stem in ids and ids[stem] != substance.unii:
            return ids[stem]
    return substance.unii


def _esters(kept: dict[str, Substance], ids: dict[str, str], listed: set[str]) -> dict[str, str]:
    """Parents where the ester is the drug: DrugBank lists it and not what it is an ester of.

    "Medroxyprogesterone" then stands for medroxyprogesterone acetate, not the other way round.
    """
    parents: dict[str, str] = {}
    for unii in sorted(kept):
        name = kept[unii].display.lower()
        stem = _ESTER_TAIL.sub("", name)
        if stem != name and name in listed and stem not in listed and stem in ids:
            parents |= {unii: unii, ids[stem]: unii}
    return parents


def _roots(parents: dict[str, str]) -> dict[str, str]:
    """Parents of parents: the anhydrous form of a salt leads to the substance as well."""
    roots = {}
    for unii in parents:
        root, seen = unii, {unii}
        while parents[root] not in seen:
            root = parents[root]
            seen.add(root)
        roots[unii] = root
    return roots


def _add_names(compiler: Compiler, substance: Substance, id: str, *, own: bool) -> Iterator[str]:
    """Add the usable names, and give them."""
    if own:
        name = canonical(substance)
        score = 1.0 if name.islower() else 0.88  # codes look like names of cell lines
        compiler.name(name, id, score, "inn" if substance.inn else "unii name")
    scores = {"of": (0.97, "unii name"), "bn": (0.9, "unii brand"), "cd": (0.88, "unii code"),
              "cn": (0.8, "unii synonym")}  # fmt: skip
    for name, kind in sorted(substance.names.items()):
        if _usable(name, kind):
            score, why = (0.88, "unii code") if CODE.fullmatch(name) else scores[kind]
            shown = name if kind == "cd" or _abbreviation(name) else name.lower()
            if compiler.name(shown, id, score - 0.05 * (not own), why):
                yield name


def _abbreviation(name: str) -> bool:
    return (len(name) <= 5 and name.isupper()) or any(char.isdecimal() for char in name)


def _usable(name: str, kind: str) -> bool:
    if not _PLAIN_NAME.fullmatch(name) or len(name) > 60 or _SYSTEMATIC.search(name):
        return False
    if kind == "cd":
        return len(name) >= 4 and any(char.isdecimal() for char in name)
    return len(name) >= (4 if kind != "cn" else 5) or (name.isupper() and len(name) == 4)


def _drugbank_names(sources: Sources) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """DrugBank id of each canonical name, and (variant, canonical name) pairs, lower case.

    Rows without a DrugBank id come from MeSH headings or from Wikipedia (CC BY-SA): left out.
    """
    ids = _drugbank_ids(sources)
    pairs = set()
    for variant, name, drugbank, *_ in sources.table("drug_variants.tsv.gz"):
        if drugbank:
            ids.setdefault(name.lower(), drugbank)
            pairs.add((variant.lower(), name.lower()))
    return ids, sorted(pairs)


def _drugbank_ids(sources: Sources) -> dict[str, str]:
    """DrugBank id of each name that DrugBank shows for a drug, in lower case."""
    ids: dict[str, str] = {}
    for row in sources.table("drugbank_mappings.tsv.gz"):
        if row[1] == "NAME":
            ids.setdefault(row[2].lower(), row[0])
    return ids
