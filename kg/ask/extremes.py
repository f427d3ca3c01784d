"""The highest, the lowest, the latest or the earliest of several figures of one measure."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from kg.ask.counting import Extreme
from kg.ask.figure_index import FigureCard
from kg.ask.telling import counted

Key = Callable[[FigureCard], Decimal | str]
_CALLED = {"most": "highest", "least": "lowest", "latest": "latest", "earliest": "earliest"}


def choose_extreme(cards: Sequence[FigureCard], which: Extreme) -> tuple[list[FigureCard], str]:
    """Choose the figures of the highest or lowest value, or of the latest or earliest day, with a note of the choice.

    Figures of different things cannot be put in one order: they are all kept, and the note says so.

    Args:
        cards: the figures found.
        which: of them is asked for; empty for all.
    """
    if not which or len(cards) < 2:
        return list(cards), ""
    called = _CALLED[which]
    if len({card.figure.measure.iri for card in cards}) > 1:
        return list(cards), f" They count different things, so none is called the {called}."
    key = _KEYS[which]
    best = (min if which in ("least", "earliest") else max)(map(key, cards))
    chosen = [card for card in cards if key(card) == best]
    of = f"the {counted(len(cards), 'figure')} on record that fit"
    if len(chosen) == len(cards):
        return chosen, f" None of {of} is {'higher or lower' if which in ('most', 'least') else 'later or earlier'}."
    return chosen, f" It is the {called} of {of}."


def _value(card: FigureCard) -> Decimal | str:
    return Decimal(card.figure.value)


def _day(card: FigureCard) -> Decimal | str:
    figure = card.figure
    return figure.as_of or figure.latest or figure.published_on or ""


_KEYS: Mapping[str, Key] = {"most": _value, "least": _value, "latest": _day, "earliest": _day}
