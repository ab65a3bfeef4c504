"""Two texts side by side: nothing is left out without saying so."""

import io

from rich.console import Console

from wirecopy.model import Passage
from wirecopy.report.side_by_side import Row, draw_side_by_side, lay_out

LEFT = "Intro only here. The ferry sank at dawn. Nobody was hurt. Share this page."
RIGHT = "Nobody was hurt! The ferry went down at dawn."


def span(text: str, piece: str) -> tuple[int, int]:
    start = text.index(piece)
    return start, start + len(piece)


def passages() -> list[Passage]:
    return [
        Passage(*span(LEFT, "Nobody was hurt."), *span(RIGHT, "Nobody was hurt!"), "same"),
        Passage(*span(LEFT, "The ferry sank at dawn."), *span(RIGHT, "The ferry went down at dawn."), "edited"),
    ]


def drawn(rows: list[Row], *, every: bool = False, colour: bool = False) -> str:
    stream = io.StringIO()
    system = "standard" if colour else None
    console = Console(file=stream, width=120, markup=False, color_system=system, force_terminal=colour)  # type: ignore[arg-type]
    console.print(draw_side_by_side(rows, ("A", "B"), every=every))
    return stream.getvalue()


def test_rows_stand_in_the_order_of_the_left_text() -> None:
    assert lay_out(LEFT, RIGHT, passages()) == [
        Row("only left", "Intro only here. ", ""),
        Row("edited", "The ferry sank at dawn.", "The ferry went down at dawn."),
        Row("same", "Nobody was hurt.", "Nobody was hurt!"),
        Row("only left", " Share this page.", ""),
    ]


def test_what_only_the_right_text_has_comes_last() -> None:
    rows = lay_out("A b c.", "X y z. A b c.", [Passage(0, 6, 7, 13, "same")])
    assert rows[-1] == Row("only right", "", "X y z. ")


def test_gap_says_how_many_words() -> None:
    assert "[3 words only here] Intro only here." in drawn(lay_out(LEFT, RIGHT, passages()))


def test_changed_words_are_marked() -> None:
    said = drawn([Row("edited", "The ferry sank at dawn.", "The ferry went down at dawn.")], colour=True)
    assert "\x1b[1;4;33msank\x1b[0m" in said


def test_long_lists_are_cut_and_counted() -> None:
    rows = [Row("same", f"sentence number {number}", f"sentence number {number}") for number in range(30)]
    assert "18 more rows (54 words; --all shows them)" in drawn(rows)
    assert "sentence number 29" in drawn(rows, every=True)


def test_escapes_in_a_text_are_written_out() -> None:
    said = drawn([Row("same", "a \x1b[2J b", "a b"), Row("only left", "c \x1b[2J d", "")])
    assert "\x1b" not in said


def test_huge_passages_are_not_compared_word_by_word() -> None:
    text = " ".join(f"w{number}" for number in range(20_000))
    assert "w19999" in drawn([Row("edited", text, text + " end")], every=True)
