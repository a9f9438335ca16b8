"""What ``make bench-relations`` measures: who causes resistance to what, and who overcomes it.

Each module measures one thing; ``python bench/bench_relations.py`` runs them all, keeps the figures
in docs/relating.json and writes the section "Relations in detail" of docs/accuracy.md.
"""
