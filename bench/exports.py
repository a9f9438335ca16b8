"""How long each format of graphs takes to write, and how large it gets.

python bench/exports.py [--edges 100000] [--format NAME ...]

The graph is made: a fifth as many nodes as edges, with attributes as a run gives them and
sentences in both languages. The bar: GraphML of 100,000 edges in less than 20 seconds.
"""

from __future__ import annotations

import argparse
import time

import networkx as nx

from pipeline.export import GRAPH_FORMATS

SENTENCES = (
    "Loss of XBP1 & acquired PSMB5 substitutions sustain bortezomib resistance <in vitro>.",
    "親株でACSL4を破壊すると、アラキドン酸を含むリン脂質が減り、細胞はRSL3とML162のいずれからも逃れた。",
)


def made(edges: int) -> nx.MultiDiGraph[str]:
    """A graph of so many edges, the same every time."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    count = max(edges // 5, 1)
    for n in range(count):
        graph.add_node(
            f"hgnc:{n}", name=f"GENE{n}", label_ja=f"遺伝子{n}", type="Gene", xrefs='["mesh:D2"]'
        )
    for n in range(edges):
        graph.add_edge(
            f"hgnc:{n % count}",
            f"hgnc:{(n * 7 + n // count) % count}",
            key=f"r{n:016x}",
            relation_id=f"r{n:016x}",
            relation="CAUSES_RESISTANCE" if n % 3 else "OVERCOMES",
            polarity="positive" if n % 7 else "negative",
            certainty="asserted" if n % 5 else "hypothesised",
            state='["overexpression"]',
            via="[]",
            via_names="[]",
            contexts="[]",
            belief=round(n % 1000 / 1000, 4),
            evidence_count=1,
            document_count=1,
            studies=1,
            contradicted=n % 11 == 0,
            documents=f'["ja-{n % 997}"]',
            publications='["doi:10.1000/182"]',
            best_document=f"ja-{n % 997}",
            best_start=n,
            best_end=n + 60,
            best_sentence=SENTENCES[n % 2],
        )
    return graph


def main() -> None:
    """Make the graph once, write it in each format, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--edges", type=int, default=100_000)
    parser.add_argument("--format", action="append", choices=[one.name for one in GRAPH_FORMATS])
    args = parser.parse_args()
    graph = made(args.edges)
    print(f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")
    for one in GRAPH_FORMATS:
        if args.format and one.name not in args.format:
            continue
        wall, busy = time.perf_counter(), time.process_time()
        size = sum(len(part) for part in one.write(graph).values())
        wall, busy = time.perf_counter() - wall, time.process_time() - busy
        print(
            f"{one.name:<8} {wall:6.1f} s  {busy:6.1f} s of CPU  {size / 1e6:6.1f} MB", flush=True
        )


if __name__ == "__main__":
    main()
