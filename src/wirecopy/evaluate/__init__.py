"""How good it is: a finished database against the truth, and the stages against pairs labelled by reading.

truth + public views ──▶ ledger ──▶ grouping, recall, alarms, classes, sources ──▶ Evaluation (tables, figures)
truth + articles     ──▶ stages ──▶ searching: what the search for candidates loses
gold pairs + corpora ──▶ stages ──▶ gold; reuse (answers with a known degree of reuse); retellings (full rewrites)
credits of pages     ──▶ clean  ──▶ credited: which agencies the rules find
corpora of real news ──▶ database ──▶ real: links that nobody labelled, to be looked at
"""

from wirecopy.evaluate.credited import CreditReport, evaluate_credits
from wirecopy.evaluate.evaluation import Evaluation, evaluate
from wirecopy.evaluate.gold import GoldReport, evaluate_gold, read_gold
from wirecopy.evaluate.real import Links, event_links, notice_links
from wirecopy.evaluate.retellings import evaluate_retellings
from wirecopy.evaluate.reuse import evaluate_reuse
from wirecopy.evaluate.searching import evaluate_candidates
from wirecopy.evaluate.tables import Table, to_markdown, to_text

__all__ = [
    "CreditReport",
    "Evaluation",
    "GoldReport",
    "Links",
    "Table",
    "evaluate",
    "evaluate_candidates",
    "evaluate_credits",
    "evaluate_gold",
    "evaluate_retellings",
    "evaluate_reuse",
    "event_links",
    "notice_links",
    "read_gold",
    "to_markdown",
    "to_text",
]
