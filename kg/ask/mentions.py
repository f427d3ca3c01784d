"""The things of the record that a question names: longest names first, slips of the pen forgiven."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.ask.record import Record
from kg.ask.tokens import FUNCTION_WORDS, SAYING, Token
from kg.model import Entity
from kg.namespaces import expand
from kg.store.folding import fold
from kg.store.spelling import find_misspelt, is_word, lookup_many

LONGEST_NAME = 9
# What a name can stand for in a question, the first that fits a thing's classes.
CATEGORIES = {
    "agent": expand("kg:Agent"),
    "post": expand("kg:Post"),
    "incident": expand("kg:Incident"),
    "act": expand("kg:Act"),
    "source": expand("kg:Source"),
    "kind": expand("kg:FailureKind"),
    "measure": expand("kg:Measure"),
}
_HEADS = frozenset("boss head chief leader led leads heads headed ran runs director charge".split())
_SPOKES = re.compile(r"spokes(?:man|woman|person|people|men)s?$|sources?$")
TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "dame", "baroness", "minister"))


@dataclass(frozen=True)
class Mention:
    """Words ``start`` to ``end`` (half-open) name ``entities``, all of one category; several mean ambiguity.

    ``said`` is how the question writes the name.
    """

    start: int
    end: int
    said: str
    category: str
    entities: tuple[Entity, ...]
    guessed: bool = False
    possessive: bool = False
    is_set: bool = False


def find_mentions(tokens: Sequence[Token], record: Record) -> list[Mention]:
    """Find the names in a question.

    Args:
        tokens: its words.
        record: whose things may be named.

    Returns:
        Mentions in the order of the question; none overlaps another, longer ones win.
    """
    spans = {(start, end): " ".join(token.text for token in tokens[start:end]) for start, end in _spans(len(tokens))}
    known = lookup_many(record.store, [*spans.values(), *map(_singular, spans.values())])
    taken = [False] * len(tokens)
    found = []
    for (start, end), said in sorted(spans.items(), key=lambda item: (item[0][0] - item[0][1], item[0][0])):
        if any(taken[start:end]):
            continue
        entities = known.get(fold(said)) or known.get(fold(_singular(said)), [])
        mention = _mention(tokens, (start, end), said, entities)
        if mention:
            found.append(mention)
            taken[start:end] = [True] * (end - start)
    # Two words that are nearly a name go before a first name, and that before one word that is nearly a name.
    found += _misspelt(tokens, taken, record, (3, 2))
    found += _given_names(tokens, taken, record)
    found += _misspelt(tokens, taken, record, (1,))
    ordered = [_with_initial(tokens, mention) for mention in sorted(found, key=lambda mention: mention.start)]
    read = (_head_of(tokens, mention, record) for mention in _spokesmen(tokens, ordered, record))
    return [replace(mention, said=_as_typed(tokens[mention.start : mention.end])) for mention in read]


def _as_typed(words: Sequence[Token]) -> str:
    """Return words as they were typed, less possessive endings, so that a reply names them as the question did."""
    return " ".join(word.typed[: len(word.text)] for word in words)


def _given_names(tokens: Sequence[Token], taken: list[bool], record: Record) -> list[Mention]:
    """Find people called by their first name alone."""
    found = []
    for place, token in enumerate(tokens):
        iris = [] if taken[place] or token.text in FUNCTION_WORDS else record.given_names.get(token.text, [])
        if iris and (_is_capital(token) or not is_word(record.store, token.text)):
            entities = tuple(filter(None, map(record.names.entity, iris)))
            found.append(Mention(place, place + 1, token.text, "agent", entities, possessive=token.possessive))
            taken[place] = True
    return found


def _head_of(tokens: Sequence[Token], mention: Mention, record: Record) -> Mention:
    """Read "the boss of the prison service" and "who led it" as the posts in that body."""
    place = mention.start - 1
    while place >= 0 and tokens[place].text in ("the", "of", "a", "is", "was"):
        place -= 1
    if mention.category != "agent" or place < 0 or tokens[place].text not in _HEADS:
        return mention
    posts = record.posts_in(entity.iri for entity in mention.entities)
    entities = tuple(filter(None, map(record.names.entity, posts)))
    return replace(mention, category="post", entities=entities, is_set=True, start=place) if entities else mention


def _with_initial(tokens: Sequence[Token], mention: Mention) -> Mention:
    """Let an initial before a surname choose among namesakes, and be part of the name."""
    before = tokens[mention.start - 1].text if mention.start else ""
    if mention.category != "agent" or len(before) != 1 or before in ("a", "i"):
        return mention
    kept = tuple(entity for entity in mention.entities if entity.label.lower().startswith(before))
    return replace(mention, start=mention.start - 1, entities=kept) if kept else mention


def _spokesmen(tokens: Sequence[Token], mentions: Sequence[Mention], record: Record) -> list[Mention]:
    """Read "Blair's spokesman" as the unnamed speakers who speak for Blair."""
    read = []
    for mention in mentions:
        end = mention.end
        while end < len(tokens) and tokens[end].text in ("official", "press", "own"):
            end += 1
        if mention.category in ("agent", "post") and end < len(tokens) and _SPOKES.match(tokens[end].text):
            speakers = tuple(one for entity in mention.entities for one in record.speakers_for(entity.iri))
            if speakers:
                said = " ".join(token.text for token in tokens[mention.start : end + 1])
                read.append(Mention(mention.start, end + 1, said, "agent", tuple(dict.fromkeys(speakers)), is_set=True))
                continue
        read.append(mention)
    return read


def _singular(said: str) -> str:
    """Return a name whose last word is in the singular, as posts are named in the record.

    >>> _singular("home secretaries")
    'home secretary'
    """
    if said.endswith("ies"):
        return said[:-3] + "y"
    return said[:-1] if said.endswith("s") and not said.endswith("ss") else said


def _spans(count: int) -> Iterator[tuple[int, int]]:
    for start in range(count):
        for end in range(start + 1, min(count, start + LONGEST_NAME) + 1):
            yield start, end


def _mention(tokens: Sequence[Token], span: tuple[int, int], said: str, entities: Sequence[Entity]) -> Mention | None:
    start, end = span
    words = tokens[start:end]
    if words[0].text in ("the", "a", "an") and len(words) > 1:
        return None
    for category, kind in CATEGORIES.items():
        fits = tuple(entity for entity in entities if kind in entity.types)
        if not fits or (category == "act" and said in SAYING):
            continue
        # "May" is a surname, a month and a verb: a function word names something only when it is typed as a name.
        if len(words) == 1 and said in FUNCTION_WORDS and not (_is_capital(words[0]) or _after_title(tokens, start)):
            continue
        return Mention(start, end, said, category, fits, possessive=words[-1].possessive)
    return None


def _is_capital(token: Token) -> bool:
    return token.typed[:1].isupper() and not token.first


def _after_title(tokens: Sequence[Token], start: int) -> bool:
    return start > 0 and tokens[start - 1].text in TITLES


def _misspelt(tokens: Sequence[Token], taken: list[bool], record: Record, sizes: tuple[int, ...]) -> list[Mention]:
    """Find names of people and bodies in which a letter or two are wrong."""
    found: list[Mention] = []
    for size in sizes:
        for start in range(len(tokens) - size + 1):
            words = tokens[start : start + size]
            if any(taken[start : start + size]) or not all(_may_be_name(word) for word in words):
                continue
            said = " ".join(word.text for word in words)
            entities = tuple(find_misspelt(record.store, said, CATEGORIES["agent"]))
            if entities:
                found.append(Mention(start, start + size, said, "agent", entities, True, words[-1].possessive))
                taken[start : start + size] = [True] * size
    return found


def _may_be_name(token: Token) -> bool:
    return len(token.text) >= 4 and token.text.isalpha() and token.text not in FUNCTION_WORDS
