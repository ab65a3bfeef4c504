"""How good it is: a finished database against the truth, and the stages against pairs labelled by reading.

truth + public views ──▶ ledger ──▶ grouping, recall, alarms, classes, sources ──▶ Evaluation (tables, figures)
gold pairs + corpora ──▶ stages (clean ... verify) ──▶ GoldReport
corpora of real news ──▶ stages ──▶ links to look at, reuse told from none
"""

from wirecopy.evaluate.evaluation import Evaluation, evaluate
from wirecopy.evaluate.tables import Table, to_markdown, to_text

__all__ = ["Evaluation", "Table", "evaluate", "to_markdown", "to_text"]
