"""From an article to a document: paragraphs labelled, marks found, nothing thrown away.

paragraphs ──▶ labels (headline, credit, carrier, caption, furniture) ──▶ cuts and credits ──▶ telltales
▲ rules of the article's language    ▲ metadata
"""

from wirecopy.clean.document import clean_article, clean_batch
from wirecopy.clean.furniture import paragraph_digests

__all__ = ["clean_article", "clean_batch", "paragraph_digests"]
