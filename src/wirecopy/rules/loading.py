"""Rule files (TOML) in, a checked `Rules` out.

One schema serves the shipped files and a user's own: tables `agency`, `credit`, `carrier`, `furniture`, and `dates`
(words of date lines by language). A rule whose id is already known replaces the earlier one; `disabled = true` removes
it. Whatever is wrong raises RuleError with the file, the rule and the reason; nothing is half loaded.
"""

from __future__ import annotations

import hashlib
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, get_args

from wirecopy.errors import RuleError
from wirecopy.model import CreditForm, PartKind
from wirecopy.rules.agencies import Agency, AgencyNames, agency_table
from wirecopy.rules.pattern import RulePattern
from wirecopy.rules.records import LONGEST_PARAGRAPH, STARTS, Example, Rule, Scope, Where, line_key
from wirecopy.rules.rulebook import Rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

_FORMS = get_args(CreditForm)
_WHERE = get_args(Where)
_SCOPE = get_args(Scope)
_FURNITURE_KINDS = ("furniture", "caption", "byline", "dateline")
_SECTIONS = ("carrier", "credit", "furniture")
_TRIED_FIRST = {PartKind.CARRIER: 0, PartKind.CAPTION: 1, PartKind.CREDIT: 2}  # a photo's credit is not the text's
_KEYS = frozenset(
    [
        "id",
        "kind",
        "form",
        "where",
        "scope",
        "language",
        "languages",
        "pattern",
        "lines",
        "needs",
        "marks",
        "agency",
        "carrier",
        "max_chars",
        "bare",
        "optional",
        "ends",
        "ignore_case",
        "examples",
        "counter_examples",
        "disabled",
    ]
)
_FILE_KEYS = frozenset(["language", "dates", "agency", *_SECTIONS])
# country is read no more, but files of users may have it
_AGENCY_KEYS = frozenset(["id", "names", "weak", "initials", "domains", "kind", "disabled", "country"])


def load_rules(extra: Sequence[Path] = ()) -> Rules:
    """Read the shipped rules and then the files of `extra`, later ones overriding; RuleError where one can't be used.

    The order of the shipped files is fixed and `version` covers every byte read, so equal versions label equally.
    """
    digest = hashlib.sha256()
    agencies: dict[str, Agency] = {}
    rules: dict[str, Rule] = {}
    dates: dict[str, frozenset[str]] = {}
    read = [(*file, True) for file in _shipped()] + [(str(path), _read(path), False) for path in extra]
    given: set[tuple[str, str]] = set()  # shipped ids, then those of one file: none may stand there twice
    for name, raw, shipped in read:
        given = given if shipped else set()
        digest.update(len(raw).to_bytes(8, "big") + raw)
        data = _parse(raw, name)
        _only_keys(data, _FILE_KEYS, name)
        for table in _tables(data, "agency", name):
            _refuse_twin(given, "agency", table, name)
            _add_agency(agencies, table, name)
        for kind in _SECTIONS:
            for table in _tables(data, kind, name):
                _refuse_twin(given, "rule", table, name)
                _add_rule(rules, table, name, kind, _optional(data, "language", name), shipped=shipped)
        dates |= _dates(data, name)
    ordered = sorted(rules.values(), key=lambda rule: (_TRIED_FIRST.get(rule.kind, len(_TRIED_FIRST)), rule.rank))
    return Rules(
        version=digest.hexdigest()[:16],
        agencies=agency_table(agencies.values()),
        names=AgencyNames(agencies.values()),
        rules=tuple(_ranked(rule, rank) for rank, rule in enumerate(ordered)),
        date_words=dates,
    )


def _ranked(rule: Rule, rank: int) -> Rule:
    values = {name: getattr(rule, name) for name in Rule.__slots__}
    return Rule(**(values | {"rank": rank}))


def _shipped() -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    room = files("wirecopy.rules")
    for folder in (room, room / "credits"):
        found.extend(
            (entry.name, entry.read_bytes()) for entry in sorted(folder.iterdir(), key=_name) if _is_rule(entry)
        )
    return found


def _name(entry: Traversable) -> str:
    return entry.name


def _is_rule(entry: Traversable) -> bool:
    return entry.name.endswith(".toml")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path}: can't read the rule file: {error}"
        raise RuleError(message) from error


