"""What the tests of the KGX export know of the Biolink model, taken from the model itself.

python bench/biolink.py biolink_model.yaml biolink_model_prefix_map.json > tests/export/biolink.json

Both files are in the package biolink-model, which is CC0; PyYAML has to be installed. Neither is
a dependency: the model needs a toolbox of its own, and taisei uses these few lines of it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ENUMS = {
    "knowledge_level": "KnowledgeLevelEnum",
    "agent_type": "AgentTypeEnum",
    "subject_form_or_variant_qualifier": "ChemicalOrGeneOrGeneProductFormOrVariantEnum",
    "subject_aspect_qualifier": "GeneOrGeneProductOrChemicalEntityAspectEnum",
    "subject_direction_qualifier": "DirectionQualifierEnum",
}


def above(name: str, things: dict[str, Any]) -> list[str]:
    """The thing and all that it is a kind of, mixins too."""
    thing = things.get(name) or {}
    parents = [thing["is_a"]] if "is_a" in thing else []
    parents += thing.get("mixins", [])
    return sorted({name, *(one for parent in parents for one in above(parent, things))})


def extract(model: dict[str, Any], prefixes: dict[str, str]) -> dict[str, Any]:
    """Classes with what is above them, predicates with domain and range, slots, values."""
    classes, slots = model["classes"], model["slots"]
    kinds = {name: above(name, slots) for name in slots}
    required = [
        name.replace(" ", "_")
        for name in classes["association"]["slots"]
        if (classes["association"].get("slot_usage", {}).get(name) or slots.get(name) or {}).get(
            "required"
        )
    ]
    return {
        "version": model["version"],
        "classes": {
            name: above(name, classes) for name in classes if "named thing" in above(name, classes)
        },
        "predicates": {
            name: {key: slots[name][key] for key in ("domain", "range") if key in slots[name]}
            for name in slots
            if "related to" in kinds[name] and not (slots[name] or {}).get("deprecated")
        },
        "slots": sorted(name.replace(" ", "_") for name in slots),
        "multivalued": sorted(
            name.replace(" ", "_") for name in slots if (slots[name] or {}).get("multivalued")
        ),
        "required": sorted(required),
        "values": {
            slot: sorted(model["enums"][enum]["permissible_values"]) for slot, enum in ENUMS.items()
        },
        "prefixes": sorted(prefixes),
    }


def main() -> None:
    """Read, take what is needed, print."""
    import yaml

    model = yaml.safe_load(Path(sys.argv[1]).read_text(encoding="utf-8"))
    prefixes = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    found = extract(model, prefixes.get("@context", prefixes))
    print(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
