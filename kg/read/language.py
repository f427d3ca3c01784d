"""Which language a text is in, by its small words."""

import re
from functools import cache
from importlib.resources import files

UNKNOWN = "und"
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 8_000
_FEWEST = 12
# Small words make up 35 to 50 % of running text in these languages; a list of names has under 10 %.
_LEAST = 0.15
# Neighbours share small words (Danish and Swedish, Irish and Gaelic): the first must lead by this much.
_LEAD = 1.08


def language_of(text: str) -> str:
    """Return the tag of the language of a text, ``und`` where it is too short or none of those known.

    >>> language_of("The minister said that she would not be the one who has to go, and that it was over.")
    'en'
    >>> language_of("Dywedodd y gweinidog fod yn rhaid i ni wrando ar y bobl, ac nad oedd hynny wedi digwydd.")
    'cy'
    >>> language_of("Ann Archer, Merrow")
    'und'
    """
    counts: dict[str, int] = {}
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if len(words) < _FEWEST:
        return UNKNOWN
    for word in words:
        for tag in _table().get(word, ()):
            counts[tag] = counts.get(tag, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not ranked or ranked[0][1] < _LEAST * len(words):
        return UNKNOWN
    if len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]:
        return UNKNOWN
    return ranked[0][0]


def language_name(tag: str) -> str:
    """Return the English name of a language, or its tag if it is not among those known.

    >>> language_name("cy"), language_name("xx")
    ('Welsh', 'xx')
    """
    return _names().get(tag.partition("-")[0], tag)


@cache
def _rows() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    lines = (files("kg.read") / "languages.tsv").read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((tag, name, tuple(words.split())) for tag, name, words in cells)


@cache
def _names() -> dict[str, str]:
    return {tag: name for tag, name, _ in _rows()}


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for tag, _, words in _rows():
        for word in words:
            table[word] = (*table.get(word, ()), tag)
    return table
