from __future__ import annotations

import sys
from pathlib import Path

# What draws annotated texts lives with the tests of gold, the graph's documents with its tests.
for room in ("gold", "graph"):
    sys.path.insert(0, str(Path(__file__).parents[1] / room))
