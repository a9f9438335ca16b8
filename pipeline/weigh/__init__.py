"""How likely each sentence says that one thing makes another fail, or work again.

A small encoder of both languages reads a sentence with its context, in which every name is
replaced by its type and a number, and judges each pair of a factor and a therapy.
"""

from pipeline.weigh.pairs import ARGUMENTS, KILLING, Pair, pairs_of, speaks
from pipeline.weigh.stage import Weighed, weigh
from pipeline.weigh.window import Window, window_of

__all__ = [
    "ARGUMENTS",
    "KILLING",
    "Pair",
    "Weighed",
    "Window",
    "pairs_of",
    "speaks",
    "weigh",
    "window_of",
]
