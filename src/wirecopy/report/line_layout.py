"""Lines of short facts that are folded between facts and never inside one, and lines that are not folded at all.

Comes in: styled texts. Goes out: rich renderables, and a tree whose twigs are such lines. The one idea: "sure 55 %" or
an address that is cut in two can be neither read nor copied; where one is too long for the terminal, it sticks out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

_LAST, _MORE, _DOWN, _BLANK = "└── ", "├── ", "│   ", "    "
_ROOM = 24  # columns left to a twig however deep it hangs


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts in a row, `gap` between them, in as many lines as needed; an `address` has a line to itself below."""

    facts: Sequence[Text]
    gap: str = "  "
    address: Text | None = None

    def lines(self, width: int) -> list[Text]:
        """Return the lines for a terminal of `width` columns; only a fact that is longer alone is wider."""
        lines: list[Text] = []
        for fact in self.facts:
            if lines and lines[-1].cell_len + len(self.gap) + fact.cell_len <= width:
                lines[-1] = Text.assemble(lines[-1], self.gap, fact)
            else:
                lines.append(Text.assemble(fact))
        return lines if self.address is None else [*lines, self.address]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines."""
        del console
        yield from map(unfolded, self.lines(options.max_width))


@dataclass(slots=True)
class Branch:
    """A line of facts and what hangs below it."""

    label: Facts
    twigs: list[Branch] = field(default_factory=list)

    def add(self, label: Facts) -> Branch:
        """Hang a line below this one and return it."""
        twig = Branch(label)
        self.twigs.append(twig)
        return twig

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines of the whole tree, without recursion: chains of copies may be long."""
        del console
        for guide, line in self._lines(options.max_width):
            yield unfolded(Text.assemble((guide, "dim"), line))

    def _lines(self, width: int) -> Iterator[tuple[str, Text]]:
        waiting: list[tuple[Branch, str, str]] = [(self, "", "")]
        while waiting:
            branch, first, rest = waiting.pop()
            for place, line in enumerate(branch.label.lines(max(_ROOM, width - len(first)))):
                yield (rest if place else first), line
            for place in range(len(branch.twigs) - 1, -1, -1):
                last = place == len(branch.twigs) - 1
                waiting.append(
                    (branch.twigs[place], rest + (_LAST if last else _MORE), rest + (_BLANK if last else _DOWN))
                )


def unfolded(text: Text) -> Text:
    """Return the text as a line that is never folded; print it with `crop=False`."""
    line = text.copy()
    line.no_wrap, line.overflow = True, "ignore"
    return line
