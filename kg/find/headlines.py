"""British headlines that name the speaker last: "Bridge is safe, says inspector"."""

import re
from collections.abc import Iterator

from kg.find.manner import hedges_of
from kg.find.parts import chief_acts, parts_of
from kg.find.wording import wording_of
from kg.find.words import read_words
from kg.finding import Finding

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
        wording = wording_of(read_words(match["content"]), [(0, len(match["content"]))])
        parts = tuple(parts_of(text, [content], ([match["cue"]], []), match["source"], wording))
        hedges = hedges_of(text, [content])
        yield Finding((source,), (cue,), (content,), _CONFIDENCE, wording, chief_acts(parts), hedge=hedges, parts=parts)
