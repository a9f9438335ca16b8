"""Scoring predictions against gold: counts that add, ratios that may be undefined."""

from pipeline.score.bootstrap import Interval, Intervals, intervals
from pipeline.score.causes import CAUSES
from pipeline.score.compare import Comparison, PairedTest, compare, paired_test
from pipeline.score.counts import Counts, Ratios, Share
from pipeline.score.mention_errors import MentionError, mention_errors
from pipeline.score.output import comparison_to_json, rows, summary, table, to_json
from pipeline.score.readings import as_prediction
from pipeline.score.relations import Cell, Claim, RelationScore
from pipeline.score.scores import DocumentScore, Level, Scores, score, score_document

__all__ = [
    "CAUSES",
    "Cell",
    "Claim",
    "Comparison",
    "Counts",
    "DocumentScore",
    "Interval",
    "Intervals",
    "Level",
    "MentionError",
    "PairedTest",
    "Ratios",
    "RelationScore",
    "Scores",
    "Share",
    "as_prediction",
    "compare",
    "comparison_to_json",
    "intervals",
    "mention_errors",
    "paired_test",
    "rows",
    "score",
    "score_document",
    "summary",
    "table",
    "to_json",
]
