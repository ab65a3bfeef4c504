"""A new lede: the desk's own opening paragraph in front of, or instead of, the agency's."""

# ruff: noqa: E501 - table of openings

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from wirecopy.simulate.edits.spin import replace_words
from wirecopy.simulate.lexicon import Lexicon
from wirecopy.simulate.wording import SPACELESS, gap, lower_first, sentences

_OPENINGS = {
    "en": (
        "Here is what we know so far:", "Readers in our area are watching closely as", "It has been a long week, and now this:",
        "The news arrived late:", "In a development that surprised few people here,", "Word has spread quickly that", "As our newsroom learned,",
        "There is a new turn in a story we have followed:", "What began quietly is now on every agenda:", "Officials are facing questions after",
    ),
    "de": ("Was bisher bekannt ist:", "Auch in unserer Region wird darüber gesprochen:", "Die Nachricht kam überraschend:", "Wie unsere Redaktion erfuhr,"),
    "fr": ("Ce que l'on sait :", "La nouvelle est tombée tard :", "Un dossier que nous suivons de près :", "On en parle aussi chez nous :"),
    "es": ("Esto es lo que se sabe:", "La noticia llegó tarde:", "Un asunto que seguimos de cerca:", "También se habla de ello aquí:"),
    "ru": ("Что известно к этому часу:", "Новость пришла поздно:", "Мы следим за этой историей:"),
    "zh": ("目前已知情况如下：", "消息传来时已是深夜：", "本报持续关注此事："),
    "ja": ("これまでに分かったこと：", "本紙が注目してきた話題だ。"),
}  # fmt: skip
_REPLACES = 0.6


def new_lede(paragraphs: Sequence[str], rng: Random, lexicon: Lexicon, strength: float) -> list[str]:
    """First paragraph rewritten from one of the next ones' sentences, or set in front of the old; the rest stays.

    The words of the borrowed sentence are spun with probability `strength`, so the lede is new running text.
    """
    language = lexicon.language
    opening = rng.choice(_OPENINGS.get(language, _OPENINGS["en"]))
    source = paragraphs[min(rng.randint(0, 2), len(paragraphs) - 1)]
    first = sentences(source, language)[:1] or (source,)
    words = replace_words(lower_first(first[0]), rng, lexicon, max(0.6, strength))
    if language not in SPACELESS:
        words = _reordered(words, rng)
    lede = f"{opening}{gap(language)}{words}"
    rest = list(paragraphs[1:] if rng.random() < _REPLACES and len(paragraphs) > 3 else paragraphs)
    return [lede, *rest]


def _reordered(sentence: str, rng: Random) -> str:
    clauses = sentence.rstrip(".").split(", ")
    if len(clauses) > 1 and rng.random() < 0.8:
        clauses = clauses[1:] + clauses[:1]
    return ", ".join(clauses) + "."
