"""How something is said to have been said: not at all (polarity), and perhaps (hedges)."""

import re
from collections.abc import Sequence

from kg.find.acts import CALLING, RAISING, STATES, load_lexicon
from kg.find.words import Words
from kg.model import Span

AFFIRMED, NEGATED, WITHHELD = "affirmed", "negated", "withheld"
_NOBODY = frozenset("nobody none neither".split())
# What goes on after somebody who is told or blamed; a verb would make him the subject of what is said.
_AFTER_NOBODY = frozenset(
    "why that about of what whether how who whom which where when if for to over in at until else anything"
    " . , ; : ! ?".split()
)
# Words of a subject, from its "nobody" to the verb.
_SUBJECT = 14
_MORE = frozenset(("enough", "highly"))
_MODAL = frozenset("will would could can".split())
_NEGATORS = frozenset("not never neither nor no without n't cannot nobody none nothing hardly".split())
_CLAUSE_ENDS = frozenset('.;:?!—–,"')
# "did not know of it and apologised": a verb of its own tense begins anew; "did not come and apologise" goes on.
_JOINTS = frozenset(
    "and but while who which so after before by despite though although as when then because since that".split()
)
_TENSED = re.compile(r"(?:ed|s|ing|id|old)$", re.IGNORECASE)
# "failed to mention", "without saying", "stopped short of calling": no "not", and yet not done.
_UNDONE = frozenset("fail fails failed failing neglected neglects omitted omits short without instead rather".split())
# "unable to provide data or say": what somebody is unable to do is not done; "those unable to pay say" is a subject.
_UNABLE = frozenset("unable powerless unwilling".split())
_HEDGES = re.compile(
    r"\b(?:reportedly|allegedly|apparently|supposedly|purportedly|seemingly|possibly|perhaps|probably|presumably"
    r"|(?:is|are|was|were|been|be) (?:also |widely |now )?(?:understood|believed|thought|said|reported|alleged"
    r"|rumou?red|likely|expected|claimed|set|feared) to|it (?:is|was) (?:understood|believed|thought|claimed|feared)"
    r"|appear(?:s|ed)? to|seem(?:s|ed)? to|might|may(?! \d)|could(?! not\b|n)"
    r"|I (?:think|believe|suspect|guess)|we (?:think|believe)|my view is|as far as (?:I|we) know"
    r"|if (?:true|confirmed)|(?:feared|fears) (?:that )?)\b",
    re.IGNORECASE,
)
ASKED = frozenset("asked pressed questioned challenged quizzed grilled".split())
_BE = frozenset("is are was were be been being when".split())


def polarity_of(words: Words, cue: Sequence[int], act: str) -> str:
    """Say whether the act was done, was not done, or was held back.

    A "not" counts in the cue and before it within its clause. With a verb of thinking it belongs to what is thought,
    and the act is done; with one of calling for something the call is held back. A subject
    that is nobody counts from further off: "no one at the council has apologised".

    >>> from kg.find.words import read_words
    >>> texts = ("He did not apologise.", "Yes and he apologises", "She has now told nobody why.")
    >>> [polarity_of(read_words(text), [3], "apologises") for text in texts]
    ['negated', 'affirmed', 'negated']
    """
    if act == "withholds-call":
        return WITHHELD
    if not cue:
        return AFFIRMED
    first = cue[0]
    before: list[str] = []
    for index in range(first - 1, max(first - 5, -1), -1):
        is_joint = words.forms[index].lower() in _JOINTS and _TENSED.search(words.forms[first])
        if words.forms[index] in _CLAUSE_ENDS or words.breaks[index] >= 2 or is_joint:
            break
        before.append(words.forms[index].lower())
    forms = [words.forms[index].lower() for index in cue] + before
    if (
        not _is_of_nobody(words, first)
        and not _is_to_nobody(words, cue[-1] + 1)
        and not _is_unable(words, cue, first - len(before))
        and not any(_negates(words, index) for index in [*_until_named(words, cue), *range(first - len(before), first)])
    ):
        return AFFIRMED
    # "could not apologise enough": more of it, not less.
    if any(form.lower() in _MORE for form in words.forms[cue[-1] + 1 : cue[-1] + 3]):
        return AFFIRMED
    if any(form in RAISING for form in forms) or act in ("doubts", "declines-to-comment"):
        return AFFIRMED
    if act == "refuses" and _refuses_by_not(words, cue):
        return AFFIRMED
    return WITHHELD if act in CALLING else NEGATED


