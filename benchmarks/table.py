"""Figures, each with the bound that it must hold, as a table and as JSON."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

_UNITS = {"x": "{:.2f} x", "s": "{:.2f} s", "ms": "{:.1f} ms", "%": "{:.0f} %", "MB": "{:.2f} MB", "": "{:.0f}"}


@dataclass(frozen=True)
class Figure:
    """One measured value.

    ``name`` is the measurement it belongs to; ``what`` says what was measured; ``unit`` is x (a ratio), s, ms, %, MB or
    nothing; ``bound`` is the limit, an upper one unless ``at_least``, None for a figure told for information;
    ``detail`` says what the value was made from.
    """

    name: str
    what: str
    value: float
    unit: str = "x"
    bound: float | None = None
    at_least: bool = False
    detail: str = ""

    @property
    def holds(self) -> bool | None:
        """Say whether the bound holds; None where there is none."""
        if self.bound is None:
            return None
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def cells(self) -> tuple[str, str, str, str, str, str]:
        """Return the row of the table."""
        shape = _UNITS[self.unit]
        bound = "" if self.bound is None else f"{'>=' if self.at_least else '<='} {shape.format(self.bound)}"
        verdict = {None: "", True: "pass", False: "FAIL"}[self.holds]
        return self.name, self.what, shape.format(self.value), bound, verdict, self.detail


HEADINGS = ("measurement", "what", "value", "bound", "", "made from")


def format_table(figures: Iterable[Figure]) -> str:
    """Lay out figures as a Markdown table, a row each.

    >>> print(format_table([Figure("help", "kg --help : import click", 1.234, bound=1.5)]))
    | measurement | what                     | value  | bound     |      | made from |
    | ----------- | ------------------------ | ------ | --------- | ---- | --------- |
    | help        | kg --help : import click | 1.23 x | <= 1.50 x | pass |           |
    """
    rows: list[tuple[str, ...]] = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    rows.insert(1, tuple("-" * width for width in widths))
    return "\n".join(f"| {' | '.join(map(str.ljust, row, widths))} |" for row in rows)


def to_json(figures: Iterable[Figure], about: dict[str, object]) -> str:
    """Write figures as JSON, with what is to be known about the run."""
    listed = [{**asdict(figure), "holds": figure.holds} for figure in figures]
    return json.dumps({**about, "figures": listed}, indent=2) + "\n"
