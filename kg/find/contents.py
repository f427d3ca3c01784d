"""What a content shows of its act, where its cue tells only that it was said: patterns, by kind of speaker."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_HERE = Path(__file__).parent
OFFICIAL, CRITIC, INSPECTOR, OTHER = "official", "critic", "inspector", "other"
# A "not" up to five words before a pattern turns it round: "had not taken it seriously" reassures nobody.
_DENIED = re.compile(
    r"(?:\b(?:not(?! only\b)|never|no|nor|neither|without|cannot)|n['’]t)\b"
    r"(?:[^\w.;:?!]+(?!(?:and|but|because|which|while|who|so)\b)\w+){0,4}[^\w.;:?!]*$",
    re.IGNORECASE,
)
_REACH = 60
_BODY = (
    "(?:the|our|this) (?:board|company|firm|department|government|council|trust|force|service|agency|ministry|authority"
    "|school|hospital|bank|operator|university|prison|governor|minister|party)"
)
# Who speaks, and whose: in quotation marks, and as reported.
_SPOKEN = {"{I}": f"(?:i|we|{_BODY})", "{MY}": "(?:my|our)"}
_REPORTED = {"{I}": f"(?:he|she|it|they|{_BODY})", "{MY}": "(?:his|her|its|their)"}
_ADVERBS = "(?:(?:also|now|then|already|still|just|really|\\w+ly) )*"


@dataclass(frozen=True)
class Row:
    """A pattern with its act: as spoken and as reported, and the kinds of speakers of whom it holds."""

    act: str
    kinds: frozenset[str]
    spoken: re.Pattern[str]
    reported: re.Pattern[str]

    def shows(self, text: str, is_spoken: bool) -> bool:
        """Say whether a text shows the act and no "not" before it takes it back."""
        for match in (self.spoken if is_spoken else self.reported).finditer(text):
            if not _DENIED.search(text, max(0, match.start() - _REACH), match.start()):
                return True
        return False


def acts_shown(text: str, kind: str, wording: str) -> Iterator[str]:
    """Name the acts that the words of a content show, in the order of the table.

    Args:
        text: the content.
        kind: of the speaker, as ``kind_of`` tells it.
        wording: direct, mixed or indirect.

    >>> list(acts_shown("We apologise for this failure", OFFICIAL, "direct"))[0]
    'apologises'
    >>> list(acts_shown("it would publish the letters", OFFICIAL, "indirect"))
    ['promises']
    """
    flags = [True] if wording == "direct" else [False] if wording == "indirect" else [True, False]
    for row in _rows():
        if kind in row.kinds and any(row.shows(text, flag) for flag in flags):
            yield row.act


def undone(text: str, wording: str) -> str:
    """Return what the speaker says that he did not do, from its verb on; empty where there is nothing.

    >>> undone("“I have not blamed anybody for it”", "direct")
    'blamed anybody for it”'
    """
    for flag, names in ((True, _SPOKEN), (False, _REPORTED)):
        match = _undone(names["{I}"]).search(text) if wording != ("indirect" if flag else "direct") else None
        if match:
            return match[1]
    return ""


@cache
def _undone(who: str) -> re.Pattern[str]:
    helping = r"(?:am|is|are|was|were|do|does|did|ha(?:s|ve|d))"
    meaning = (
        r"(?:(?:going|wanting|want|seeking|seek|trying|looking|here|wish|wishing|about|in the business of|interested in"
        r"|getting|entering|engaging|indulging) (?:to )?)?"
        # "not going down the road of blaming", "not getting into the blame game".
        r"(?:(?:down|into|involved in|in) (?:(?:the|that|this|any|a) )?(?:(?:road|path|route|line|business) of )?)?"
    )
    between = r"(?:(?:yet|ever|been|be|quite|so|just|\w+ly) )?"
    return re.compile(
        rf"\b{who}(?:['’](?:m|re|ve))? ?(?:{helping})?(?: not| never|n['’]t) {between}{meaning}(\w+.*)",
        re.IGNORECASE | re.DOTALL,
    )


@lru_cache(maxsize=4096)
def kind_of(source: str) -> str:
    """Tell what kind of speaker the words of a source name.

    >>> [kind_of(words) for words in ("a spokesman for the trust", "the nurses' union", "inspectors", "he")]
    ['official', 'critic', 'inspector', 'other']
    """
    for pattern, kind in _kinds():
        if pattern.search(source):
            return kind
    return OTHER


@cache
def _kinds() -> Sequence[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in read_table("sources.tsv")]


@cache
def _rows() -> Sequence[Row]:
    return [
        Row(act, _allowed(kinds), _filled(pattern, _SPOKEN), _filled(pattern, _REPORTED))
        for act, kinds, pattern in read_table("contents.tsv")
    ]


def _allowed(kinds: str) -> frozenset[str]:
    every = frozenset((OFFICIAL, CRITIC, INSPECTOR, OTHER))
    if kinds == "any":
        return every
    named = frozenset(kinds.removeprefix("-").split(","))
    return every - named if kinds.startswith("-") else named


def _filled(pattern: str, names: dict[str, str]) -> re.Pattern[str]:
    for name, words in {**names, "{A}": _ADVERBS}.items():
        pattern = pattern.replace(name, words)
    return re.compile(pattern, re.IGNORECASE)


def read_table(name: str) -> Iterator[tuple[str, ...]]:
    """Read the rows of a table beside this module: columns apart by tabs, lines of # left out."""
    for line in (_HERE / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))
