"""Groups of words that a search may put for each other: jail and prison, let out and freed, probe and inquiry.

They are many and wider than the synonyms of ``stems``: they find where the record has no word that is nearer.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from kg.ask.lexicon import HARMLESS
from kg.ask.stems import forms, stem
from kg.ask.tokens import FUNCTION_WORDS, SAYING

_TABLE = Path(__file__).parent / "alike.tsv"
# Letters by which a word is looked up; what stems differ in stands behind them.
_BEGIN = 2


@cache
def _rows() -> tuple[tuple[tuple[str, ...], ...], frozenset[str]]:
    """Return the groups, and the words that find others but are not found."""
    rows: list[tuple[str, ...]] = []
    doubtful: list[str] = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("~"):
            doubtful += [form for word in line.split() for form in (word, f"{word}s", word.removesuffix("s"))]
        elif not line.startswith("#"):
            rows.append(tuple(line.split(", ")))
    return tuple(rows), frozenset(doubtful)


@cache
def _by_beginning() -> Mapping[str, list[tuple[str, int]]]:
    """Return the words and phrases, each with the number of its group, by their first letters."""
    found: dict[str, list[tuple[str, int]]] = {}
    for number, row in enumerate(_rows()[0]):
        for member in row:
            found.setdefault(member[:_BEGIN], []).append((member, number))
    return found


@lru_cache(maxsize=5000)
def alike(stemmed: str) -> frozenset[str]:
    """Return the stems of words that stand in a group with a stem; none for most words.

    >>> stem("jail") in alike(stem("clink")), stem("probe") in alike(stem("inquest")), alike("dartmoor")
    (True, True, frozenset())
    """
    rows, doubtful = _rows()
    begins = {word[:_BEGIN] for word in (stemmed, *forms(stemmed))}
    near = [each for begin in begins for each in _by_beginning().get(begin, ())]
    numbers = {number for member, number in near if " " not in member and stem(member) == stemmed}
    known = FUNCTION_WORDS | SAYING | HARMLESS | doubtful
    single = {word for number in numbers for word in rows[number] if " " not in word and word not in known}
    return frozenset(map(stem, single)) - {stemmed}


def fold_alike(words: Sequence[str]) -> list[tuple[int, int, str]]:
    """Find phrases of the groups among words.

    Args:
        words: in lower case, in their order.

    Returns:
        Where each begins and ends (half-open), and the word that stands for it; none overlaps another.

    >>> fold_alike("who was put behind bars".split())
    [(2, 5, 'imprison')]
    """
    stems = [stem(word) for word in words]
    found: list[tuple[int, int, str]] = []
    place = 0
    while place < len(words):
        best = max(_phrases_at(place, words, stems), default=None)
        if best:
            found.append((place, place + best[0], best[1]))
        place += best[0] if best else 1
    return found


def _phrases_at(place: int, words: Sequence[str], stems: Sequence[str]) -> list[tuple[int, str]]:
    """Return how long each phrase is that begins at a place, and the word that stands for it."""
    rows = _rows()[0]
    begins = {words[place][:_BEGIN], stems[place][:_BEGIN]}
    found = []
    for member, number in (each for begin in begins for each in _by_beginning().get(begin, ())):
        if " " in member and member[0] in (words[place][0], stems[place][0]):
            parts = member.split()
            end = place + len(parts)
            fits = end <= len(words) and all(
                _is_form(part, words[p], stems[p]) for p, part in enumerate(parts, start=place)
            )
            one = next((word for word in rows[number] if " " not in word), "")
            if fits and one:
                found.append((len(parts), one))
    return found


def _is_form(wanted: str, word: str, stemmed: str) -> bool:
    return wanted == word or (wanted not in FUNCTION_WORDS and stem(wanted) == stemmed)
