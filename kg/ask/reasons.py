"""Questions for a reason, a source or a first time, put without asking why, which or when; in the plain form."""

import re

from kg.ask.patterns import Hinted, Lazy

_WHO = r"(?P<who>(?:the )?[\w'’. -]{2,50}?)"
_WHY = r"(?:reasons?|excuses?|grounds|explanations?|justifications?|case)"
_GIVEN = Hinted(
    "reason|excuse|grounds|explanation|justification|case",
    rf"^(?:what|which|on what) {_WHY} (?:did|does|has|have) {_WHO} (?:give|given|offer|offered|have|cite|cited"
    rf"|put forward)"
    r" for (?P<deed>(?:not |never )?\w+ing\b.*)$",
    re.I,
)
_OWN = Hinted(
    "reason|excuse|grounds|explanation|justification|case",
    rf"^(?:what (?:is|was|were|are) |what's )?{_WHO}(?:'s|’s|s'|s’) (?:own |stated |given )?{_WHY} for"
    r" (?P<deed>(?:not |never )?\w+ing\b.*)$",
    re.I,
)
_DEED = Lazy(r"^(?P<no>not |never )?(?P<verb>\w+)ing\b(?P<rest>.*)$", re.I)
# Before these a verb lost its e, before "ing".
_DROPPED = Lazy(r"(?:[vzcu]|[^s]s|[^aeiou][aiu]t|dg)$", re.I)
_DOUBLE = Lazy(r"([bdgmnprt])\1$", re.I)
_SOURCE = Hinted(
    "source|sourcing|evidence|provenance|authority",
    r"^(?:(?:what|who)(?:'s| is| was) )?(?:the |our |a )?(?:source|sourcing|provenance|authority) (?:for|of|behind)"
    r" (?:(?:the|a|this) (?:claim|line|statement|assertion|story|idea|fact|quote) )?that (?P<said>.+)$",
    re.I,
)
_FIRST_TIME = Hinted(
    " time ",
    r"^(?:when was|what was) the (?P<which>first|last) time (?:that )?(?P<what>[^?]+?)\s*\??$",
    re.I,
)
_AGAINST = Hinted(" out against ", r"\b(?P<verb>came|come|comes|spoke|spoken|speak|speaks) out against\b", re.I)
_CRITICS = Hinted(
    "critics", r"^(?:who (?:are|were) |name )(?P<who>[^?]+?)(?:'s|’s|s'|s’) (?:main |fiercest )?critics\b", re.I
)
_THEY_SAY = Hinted(
    "how many|how much|how long",
    r"^(?P<count>how (?:many|much|long)\b[^?]*?) (?:did|do|does|have|has) (?:they|people|everyone|we|it"
    r"|the (?:papers|sources"
    r"|reports|press))"
    r" (?:say|said|think|reckon|claim|report)(?: that)? (?P<rest>(?:was|were|is|are|had|have|has)\b.*)$",
    re.I,
)


_NUMBER = Hinted(
    "number |count |tally ",
    r"^(?:the )?(?:number|head ?count|tally) (?P<what>(?!of\b|for\b|on\b|one\b|ten\b|that\b)[a-z][a-z ]{2,60}?)\s*\??$",
)


_VERBS = {
    "apology": "apologise",
    "denial": "deny it",
    "admission": "admit it",
    "warning": "warn",
    "promise": "promise",
    "explanation": "explain",
    "resignation": "resign",
}
_THERE = Hinted(
    "there ",
    r"^(?:was|is|were|has|have) there (?:ever )?(?:been )?(?:an?|any|some) (?P<deed>"
    + "|".join(_VERBS)
    + r")s? (?:from|by) (?P<who>[^?]+?)\s*\??$",
    re.I,
)


def in_plain_question(text: str) -> str:
    """Return a question for a reason, a source or a first time as one that asks why, which or when.

    Args:
        text: less what it is wrapped in.

    >>> in_plain_question("what was Poe's reason for not publishing the papers")
    'why did Poe refuse to publish the papers'
    >>> in_plain_question("what reason did Poe give for refusing to go?")
    'why did Poe refuse to go?'
    """
    if (found := _GIVEN.match(text) or _OWN.match(text)) and (deed := _DEED.match(found["deed"])):
        # Who has a reason for not doing a thing has refused to do it.
        no = "refuse to " if deed["no"] else ""
        return f"why did {found['who']} {no}{bare(deed['verb'])}{deed['rest']}"
    if found := _SOURCE.match(text):
        return f"which outlet reported that {found['said']}"
    if found := _FIRST_TIME.match(text):
        return f"when was it that {found['what']} {found['which']}"
    if found := _CRITICS.match(text):
        return f"who criticised {found['who']}?"
    if found := _THERE.match(text):
        return f"did {found['who']} {_VERBS[found['deed'].lower()]}?"
    if found := _NUMBER.match(text):
        return f"how many {found['what']}"
    if found := _THEY_SAY.match(text):
        return f"{found['count']} {found['rest']}"
    return _AGAINST.sub(lambda came: "criticise" if came["verb"].lower() in ("come", "speak") else "criticised", text)


def bare(verb: str) -> str:
    """Return a verb of which "ing" was cut as it stands behind "did".

    >>> [bare(verb) for verb in ("publish", "refus", "giv", "resign", "runn", "tell", "releas")]
    ['publish', 'refuse', 'give', 'resign', 'run', 'tell', 'release']
    """
    if _DOUBLE.search(verb):
        return verb[:-1]
    return f"{verb}e" if _DROPPED.search(verb) else verb
