"""The things of the record that a question names: longest names first, slips of the pen forgiven."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.ask.tokens import FUNCTION_WORDS, SAYING, Token
from kg.model import Entity
from kg.namespaces import expand
from kg.store.folding import fold

if TYPE_CHECKING:
    from kg.store.names import NameIndex

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
TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "dame", "baroness", "minister"))


@dataclass(frozen=True)
class Mention:
    """Words ``start`` to ``end`` (half-open) name ``entities``, all of one category; several mean ambiguity."""

    start: int
    end: int
    said: str
    category: str
    entities: tuple[Entity, ...]
    guessed: bool = False
    possessive: bool = False


def find_mentions(tokens: Sequence[Token], names: "NameIndex") -> list[Mention]:
    """Find the names in a question.

    Args:
        tokens: its words.
        names: what the record's things are called.

    Returns:
        Mentions in the order of the question; none overlaps another, longer ones win.
    """
    spans = {(start, end): " ".join(token.text for token in tokens[start:end]) for start, end in _spans(len(tokens))}
    known = names.lookup_many([*spans.values(), *map(_singular, spans.values())])
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
    found += _misspelt(tokens, taken, names)
    return sorted(found, key=lambda mention: mention.start)


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


def _misspelt(tokens: Sequence[Token], taken: Sequence[bool], names: "NameIndex") -> list[Mention]:
    """Find names of people and bodies in which a letter or two are wrong."""
    left = [
        place
        for place, token in enumerate(tokens)
        if not taken[place] and len(token.text) >= 4 and token.text not in FUNCTION_WORDS and token.text.isalpha()
    ]
    found: list[Mention] = []
    done: set[int] = set()
    for place in left:
        for size in (3, 2, 1):
            span = range(place, place + size)
            if done & set(span) or not set(span) <= set(left):
                continue
            said = " ".join(tokens[n].text for n in span)
            entities = tuple(names.misspelt(said, CATEGORIES["agent"]))
            if entities:
                found.append(
                    Mention(place, place + size, said, "agent", entities, True, tokens[place + size - 1].possessive)
                )
                done |= set(span)
                break
    return found
