"""The words of a text as names are compared, and what single words tell of who speaks."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HERE = Path(__file__).parent


class Word(NamedTuple):
    """A word of a text; ``form`` is what names are compared by, ``owns`` says that it ends in a possessive s."""

    start: int
    end: int
    text: str
    form: str
    owns: bool

    @property
    def is_capital(self) -> bool:
        """Say whether it begins with a capital letter or a digit."""
        return not self.text[0].islower()


def read_words(text: str, start: int = 0) -> list[Word]:
    """Cut a text into words; hyphens part them, and possessive endings do not count.

    Args:
        text: any text.
        start: is added to the offsets.

    >>> [(word.form, word.owns) for word in read_words("the Minister’s lock-keepers")]
    [('the', False), ('minister', True), ('lock', False), ('keepers', False)]
    """
    return [_word(found, start) for found in _WORD.finditer(text)]


@lru_cache(maxsize=65_536)
def forms_of(name: str) -> tuple[str, ...]:
    """Return the forms of the words of a name, a leading article left out.

    >>> forms_of("The Prime Minister's official spokesman")
    ('prime', 'minister', 'official', 'spokesman')
    """
    forms = tuple(word.form for word in read_words(name))
    return forms[1:] if len(forms) > 1 and forms[0] == "the" else forms


@cache
def lexicon() -> dict[str, frozenset[str]]:
    """Return the words of each class of ``words.tsv``."""
    classes: dict[str, set[str]] = {}
    for word, kind in _rows("words.tsv"):
        classes.setdefault(kind, set()).add(word)
    return {kind: frozenset(words) for kind, words in classes.items()}


@cache
def given_names() -> dict[str, str]:
    """Return the known given names with m, f or u (both)."""
    return dict(_rows("given_names.tsv"))


@cache
def body_nouns() -> dict[str, frozenset[str]]:
    """Return the kinds of organisations that a bare noun ("the union") may mean."""
    return {noun: frozenset(kinds.split()) for noun, kinds in _rows("body_nouns.tsv")}


@cache
def body_kinds() -> dict[str, str]:
    """Return what a word in a body's own name tells of its kind; of several the first decides."""
    return {word: kind for word, kind, _ in _rows("body_words.tsv") if kind != "-"}


@cache
def strong_words() -> frozenset[str]:
    """Return the words that make a row of capitals the name of a body."""
    return frozenset(word for word, _, strength in _rows("body_words.tsv") if strength == "name")


def is_a(form: str, *kinds: str) -> bool:
    """Say whether a word is of one of some classes.

    >>> is_a("spokeswoman", "spokes-f"), is_a("ferry", "office", "rank")
    (True, False)
    """
    classes = lexicon()
    return any(form in classes[kind] for kind in kinds)


def slug_of(text: str, longest: int = 40) -> str:
    """Make the part of an identifier that tells of words.

    >>> slug_of("“Mr Müller’s aide”")
    'mr-mullers-aide'
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    words = re.sub(r"['’]", "", plain.casefold())
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:longest].strip("-") or "x"


def _word(found: re.Match[str], start: int) -> Word:
    text = found[0]
    plain = text if text.isascii() else _unaccented(text)
    form, owns = plain.casefold().replace("’", "'"), False
    if form.endswith("'s"):
        form, owns = form[:-2], True
    return Word(found.start() + start, found.end() + start, text, form.replace("'", ""), owns)


def _unaccented(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def _rows(name: str) -> list[list[str]]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
