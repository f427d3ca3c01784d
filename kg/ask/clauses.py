"""The clauses of a question: "who backed Clarke but wanted heads to roll" asks two things of one speaker."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from kg.ask.mentions import Mention
from kg.ask.tokens import FUNCTION_WORDS, SAYING, Token

Joined = Literal["", "and", "or", "not"]
_JOINING: tuple[tuple[tuple[str, ...], Joined], ...] = (
    (("but", "not"), "not"),
    (("but", "never"), "not"),
    (("but", "did", "not"), "not"),
    (("but", "didn't"), "not"),
    (("and", "not"), "not"),
    (("and", "did", "not"), "not"),
    (("and", "didn't"), "not"),
    (("without",), "not"),
    (("as", "well", "as"), "and"),
    (("and",), "and"),
    (("but",), "and"),
    (("yet",), "and"),
    (("while",), "and"),
    (("whilst",), "and"),
    (("or",), "or"),
)
# These may stand between what joins two clauses and the verb of the second.
_BEFORE_VERB = frozenset(
    "also then later still even ever actually at the same time who which has have had did was were been is are he she "
    "they it".split()
)


class Clause(NamedTuple):
    """One clause: its words, what they name (places counted from its first word), how it is joined to the first."""

    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    joined_by: Joined = ""


def split_clauses(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Clause]:
    """Part a question where a second verb with an object of its own begins.

    Args:
        tokens: its words.
        mentions: what they name, in their order.

    Returns:
        At least one clause; "criticised and blamed Clarke" is one, since both verbs share their object.
    """
    inside = {place for mention in mentions for place in mention.covered}
    cuts: list[tuple[int, int, Joined]] = []
    place = _verb_after(0, tokens, mentions, inside) + 1
    start = place
    while place < len(tokens):
        found = _joint(place, tokens, inside)
        if found:
            end, joined = found
            verb = _verb_after(end, tokens, mentions, inside)
            if _begins_clause(end, verb, tokens) and _has_object(start, place, tokens, inside):
                cuts.append((place, end, joined))
                place = start = verb
        place += 1
    edges = [(0, 0, ""), *cuts, (len(tokens), len(tokens), "")]
    return [
        _cut(tokens, mentions, (edges[number][1], edges[number + 1][0]), edges[number][2])
        for number in range(len(edges) - 1)
    ]


def _joint(place: int, tokens: Sequence[Token], inside: set[int]) -> tuple[int, Joined] | None:
    for words, joined in _JOINING:
        end = place + len(words)
        # "But did not call for" may be the name of an act, which then says itself what was not done.
        if tuple(token.text for token in tokens[place:end]) == words and not inside & set(range(place, end)):
            return end, joined
    return None


def _verb_after(start: int, tokens: Sequence[Token], mentions: Sequence[Mention], inside: set[int]) -> int:
    """Return where the next act or verb of saying stands; the end where there is none."""
    acts = [mention.start for mention in mentions if mention.category == "act" and mention.start >= start]
    said = [p for p in range(start, len(tokens)) if tokens[p].text in SAYING and p not in inside]
    return min(acts + said, default=len(tokens))


def _begins_clause(start: int, verb: int, tokens: Sequence[Token]) -> bool:
    if verb + 1 >= len(tokens):
        # "Between question and answer": a verb with nothing behind it begins nothing.
        return False
    return all(token.text in _BEFORE_VERB for token in tokens[start:verb])


def _has_object(start: int, end: int, tokens: Sequence[Token], inside: set[int]) -> bool:
    return any(place in inside or tokens[place].text not in FUNCTION_WORDS for place in range(start, end))


def _cut(tokens: Sequence[Token], mentions: Sequence[Mention], span: tuple[int, int], joined: Joined) -> Clause:
    start, end = span
    own = [
        replace(
            mention,
            start=mention.start - start,
            end=mention.end - start,
            places=tuple(place - start for place in mention.places),
        )
        for mention in mentions
        if start <= mention.start < end
    ]
    return Clause(tokens[start:end], own, joined)
