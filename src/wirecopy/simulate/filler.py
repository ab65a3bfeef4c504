"""Filler: invented stories without end, for corpora that need more texts than anybody has written.

A number goes in, a base story comes out that shares no running text with any other: a small grammar is filled
from a vocabulary of thousands of words (frequent words of the language, sorted by their endings), of which each
story uses its own few dozen, with its own people, places and figures. The prose is grammatical at best and
means nothing. Reports of one invented event share names, figures and whole quotations, as reporters at one
press conference do, and no sentence of their own.
"""

# ruff: noqa: E501 - tables of endings and small words

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from wordfreq import top_n_list

from wirecopy.simulate.agencies import agencies_of
from wirecopy.simulate.bases import Base
from wirecopy.simulate.names import company, person, place
from wirecopy.simulate.seeds import rng_for
from wirecopy.simulate.wording import SPACELESS, upper_first


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the generator knows of one language: endings that tell word classes, and its small words."""

    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    verbs: tuple[str, ...]
    adverbs: tuple[str, ...]
    articles: tuple[str, ...]
    prepositions: tuple[str, ...]
    conjunctions: tuple[str, ...]
    said: tuple[str, ...]
    also: tuple[str, ...]
    quotes: tuple[str, str] = ("“", "”")


def _g(*rows: str, quotes: tuple[str, str] = ("“", "”")) -> Grammar:
    cells = [tuple(row.split("|")) if "|" in row else tuple(row.split()) for row in rows]
    nouns, adjectives, verbs, adverbs, articles, prepositions, conjunctions, said, also = cells
    return Grammar(nouns, adjectives, verbs, adverbs, articles, prepositions, conjunctions, said, also, quotes)


GRAMMARS = {
    "en": _g(
        "tion sion ment ness ity ship ist ism ance ence ure age ery ing dom hood ware work land way er or", "ous ful ive al able ible ic ary less ish ent ant",
        "ed", "ly", "the the the a a this that its their our every another one", "of in on at by for with from to over under near against through without between during across behind beyond",
        "after while because although before since until as when where and but so though", "said|told reporters|added|argued|explained|warned|insisted|noted|recalled", "also still already even soon again later often twice",
    ),
    "de": _g(
        "ung heit keit schaft tion ität ment nis tum ling el ist ik", "lich ig isch bar sam los haft", "te tet ierte iert", "weise lich ens", "der die das ein eine dieser jede ihre seine unsere",
        "in an auf bei mit nach von aus für gegen über unter durch ohne zwischen neben vor", "nachdem während weil obwohl bevor seit als und aber denn", "sagte|erklärte|betonte|warnte|ergänzte|meinte", "auch noch schon bereits später wieder",
        quotes=("„", "“"),
    ),
    "fr": _g(
        "tion ment té eur ance ence isme iste age ure ie", "eux if ive able ible ique el elle aire al", "ait aient a é", "ment", "le la les un une ce cette leur son sa chaque",
        "de à dans sur avec pour par contre sous entre vers sans chez depuis", "après que|tandis que|parce que|bien que|avant que|lorsque|et|mais|puisque", "a dit|a déclaré|a expliqué|a ajouté|a averti", "aussi encore déjà ensuite souvent",
        quotes=("« ", " »"),
    ),
    "es": _g(
        "ción sión dad miento ista ismo anza encia ura aje or", "oso osa ivo iva able ible ico ica al ario", "ó aba ían aron ieron", "mente", "el la los las un una este esta su cada",
        "de en con por para sobre entre contra hacia sin desde bajo", "después de que|mientras|porque|aunque|antes de que|cuando|y|pero|ya que", "dijo|afirmó|explicó|añadió|advirtió", "también aún ya luego siempre",
        quotes=("«", "»"),
    ),
    "ru": _g(
        "ость ение ание ция ство тель ник изм ка ия", "ный ная ное ский ская ской вый ной", "ал ил ла ли ся", "но ски", "этот эта наш каждый их весь свой",
        "в на по с из за для от до при под между через без против", "после того как|пока|потому что|хотя|когда|и|но|поскольку", "сказал|заявил|пояснил|добавил|отметил", "также ещё уже потом снова",
        quotes=("«", "»"),
    ),
}  # fmt: skip
_REFUSED = (
    "sex",
    "porn",
    "rape",
    "nigg",
    "fuck",
    "shit",
    "slut",
    "whor",
    "nazi",
    "porno",
    "секс",
    "порн",
    "色",
    "性",
    "奸",
    "fick",
    "puta",
    "mierd",
    "bitch",
    "erot",
    "genital",
    "masturb",
    "naked",
    "nude",
    "妓",
    "希特",
    "纳粹",
    "集中营",
    "法西斯",
    "黑人",
    "女子高",
    "若妻",
    "悪党",
    "杀",
    "死",
    "裸",
    "гитлер",
    "нацис",
    "фашис",
    "hitler",
    "connerie",
    "merd",
    "salop",
    "foutr",
    "genoc",
    "terror",
    "slave",
)
_STORY_NOUNS, _STORY_VERBS, _STORY_OTHERS = 70, 45, 30


@lru_cache(maxsize=16)
def _vocabulary(language: str) -> dict[str, tuple[str, ...]]:
    """Words of a language by class, in order of frequency, short and doubtful ones left out."""
    listed = [w for w in top_n_list(language, 40000) if not any(part in w for part in _REFUSED)]
    if language in SPACELESS:
        words = tuple(w for w in listed if 2 <= len(w) <= 4 and all("一" <= char <= "鿿" for char in w))[:9000]
        return {"n": words[0::3], "v": words[1::3], "a": words[2::3], "d": words[2::5]}
    grammar = GRAMMARS[language]
    words = tuple(w for w in listed if len(w) > 4 and w.isalpha())
    found: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for kind, endings, least in (
        ("d", grammar.adverbs, 6),
        ("v", grammar.verbs, 6),
        ("n", grammar.nouns, 6),
        ("a", grammar.adjectives, 6),
    ):
        rows = tuple(w for w in words if w not in taken and len(w) >= least and w.endswith(endings))
        taken.update(rows)
        found[kind] = rows
    return found


@dataclass(slots=True)
class _Topic:
    """The words, people and figures of one story."""

    rng: Random
    language: str
    n: list[str]
    v: list[str]
    a: list[str]
    d: list[str]
    people: list[str]
    places: list[str]
    orgs: list[str]
    figures: list[str]


def _topic(rng: Random, language: str, facts: _Topic | None) -> _Topic:
    words = _vocabulary(language)
    sizes = {"n": _STORY_NOUNS, "v": _STORY_VERBS, "a": _STORY_OTHERS, "d": 12}
    drawn = {kind: [_by_rank(rng, words[kind]) for _ in range(size)] for kind, size in sizes.items()}
    if facts is not None:
        drawn["n"][::3] = facts.n[::3]
        return _Topic(
            rng, language, **drawn, people=facts.people, places=facts.places, orgs=facts.orgs, figures=facts.figures
        )
    return _Topic(
        rng, language, **drawn, people=[person(rng) for _ in range(4)], places=[place(rng) for _ in range(3)],
        orgs=[company(rng) for _ in range(2)], figures=[_figure(rng, language) for _ in range(12)],
    )  # fmt: skip


def _by_rank(rng: Random, words: tuple[str, ...]) -> str:
    return words[int(rng.random() ** 1.3 * len(words))]


def _figure(rng: Random, language: str) -> str:
    comma = "," if language in {"en", "zh", "ja"} else "."
    if rng.random() < 0.5:
        return str(rng.randint(3, 990))
    return f"{rng.randint(1, 98)}{comma}{rng.randint(0, 999):03d}"


def _pick(rng: Random, words: tuple[str, ...] | list[str]) -> str:
    return words[int(rng.random() * len(words))]


def _noun_phrase(topic: _Topic, grammar: Grammar, depth: int = 0) -> str:
    rng = topic.rng
    noun = _pick(rng, topic.n)
    if topic.language == "de":
        noun = noun.capitalize()
    parts = [_pick(rng, grammar.articles)]
    if rng.random() < 0.4:
        parts.append(_pick(rng, topic.a))
    parts.append(noun)
    if depth == 0 and rng.random() < 0.3:
        parts += [_pick(rng, grammar.prepositions), _noun_phrase(topic, grammar, 1)]
    return " ".join(parts)


def _clause(topic: _Topic, grammar: Grammar) -> str:
    rng = topic.rng
    mark = rng.random()
    if mark < 0.15:
        subject = _pick(rng, topic.people)
    elif mark < 0.25:
        subject = _pick(rng, topic.orgs)
    elif mark < 0.4:
        subject = f"{_pick(rng, topic.figures)} {_pick(rng, topic.a)} {_pick(rng, topic.n)}"
    else:
        subject = _noun_phrase(topic, grammar)
    parts = [subject, _pick(rng, topic.v), _noun_phrase(topic, grammar)]
    if rng.random() < 0.25:
        parts.insert(1, _pick(rng, grammar.also) if rng.random() < 0.5 else _pick(rng, topic.d))
    if rng.random() < 0.45:
        end = _pick(rng, topic.places) if rng.random() < 0.35 else _noun_phrase(topic, grammar, 1)
        parts += [_pick(rng, grammar.prepositions), end]
    return " ".join(parts)


def _sentence(topic: _Topic, grammar: Grammar) -> str:
    rng = topic.rng
    mark = rng.random()
    first = _clause(topic, grammar)
    if mark < 0.35:
        return upper_first(first) + "."
    if mark < 0.6:
        return f"{upper_first(first)} {_pick(rng, grammar.conjunctions)} {_clause(topic, grammar)}."
    if mark < 0.8:
        return f"{upper_first(_pick(rng, grammar.conjunctions))} {first}, {_clause(topic, grammar)}."
    return f"{upper_first(first)}, {_pick(rng, topic.people).split()[-1]} {_pick(rng, grammar.said)}."


def _quotation(topic: _Topic, grammar: Grammar) -> str:
    words = " ".join(_sentence_plain(topic, grammar) for _ in range(topic.rng.randint(1, 2)))
    return words.removesuffix(".")


def _sentence_plain(topic: _Topic, grammar: Grammar) -> str:
    return upper_first(f"{_clause(topic, grammar)} {_pick(topic.rng, grammar.conjunctions)} {_clause(topic, grammar)}.")


def _spaceless_sentence(topic: _Topic) -> str:
    rng = topic.rng
    particles = (
        ("的", "了", "在", "和", "对", "将", "与")
        if topic.language == "zh"
        else ("の", "は", "が", "を", "に", "で", "と")
    )
    clauses = []
    for _ in range(rng.randint(1, 3)):
        words = [
            _pick(rng, topic.n),
            _pick(rng, particles),
            _pick(rng, topic.v),
            _pick(rng, particles),
            _pick(rng, topic.a),
            _pick(rng, topic.n),
        ]
        if rng.random() < 0.3:
            words.insert(rng.randrange(3), _pick(rng, topic.figures))
        clauses.append("".join(words))
    return ("，" if topic.language == "zh" else "、").join(clauses) + "。"


def _body(topic: _Topic, quotations: list[str]) -> list[str]:
    rng = topic.rng
    if topic.language in SPACELESS:
        return [
            "".join(_spaceless_sentence(topic) for _ in range(rng.randint(2, 3))) for _ in range(rng.randint(6, 11))
        ]
    grammar = GRAMMARS[topic.language]
    make: Callable[[], str] = lambda: " ".join(_sentence(topic, grammar) for _ in range(rng.randint(1, 3)))  # noqa: E731
    paragraphs = [make() for _ in range(rng.randint(8, 15))]
    opening, closing = grammar.quotes
    for quotation in quotations:
        speaker = _pick(rng, topic.people)
        text = (
            f"{opening}{quotation},{closing} {speaker} {_pick(rng, grammar.said)}."
            if rng.random() < 0.6
            else f"{upper_first(speaker)}: {opening}{quotation}.{closing}"
        )
        paragraphs.insert(rng.randint(1, len(paragraphs)), text)
    return paragraphs


def _base(topic: _Topic, key: str, event: str | None, agency: str, quotations: list[str]) -> Base:
    paragraphs = _body(topic, quotations)
    first = paragraphs[0].rstrip(".。")
    headline = first[:18] if topic.language in SPACELESS else " ".join(first.split()[:8]).rstrip(",")
    city = topic.places[0]
    return Base(
        story=key, event=event, language=topic.language, agency=agency, slug="", headline=headline, byline=f"By {topic.people[3]}" if topic.language == "en" else "",
        dateline=city.upper() if topic.language == "en" else city, published_at=None, topic="filler", paragraphs=tuple(paragraphs),
    )  # fmt: skip


def _known(language: str) -> str:
    return language if language in GRAMMARS or language in SPACELESS else "en"


def filler_base(seed: int, number: int, language: str) -> Base:
    """The filler story of that number; languages without a grammar get English ones."""
    language = _known(language)
    rng = rng_for(seed, "filler", language, number)
    topic = _topic(rng, language, None)
    quotations = (
        [_quotation(topic, GRAMMARS[language]) for _ in range(rng.randint(0, 3))] if language in GRAMMARS else []
    )
    return _base(
        topic,
        f"filler-{language}-{number}",
        None,
        _pick(rng, [agency.short for agency in agencies_of(language)]),
        quotations,
    )


def filler_event(seed: int, number: int, language: str, reports: int) -> list[Base]:
    """`reports` independent reports of one invented event by different agencies, as bases that share the event's key."""
    language = _known(language)
    rng = rng_for(seed, "filler event", language, number)
    facts = _topic(rng, language, None)
    quotations = (
        [_quotation(facts, GRAMMARS[language]) for _ in range(rng.randint(3, 5))] if language in GRAMMARS else []
    )
    agencies = [agency.short for agency in agencies_of(language)]
    rng.shuffle(agencies)
    event = f"filler-event-{language}-{number}"
    found = []
    for index in range(reports):
        own = rng_for(seed, event, index)
        topic = _topic(own, language, facts)
        used = own.sample(quotations, min(len(quotations), own.randint(2, 4)))
        found.append(_base(topic, f"{event}-{index}", event, agencies[index % len(agencies)], used))
    return found
