"""The card of a finding on a terminal: its words in their context, and all that a decision needs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Span
from kg.plain import columns_of, harmless, wrap
from kg.review.alike import Match
from kg.review.look import Look

# Where the marks stand shows what a span is, also without colour: what is said, who says it, how that is told.
MARKS = {"content": ("[[", "]]"), "source": ("<<", ">>"), "cue": ("{{", "}}")}
_COLOURS = {"content": "\x1b[1m", "source": "\x1b[36m", "cue": "\x1b[33m"}
_DIM, _OFF = "\x1b[2m", "\x1b[0m"
_LABEL = 11
_TWINS = 3
KEYS = "a accept · r reject · s skip · b back · u undo · e mend · g gist · m merge · ? all keys · q quit"
HELP = (
    ("a", "accept, with the changes shown"),
    ("r / R", "reject / reject and say why"),
    ("s / b", "skip to the next / back to the one before"),
    ("u", "undo your last step"),
    ("e", "mend a field: lists the keys of all"),
    ("1-9", "this candidate is the speaker"),
    ("w", "who: write the speaker (a name, an id, or new: / body: / unnamed:)"),
    ("p", "post in which it was said"),
    ("f", "for whom, besides themselves, they speak"),
    ("t", "acts (what they do by saying it)"),
    ("o", "polarity: affirmed, negated, withheld"),
    ("v", "towards whom"),
    ("i", "incident it is about"),
    ("y", "day on which it was said"),
    ("g", "gist in your own words; without one it is made of facts"),
    ("d", "content: other words of the text"),
    ("x", "take back the changes shown"),
    ("m / k", "one utterance with another / keep apart from it"),
    ("/", "split into two statements"),
    ("j / J", "the speaker / the one it is towards is one with another agent"),
    ("l", "the incident is one with another"),
    ("c", "more of the text around"),
    ("n", "not sure: note it, and see it last"),
    ("q", "quit; what was decided is kept"),
)
# The key of a field -> its name in tables.
FIELD_KEYS = {
    "w": "speaker",
    "p": "spoke_as",
    "f": "on_behalf_of",
    "t": "acts",
    "v": "towards",
    "i": "about",
    "y": "said_on",
    "g": "gist",
    "d": "content",
}


@dataclass(frozen=True)
class Screen:
    """How a card is shown: columns, characters of the text before and after, whether the marks are coloured.

    ``differing`` shows where the words of another statement differ; ``most`` of these, and of namesakes, are shown.
    """

    width: int
    around: int = 300
    colour: bool = False
    differing: Callable[[Match], str] = lambda match: match.utterance.words
    most: int = 5


def card(look: Look, changes: Mapping[str, str], text: str, place: str, screen: Screen) -> list[str]:
    """Return the lines of a card.

    Args:
        look: the finding.
        changes: what the reviewer has written into fields, not decided yet.
        text: of its source, empty where it is not at hand.
        place: where in the row of findings it stands, such as "3 of 41".
        screen: how it is shown.
    """
    width = screen.width
    sure = f"{look.finding.confidence:.0%} sure"
    head = " · ".join(part for part in (place, look.source.label or look.source.id, sure, look.status) if part)
    lines = [*wrap(head, width), "-" * min(width, 100)]
    lines += [*context(look, text, screen), ""]
    for label, values in _facts(look, changes, screen):
        lines += _fact(label, values, width)
    return lines


def context(look: Look, text: str, screen: Screen) -> list[str]:
    """Return the passage in its context, with content, source and cue in their marks."""
    name, width, around = next(iter(look.finding.reports)), screen.width, screen.around
    spans = [
        *(("content", span) for span in look.finding.spans(name)),
        *(("source", span) for span in look.finding.named_at(name, "kg:sourceSpan")),
        *(("cue", span) for span in look.finding.named_at(name, "kg:cueSpan")),
    ]
    inside = [span for _, span in spans if span[1] <= len(text)]
    if not text or not inside:
        return [*wrap(f"[[{look.words}]]", width), *wrap("(The text of the source is not at hand.)", width)]
    start = max(0, min(span[0] for span in inside) - around)
    end = min(len(text), max(span[1] for span in inside) + around)
    while 0 < start < min(span[0] for span in inside) and not text[start - 1].isspace():
        start += 1
    while max(span[1] for span in inside) < end < len(text) and not text[end].isspace():
        end -= 1
    marked = marked_text(text, (start, end), [(kind, span) for kind, span in spans if span in inside])
    shown = f"{'… ' if start else ''}{marked}{' …' if end < len(text) else ''}"
    lines = [line for part in shown.split("\n") if part.strip() for line in wrap(part, width)]
    return list(_coloured(lines)) if screen.colour else lines


def marked_text(text: str, part: Span, spans: Sequence[tuple[str, Span]]) -> str:
    """Return a stretch of a text with spans in their marks; what looks like a mark in the text is pulled apart.

    >>> marked_text("Ann said no. [[x]]", (0, 18), [("source", (0, 3)), ("cue", (4, 8)), ("content", (9, 11))])
    '<<Ann>> {{said}} [[no]]. [ [x] ]'
    """
    opened, closed = dict[int, list[str]](), dict[int, list[str]]()
    # Of spans that begin together the longest opens first; of those that end together the shortest closes first.
    for kind, (start, end) in sorted(spans, key=lambda item: (item[1][0], -item[1][1])):
        opened.setdefault(start, []).append(MARKS[kind][0])
        closed.setdefault(end, []).insert(0, MARKS[kind][1])
    places = sorted({part[0], part[1], *(p for p in (*opened, *closed) if part[0] <= p <= part[1])})
    pieces = []
    for place, following in zip(places, [*places[1:], part[1]], strict=True):
        pieces += [*closed.get(place, ()), *opened.get(place, ()), _without_marks(text[place:following])]
    return "".join(pieces)


def _without_marks(text: str) -> str:
    for pair in MARKS.values():
        for mark in pair:
            text = text.replace(mark, f"{mark[0]} {mark[1]}")
    return text


def _coloured(lines: Sequence[str]) -> Iterator[str]:
    """Colour what stands within marks, line by line; nothing but our own marks is taken for one."""
    begins = {pair[0]: kind for kind, pair in MARKS.items()}
    ends = {pair[1]: kind for kind, pair in MARKS.items()}
    open_: list[str] = []
    for line in lines:
        out, place = ["".join(_COLOURS[kind] for kind in open_)], 0
        while place < len(line):
            pair = line[place : place + 2]
            if pair in begins:
                open_.append(begins[pair])
                out.append(_COLOURS[begins[pair]] + pair)
            elif pair in ends and ends[pair] in open_:
                open_.remove(ends[pair])
                out.append(pair + _OFF + "".join(_COLOURS[kind] for kind in open_))
            else:
                out.append(line[place])
                place += 1
                continue
            place += 2
        yield "".join([*out, _OFF])


def _facts(look: Look, changes: Mapping[str, str], screen: Screen) -> Iterator[tuple[str, list[str]]]:
    values = {**look.values, **changes}

    def named(field: str) -> str:
        if field in changes:
            return f"{changes[field] or 'nothing'}  (changed)"
        parts = [part for part in values[field].split("; ") if part]
        space = "act" if field == "acts" else "id"
        return "; ".join(look.labels.get(f"{space}:{part}", part) for part in parts)

    yield "Who", _who(look, named("speaker"), "speaker" in changes, values["speaker"])
    if look.told_by:
        yield "Told by", [look.told_by]
    for label, field in (("Post", "spoke_as"), ("Speaks for", "on_behalf_of")):
        if values[field] or field in changes:
            yield label, [named(field)]
    yield "Does", [f"{named('acts')} ({named('polarity')})"]
    for label, field in (("Towards", "towards"), ("About", "about"), ("Day", "said_on"), ("Hedged", "hedge")):
        others = _others(look, field)
        if values[field] or field in changes or others:
            yield label, [named(field) or "nobody chosen", *others]
    if not values["said_on"]:
        yield "Day", ["not told; published " + (look.source.issued or "on a day not known")]
    own = values["gist"]
    made = "made of the facts as changed (" if changes else f"{look.facts}  (of facts; "
    yield "Gist", [f"{own}  (changed)" if "gist" in changes else own or f"{made}g: in your words)"]
    if "content" in changes:
        yield "Content", [named("content")]
    yield from _near(look, screen)


def _who(look: Look, label: str, is_changed: bool, speaker: str) -> list[str]:
    """Return the speaker as a line, and the candidates where there is something to choose."""
    if not is_changed and look.role and look.role not in label:
        label += f", {look.role}"
    if not is_changed and speaker.startswith("u-"):
        label += "  (nobody on record)"
    candidates = [one for one in look.candidates if one.role == "speaker"]
    # Of one candidate who is the speaker there is nothing to choose.
    if [one.thing for one in candidates] == [f"id:{speaker}"]:
        return [label]
    choices = [
        f"{number} {look.labels.get(one.thing, one.thing)} ({one.score:.2f}{'; ' + one.basis if one.basis else ''})"
        for number, one in enumerate(candidates[:9], 1)
    ]
    return [label, *choices]


def _near(look: Look, screen: Screen) -> Iterator[tuple[str, list[str]]]:
    """Yield namesakes, the statements that a finding overlaps, and those that may be the same utterance."""
    for key, label, twins in (("j", "Namesakes", look.namesakes), ("l", "Events", look.events)):
        if twins:
            most = min(screen.most, _TWINS)
            more = f"and {len(twins) - most} more; " if len(twins) > most else ""
            told = [twin.told() for twin in twins[:most]]
            yield label, [*told[:-1], f"{told[-1]} ({more}{key}: it is one of them)"]
    if look.overlaps:
        yield "Overlaps", [f"{name.removeprefix('id:')}, which was accepted" for name in look.overlaps[:3]]
    for number, match in enumerate(look.alike[: screen.most], 1):
        where = ", ".join(look.labels.get(source, source.removeprefix("id:")) for source in match.utterance.sources)
        who = look.labels.get(match.utterance.speaker, match.utterance.speaker.removeprefix("id:"))
        yield (
            "Same?" if number == 1 else "",
            [f"{number} {who} in {where} ({match.score:.0%} alike; m: one utterance)", screen.differing(match)],
        )


def _others(look: Look, field: str) -> list[str]:
    """Return the candidates for a field that were not chosen."""
    chosen = look.values[field].split("; ")
    return [
        f"or {look.labels.get(one.thing, one.thing)} ({one.score:.2f}{'; ' + one.basis if one.basis else ''})"
        for one in look.candidates
        if one.role == field and one.thing.removeprefix("id:") not in chosen
    ][:4]


def _fact(label: str, values: Sequence[str], width: int) -> list[str]:
    indent = min(_LABEL, width // 4)
    lines = [line for value in values for line in wrap(value, width - indent)]
    first = harmless(label)[: indent - 1]
    pad = " " * (indent - columns_of(first))
    return [
        f"{first if number == 0 else ' ' * columns_of(first)}{pad}{line}".rstrip() for number, line in enumerate(lines)
    ]


def help_lines(width: int) -> list[str]:
    """Return the list of the keys.

    >>> help_lines(60)[0]
    'a          accept, with the changes shown'
    """
    return [line for key, words in HELP for line in _fact(key, [words], width)]
