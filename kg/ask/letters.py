"""Questions written as letters: whom they greet and who signs them is nobody that they ask about."""

import re

from kg.ask.patterns import Begun, Hinted

_ASKS = (
    r"(?:what|who|whom|whose|which|how|why|when|where|did|does|do|has|have|had|is|are|was|were|can|could|would|will"
    r"|should|any|anyone|anybody|i|i'm|we|we're|my|please|tell|show|find|give|list)"
)
_GREETING = Begun(
    "dear |hi|hello|hey|good |greetings|to whom|morning|afternoon|evening|attn|for the attention",
    rf"^(?:dear(?:\s+(?!{_ASKS}\b)[\w'’&/.-]+){{1,6}}?"
    rf"|to whom it may concern|(?:attn\.?|for the attention of):?(?:\s+(?!{_ASKS}\b)[\w'’&.-]+){{1,5}}?"
    rf"|(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening|day))(?:\s+(?!{_ASKS}\b)[\w'’&.-]+){{0,3}}?"
    # With a name behind it, a bare "evening" may be an outlet.
    r"|(?:morning|afternoon|evening)(?: all| both)?)"
    r"(?:\s*[,:;!–—]+\s*|\s*\.\s+|\s+-+\s+)(?=\S*\w)",
    re.I,
)
_THANKS = (
    r"(?:thank you|thanks|many thanks|much obliged|with thanks)(?: again)?(?: so| very)?(?: much| kindly)?"
    r"(?: indeed| in advance| for (?:your|any|the) \w+(?: \w+)?){0,3}+"
)
# Atomic: "best regards" is one close and never two, or a row of them would be cut in every way there is.
_CLOSE = (
    r"(?>(?:with )?(?:(?:my|very|kind|kindest|best|warm|warmest|good|all good) ){0,4}+(?:regards|wishes)"
    r"|yours(?: (?:very )?(?:sincerely|faithfully|truly|ever|respectfully|cordially|in \w+))?"
    rf"|sincerely(?: yours)?|respectfully(?: yours)?|cordially|cheers|all the best|best|{_THANKS})"
)
_WORD = r"(?:[A-Z][\w'’.&-]*|\([^()?]{1,60}\)|of|the|at|for|from|and|de|van|von|&|[-–—|/])"
_NAME = rf"{_WORD}(?:[\s,]+{_WORD}){{0,12}}"
# In haste a name is typed small: one or two words of it, behind a comma.
_SMALL = r"(?:,\s*[a-z][\w'’-]*(?: [a-z][\w'’-]*)?)"
_CLOSING = Hinted(
    "regards|wishes|yours|sincerely|respectfully|cordially|cheers|thank|best|obliged",
    rf"(?P<end>[?.!;,]|\s[-–—]+)\s*(?i:{_CLOSE})(?:(?:[\s,.!:–—-]+)(?i:and )?(?i:{_CLOSE})){{0,3}}"
    rf"(?:[\s,.!:–—-]+(?!(?i:to)\b)(?:(?i:from)\s+)?{_NAME}|{_SMALL})?[\s.,!]*$",
)
_MY_NAME = Hinted(
    "my name", r"(?:^|(?<=[.!?,] ))my name(?:'s|’s| is) (?:[A-Z][\w'’.-]*\s?){1,4}(?:,|\.|;| and(?= I\b)|\s[-–—])\s*"
)


def strip_letter(text: str) -> str:
    """Return a question without greeting and signature; as it was where nothing else stands in it.

    Args:
        text: as typed, on one line.

    >>> strip_letter("Dear librarian, what did Davis say? Kind regards, P. Whitlock")
    'what did Davis say?'
    >>> strip_letter("What did Davis say, thanks to the report?")
    'What did Davis say, thanks to the report?'
    """
    rest = text
    if found := _GREETING.match(rest):
        rest = rest[found.end() :]
    if found := _MY_NAME.search(rest):
        rest = f"{rest[: found.start()]}{rest[found.end() :]}"
    if found := _CLOSING.search(rest):
        rest = rest[: found.start()] + found["end"].strip(" ,;-–—")
    return rest if any(char.isalnum() for char in rest) else text
