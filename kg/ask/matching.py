"""Which figures answer a question for a number: every word of what is counted must be the figure's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.ask.counting import FILLERS, Count
from kg.ask.dates import Period
from kg.ask.figure_index import GENERIC, SHARES, TIMES, FigureCard, FigureIndex
from kg.ask.mentions import Mention
from kg.ask.patterns import Lazy
from kg.ask.reading import Reading
from kg.ask.synonyms import read_words

# "After August 2005" means from then on to some, from September to others; periods are printed by the month.
_LEEWAY_DAYS = 31
_TODAY = frozenset(("today", "nowadays"))
# What a label may call an agent whom a question calls by name.
_ROLES = "minister ministry department government company firm force authority board council"
# Who says this much of what a figure's own label says means it.
_MOST_OF_LABEL = 0.65
# When something came out tells for which day a number is wanted, and nothing of what is counted.
_COMING_OUT = Lazy(
    r"\b(?:by the time|at the time|when|before|after|until|since)\b(?: \w+){0,4}?"
    r" (?:broke|came (?:out|to light)|emerged|blew up|got out|surfaced|became public)\b"
)


@dataclass(frozen=True)
class Wanted:
    """A question for a number, made ready to be held against figures.

    ``words`` must be a figure's own; each pair in ``named`` gives the things that some words name, and these words:
    they may be covered by what the figure is about instead. ``only`` are the figures of the speakers and outlets
    asked for, None where nobody is asked for.
    """

    count: Count
    words: frozenset[str]
    named: tuple[tuple[frozenset[str], frozenset[str]], ...]
    period: Period
    only: frozenset[str] | None = None


def want(count: Count, reading: Reading, only: frozenset[str] | None) -> Wanted:
    """Part the words of a question into what names something and what counts."""
    voices = {mention.start for mention in (*count.speakers, *count.outlets)}
    named = [
        (frozenset(entity.iri for entity in mention.entities), _words_of(mention, reading))
        for mention in reading.named
        if mention.start not in voices and mention.category in ("agent", "incident")
    ]
    covered = frozenset[str]().union(*(words for _, words in named))
    return Wanted(count, count.said.affirmed - covered, tuple(named), _period(reading), only)


def _period(reading: Reading) -> Period:
    """Return the days asked about; "today" is when the question is asked, of which no old figure tells."""
    words = {token.text for token in reading.tokens}
    is_now = reading.period == Period() and words & _TODAY
    return Period(date.today().isoformat(), None) if is_now else reading.period


def _words_of(mention: Mention, reading: Reading) -> frozenset[str]:
    text = " ".join(token.text for token in reading.tokens[mention.start : mention.end])
    return read_words(text, FILLERS).affirmed


def find_figures(wanted: Wanted, index: FigureIndex) -> list[FigureCard]:
    """Find the figures that answer, best first: those of the measure that says least beyond the question."""
    found = _find(wanted, index)
    if not found and wanted.count.sort == "count":
        # "How many were outside it": one in five.
        return _find(replace(wanted, count=replace(wanted.count, sort="share")), index)
    return found


def _find(wanted: Wanted, index: FigureIndex) -> list[FigureCard]:
    telling = wanted.words - GENERIC
    wholes = {card.figure.measure.iri for card in index.cards if card.figure.value == wanted.count.whole}
    held = (card for card in index.holding(telling) if card.figure.measure.iri not in wholes)
    fits = [(_surplus(card, wanted), card) for card in held if fits_question(card, wanted, index)]
    # A bare "how many were freed" may mean any of them, a list means all.
    if is_list(wanted) or _is_bare(wanted):
        return [card for _, card in fits]
    least = min((surplus for surplus, _ in fits), default=0.0)
    best = [card for surplus, card in fits if surplus <= least]
    # "The latest" chooses among parts as well.
    best = best if wanted.count.extreme else _without_parts(best)
    measures = {card.figure.measure.iri for card in best}
    return [card for _, card in fits if card.figure.measure.iri in measures]


def _without_parts(cards: Sequence[FigureCard]) -> list[FigureCard]:
    """Leave out what counts a part of what another counts that fits as well."""
    wholes = {(card.figure.value, card.figure.measure.iri) for card in cards}
    return [
        card
        for card in cards
        if not any(value in card.numbers[1:] and measure != card.figure.measure.iri for value, measure in wholes)
    ]


def is_list(wanted: Wanted) -> bool:
    """Say whether all figures on a matter are asked for, or all of a speaker or an outlet."""
    return wanted.count.sort == "list" or not (wanted.words or wanted.count.said.denied or wanted.named)


def _is_bare(wanted: Wanted) -> bool:
    period = wanted.period
    return len(wanted.words) < 2 and not (
        wanted.named or wanted.count.head or wanted.only or period.since or period.until
    )


def nearest_figures(wanted: Wanted, index: FigureIndex, most: int) -> list[FigureCard]:
    """Return the figures that hold most of a question's words, whoever gives them."""
    everything = wanted.words.union(wanted.count.said.denied, *(words for _, words in wanted.named)) - GENERIC
    scored = [(len(everything - uncovered(card, wanted)), card) for card in index.cards]
    near = [(hits, -_surplus(card, wanted), card) for hits, card in scored if hits]
    near.sort(key=lambda one: (-one[0], -one[1], one[2].figure.id))
    return [card for hits, _, card in near[:most] if hits >= max(1, len(everything) / 2)]


def fits_question(card: FigureCard, wanted: Wanted, index: FigureIndex) -> bool:
    """Say whether a figure counts just what is asked for, by whom, where and when it is asked for."""
    if wanted.only is not None and card.figure.id not in wanted.only:
        return False
    # "How many lifejackets" asks for no number of people without one.
    if wanted.count.head & (card.own.denied - card.own.affirmed) and not wanted.count.said.denied:
        return False
    return (
        _fits_sort(card, wanted.count)
        and not uncovered(card, wanted)
        and (is_list(wanted) or is_meant(card, wanted, index))
        and _fits_days(card, wanted, index.days_of(card.figure))
    )


def uncovered(card: FigureCard, wanted: Wanted) -> frozenset[str]:
    """Return the words of a question that a figure does not bear out."""
    denied = wanted.count.said.denied
    own = card.own.affirmed | card.names | frozenset(card.numbers)
    # A prisoner is a man, whatever is counted of him.
    own |= frozenset(("person",)) if "offender" in own else frozenset()
    generic = GENERIC if card.is_of_people else frozenset({"give"})
    missing = set(wanted.words - own - generic)
    for iris, words in wanted.named:
        if not iris & (card.incidents | card.agents):
            missing |= words - own - generic
    if denied and not denied & card.own.denied:
        missing |= denied
    return frozenset(missing | (denied - card.own.denied - own))


def _fits_sort(card: FigureCard, count: Count) -> bool:
    unit = card.figure.unit or ""
    if count.sort in ("any", "list"):
        return True
    if count.sort == "share":
        return unit in SHARES
    if count.sort == "age":
        return "age" in unit
    if count.sort == "often":
        return "times" in unit
    if count.sort == "time":
        return unit in TIMES
    if count.sort == "money":
        return not card.is_of_people and unit not in SHARES | TIMES
    if unit in SHARES | TIMES or "age" in unit:
        return False
    # "How many resolutions" asks for no number of police forces, whatever else its label tells of resolutions.
    return card.is_of_people or not count.head or bool(count.head & read_words(unit).affirmed)


def is_meant(card: FigureCard, wanted: Wanted, index: FigureIndex) -> bool:
    """Say whether a question names enough of what a figure counts to mean it."""
    asked = wanted.count.said.affirmed | wanted.count.said.denied
    for iris, _ in wanted.named:
        # Who names the matter has said all that its names say; who names the minister need not call her one.
        asked |= index.names_of(iris & card.incidents) | (
            read_words(_ROLES).affirmed if iris & card.agents else frozenset()
        )
    most = len(card.told & asked) >= len(card.told) * _MOST_OF_LABEL
    return any(one.is_met(asked) for one in card.restrictions) or (len(card.told) > 2 and most)


def _surplus(card: FigureCard, wanted: Wanted) -> float:
    """Return how much more a measure says than the question, and how far off the whole is that the question names."""
    asked = wanted.count.said.affirmed
    more = min(one.surplus(asked) for one in card.restrictions)
    named = min((place for place, number in enumerate(card.numbers) if number in asked), default=0)
    since, first = wanted.period.since, card.figure.earliest
    # Of two periods that fit, the one that begins when the question does.
    years = abs(int(first[:4]) - int(since[:4])) if since and first else 0
    return more + max(named - 1, 0) + years


def _fits_days(card: FigureCard, wanted: Wanted, days: tuple[str | None, str | None]) -> bool:
    since, until = wanted.period.since, wanted.period.until
    if not (since or until):
        return True
    in_print = bool(since and until and since <= (card.figure.published_on or "") <= until)
    first, last = days
    if first is None or last is None:
        return in_print
    within = (not since or first >= _moved(since, -_LEEWAY_DAYS)) and (not until or last <= _moved(until, _LEEWAY_DAYS))
    # "What number did she give in May": the day of the giving.
    return within or (wanted.only is not None and in_print)


def _moved(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def missing_words(wanted: Wanted, near: Sequence[FigureCard]) -> frozenset[str]:
    """Return the words that no figure near the question bears out."""
    return frozenset[str].intersection(*(uncovered(card, wanted) for card in near)) if near else wanted.words


def typed_as(words: Iterable[str], reading: Reading) -> list[str]:
    """Return words as the question typed them, in its order, given their families or stems; not those of time."""
    lost = set(words) - GENERIC
    text = " ".join(token.text for token in reading.tokens)
    time = _COMING_OUT.search(text)
    first, end = (text[: time.start()].count(" "), text[: time.end()].count(" ") + 1) if time else (0, 0)
    counting = [*reading.tokens[:first], *reading.tokens[end:]]
    return [token.typed for token in counting if read_words(token.text, FILLERS).affirmed & lost]
