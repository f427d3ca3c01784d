"""Tables fit the terminal and obey nothing that stands in a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.plain import columns_of, harmless, terminal_width, wrap
from kg.show.table import SAMPLE, table_lines

CELLS = st.text(max_size=60) | st.sampled_from(
    ["", "語" * 30, "a" * 90, "\u202eevil", "two\nlines", "\x1b[31m", "2006-04-25"]
)
ROWS = st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), max_size=5))


@given(ROWS, st.integers(20, 120))
def test_no_line_is_wider_than_the_terminal(rows: list[list[str]], width: int) -> None:
    columns = [f"column {number}" for number in range(len(rows[0]) if rows else 1)]
    for line in table_lines(columns, rows, width):
        assert columns_of(line) <= width
        assert harmless(line) == line


@given(ROWS, st.integers(20, 120))
def test_no_word_is_lost(rows: list[list[str]], width: int) -> None:
    columns = [f"c{number}" for number in range(len(rows[0]) if rows else 1)]
    shown = "".join("".join(table_lines(columns, rows, width)).split())
    for cell in (harmless(cell) for row in rows for cell in row):
        assert sorted(set("".join(cell.split())) - set(shown)) == []


def test_a_wide_terminal() -> None:
    rows = [["Ann Archer", "2006-04-25", "20"], ["語", "", "3"]]
    assert list(table_lines(["speaker", "said on", "n"], rows, 80, right=[2])) == [
        "speaker     said on      n",
        "──────────  ──────────  ──",
        "Ann Archer  2006-04-25  20",
        "語                       3",
    ]


def test_a_narrow_terminal_wraps_the_widest_column() -> None:
    rows = [["Ann Archer", "one two three four five six"], ["Bo", "seven"]]
    assert list(table_lines(["speaker", "words"], rows, 28)) == [
        "speaker     words",
        "──────────  ────────────────",
        "Ann Archer  one two three",
        "            four five six",
        "",
        "Bo          seven",
    ]


def test_a_terminal_too_narrow_for_columns() -> None:
    rows = [["Ann Archer", "apologises", "2006-04-25", "words enough"], ["Bo", "", "2006", "so"]]
    assert list(table_lines(["speaker", "act", "said on", "words"], rows, 30)) == [
        "speaker  Ann Archer",
        "act      apologises",
        "said on  2006-04-25",
        "words    words enough",
        "",
        "speaker  Bo",
        "said on  2006",
        "words    so",
    ]


def test_long_results_are_read_as_they_are_printed() -> None:
    read = []

    def rows(count: int):  # type: ignore[no-untyped-def]
        for number in range(count):
            read.append(number)
            yield [str(number)]

    lines = table_lines(["n"], rows(100 * SAMPLE), 80)
    for _ in range(10):
        next(lines)
    assert len(read) <= SAMPLE + 10


def test_rows_after_the_sample_are_cut_to_the_widths() -> None:
    rows = [["ab"]] * SAMPLE + [["abcdef"]]
    assert list(table_lines(["c"], rows, 80))[-3:] == ["ab", "cd", "ef"]


@pytest.mark.parametrize(("columns", "expected"), [("132", 132), ("7", 20), ("wide", 100), ("", 100), ("0", 100)])
def test_the_width_of_the_terminal(columns: str, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    def no_terminal(handle: int) -> object:
        raise OSError(handle)

    monkeypatch.setattr("os.get_terminal_size", no_terminal)
    assert terminal_width() == expected


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("failure-to-deport", 15, ["failure-to-", "deport"]),
        ("id:s-927c93b8-1091-1227", 14, ["id:s-927c93b8-", "1091-1227"]),
        ("a-bcdefghij", 6, ["a-bcde", "fghij"]),
        ("語語語", 5, ["語語", "語"]),
        ("語", 1, ["語"]),
        ("one  two\tthree", 8, ["one two", "three"]),
        ("", 5, [""]),
    ],
)
def test_where_lines_break(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines
