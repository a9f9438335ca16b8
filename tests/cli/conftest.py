from __future__ import annotations

import sys
from pathlib import Path

# The hand-made documents live with the tests of the graph.
sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))
