"""The stem of an English word: what its inflections and the members of its family have in common."""

from collections.abc import Mapping
from functools import cache, lru_cache

from kg.ask.lexicon import FAMILY_TABLE, IRREGULAR, SYNONYM_TABLE

# Step 2, 3 and 4 of Porter's algorithm: the ending, what stands for it, and how much stem must be left (its measure).
_ENDINGS_2 = (
    "ational:ate tional:tion enci:ence anci:ance izer:ize bli:ble alli:al entli:ent eli:e ousli:ous ization:ize "
    "ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive biliti:ble logi:log"
)
_ENDINGS_3 = "icate:ic ative: alize:al iciti:ic ical:ic ful: ness:"
_ENDINGS_4 = "al ance ence er ic able ible ant ement ment ent sion tion ou ism ate iti ous ive ize ise"


NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        start=2,
    )
}


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (pair.partition(":") for pair in text.split())
    return tuple(sorted(((old, new) for old, _, new in pairs), key=lambda pair: -len(pair[0])))


def _by_last_letter(pairs: tuple[tuple[str, str], ...]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Sort endings by their last letter, so that a word is held against few of them."""
    return {
        letter: tuple(pair for pair in pairs if pair[0].endswith(letter)) for letter in {old[-1] for old, _ in pairs}
    }


_STEP_2, _STEP_3, _STEP_4 = (_by_last_letter(_pairs(text)) for text in (_ENDINGS_2, _ENDINGS_3, _ENDINGS_4))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem under which a word's inflections and its family meet.

    Args:
        word: in lower case, without a possessive ending.

    Source: M. F. Porter, An algorithm for suffix stripping, Program 14 (1980); irregular forms and families are ours.

    >>> stem("fourteen")
    '14'
    >>> {stem(word) for word in ("releases", "released", "releasing", "release")}
    {'releas'}
    >>> [stem(word) for word in ("took", "taking", "explanation", "explained", "consistency", "consistent")]
    ['take', 'take', 'explain', 'explain', 'consist', 'consist']
    """
    if number := NUMBER_WORDS.get(word):
        return number
    found = root(word)
    return _families().get(found, found)


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """Return what a word's inflections have in common, less those of the rest of its family.

    >>> root("offended") == root("offends"), root("offended") == root("reoffended")
    (True, False)
    """
    word = word.replace("'", "")
    word = IRREGULAR.get(word, word)
    if len(word) <= 2 or not word.isalpha() or not word.isascii():
        return word
    return _porter(word)


@cache
def _families() -> dict[str, str]:
    rows = (row.split() for row in FAMILY_TABLE.replace("\n", " ").split(";"))
    return {_porter(word): _porter(row[0]) for row in rows if row for word in reversed(row)}


@cache
def _forms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    rows = (row.split() for row in FAMILY_TABLE.replace("\n", " ").split(";"))
    for word in (word for row in rows for word in row):
        found.setdefault(stem(word), set()).add(word)
    for form in IRREGULAR:
        found.setdefault(stem(form), set()).add(form)
    return {one: frozenset(words) for one, words in found.items()}


def forms(stemmed: str) -> tuple[str, ...]:
    """Return words by which an index that knows neither families nor irregular forms finds a stem; best as prefixes.

    >>> forms(stem("took"))
    ('taken', 'take', 'took')
    """
    return tuple(sorted({stemmed, *_forms().get(stemmed, ())}, key=lambda word: (-len(word), word)))


@cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in SYNONYM_TABLE.replace("\n", " ").split(";"):
        stems = {stem(word) for word in row.split()}
        for one in stems:
            found.setdefault(one, set()).update(stems - {one})
    return {one: frozenset(others) for one, others in found.items()}


def synonyms(stemmed: str) -> frozenset[str]:
    """Return the stems of words of about the same meaning; none for most words.

    >>> stem("freed") in synonyms(stem("let")), synonyms("dartmoor")
    (True, frozenset())
    """
    return _groups().get(stemmed, frozenset())


# What has been cut so far; most of it is read from beside the store, since the tables of English alone are 2,000 words.
_CUT: dict[str, str] = {}
_MOST_CUT = 20_000


def known_stems() -> dict[str, str]:
    """Return the words that have been cut so far, with what is left of each."""
    return dict(_CUT)


def learn_stems(stems: Mapping[str, str]) -> None:
    """Take over what was cut before, to spare cutting it again.

    Args:
        stems: as ``known_stems`` gave them.
    """
    _CUT.update(stems)


def _porter(word: str) -> str:
    if word not in _CUT:
        if len(_CUT) >= _MOST_CUT:
            return _cut(word)
        _CUT[word] = _cut(word)
    return _CUT[word]


def _cut(word: str) -> str:
    word = _step_1(word)
    for endings in (_STEP_2, _STEP_3):
        for old, new in endings.get(word[-1:], ()):
            if word.endswith(old):
                base = word[: -len(old)]
                word = base + new if _measure(base) > 0 else word
                break
    for old, _ in _STEP_4.get(word[-1:], ()):
        if word.endswith(old):
            base = word[: -len(old)] + (old[0] if old in ("sion", "tion") else "")
            word = base if _measure(base) > 1 else word
            break
    if word.endswith("e") and (_measure(word[:-1]) > 1 or (_measure(word[:-1]) == 1 and not _ends_short(word[:-1]))):
        word = word[:-1]
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word


def _step_1(word: str) -> str:
    """Cut plurals and the endings of verbs."""
    for old, new in (("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")):
        if word.endswith(old):
            word = word[: -len(old)] + new
            break
    if word.endswith("eed"):
        word = word[:-1] if _measure(word[:-3]) > 0 else word
    else:
        for ending in ("ed", "ing"):
            if word.endswith(ending) and "v" in _kinds(word[: -len(ending)]):
                word = _mended(word[: -len(ending)])
                break
    return word[:-1] + "i" if word.endswith("y") and "v" in _kinds(word[:-1]) else word


def _mended(word: str) -> str:
    """Give back what an ending of a verb has taken: hoping is of hope, stopping of stop."""
    if word.endswith(("at", "bl", "iz", "is")):
        return word + "e"
    if len(word) > 1 and word[-1] == word[-2] and word[-1] not in "aeiouylsz":
        return word[:-1]
    return word + "e" if _measure(word) == 1 and _ends_short(word) else word


# What each letter is; whether "y" sounds as a vowel depends on what stands before it.
_KINDS = str.maketrans(
    {letter: "v" if letter in "aeiou" else "y" if letter == "y" else "c" for letter in map(chr, range(97, 123))}
)


def _kinds(word: str) -> str:
    """Return a "v" for each vowel and a "c" for each consonant of a word.

    >>> _kinds("yearly"), _kinds("sky")
    ('cvvccv', 'ccv')
    """
    kinds = word.translate(_KINDS)
    if "y" not in kinds:
        return kinds
    kinds = kinds.replace("cy", "cv")
    return kinds.replace("y", "c")


def _measure(word: str) -> int:
    """Count how often a vowel is followed by a consonant."""
    return _kinds(word).count("vc")


def _ends_short(word: str) -> bool:
    """Say whether a word ends as "hop" does: consonant, vowel, consonant."""
    return _kinds(word).endswith("cvc") and word[-1] not in "wxy"


@cache
def _known() -> frozenset[str]:
    rows = f"{FAMILY_TABLE} {SYNONYM_TABLE}".replace(";", " ").split()
    return frozenset((*rows, *IRREGULAR, *IRREGULAR.values()))


def is_known(word: str) -> bool:
    """Say whether a word stands in the tables of English, in the form in which it is written."""
    return word in _known()
