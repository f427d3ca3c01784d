"""What stands around a question and is none of it: a greeting, what is enough of, a draft to be checked, a tag."""

import re

from kg.ask.patterns import Begun, Hinted, Lazy
from kg.ask.reasons import bare

_DID = (
    r"(?:did|does|do|has|have|had|is|are|was|were|can|could|would|didn't|doesn't|don't|hasn't|haven't|isn't|wasn't"
    r"|weren't)"
)
_ASKS = rf"(?:what|who|whom|whose|which|how|why|when|where|{_DID})"
_HEAD = Begun(
    "yes or|yes/|y/n|true or|hi|hello|hey|morning|evening|afternoon|ok|okay|right|well",
    rf"^(?:yes or no|yes/no|y/n|true or false|hi|hello|hey|(?:good )?(?:morning|evening|afternoon)|ok|okay|right|well)"
    rf"(?: there| all| folks| team)?\s*[,:;!–—-]+\s*(?={_ASKS}\b)",
    re.I,
)
# What the asker wants no more of names nothing that he asks for.
_ENOUGH = Begun(
    "enough|forget|never mind|leave|leaving|setting",
    rf"^(?:enough (?:about|of)|forget(?: about)?|never mind(?: about)?|leav(?:e|ing) aside|setting aside)"
    rf" [^:?]{{2,60}}?\s*[:–—]\s*(?={_ASKS}\b)",
    re.I,
)
_BETWEEN_US = Begun(
    "between|honestly|be honest|seriously|frankly|in your",
    r"^(?:between (?:us|ourselves|you and me)|honestly|be honest|seriously|frankly)\s*[,:–—-]\s*",
    re.I,
)
_ACCORDING = Begun(
    "according to",
    r"^according to (?P<who>(?:the )?[\w'’. -]{2,50}), (?P<did>did|do|does|was|were|is|are|has|have|had) "
    r"(?P<what>[^?]+)\??$",
    re.I,
)
_DRAFT = Begun(
    "our|my|the|this|a|draft",
    r"^(?i:our|my|the|this|a) (?:draft|copy|script|headline|intro|caption|first version) (?:has|had)"
    r" (?P<who>(?:the )?[A-Z][\w'’. -]{1,50}?) (?P<verb>[a-z]+)ing (?P<rest>[^.?;:]*)[.;:,–—-]+\s*"
    r"(?i:did|has|is|was|does) (?:he|she|they|it|that|this)\b[^?]*\?*$",
)
_DRAFTED = Begun(
    "draft|our draft|my draft|copy|caption|headline",
    r"^(?:(?:our|my|the) )?(?:draft|copy|caption|headline)\s*[:–—-]+\s*(?P<claim>[^?:]+?)[.;,]?\s*"
    r"(?:ok|okay|fine|safe|fair|right|correct|true|all right|alright)\s*\?$",
    re.I,
)
_TAG = Hinted(
    ", did",
    r"^(?:so |and |but )?(?P<claim>[^?]+?), (?:didn't|did) (?:he|she|they|it)(?: not)?(?: really)?\s*\?+$",
    re.I,
)
_THEN = Hinted("so ", r"^so,? (?P<claim>[^?(]+?)(?:,? (?:then|right|yes|correct))?\s*\?+\s*\([^()]*\)\s*$", re.I)
_NAMELESS = Lazy(
    r"\s*[,;(–—-]+\s*(?:no names? (?:given|attached|mentioned)|(?:name|identity) (?:not given|withheld)|not named"
    r"|without (?:a|giving a) name)\)?\s*(?=[?.]*$)",
    re.I,
)
_WILL_NOT = Begun("who won't|who will not|who wouldn't", r"^who (?:won't|will not|wouldn't) (?!be\b|have\b)", re.I)
_REQUEST = Begun(
    "should|will|would|is|are",
    r"^[^:?]{4,80}:\s*(?=(?:please )?(?:give|show|find|list|tell)(?: me| us)? )",
    re.I,
)
# Of what somebody said of a thing, his no is as good an answer as his yes.
_ANYTHING = Begun(
    "did|has|have",
    r"^(?:did|has|have) (?P<who>(?:the )?[\w'’. -]{2,50}?) (?:ever )?(?:say|said) (?:anything|something)(?: at all)?"
    r" (?:about|on|as to) (?=whether |if |how |why |when )",
    re.I,
)
_ATTRIBUTED = Begun(
    "what is|what was|what's|what has|what else",
    r"^what(?:'s| is| was| has been| else is) (?:attributed|ascribed|credited) to (?P<who>(?:the )?[\w'’. -]{2,40}?)"
    r"(?: (?:him|her|it|them)sel(?:f|ves))?(?:,? (?:rather than|and not|not) [^?]*)?\s*\?*$",
    re.I,
)
_ATTRIBUTABLE = Hinted(
    "attribut|ascribed|credited",
    r"\b(?P<words>remarks?|words|quotes?|quotations?|statements?|comments?)(?: that (?:are|were))? "
    r"(?:attributed|attributable|ascribed|credited) to ",
    re.I,
)
# The record knows days, and no hours.
_NIGHT = Hinted("on the ", r"\bon the (?:night|morning|evening|afternoon)(?= (?:of|that|when|it)\b|\s*[?.]*$)", re.I)
_AUXILIARY = Lazy(r"\b(?:is|are|was|were|has|have|had|will|would|can|could)\b", re.I)


def take_claim(text: str) -> str:
    """Return a question without what only stands around it; a claim to be checked as a question for yes or no.

    Args:
        text: as typed.

    >>> take_claim("yes or no, did Poe resign?"), take_claim("Enough about the fog: who was on the bridge?")
    ('did Poe resign?', 'who was on the bridge?')
    >>> take_claim("Poe blamed the pilot, didn't he?"), take_claim("Our draft has Poe offering to resign. Did he?")
    ('did Poe blamed the pilot?', 'did Poe offer to resign?')
    """
    text = _BETWEEN_US.sub("", _ENOUGH.sub("", _HEAD.sub("", text.strip())))
    text = _WILL_NOT.sub("who refuses to ", _NAMELESS.sub("", _REQUEST.sub("", text)))
    text = _ATTRIBUTABLE.sub(r"\g<words> by ", _ATTRIBUTED.sub(r"what did \g<who> say?", text))
    text = _NIGHT.sub("on the day", _ANYTHING.sub(r"what did \g<who> say about ", text))
    if found := _ACCORDING.match(text):
        did = "" if found["did"].lower() in ("did", "do", "does") else f"{found['did']} "
        return f"did {found['who']} say {did}{found['what'].strip()}?"
    if found := _DRAFT.match(text):
        return f"did {found['who']} {bare(found['verb'])} {found['rest'].strip()}?"
    if found := _DRAFTED.match(text):
        return f"{found['claim'].strip()}?"
    if found := _TAG.match(text) or _THEN.match(text):
        claim = found["claim"].strip()
        return f"{claim}?" if _AUXILIARY.search(claim) else f"did {claim}?"
    return text
