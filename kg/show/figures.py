"""Figures as a person reads them in a terminal: side by side by what they count, each with its asserter and source."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.ask.telling import with_unit
from kg.plain import wrap


def write_figures(figures: Sequence[Mapping[str, Any]], width: int) -> Iterator[str]:
    """Yield the lines that show figures, those of one measure together.

    Args:
        figures: as plain values, in the order to show.
        width: of the terminal in columns.
    """
    labels = {figure["id"]: figure["label"] for figure in figures}
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for figure in figures:
        groups.setdefault(figure["measure"], []).append(figure)
    for measure, group in groups.items():
        yield from wrap(f"{measure[:1].upper()}{measure[1:]}", width)
        for figure in group:
            yield from _one(figure, labels, width)
        yield ""


def figure_line(figure: Mapping[str, Any]) -> str:
    """Return a number with its bound, its unit, its days and who asserts it.

    >>> days = {"period": None, "as_of": "2006-04-25", "asserted_by": None}
    >>> figure_line({"bound": "at-least", "as_printed": None, "value": 3, "unit": "people", **days})
    "at least 3 people · as of 2006-04-25 · in the article's own voice"
    """
    printed = str(figure["as_printed"] or figure["value"])
    unit = figure["unit"] or ""
    # "Two years and six months" holds its unit already, and "one in five" is no number of per cent.
    is_whole = not unit or unit.split()[-1].rstrip("s") in printed or " in " in printed
    number = printed if is_whole else with_unit(printed, unit)
    # "Hundreds" is vague as it stands.
    bound = "" if figure["bound"] in ("exactly", "vague") else f"{figure['bound'].replace('-', ' ')} "
    days = figure["period"] or (f"as of {figure['as_of']}" if figure["as_of"] else "")
    voice = f"says {figure['asserted_by']['label']}" if figure["asserted_by"] else "in the article's own voice"
    return " · ".join(filter(None, (f"{bound}{number}", days, voice)))


def printed_at(figure: Mapping[str, Any]) -> str:
    """Return where a figure is printed: outlet, day, file and characters."""
    spans = ", ".join(f"{start}-{end}" for start, end in figure["spans"])
    copied = f"; a copy of {figure['copied_from']}" if figure.get("copied_from") else ""
    return f"{figure['outlet']}, {figure['published_on'] or 'undated'}, {figure['source']} [{spans}]{copied}"


def _one(figure: Mapping[str, Any], labels: Mapping[str, str], width: int) -> Iterator[str]:
    inner = max(width - 4, 16)
    head, *rest = wrap(f"{figure_line(figure)} · {figure['id']}", inner)
    yield f"  - {head}"
    lines = [*rest, *wrap(f"({figure['label']})", inner)]
    if figure["part_of"]:
        lines += wrap(f"part of: {labels.get(figure['part_of'], figure['part_of'])}", inner)
    yield from (f"    {line}" for line in [*lines, *wrap(printed_at(figure), inner)])
