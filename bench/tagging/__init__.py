"""What ``make bench-tag`` measures: names found and grounded, without any parser.

Each module reads one kind of benchmark and counts; ``python bench/bench_tag.py`` runs them all,
keeps the figures in docs/tagging.json and writes the section "Tagging" of docs/accuracy.md.
"""
