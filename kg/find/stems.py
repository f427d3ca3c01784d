"""Words cut down to a stem, so that "denies", "denied" and "denying" are one."""

import re
from functools import lru_cache

_IRREGULAR = dict(
    pair.split(":")
    for pair in """said:say told:tell wrote:write written:write spoke:speak spoken:speak gave:give given:give
    swore:swear sworn:swear thought:think felt:feel knew:know known:know saw:see seen:see found:find held:hold
    took:take taken:take made:make stood:stand put:put sought:seek withheld:withhold foresaw:foresee
    fought:fight did:do does:do was:be were:be is:be are:be been:be am:be had:have has:have n't:not cannot:not
    began:begin begun:begin went:go gone:go came:come understood:understand undertook:undertake drew:draw
    drawn:draw laid:lay meant:mean chose:choose hid:hide argued:argue agreed:agree agrees:agree agreeing:agree
    quite:quitely criticism:critici criticisms:critici apology:apologi apologies:apologi""".split()
)
_ENDING = re.compile(r"(?:ing|ied|ies|ed|es|s|e|y)$")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of an English word.

    >>> [stem(word) for word in ("Denies", "denying", "deny", "admitted", "calls", "apologize", "said")]
    ['deni', 'deni', 'deni', 'admit', 'cal', 'apologi', 'say']
    """
    word = word.lower().replace("’", "'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    word = re.sub(r"(is|iz)(e|es|ed|ing)$", "is", word) if len(word) > 6 else word
    if len(word) < 4 or word.endswith("ss"):
        return re.sub(r"(.)\1$", r"\1", word)
    ending = _ENDING.search(word)
    if ending and len(word) - len(ending.group()) >= 3:
        word = word[: ending.start()] + ("i" if ending.group() in ("ied", "ies", "y") else "")
    if word.endswith("y"):
        word = word[:-1] + "i"
    return re.sub(r"([^aeiou])\1$", r"\1", word)
