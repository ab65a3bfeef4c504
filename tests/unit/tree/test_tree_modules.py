"""Every module says what it is, stays readable, and leaves no loose ends."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MOST_LINES = 400
MOST_LINES_A_FUNCTION = 50
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "stuff"}
# Spelt so that this file does not hold them itself.
MARKS = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|HA" r"CK|X" r"XX:)")


@cache
def sources() -> dict[str, str]:
    """Text of every module of the package, by path below it."""
    package = ROOT / "src" / "wirecopy"
    return {str(path.relative_to(package)): path.read_text("utf-8") for path in sorted(package.rglob("*.py"))}


@cache
def scripts() -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted((ROOT / "scripts").iterdir()) if path.is_file()}


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def public_definitions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Public functions and classes of a module, and the public methods of its public classes."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node
            yield from (each for each in node.body if isinstance(each, ast.FunctionDef) and each.name[0] != "_")


def undocumented(source: str) -> list[str]:
    return [
        node.name
        for node in public_definitions(source)
        if not ast.get_docstring(node) and not any(_overloads(each) for each in node.decorator_list)
    ]


def _overloads(decorator: ast.expr) -> bool:
    return ast.unparse(decorator).split(".")[-1] in {"overload", "override"}


def broad_handlers(source: str) -> list[int]:
    """Lines of handlers that catch everything and keep it; one that tidies up and raises again is none."""
    caught = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ExceptHandler))
    return [node.lineno for node in caught if (node.type is None or _names_all(node.type)) and not _raises(node)]


def _raises(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _names_all(caught: ast.expr) -> bool:
    return any(isinstance(each, ast.Name) and each.id in {"Exception", "BaseException"} for each in ast.walk(caught))


@pytest.mark.parametrize("module", sorted(sources()))
def test_module_says_what_it_is(module: str) -> None:
    assert ast.get_docstring(ast.parse(sources()[module]))


def test_modules_fit_on_few_screens() -> None:
    assert {name: text.count("\n") for name, text in sources().items() if text.count("\n") > MOST_LINES} == {}


def is_kernel(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Compiled kernels may be long: a call inside a hot loop that is not inlined costs what the kernel saves."""
    return any(ast.unparse(decorator) == "compiled" for decorator in node.decorator_list)


def test_functions_fit_on_one_screen() -> None:
    long = {
        f"{name}:{node.name}": size
        for name, text in sources().items()
        for node in functions(ast.parse(text))
        if not is_kernel(node) and (size := (node.end_lineno or node.lineno) - node.lineno + 1) > MOST_LINES_A_FUNCTION
    }
    assert long == {}


def test_public_names_are_documented() -> None:
    assert {name: found for name, text in sources().items() if (found := undocumented(text))} == {}


def test_no_vague_module_names() -> None:
    assert [name for name in sources() if VAGUE_NAMES & set(name.removesuffix(".py").split("/"))] == []


def test_no_marks_of_unfinished_work() -> None:
    texts = {**sources(), **scripts()}
    assert [name for name, text in texts.items() if MARKS.search(text)] == []


def test_no_handler_catches_everything() -> None:
    assert {name: lines for name, text in sources().items() if (lines := broad_handlers(text))} == {}


def test_results_never_rest_on_salted_hashes() -> None:
    calls = [
        f"{name}:{node.lineno}"
        for name, text in sources().items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "hash"
    ]
    assert calls == []


def test_what_is_looked_for_would_be_found() -> None:
    assert undocumented("def f():\n    pass\nclass C:\n    'd'\n    def g(self): pass\n    def _h(self): pass\n") == [
        "f",
        "g",
    ]
    assert broad_handlers("try:\n    f()\nexcept (OSError, Exception):\n    pass\n") == [3]
    assert broad_handlers("try:\n    f()\nexcept BaseException:\n    g()\n    raise\n") == []
    assert MARKS.search("# TODO later")
    assert not MARKS.search("methods, on XXX, hacking")
