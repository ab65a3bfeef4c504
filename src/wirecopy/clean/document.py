"""The clean room's door: an article in, a document out.

Parts stand in text order, do not overlap and cover all but white space; cuts lie inside body parts; credits and carrier
marks are sorted by where they stand. Pure and deterministic: the same article, rules and learned furniture give the
same document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wirecopy.clean.labels import label_paragraphs
from wirecopy.clean.metadata import metadata_credits
from wirecopy.clean.paragraphs import paragraph_spans
from wirecopy.clean.telltales import telltales
from wirecopy.model import Article, Credit, Document, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from wirecopy.rules import Rules

_new = tuple.__new__  # half the time of Part()
_NONE: AbstractSet[int] = frozenset()


def clean_article(article: Article, rules: Rules, furniture: AbstractSet[int] = _NONE) -> Document:
    """Label an article's paragraphs and collect its credits, carrier marks and telltales.

    `furniture` holds paragraph digests (see `paragraph_digests`) that were learned for the article's outlet. Cost is
    linear in the text; no text can make a rule see more than a few hundred characters at once.
    """
    spans = paragraph_spans(article.text)
    found = label_paragraphs(article, spans, rules, furniture)
    named = sorted([*metadata_credits(article, rules), *found.credits], key=_place)
    return Document(
        article=article,
        parts=tuple(
            [
                _new(Part, (kind, start, end, rule))
                for kind, (start, end), rule in zip(found.kinds, spans, found.rules, strict=True)
            ]
        ),
        cuts=tuple(found.cuts),
        credits=tuple(named),
        carriers=tuple(found.carriers),
        telltales=telltales(article.text, article.language),
    )


def clean_batch(
    articles: Iterable[Article], rules: Rules, learned: Mapping[str, AbstractSet[int]] | None = None
) -> Iterator[Document]:
    """Clean articles one by one; `learned` maps an outlet's domain to the digests of its furniture."""
    known = learned or {}
    for article in articles:
        yield clean_article(article, rules, known.get(article.outlet_domain, _NONE))


def _place(credit: Credit) -> tuple[int, int, str]:
    return credit.start, credit.end, credit.agency
