"""Evaluation: how right a model is, and whether it knows."""

from refparse.evaluation.evaluate import (
    Prediction,
    Report,
    evaluate,
    predict,
    read_answers,
    score_predictions,
)
from refparse.evaluation.summary import report_answers
from refparse.evaluation.yardstick import FIELDS, Score, field_values, score

__all__ = [
    "FIELDS",
    "Prediction",
    "Report",
    "Score",
    "evaluate",
    "field_values",
    "predict",
    "read_answers",
    "report_answers",
    "score",
    "score_predictions",
]
