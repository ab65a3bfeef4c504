"""Documents made of paragraphs, and strategies that write texts full of trouble."""

from __future__ import annotations

from hypothesis import strategies as st

from wirecopy.model import Article, ArticleId, Document, Origin, Part, PartKind

_TROUBLE = (
    "aAbB..,,''’`\"“”«»「」!?。…:;%％123٣ß²ﬁÉé\u0301\u00ad\u200b-—( )  \t中文ไทยひカאָ한Я\U0001f600\U00020000\ud800ıİ"
)
_WORDS = (
    "per cent", "Per Cent", "percent", "U.S.", "e.g.", "Sen. Ruiz", "3,600", "2.5", "1,2,3", "12,3456", "7.123.456",
    "Iraq’s", "rock 'n' roll", "'quoted words'", '"he said,"', "“open", "closed”", "said:", "the mayor", "of the and to",
    "harbour", "Galveston", "went", "on", "Monday", "l'État", "中文新闻", "stop. Next", "stop.” Next", "No.",
)  # fmt: skip

characters = st.one_of(st.sampled_from(_TROUBLE), st.characters())
pieces = st.one_of(st.sampled_from(_WORDS), st.text(characters, max_size=6))
paragraphs = st.lists(pieces, max_size=25).map(" ".join).map(lambda text: text.replace("\n", " "))
articles = st.lists(paragraphs, max_size=4)


def document(text_paragraphs: list[str], number: int = 1, language: str = "en") -> Document:
    """An article whose paragraphs stand one line break apart and are all body."""
    parts: list[Part] = []
    start = 0
    for paragraph in text_paragraphs:
        parts.append(Part(PartKind.BODY, start, start + len(paragraph)))
        start += len(paragraph) + 1
    text = "\n".join(text_paragraphs)
    article = Article(ArticleId(number), "", "", "", "", "", text, None, "none", language, Origin("-", number))
    return Document(article, tuple(part for part in parts if part.end > part.start))
