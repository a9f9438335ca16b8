"""The command ``taisei``: one module per command, each thin over plain functions."""
