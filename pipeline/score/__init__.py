"""Scoring predictions against gold: counts that add, ratios that may be undefined."""

from pipeline.score.counts import Counts, Ratios, Share
from pipeline.score.output import table, to_json
from pipeline.score.relations import Claim, RelationScore
from pipeline.score.scores import DocumentScore, Level, Scores, score

__all__ = [
    "Claim",
    "Counts",
    "DocumentScore",
    "Level",
    "Ratios",
    "RelationScore",
    "Scores",
    "Share",
    "score",
    "table",
    "to_json",
]
