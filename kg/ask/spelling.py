"""Slips of the pen in a question: words that nothing knows, read as the word that was meant."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.ask.common import is_common
from kg.ask.lexicon import HARMLESS, LEAVING, LOOSE, PEOPLE
from kg.ask.stems import is_known
from kg.ask.tokens import FUNCTION_WORDS, SAYING, Token
from kg.store.spelling import is_word

if TYPE_CHECKING:
    from kg.ask.record import Record

# A letter may be wrong in a word of seven letters, two in one of nine; in a name, a letter in a word of five. Shorter
# words are too near to other words: "trade" is no slip for "trace".
SHORTEST, SHORTEST_NAME, LONG = 7, 5, 9

_DUE = frozenset("to should must not ought".split())
_WISHING = frozenset(
    "want wants wanted wanting demand demands demanded call calls called calling urge urged urges wish wished".split()
)
_REMOVED = frozenset("sacked fired axed ousted gone out booted removed kicked dismissed thrown replaced".split())
_AFTER = frozenset("over because and or as according in after for".split())


def correct(tokens: Sequence[Token], record: "Record") -> list[Token]:
    """Replace words that neither English nor the record knows by those they were meant to be.

    Args:
        tokens: the words of a question; ``typed`` stays as it is.
        record: whose names and words may be meant.
    """
    return [token._replace(text=LOOSE.get(token.text) or _meant(token, record)) for token in tokens]


def settle(tokens: Sequence[Token]) -> list[Token]:
    """Read "told him to go" and "should not leave" as resigning: of an office, nobody is told to go elsewhere.

    So are "wanted him sacked" and "calls for her to be booted out": what is wished for need not have come to pass.
    """
    found = list(tokens)
    wished = False
    for place, token in enumerate(tokens):
        wished = wished or token.text in _WISHING
        ends = [one.text for one in tokens[place + 1 : place + 2]] in ([], ["out"]) or (
            place + 1 < len(tokens) and tokens[place + 1].text in _AFTER
        )
        if wished and place > 1 and ends and token.text in _REMOVED:
            found[place] = token._replace(text="resign")
        due = place > 1 and token.text in LEAVING and tokens[place - 1].text in _DUE
        if due and (place + 1 == len(tokens) or tokens[place + 1].text in _AFTER):
            found[place] = token._replace(text="resign")
    return _staying(found)


def _staying(tokens: list[Token]) -> list[Token]:
    """Read "should stay" as "should not resign": by that act the record tells of both."""
    for place, token in enumerate(tokens):
        ends = [one.text for one in tokens[place + 1 : place + 2]] in ([], ["on"]) or (
            [one.text for one in tokens[place + 1 : place + 3]] in (["in", "office"], ["in", "post"], ["in", "place"])
        )
        if place > 2 and token.text in ("stay", "remain") and tokens[place - 1].text in _DUE and ends:
            rest = tokens[place + 3 :] if tokens[place + 1 : place + 3] else []
            return [*tokens[:place], token._replace(text="not"), token._replace(text="resign"), *rest]
    return tokens


def _meant(token: Token, record: "Record") -> str:
    word = token.text
    if len(word) < SHORTEST_NAME - 1 or not word.isalpha() or _is_known(word, record):
        return word
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    allowed = 2 if len(word) >= LONG else 1
    found = process.extract(word, record.words.vocabulary, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    near = [(distance, known) for known, distance, _ in found if _may_be(word, known, record)]
    best = min(near, default=(0, ""))[0]
    meant = {known for distance, known in near if distance == best}
    # A word of a name is meant sooner than one of a description.
    meant = meant & record.words.name_words or meant
    # Of two words as near nobody knows which was meant.
    return meant.pop() if len(meant) == 1 else word


def _may_be(word: str, known: str, record: "Record") -> bool:
    """Say whether a word is long enough to be a slip for another."""
    is_swapped = sorted(known) == sorted(word)
    if known in FUNCTION_WORDS | SAYING:
        return is_swapped
    if known[0] != word[0] or word.endswith(("ed", "ing")) != known.endswith(("ed", "ing")):
        # "Supplied" is a form of a word, and no slip for "supplier".
        return False
    return len(word) >= (SHORTEST_NAME if known in record.words.proper_words else SHORTEST)


def _is_known(word: str, record: "Record") -> bool:
    return (
        word in FUNCTION_WORDS
        or word in SAYING
        or word in HARMLESS
        or is_known(word)
        or is_common(word)
        or word in PEOPLE
        # Asked of the index first: the vocabulary is only made where a word is in none of it.
        or is_word(record.store, word)
        or word in record.given_names
        or word in record.words.vocabulary_set
    )
