"""What a stretch of a document is by its words, or by the name that the page gives it."""

import re
from functools import cache
from importlib.resources import files

_SENTENCE_END = re.compile(r"[.!?…:;][\"”’'»)\]]*\s*$")
_LONGEST = 1200


def role_by_words(text: str) -> str | None:
    """Return the role of a line that outlets put around articles, None if its words give none away.

    >>> role_by_words("Last updated: Sunday, 3 March 2024, 09:30 GMT"), role_by_words("Share this page")
    ('updated', 'share')
    >>> role_by_words("Anna Example at the quay – Ben Sample/PA"), role_by_words("She said: “Share the money.”")
    ('caption', None)
    """
    text = " ".join(text.split()) if len(text) <= _LONGEST else ""
    if not text:
        return None
    words, lower = text.count(" ") + 1, text.lower()
    for role, most, form, needs in _furniture():
        # Nine lines in ten are paragraphs, which no pattern need go through.
        if words <= most and (not needs or any(part in lower for part in needs)) and form.fullmatch(text):
            return role
    return None


def role_by_name(names: str) -> str | None:
    """Return the role that a class, id or component name gives to an element, None if none.

    Args:
        names: the names, separated by spaces.

    >>> role_by_name("story-body share-tools"), role_by_name("article__image-caption"), role_by_name("main")
    ('share', 'caption', None)
    """
    for name in names.lower().split():
        # BEM names end in what the element is: "article__caption--wide" is a caption.
        element = name.partition("--")[0] if not name.startswith("--") else name
        for candidate in dict.fromkeys((name, element, element.rpartition("__")[2])):
            role = _role_of_name(candidate.replace("_", "-"))
            if role:
                return role
    return None


def is_sentence(text: str) -> bool:
    """Say whether a line ends as a sentence does.

    >>> is_sentence("He will not go.”"), is_sentence("Drug importers")
    (True, False)
    """
    return bool(_SENTENCE_END.search(text[-12:]))


@cache
def _role_of_name(name: str) -> str | None:
    # Prefixes of a publisher's own ("ssrcss-1-Caption", "c-share-tools") stand before what matters.
    parts = name.split("-")
    tails = ["-".join(parts[start:]) for start in range(len(parts))]
    for role, form in _hints():
        if form.fullmatch(name) or any(len(tail) > 3 and form.fullmatch(tail) for tail in tails[-2:]):
            return role
    return None


@cache
def _furniture() -> tuple[tuple[str, int, re.Pattern[str], tuple[str, ...]], ...]:
    # Case counts only where a pattern asks for capitals, as names do.
    return tuple(
        (role, int(most), re.compile(form, 0 if "[A-Z]" in form else re.IGNORECASE), tuple(needs.split()))
        for role, most, form, needs in (line.split("\t") for line in _lines("furniture.tsv"))
    )


@cache
def _hints() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, re.compile(form)) for role, form in (line.split("\t") for line in _lines("hints.tsv")))


def _lines(name: str) -> list[str]:
    text = (files("kg.read") / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
