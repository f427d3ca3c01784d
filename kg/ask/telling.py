"""Answers in a sentence: how many statements by whom; which numbers, and whether they can all be right."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from kg.model import Figure, Statement

if TYPE_CHECKING:
    from decimal import Decimal

# More different figures than these are a table, not a sentence.
MOST_TOLD = 4
_BOUNDS = {
    "exactly": "",
    "more-than": "more than ",
    "at-least": "at least ",
    "about": "about ",
    "under": "under ",
    "at-most": "at most ",
    "vague": "loosely ",
}
_OPEN = 10**15
_HAIR = "0.000001"


def tell_figures(figures: Sequence[Figure]) -> str:
    """Say figures in a sentence: each number once, with who asserts it and in which outlets.

    Args:
        figures: those of one measure side by side.
    """
    groups: dict[tuple[str, str, str | None], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.measure.label, _number(figure), _asserter(figure)), []).append(figure)
    measures = list(dict.fromkeys(measure for measure, _, _ in groups))
    if len(groups) > MOST_TOLD:
        sources = len({figure.source_id for figure in figures})
        of = measures[0] if len(measures) == 1 else f"{len(measures)} different things"
        return f"{counted(len(figures), 'figure')} in {counted(sources, 'source')}, of {of}{_disagreement(figures)}"
    told = []
    for measure in measures:
        said = [_said(number, by, some) for (of, number, by), some in groups.items() if of == measure]
        told.append(f"{measure[:1].upper()}{measure[1:]}: {'; '.join(said)}")
    return f"{'. '.join(told)}{_disagreement(figures)}"


def conflicting(one: Figure, other: Figure) -> bool:
    """Say whether two figures of one measure cannot both be right.

    Figures for different days speak of different things; one that names none may be for any. About is read as within a
    tenth, a vague number as at least its value: as the query figures-that-conflict does.
    """
    if one.measure.iri != other.measure.iri or one.unit != other.unit:
        return False
    for mine, its in ((one.as_of, other.as_of), (one.earliest, other.earliest), (one.latest, other.latest)):
        if mine and its and mine != its:
            return False
    (low, high), (its_low, its_high) = _range(one), _range(other)
    return low > its_high or its_low > high


_ROUND = frozenset("dozens scores tens hundreds thousands millions billions".split())


def _range(figure: Figure) -> "tuple[Decimal, Decimal]":
    # Most answers hold no figure, and to load this takes as long as to read a question.
    from decimal import Decimal

    value, end, hair = Decimal(figure.value), Decimal(_OPEN), Decimal(_HAIR)
    if figure.bound in ("under", "at-most"):
        return -end, value - hair if figure.bound == "under" else value
    if figure.bound in ("more-than", "at-least", "vague"):
        return (value + hair if figure.bound == "more-than" else value), end
    return (value * Decimal("0.9"), value * Decimal("1.1")) if figure.bound == "about" else (value, value)


def _disagreement(figures: Sequence[Figure]) -> str:
    pairs = ((one, other) for place, one in enumerate(figures) for other in figures[place + 1 :])
    at_odds = dict.fromkeys(_number(one) for pair in pairs if conflicting(*pair) for one in pair)
    return f". They conflict: {listed(at_odds)}" if at_odds else ""


def _said(number: str, by: str | None, figures: Sequence[Figure]) -> str:
    period = figures[0].period or (f"as of {figures[0].as_of}" if figures[0].as_of else "")
    where = "; ".join(dict.fromkeys(printed_in(figure) for figure in figures))
    voice = f"says {by}" if by else "in the article's own voice"
    return f"{number}{f' ({period})' if period else ''}, {voice} ({where})"


def printed_in(figure: Figure) -> str:
    """Return the outlet and the day of a figure's source."""
    return f"{figure.outlet}, {figure.published_on or 'undated'}"


def _asserter(figure: Figure) -> str | None:
    return figure.asserted_by.label if figure.asserted_by else None


def _number(figure: Figure) -> str:
    printed = figure.as_printed or figure.value
    unit = figure.unit or ""
    # "Two years and six months" holds its unit already, and "one in five" is no number of per cent.
    is_whole = not unit or unit.split()[-1].rstrip("s") in printed or " in " in printed
    shown = printed if is_whole else with_unit(printed, unit)
    bound = _BOUNDS.get(figure.bound, f"{figure.bound} ")
    # "About 90" is printed with its bound.
    return shown if bound and shown.lower().startswith(bound) else f"{bound}{shown}"


def with_unit(printed: str, unit: str) -> str:
    """Join a number and what it counts; a round plural takes "of".

    >>> with_unit("Hundreds", "people"), with_unit("52", "hours")
    ('Hundreds of people', '52 hours')
    """
    *_, last = printed.lower().split() or [""]
    return f"{printed} of {unit}" if last in _ROUND else f"{printed} {unit}"


def count_statements(statements: Sequence[Statement]) -> str:
    """Say how many statements there are, by whom and in how many outlets."""
    speakers = list(dict.fromkeys(statement.speaker.label for statement in statements))
    outlets = {report.outlet for statement in statements for report in statement.reports}
    by = listed_some(speakers)
    return f"{counted(len(statements), 'statement')} by {by}, in {counted(len(outlets), 'outlet')}"


def listed_some(names: Sequence[str], label: Callable[[str], str] = str) -> str:
    """Join names, of many only the first.

    Args:
        names: what stands for each.
        label: writes it out.

    >>> listed_some(list("abcde"))
    'a, b, c and 2 others'
    """
    if len(names) <= MOST_TOLD:
        return listed(map(label, names))
    return f"{', '.join(map(label, names[:3]))} and {len(names) - 3} others"


def tell_page(shown: int, total: int) -> str:
    """Say how many of all statements are shown; nothing where they all are.

    >>> tell_page(100, 389), tell_page(5, 5)
    (' Of 389, the first 100 are shown.', '')
    """
    return f" Of {total}, the first {'one is' if shown == 1 else f'{shown} are'} shown." if shown < total else ""


def listed(names: Iterable[str]) -> str:
    """Join names as in speech.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "speaker"), counted(3, "speaker")
    ('1 speaker', '3 speakers')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
