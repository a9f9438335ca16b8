"""Scoring predictions against gold: counts that add, ratios that may be undefined."""

from pipeline.score.bootstrap import Interval, Intervals, intervals
from pipeline.score.counts import Counts, Ratios, Share
from pipeline.score.output import table, to_json
from pipeline.score.readings import as_prediction
from pipeline.score.relations import Claim, RelationScore
from pipeline.score.scores import DocumentScore, Level, Scores, score

__all__ = [
    "Claim",
    "Counts",
    "DocumentScore",
    "Interval",
    "Intervals",
    "Level",
    "Ratios",
    "RelationScore",
    "Scores",
    "Share",
    "as_prediction",
    "intervals",
    "score",
    "table",
    "to_json",
]
