"""British headlines that name the speaker last: "Bridge is safe, says inspector"."""

import re
from collections.abc import Iterator, Sequence

from kg.find.acts import acts_of, load_lexicon
from kg.find.manner import hedges_of
from kg.find.wording import wording_of
from kg.find.words import read_words
from kg.finding import Finding
from kg.model import Span

_VERBS = (
    "say|claim|warn|admit|insist|argue|suggest|reveal|find|show|conclude|believe|fear|hear|predict|announce|vow|tell"
)
_LINE = re.compile(
    rf"^[ \t]*(?P<content>\S[^\n]{{8,160}}?),? (?<=, )(?P<cue>(?:{_VERBS})s?|said|found|told)"
    r" (?P<source>[^\n,.?!]{2,60})$",
    re.MULTILINE,
)
# So sure are these: the pattern is rare outside of headlines, and the line is short and has no full stop.
_CONFIDENCE = 0.9


def find_headlines(text: str) -> Iterator[Finding]:
    """Find headlines that end in a verb of saying and the speaker.

    >>> text = "Bridge is safe, says inspector\\n\\nThe bridge was built in 1901."
    >>> [(text[slice(*f.source[0])], text[slice(*f.content[0])]) for f in find_headlines(text)]
    [('inspector', 'Bridge is safe')]
    """
    for match in _LINE.finditer(text):
        content, cue, source = (match.span(name) for name in ("content", "cue", "source"))
        acts = acts_of(load_lexicon(), [match["cue"]], [], match["content"])
        wording = wording_of(read_words(match["content"]), [(0, len(match["content"]))])
        hedges = hedges_of(text, [content])
        yield Finding((source,), (cue,), (content,), _CONFIDENCE, wording, acts, hedge=hedges)


def rests(text: str, headlines: Sequence[Finding]) -> Iterator[Span]:
    """Give the stretches between such headlines, which are read without them.

    >>> text = "Bridge is safe, says inspector\\n\\nIt was built in 1901."
    >>> list(rests(text, list(find_headlines(text))))
    [(30, 53)]
    """
    start = 0
    for headline in headlines:
        if headline.content[0][0] > start:
            yield start, headline.content[0][0]
        start = headline.source[0][1]
    if start < len(text):
        yield start, len(text)
