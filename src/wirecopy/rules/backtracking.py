"""How many ways a pattern has to read one text: what it may cost before it fails.

Comes in: the text of a pattern, its placeholders unfilled. Goes out: a number of ways, too high rather than too low.
One idea: repeats in a row multiply where one text suits them all ("a{0,400}a{0,400}a{0,400}b" on many a), and not where
something between them has to be another character. So the pattern is walked once for each character that it names, and
once for those of each group that it repeats, as if a text had no others. What is exponential by itself - a repeat in
a repeat - is for `pattern.py` to refuse. Source: the tree that `re` itself compiles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

LOOSE = "\ue000"  # stands for a placeholder, which suits any text in many ways
FIXED = "\ue001"  # for one that suits it in one way
_WAYS_OF_A_PLACEHOLDER = 60
_ORDINARY = "aA0 .-é新("  # characters of classes such as \w, which name none

_parse: Callable[[str], Any] = import_module("re._parser").parse
_SINGLE = [["LITERAL"], ["NOT_LITERAL"], ["ANY"], ["IN"]]
_Node = tuple[Any, Any]
_CLASSES = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w", "NOT_DIGIT": r"\D", "NOT_SPACE": r"\S", "NOT_WORD": r"\W"}


def ways_to_read(pattern: str) -> int:
    """The most ways in which a text of few different characters can be read by a pattern that `re` accepts."""
    tree = list(_parse(pattern))
    probes = {frozenset(char) for char in [*_ORDINARY, *_characters(tree)]} | set(_groups(tree))
    return max(_Walk(probe).ways(tree) for probe in probes)


def _inner(name: str, value: Any) -> list[Sequence[_Node]]:
    """The sequences inside a node: none of a single character, several of alternatives."""
    if name == "BRANCH":
        return list(value[1])
    if name in {"SUBPATTERN", "MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT", "ASSERT", "ASSERT_NOT"}:
        return [value[-1]]
    return [value] if name == "ATOMIC_GROUP" else []


def _characters(nodes: Sequence[_Node]) -> Iterator[str]:
    """The characters that stand in a pattern, ends of ranges among them."""
    for kind, value in nodes:
        if str(kind) in {"LITERAL", "NOT_LITERAL"}:
            yield chr(value)
        elif str(kind) == "RANGE":
            yield from map(chr, value)
        elif str(kind) == "IN":
            yield from _characters(value)
        for inner in _inner(str(kind), value):
            yield from _characters(inner)


def _groups(nodes: Sequence[_Node]) -> Iterator[frozenset[str]]:
    """The characters of each group that is repeated."""
    for kind, value in nodes:
        if str(kind).endswith("_REPEAT") and value[1] > 1 and [str(each[0]) for each in value[2]] not in _SINGLE:
            yield frozenset(_characters(value[2]))
        for inner in _inner(str(kind), value):
            yield from _groups(inner)


class _Walk:
    """One way through a pattern, for texts of which a stretch has no other characters than these.

    A walk gives the ways in which such a stretch can be read that ends here, and whether it began before: not where
    something stood between that needs another character.
    """

    def __init__(self, chars: frozenset[str]) -> None:
        self._chars = {variant for char in chars for variant in (char, char.lower(), char.upper())}
        self._most = 1

    def ways(self, nodes: Sequence[_Node]) -> int:
        """The most ways that there are anywhere in a pattern."""
        self._walk(nodes, 1)
        return self._most

    def _walk(self, nodes: Sequence[_Node], ways: int) -> tuple[int, bool]:
        unbroken = True
        for kind, value in nodes:
            ways, so_far = self._step(str(kind), value, ways)
            unbroken &= so_far
            self._most = max(self._most, ways)
        return ways, unbroken

    def _step(self, name: str, value: Any, ways: int) -> tuple[int, bool]:
        if name.endswith("_REPEAT"):
            return self._repeat(name, value, ways)
        inner = _inner(name, value)
        if name == "ATOMIC_GROUP":
            unbroken = self._walk(value, ways)[1]
            return (ways if unbroken else 1), unbroken
        if name in {"ASSERT", "ASSERT_NOT"}:
            self._walk(value[1], ways)
        elif inner:
            ends = [self._walk(each, ways) for each in inner]
            through = sum(end for end, unbroken in ends if unbroken)
            return max(through, *(end for end, _ in ends)), through > 0
        elif name in {"LITERAL", "NOT_LITERAL", "ANY", "IN"} and not self._suits(name, value):
            return 1, False
        elif name == "LITERAL" and chr(value) == LOOSE:
            return ways * _WAYS_OF_A_PLACEHOLDER, True
        return ways, True

    def _repeat(self, name: str, value: tuple[int, int, Sequence[_Node]], ways: int) -> tuple[int, bool]:
        low, high, inner = value
        each, unbroken = self._walk(inner, 1)
        if not unbroken:  # a stretch may begin in the last round
            return (each, False) if low else (max(ways, each), True)
        if name == "POSSESSIVE_REPEAT":
            return ways, True
        return ways * (int(high) - int(low) + 1) * each, True

    def _suits(self, name: str, value: Any) -> bool:
        stands_in = name == "LITERAL" and chr(value) in {LOOSE, FIXED}
        return stands_in or any(_takes(name, value, char) for char in self._chars)


def _takes(name: str, value: Any, char: str) -> bool:
    """Whether a node for a single character takes this one."""
    if name == "IN":
        negated = str(value[0][0]) == "NEGATE"
        return any(_takes(str(kind), each, char) for kind, each in value) != negated
    if name in {"LITERAL", "NOT_LITERAL"}:
        return bool(value == ord(char[0])) == (name == "LITERAL")
    if name == "RANGE":
        return bool(value[0] <= ord(char[0]) <= value[1])
    if name == "CATEGORY":
        return re.match(_CLASSES[str(value).removeprefix("CATEGORY_")], char) is not None
    return name == "ANY"
