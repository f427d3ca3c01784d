"""What an attribution does, sentence by sentence: one quotation may admit, promise and blame."""

import re
from collections.abc import Callable, Iterator, Sequence

from kg.find.acts import CALLING, STATES, act_not_done, acts_of, load_lexicon, names_act
from kg.find.manner import AFFIRMED, NEGATED, WITHHELD
from kg.find.sentences import clauses, sentences
from kg.finding import Part
from kg.model import Span

_DIRECTED = frozenset(("orders",))
# "apologised for the delay but refused to go": a second verb of the reporter's, with the same speaker.
_JOINT = re.compile(
    r"\b(?:and|but|yet) (?:(?:also|then|later|again|has|have|had|he|she|they|\w+ly) )*"
    r"(?:(?P<not>(?:(?:did|has|have|had)(?: not|n['’]t)|never) (?:\w+ly )?)(?P<base>[a-z]{4,})"
    r"|(?P<verb>[a-z]+ed|swore|told))\b"
)
_JOINED = frozenset(
    "admits apologises regrets promises announces denies refuses declines-to-comment blames accuses criticises praises"
    " defends demands calls-for orders warns confirms reveals offers-resignation supports asks".split()
)
# "urged that safety is what counts", not "urged that it be shut" or "urged them to say what is known".
_FACT = re.compile(
    r"that (?!.*\b(?:should|must|ought|needs?|be|to)\b)[^.;:]*?\b(?:is|are|was|were|has|had)\b"
    r"|(?:is|are|was|were) (?!to\b)",
    re.IGNORECASE,
)
# A long quotation does many things; the finding names the first of them, its parts name all.
_MOST = 6


def parts_of(
    text: str, contents: Sequence[Span], said: tuple[Sequence[str], Sequence[str]], source: str, wording: str
) -> list[Part]:
    """Tell the acts of each sentence of a content; neighbours that do the same are one part.

    Args:
        text: the whole text.
        contents: the spans of the content.
        said: the words of the cue, and the words after it.
        source: the words that name the speaker.
        wording: direct, mixed or indirect.

    >>> text = "We are sorry. We will pay. We will pay it all."
    >>> [(part.content, part.acts[0]) for part in parts_of(text, [(0, len(text))], ([], []), "", "direct")]
    [(((0, 13),), 'apologises'), (((14, 46),), 'promises')]
    """
    cue, after = said
    if cue and contents and tells_fact(acts_of(cue, after, "", source, wording), text[slice(*contents[0])]):
        cue = []
    is_named = bool(cue) and names_act(load_lexicon(), cue, after)
    by_cue = acts_of(cue, after, "", source, wording)

    def acts(span: Span) -> tuple[str, ...]:
        shown = acts_of([] if is_named else cue, after, text[slice(*span)], source, wording)
        if not is_named:
            return shown
        others = tuple(act for act in shown if act not in (STATES, *by_cue))
        if by_cue[0] in _DIRECTED and wording == "direct":
            # What stands in quotation marks behind "instructed" is no order by itself.
            return (*(others[:1] or (STATES,)), *by_cue)
        return by_cue if span[0] == contents[0][0] or not others else (*others[:1], *by_cue)

    found: list[Part] = []
    for span in (sentence for content in contents for sentence in sentences(text, content)):
        if not is_named and (undone := act_not_done(text[slice(*span)], wording)):
            found.append(_not_done(span, undone))
            continue
        joints = list(joined_acts(text, span)) if is_named and wording != "direct" else []
        first = (span[0], span[0] + len(text[span[0] : joints[0][0][0]].rstrip())) if joints else span
        for clause, names in _by_clause(text, first, acts, is_named) if first[0] < first[1] else ():
            _append(found, clause, names, contents)
        found += [Part((clause,), (act,), polarity) for clause, act, polarity in joints]
    return found


def tells_fact(acts: Sequence[str], content: str) -> bool:
    """Say whether what follows a call is no call: a clause with "that" which tells how things are.

    >>> tells_fact(["calls-for"], "that the pier is safe"), tells_fact(["calls-for"], "that the pier should be shut")
    (True, False)
    """
    return bool(CALLING.intersection(acts)) and _FACT.match(content) is not None


def joined_acts(text: str, span: Span) -> Iterator[tuple[Span, str, str]]:
    """Give what else the speaker of a reported sentence does in it, with act and polarity: "... but refused to go".

    >>> text = "for the delay but refused to go, and did not promise a refund"
    >>> [(text[a:b], act, polarity) for (a, b), act, polarity in joined_acts(text, (0, len(text)))]
    [('but refused to go,', 'refuses', 'affirmed'), ('and did not promise a refund', 'promises', 'negated')]
    """
    lexicon = load_lexicon()
    told: list[tuple[int, str, str]] = []
    for match in _JOINT.finditer(text, *span):
        act = lexicon.of_cue([match["verb"] or match["base"]], re.findall(r"\w+", text[match.end() : span[1]])[:3])
        if act is None or act not in _JOINED or _is_quoted(text[span[0] : match.start()]):
            continue
        is_undone = bool(match["not"])
        if is_undone and act in CALLING:
            act = "withholds-call"
        told.append((match.start(), act, (WITHHELD if act == "withholds-call" else NEGATED) if is_undone else AFFIRMED))
    ends = [*(start for start, _, _ in told[1:]), span[1]] if told else []
    for (start, act, polarity), end in zip(told, ends, strict=True):
        yield (start, start + len(text[start:end].rstrip())), act, polarity


def begins_anew(text: str, part: Part) -> bool:
    """Say whether a part has a verb of its own ("and promised"), so that a "not" before the cue is not its own."""
    return _JOINT.match(text, part.content[0][0]) is not None


def _is_quoted(before: str) -> bool:
    """Say whether a quotation is still open after some words."""
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _not_done(span: Span, act: str) -> Part:
    """Tell an act that the speaker says was not done; a call not made is held back."""
    if act in CALLING:
        return Part((span,), ("withholds-call",), WITHHELD)
    return Part((span,), (act,), NEGATED)


def _by_clause(
    text: str, sentence: Span, acts: Callable[[Span], tuple[str, ...]], is_named: bool
) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Take a sentence apart where its clauses do different things."""
    pieces = [] if is_named else clauses(text, sentence)
    named = [acts(piece) for piece in pieces] if len(pieces) > 1 else []
    if len({names[0] for names in named}) > 1:
        yield from zip(pieces, named, strict=True)
    else:
        yield sentence, acts(sentence)


def _append(found: list[Part], span: Span, acts: tuple[str, ...], contents: Sequence[Span]) -> None:
    """Add a stretch, joined to the one before where it does the same."""
    last = found[-1] if found else None
    if last is None or last.acts != acts or last.polarity != AFFIRMED:
        found.append(Part((span,), acts))
        return
    start = last.content[-1][0]
    is_together = any(left <= start and span[1] <= right for left, right in contents)
    joined = (*last.content[:-1], (start, span[1])) if is_together else (*last.content, span)
    found[-1] = Part(joined, acts)


def chief_acts(parts: Sequence[Part]) -> tuple[str, ...]:
    """Name what a whole content does: the acts of its parts in their order, the plain "states" last.

    >>> chief_acts([Part((), ("states",)), Part((), ("promises", "admits"))])
    ('promises', 'admits', 'states')
    """
    named = [part.acts[0] for part in parts] + [act for part in parts for act in part.acts[1:]]
    acts = [act for act in dict.fromkeys(named) if act != STATES][:_MOST]
    return (*acts, STATES) if any(STATES in part.acts for part in parts) else tuple(acts)
