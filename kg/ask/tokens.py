"""The words of a question: where they stand, how they were typed, which of them carry content."""

import re
from typing import NamedTuple

from kg.ask.stems import stem as stem

_WORD = re.compile(r"\d[\d,.]*\d%?|[\w&]+(?:['’\-][\w&]+)*|\d+%?")
_QUOTED = re.compile(r"[\"“]([^\"“”]{3,300})[\"”]|(?<!\w)['‘]([^'‘’]{8,300})['’](?!\w)")
_POSSESSIVE = re.compile(r"(?:'s|’s|s'|s’)$")

# Words that ask, join and point; none of them says what a question is about.
FUNCTION_WORDS = frozenset(
    """otherwise elsewhere v vs versus reply replied replies replying a about above after again against all also am an
    and any anybody anyone anything are aren't around as at be because been before being between both but by can
    can't concerning could did didn't do does doesn't doing don't during each either else ever every everybody
    everyone everything exactly for from get give given gives had has hasn't have haven't having he her hers him his
    how i if in into is isn't it its just last let like list made make many may me might mine more most much must my
    neither no nobody none nor not nothing of off on once one ones only or other our out over own per please re
    really regarding s same shall she should shouldn't show since so some somebody someone something still such t
    tell than that the their them themselves then there these they thing things this those though through till to
    told too toward towards under until up upon us very via was wasn't we himself herself itself myself yourself
    ourselves were weren't what what's whatever when where whether which while who who's whom whose why will with
    within without won't would wouldn't yes yet you your actually according anyway behalf came come case different
    first full further including instead issue kind matter mr mrs ms named name names news on-record people person
    put quote quoted quotes record report reported reporting reports response say saying says said sort speak
    speaking speaks spoke spoken statement statements take talk talked talking talks thought thoughts time today
    topic view views way word words comment commented comments commenting mention mentioned mentions remark remarked
    remarks position reaction react reacted opinion opinions stance anyone's subject say's happened happen article
    articles phrase phrases term terms newspaper used use uses count counted counts got went wrong paper papers
    press media outlet outlets source sources date day year month figure figures number numbers account
    accounts""".split()
)
SAYING = frozenset(
    """call calls called calling describe describes described label labelled brand branded dubbed termed reply replied
    replies replying claim claimed claims argue argued argues insist insisted insists note noted notes state stated
    say said says saying tell told tells speak spoke spoken speaks comment commented comments mention mentioned talk
    talked talks remark remarked remarks statement statements view views position reaction react reacted opinion
    opinions stance words quote quoted quotes response respond responded think thinks thought answer answered
    opine opines opined contend contends contended quip quips quipped retort retorts retorted utter uttered
    mutter muttered mumble mumbled whisper whispered shout shouted yell yelled spout spouted""".split()
)


class Token(NamedTuple):
    """One word; ``text`` is in lower case and without a possessive ending, ``typed`` as it stood."""

    text: str
    typed: str
    possessive: bool
    first: bool


def split_words(question: str) -> list[Token]:
    """Split a question into its words.

    >>> [token.text for token in split_words("Clarke's 1,023 prisoners?")]
    ['clarke', '1,023', 'prisoners']
    """
    found = []
    for place, match in enumerate(_WORD.finditer(question.replace("’", "'"))):
        typed = match.group()
        text = typed.lower()
        bare = text[:-2] if text.endswith("'s") and text not in ("what's", "who's") else text.removesuffix("'")
        found.append(Token(bare, typed, bool(_POSSESSIVE.search(text)), place == 0))
    return found


def take_quotation(question: str) -> tuple[str, str]:
    """Take words between quotation marks out of a question.

    Returns:
        The quoted words, empty if there are none, and the question without them.

    >>> take_quotation('who said "eye off the ball" first')
    ('eye off the ball', 'who said first')
    """
    found = _QUOTED.search(question)
    if not found:
        return "", question
    rest = f"{question[: found.start()]} {question[found.end() :]}"
    return (found[1] or found[2]).strip(), " ".join(rest.split())


def content_stems(text: str) -> set[str]:
    """Return the stems of the words that carry content.

    >>> sorted(content_stems("who said what about the freed prisoners"))
    ['free', 'imprison']
    """
    return {stem(token.text) for token in split_words(text) if token.text not in FUNCTION_WORDS}
