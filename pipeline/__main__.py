"""``python -m pipeline`` is the command ``taisei``."""

from pipeline.cli.main import run

run()