def _parse(raw: bytes, name: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        message = f"{name}: not a TOML file: {error}"
        raise RuleError(message) from error


def _tables(data: Mapping[str, object], section: str, name: str) -> list[Mapping[str, object]]:
    tables = data.get(section, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        message = f"{name}: {section} must be an array of tables, written [[{section}]]"
        raise RuleError(message)
    return tables


def _dates(data: Mapping[str, object], name: str) -> dict[str, frozenset[str]]:
    table = data.get("dates", {})
    if not isinstance(table, dict):
        message = f"{name}: dates must be a table of language = [words]"
        raise RuleError(message)
    return {
        "" if language == "any" else language: frozenset(
            word.lower() for word in _texts(table, language, f"{name}: dates")
        )
        for language in table
    }


def _add_agency(agencies: dict[str, Agency], table: Mapping[str, object], name: str) -> None:
    place = f"{name}: agency {table.get('id', '?')!r}"
    _only_keys(table, _AGENCY_KEYS, place)
    key = _text(table, "id", place)
    if _flag(table, "disabled", place):
        agencies.pop(key, None)
        return
    agencies[key] = Agency(
        id=key,
        names=_texts(table, "names", place),
        weak=_texts(table, "weak", place),
        initials=_texts(table, "initials", place),
        domains=_texts(table, "domains", place),
        kind=_optional(table, "kind", place, "general"),
    )


def _refuse_twin(given: set[tuple[str, str]], what: str, table: Mapping[str, object], name: str) -> None:
    """Refuse a second rule or agency of one id, which would take the place of the first without a word."""
    key = str(table.get("id", ""))
    if (what, key) in given:
        _refuse(f"{name}: {what} {key!r}", "stands there twice; give one of them another id")
    given.add((what, key))


def _add_rule(
    rules: dict[str, Rule], table: Mapping[str, object], name: str, kind: str, language: str, *,
    shipped: bool,
) -> None:  # fmt: skip
    place = f"{name}: rule {table.get('id', '?')!r}"
    _only_keys(table, _KEYS, place)
    key = _text(table, "id", place)
    if _flag(table, "disabled", place):
        rules.pop(key, None)
        return
    rules[key] = _rule(table, place, kind, language, len(rules), shipped=shipped)


def _rule(table: Mapping[str, object], place: str, kind: str, language: str, rank: int, *, shipped: bool) -> Rule:
    lines = tuple(line_key(line) for line in _texts(table, "lines", place))
    pattern = _optional(table, "pattern", place)
    where = _choice(table, "where", _WHERE, "paragraph", place)
    if bool(lines) == bool(pattern) or (lines and not all(lines)):
        _refuse(place, "needs either lines or a pattern")
    if pattern and not table.get("needs") and not table.get("marks"):
        _refuse(place, "a pattern needs words (needs) or literals (marks) without which it is not tried")
    form = _choice(table, "form", _FORMS, "credit line", place) if kind == "credit" else None
    if kind == "carrier":
        _text(table, "carrier", place)
    try:
        compiled = RulePattern(pattern, ignore_case=_flag(table, "ignore_case", place), at_end=where == "end")
        if not shipped:  # those that come with the package are compiled by its tests
            compiled.check(STARTS[where])
    except ValueError as error:
        message = f"{place}: {error}"
        raise RuleError(message) from error
    return Rule(
        id=str(table["id"]),
        kind=_part_kind(table, kind, place),
        where=where,  # type: ignore[arg-type]  # checked by _choice
        scope=_choice(table, "scope", _SCOPE, "any", place),  # type: ignore[arg-type]
        languages=_languages(table, language, place),
        rank=rank,
        pattern=compiled if pattern else None,
        required=_texts(table, "marks", place) if table.get("needs") else (),
        lines=lines,
        needs=_texts(table, "needs", place),
        marks=_texts(table, "marks", place),
        form=form,  # type: ignore[arg-type]
        agency=_optional(table, "agency", place),
        carrier=_optional(table, "carrier", place),
        max_chars=_number(table, "max_chars", 300, place),
        bare=_flag(table, "bare", place),
        optional=_flag(table, "optional", place),
        ends=_flag(table, "ends", place),
        examples=_examples(table, place),
        counter_examples=_texts(table, "counter_examples", place),
    )


def _part_kind(table: Mapping[str, object], kind: str, place: str) -> PartKind:
    if kind == "furniture":
        return PartKind(_choice(table, "kind", _FURNITURE_KINDS, "furniture", place))
    return PartKind(kind)


def _languages(table: Mapping[str, object], language: str, place: str) -> tuple[str, ...]:
    several = _texts(table, "languages", place)
    one = _optional(table, "language", place, "" if several else language)
    return several or ((one,) if one and one != "any" else ())


def _examples(table: Mapping[str, object], place: str) -> tuple[Example, ...]:
    raw = table.get("examples", [])
    if not isinstance(raw, list):
        _refuse(place, "examples must be a list")
        return ()
    found: list[Example] = []
    for entry in raw:
        texts = [entry] if isinstance(entry, str) else entry
        if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
            _refuse(place, "an example is a text, or a list of a text and the ids of the agencies in it")
        found.append(Example(texts[0], tuple(texts[1:])))
    return tuple(found)


def _only_keys(table: Mapping[str, object], allowed: frozenset[str], place: str) -> None:
    unknown = sorted(table.keys() - allowed)
    if unknown:
        _refuse(place, f"unknown keys {', '.join(unknown)}; known are {', '.join(sorted(allowed))}")


def _text(table: Mapping[str, object], key: str, place: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        _refuse(place, f"{key} must be a text")
    return str(value)


def _optional(table: Mapping[str, object], key: str, place: str, default: str = "") -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        _refuse(place, f"{key} must be a text")
    return str(value)


def _texts(table: Mapping[str, object], key: str, place: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
        _refuse(place, f"{key} must be a list of texts")
        return ()
    return tuple(value)


def _flag(table: Mapping[str, object], key: str, place: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        _refuse(place, f"{key} must be true or false")
    return bool(value)


def _number(table: Mapping[str, object], key: str, default: int, place: str) -> int:
    value = table.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LONGEST_PARAGRAPH:
        _refuse(place, f"{key} must be a number from 1 to {LONGEST_PARAGRAPH}")
    return int(str(value))


def _choice(table: Mapping[str, object], key: str, allowed: Sequence[str], default: str, place: str) -> str:
    value = table.get(key, default)
    if value not in allowed:
        _refuse(place, f"{key} is {value!r}, allowed is {', '.join(allowed)}")
    return str(value)


def _refuse(place: str, reason: str) -> None:
    message = f"{place}: {reason}"
    raise RuleError(message)
