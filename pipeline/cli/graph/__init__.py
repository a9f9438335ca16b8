"""``taisei graph``: the graph of earlier runs, as files and as answers; the group is in ``app``."""
