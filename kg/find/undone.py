"""Acts that a content says somebody else did not do: "the minister had not offered to resign", said his spokesman."""

import re
from collections.abc import Iterator

from kg.find.acts import CALLING, PERFORMED, load_lexicon
from kg.find.manner import NEGATED, WITHHELD, hedges_of
from kg.finding import Finding, Part
from kg.model import Span

_NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady)\.? )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}|[Tt]he (?:[\w’'-]+ ){0,2}[\w’'-]+"
_NOT_DONE = re.compile(
    rf"\b(?P<who>{_NAME}|[Hh]e|[Ss]he|[Tt]hey) (?P<cue>(?:has|have|had|did|does|do|is|was|are|were)"
    r"(?: not| never|n['’]t) (?:(?:yet|ever|\w+ly) )?(?P<verb>\w+))(?P<rest>(?: [^.;:?!\n“”\"]*)?)"
)
_PRONOUNS = frozenset("he she they".split())
_FOR_ANOTHER = re.compile(
    r"\b(?:spokes\w+|downing street|number 10|no\.? ?10|office|aides?|source|all(?:y|ies))\b", re.IGNORECASE
)
# The pattern is strict, but who is meant may be another than the words say.
_CONFIDENCE = 0.6


def find_undone(text: str, span: Span, wording: str, source: str = "") -> Iterator[Finding]:
    """Find what a content says that somebody did not do.

    What the speaker himself did not do is the outer statement's own polarity: a pronoun in reported speech may be he.

    >>> text = "The minister had not offered to resign"
    >>> [(text[slice(*f.source[0])], f.acts[0], f.polarity) for f in find_undone(text, (0, len(text)), "indirect")]
    [('The minister', 'offers-resignation', 'negated')]
    """
    for match in _NOT_DONE.finditer(text, *span):
        # A spokesman's "he" is another.
        is_own = wording != "direct" and not _FOR_ANOTHER.search(source)
        if is_own and match["who"].lower() in _PRONOUNS:
            continue
        act = load_lexicon().of_cue([match["verb"]], re.findall(r"\w+", match["rest"])[:3])
        if act not in PERFORMED:
            continue
        rest = match["rest"].rstrip(" ,'’")
        start = match.end("cue") + len(rest) - len(rest.lstrip())
        content = (start, match.end("cue") + len(rest)) if rest.strip() else match.span("verb")
        told, polarity = (("withholds-call",), WITHHELD) if act in CALLING else ((act,), NEGATED)
        yield Finding(
            (match.span("who"),),
            (match.span("cue"),),
            (content,),
            _CONFIDENCE,
            "indirect",
            told,
            polarity,
            hedges_of(text, [content]),
            parts=(Part((content,), told, polarity),),
        )
