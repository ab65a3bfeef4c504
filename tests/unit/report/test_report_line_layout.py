"""Facts are folded between each other, addresses never."""

import io

from rich.console import Console, RenderableType
from rich.text import Text

from wirecopy.report.line_layout import Branch, Facts

ADDRESS = "https://a.example/" + "x" * 90


def drawn(what: RenderableType, width: int) -> list[str]:
    stream = io.StringIO()
    Console(file=stream, width=width, color_system=None).print(what, crop=False)
    return stream.getvalue().splitlines()


def facts(*words: str, address: str = "") -> Facts:
    return Facts([Text(word) for word in words], address=Text(address) if address else None)


def test_no_fact_and_no_address_is_ever_broken() -> None:
    words = ("not credited", "sure 55 %", "+2 h 5 min", "a.example")
    for width in range(5, 80):
        lines = drawn(facts(*words, address=ADDRESS), width)
        assert lines[-1] == ADDRESS
        assert [fact for line in lines[:-1] for fact in line.split("  ")] == list(words)
        assert all(len(line) <= max(width, 12) for line in lines[:-1])


def test_twigs_hang_from_guides() -> None:
    root = Branch(facts("root"))
    first = root.add(facts("first", address="https://1.example"))
    first.add(facts("below"))
    root.add(facts("last", "a long word of two", address="https://2.example"))
    assert drawn(root, 28) == [
        "root",
        "├── first",
        "│   https://1.example",
        "│   └── below",
        "└── last  a long word of two",
        "    https://2.example",
    ]


def test_folded_twig_keeps_its_guide() -> None:
    root = Branch(facts("root"))
    for _ in range(2):
        root.add(facts("twelve words", "and twelve more"))
    assert drawn(root, 20) == [
        "root", "├── twelve words", "│   and twelve more", "└── twelve words", "    and twelve more",
    ]  # fmt: skip


def test_long_chain_is_drawn_without_recursion() -> None:
    root = twig = Branch(facts("root"))
    for _ in range(1500):
        twig = twig.add(facts("copy"))
    assert len(drawn(root, 80)) == 1501