def _refuses_by_not(words: Words, cue: Sequence[int]) -> bool:
    """Say whether a refusal lies in its "not": "would not be drawn"; "did not refuse" takes a refusal back."""
    bare = [form for index in cue if (form := words.forms[index].lower()) not in _NEGATORS]
    after = [form.lower() for form in words.forms[cue[-1] + 1 : cue[-1] + 4]]
    return load_lexicon().of_cue([form for form in bare if form not in _MODAL] or bare, after) != "refuses"


def _is_of_nobody(words: Words, first: int) -> bool:
    """Say whether the clause before a cue speaks of nobody; "No 10" is somebody."""
    for index in range(first - 1, max(first - _SUBJECT, -1), -1):
        form = words.forms[index].lower()
        if form in _CLAUSE_ENDS or form in _JOINTS or words.breaks[index + 1] >= 2:
            return False
        if form in _NOBODY or (form == "no" and words.forms[index + 1].lower() == "one"):
            return True
    return False


def _is_to_nobody(words: Words, start: int) -> bool:
    """Say whether what follows a cue is nobody that it is said to: "told nobody why", not "said nobody knew why"."""
    forms = [form.lower() for form in words.forms[start : start + 3]]
    length = 1 if forms[:1] and forms[0] in _NOBODY else 2 if forms[:2] == ["no", "one"] else 0
    following = forms[length] if length < len(forms) else "."
    return bool(length) and following in _AFTER_NOBODY


def _until_named(words: Words, cue: Sequence[int]) -> Sequence[int]:
    """Return the words of a cue up to the one that names the act: "apologised for not coming" is an apology."""
    lexicon = load_lexicon()
    for place, index in enumerate(cue):
        if lexicon.of_cue([words.forms[index]], []) not in (None, STATES):
            return cue[: place + 1]
    return cue


def _is_unable(words: Words, cue: Sequence[int], start: int) -> bool:
    """Say whether somebody is unable to do what a cue tells: "unable to provide data or say"."""
    is_second = cue[0] > 0 and words.forms[cue[0] - 1].lower() == "or"
    for index in range(cue[-1] - 1, max(start - (_SUBJECT if is_second else 0), 0) - 1, -1):
        form = words.forms[index].lower()
        if form in _CLAUSE_ENDS and index < cue[0]:
            return False
        if form in _UNABLE and words.forms[index + 1].lower() == "to":
            between = [form.lower() for form in words.forms[index + 2 : cue[0]]]
            return is_second or all(form.endswith("ly") for form in between)
    return False


def _negates(words: Words, index: int) -> bool:
    form = words.forms[index].lower()
    following = words.forms[index + 1].lower() if index + 1 < len(words) else ""
    if form in _UNDONE:
        return form == "without" or following in ("to", "of", "than")
    if form == "yet":
        # "has yet to apologise".
        return following == "to"
    if form in _NEGATORS:
        # "not only said" and "no doubt said" deny nothing that was said.
        return following not in ("only", "just", "doubt", "least")
    return form == "t" and index > 1 and words.forms[index - 1] in ("'", "’") and words.forms[index - 2].endswith("n")


def hedges_of(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """List the words in some spans by which a report holds back, as printed and in order, each once.

    >>> hedges_of("Pakistan reportedly refused, and may do so in May.", [(0, 50)])
    ('reportedly', 'may')
    """
    found = [
        match.group().strip()
        for start, end in _together(text, spans)
        for match in _HEDGES.finditer(text, start, end)
        if match.group() != "May"
    ]
    return tuple(dict.fromkeys(found))


def _together(text: str, spans: Sequence[Span]) -> list[Span]:
    """Join spans with nothing but space between them: "it | is understood | that" is one hedge over three."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def is_asked(words: Words, cue: Sequence[int], source: int) -> bool:
    """Say whether the one named as a source is asked rather than asking: "Asked by nobody, **he** said ...".

    Args:
        words: of the text.
        cue: the words of the cue.
        source: the first word of the source.

    >>> from kg.find.words import read_words
    >>> [is_asked(read_words("Asked about it by Ann, Bob left."), [0], source) for source in (4, 6)]
    [False, True]
    """
    forms = [words.forms[index] for index in cue]
    verb = next((place for place, form in enumerate(forms) if form.lower() in ASKED), None)
    if verb is None or (source > 0 and words.forms[source - 1].lower() == "by"):
        return False
    before = words.forms[cue[0] - 1].lower() if verb == 0 and cue[0] else ""
    is_passive = any(form.lower() in _BE for form in forms[:verb])
    return is_passive or (verb == 0 and (forms[0][0].isupper() or before == "when") and source > cue[0])
