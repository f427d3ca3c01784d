"""Words of a text as findings show them: gists, and what private people are called without their names."""

import re

from kg.finding import Finding
from kg.plain import clip
from kg.resolve.spans import unmarked
from kg.resolve.words import is_a

_GIST = 240
# Of a description, as many words as may stand on record.
_FEW = 8
_HANGING = frozenset("a an the of for and in at on to with by from who which that his her its their ran run".split())
# A content of fewer words is no clause; the cue must stand right beside it, and be short itself.
_CLAUSE, _BESIDE, _SHORT_CUE = 3, 2, 40
_DANGLING = re.compile(r"(?:to|for|of|with|about|against|over|as) ", re.IGNORECASE)
_LEAD = re.compile(r"^that (?=\S)")
_ROLE = r"(?<![\w'’])(?:(?:an?|the|one|his|her|their|its) )?(?:[a-z-]+ ){{0,2}}{role}(?!\w)"
_HIDDEN = re.compile(r"[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")


def gist(text: str, finding: Finding) -> str:
    """Say in a line what a finding tells, in the words of the text: at least ten characters, cut at a word."""
    inner = [unmarked(text, span) for span in finding.content]
    words = " ".join(clean(" … ".join(text[a:b] for a, b in inner)).split())
    cue = finding.cue[-1] if finding.cue else (0, 0)
    is_dangling = bool(_DANGLING.match(words)) or words.count(" ") < _CLAUSE
    if is_dangling and 0 <= finding.content[0][0] - cue[1] <= _BESIDE and cue[1] - cue[0] <= _SHORT_CUE:
        # "to comment" tells nothing without what stands before it.
        words = f"{' '.join(text[slice(*cue)].split())} {words}"
    words = _whole(_LEAD.sub("", words))
    words = clip(words, _GIST, at_word=True)
    return words if len(words) >= 10 else f"“{words}” (few words)"


def _whole(words: str) -> str:
    """Take off a mark at either end whose other one stands outside: a sentence of a longer quotation.

    >>> _whole('We are sorry for it,"'), _whole('He called it "beyond belief"'), _whole("the boys' friends")
    ('We are sorry for it', 'He called it "beyond belief"', "the boys' friends")
    """
    for opening, closing in (('"', '"'), ("“", "”"), ("‘", "’"), ("'", "'")):
        is_end = words.endswith(closing) and words[-2:-1] in (".", ",", "?", "!", "…")
        if is_end and not re.search(rf"(?<!\w){opening}(?=\w)", words):
            return words[:-1].rstrip(",")
        if words.startswith(opening) and closing not in words[1:]:
            return words[1:]
    return words


def called(words: str, role: str) -> str:
    """Return how a source calls a private person, without a name; empty where it does nothing but name.

    >>> called("A mother of two, Ann Lee,", "a mother (not named)"), called("Ann Lee", "a mother (not named)")
    ('A mother', '')
    >>> called("Ann Lee, 34, who lives there,", "a person (not named)")
    'who lives there'
    >>> called("one of the residents", "a person named without an office (not named)")
    'one of the residents'
    >>> called("Lee", "a person (not named)"), called("Neighbours", "neighbours (not named)")
    ('', 'Neighbours')
    """
    plain = " ".join(words.split())
    first, *others = plain.split() or [""]
    # At the head of a sentence a surname looks like any other word.
    is_plain = not first[:1].isupper() or is_a(first.strip(",.;:").casefold(), "common", "private", "plain-group")
    if is_plain and not any(word[:1].isupper() for word in others):
        return plain
    noun = role.removesuffix(" (not named)").rpartition(" ")[2]
    found = re.search(_ROLE.format(role=re.escape(noun)), plain, re.IGNORECASE) if noun else None
    if found and not any(word[:1].isupper() for word in found[0].split()[1:]):
        return found[0]
    bare = re.search(r"(?<!\S)[a-z][^A-Z,]*[a-z](?![^\s,.])", plain)
    return bare[0] if bare else ""


def clean(words: str) -> str:
    """Take out characters that no terminal or page should get, and spaces at the ends.

    >>> clean(" a\\u202eb\\n")
    'a b'
    """
    return _HIDDEN.sub(" ", words).encode("utf-8", "replace").decode().strip()


def few_words(words: str) -> str:
    """Keep the first words of a description, none of them one that leaves it hanging.

    >>> few_words("the chief executive of the trust that ran the home and the bridge"), few_words("its head of care")
    ('the chief executive of the trust', 'its head of care')
    """
    kept = words.split()
    if len(kept) > _FEW:
        kept = kept[:_FEW]
        while len(kept) > 1 and kept[-1].casefold() in _HANGING:
            kept.pop()
    return " ".join(kept)
