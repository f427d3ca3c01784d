"""The many ways of English to tell of an act: hit out at, laid the blame at the door of, threw under the bus."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from kg.ask.lexicon import DETERMINERS

_TABLE = Path(__file__).parent / "act_phrases.tsv"
# As many words may stand within "threw the governor of the prison under the bus".
LONGEST_GAP = 6
# Words that may stand within a phrase and change nothing of it: "offered a full and public apology".
_STRENGTH = frozenset(
    """full fully formal public proper personal real sincere very some any much more further big huge massive strong
    stinging scathing fierce furious angry bitter blistering withering fresh new final total utterly clear grovelling
    heartfelt unreserved firm stark urgent serious grave deep deepest open joint direct solemn and""".split()
)


class ActPhrase(NamedTuple):
    """The stems of a phrase before and behind the place where an object may stand, and the notation of its act."""

    before: tuple[str, ...]
    behind: tuple[str, ...]
    act: str


class _Written(NamedTuple):
    """A phrase as the table has it, its act, and the first two letters of each of its words."""

    text: str
    act: str
    begins: frozenset[str]


@cache
def _by_beginning() -> Mapping[str, list[tuple[str, str]]]:
    """Return the phrases and their acts by the first two letters: few of them are looked at for a question."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        act, _, phrases = line.partition("\t")
        for phrase in phrases.split("; ") if phrases else ():
            found.setdefault(phrase[:2], []).append((phrase, act))
    return found


@lru_cache(maxsize=1024)
def _beginning_with(begin: str) -> tuple[_Written, ...]:
    """Return the phrases that begin with two letters; taken apart once, for most are looked at again and again."""
    near = _by_beginning().get(begin, ())
    return tuple(_Written(text, act, frozenset(word[:2] for word in text.split())) for text, act in near)


@cache
def _phrase(text: str, act: str) -> ActPhrase:
    parts = text.split()
    place = parts.index("*") if "*" in parts else len(parts)
    return ActPhrase(_stems(parts[:place]), _stems(parts[place + 1 :]), act)


def phrases_near(words: Sequence[str], stems: Sequence[str]) -> list[ActPhrase]:
    """Return the phrases of which every word may stand in a question, by its first letters.

    Args:
        words: the question's, in lower case.
        stems: the same, stemmed.

    >>> {phrase.act for phrase in phrases_near(["hit", "out", "at"], ["hit", "out", "at"])}
    {'criticises'}
    """
    begins = {word[:2] for word in (*words, *stems)} | {"*"}
    near = (each for begin in sorted(begins) for each in _beginning_with(begin))
    phrases = (_phrase(each.text, each.act) for each in near if each.begins <= begins)
    known = frozenset(stems)
    return [phrase for phrase in phrases if known.issuperset(phrase.before) and known.issuperset(phrase.behind)]


def _stems(words: Sequence[str]) -> tuple[str, ...]:
    from kg.ask.actwords import stem_of_act

    return tuple(map(stem_of_act, words))


def places_of(phrase: ActPhrase, start: int, words: Sequence[str], stems: Sequence[str]) -> tuple[int, ...]:
    """Return where the words of a phrase stand that begins at a place of a question; none where it does not.

    >>> words = "gave the crew a dressing-down".split()
    >>> places_of(ActPhrase(("gave",), ("dressing-down",), ""), 0, words, words)
    (0, 4)
    """
    before = _run(phrase.before, start, words, stems)
    if not before or not phrase.behind:
        return before
    end = before[-1] + 1
    # Nothing need stand between: "was given a dressing-down".
    for begin in range(end, min(end + LONGEST_GAP, len(words))):
        if behind := _run(phrase.behind, begin, words, stems):
            return before + behind
    return ()


def _run(wanted: Sequence[str], start: int, words: Sequence[str], stems: Sequence[str]) -> tuple[int, ...]:
    """Return the places of words that follow each other, less articles and words of strength; none if they do not."""
    place = start
    for number, one in enumerate(wanted):
        while number and place < len(words) and stems[place] != one and words[place] in DETERMINERS | _STRENGTH:
            place += 1
        if place >= len(words) or stems[place] != one:
            return ()
        place += 1
    return tuple(range(start, place))
