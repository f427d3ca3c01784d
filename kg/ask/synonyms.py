"""Words that count as one where numbers are asked for: a small thesaurus, and what a text affirms or denies."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from kg.ask.patterns import Lazy
from kg.ask.stems import NUMBER_WORDS, root
from kg.ask.tokens import FUNCTION_WORDS, split_words

# A family a line: its name, its words, and after the bar its phrases. A family is as wide as a count stays the same:
# who is missing is not dead, and who was considered for deportation was not deported.
_FAMILIES = """
release: release freed freeing discharge left leave | came out, come out, coming out, walked out, walk out, \
walking out, let out, let go, let loose, set free, set loose, got out, \
walk free, walked free
mistake: mistake mistaken mistakenly wrong wrongly wrongful wrongfully error erroneous erroneously accident accidental \
accidentally inadvertent inadvertently
missing: missing lost vanish disappear | at large, at liberty, on the run, on the loose, gone missing, went missing, \
go missing, unaccounted for, dropped out of sight
locate: locate trace find found | track down, tracked down, caught up with
recapture: recapture rearrest recatch caught catch | back in custody, return to custody, returned to custody, \
returned to prison, back in prison, back behind bars, put back inside, back inside, \
back to jail, back in jail, locked up again
escape: escape abscond fled flee
deport: deport deportation remove removal expel expulsion repatriate | sent home, sent back, send home, send back, \
kicked out, kick out, thrown out, throw out
reoffend: reoffend recidivism recidivist | further crimes, more crimes, new crimes, offend again, offended again
give: give given hand issue receive get got gotten award grant impose deal dealt administer | handed out, hand out, \
handed down, hand down, \
given out, dealt with
spare: spare spared | walked away with, walk away with, walked off with, got off with, get off with, let off, \
letting off, get away with, got away with, let off the hook
cost: cost price expense bill
pay: pay paid payment compensation compensate payout reimburse | paid out, pay out
charge: charge prosecute prosecution | taken to court, put on trial
convict: convict convicted conviction guilty commit committed | found guilty
jail: jail gaol prison imprison imprisonment lock incarcerate | locked up, put behind bars, behind bars
sentence: sentence term
serve: serve spend spent expenditure | spent inside, did inside, time inside, did time, do time
hold: hold held house accommodate detain
foreign: foreign foreigner overseas abroad alien
offender: offender criminal prisoner inmate felon culprit perpetrator lawbreaker detainee
person: person people individual human man men soul souls folk folks
sex: sex sexual sexually
child: child children minor kid juvenile underage
murderer: murderer killer murder
kill: kill killed killing murdered murdering slain
rape: rape rapist
burgle: burglar burglary burgle
rob: robber robbery rob
import: import importer smuggle smuggler traffic trafficker
violent: violent violence
assault: assault attack
force: force constabulary
answer: answer reply respond | gave data, give data, supplied data, provided data, disclosed data, gave figures, \
give figures, supplied figures, provided figures, handed over figures, handed over data, came up with figures, \
supplied numbers, gave numbers, provided numbers, coughed up figures, coughed up data
request: request foi | freedom of information
fall: fall fell fallen drop decline decrease reduce reduction shrink | went down, go down, gone down, come down
rise: rise rose risen increase grow grew growth climb soar | went up, go up, gone up
aboard: aboard onboard | on board
adrift: adrift drift
lifejacket: lifejacket | life jacket, life jackets, life vest, life vests
injure: injure injury hurt wound casualty
die: die dead death died fatal fatality perish | lost their lives, lost his life, lost her life
new: new tougher stricter tighter | beefed up, beefed-up
homeless: homeless homelessness | without a home, no home, without homes, sleeping rough, nowhere to live
inspect: inspect inspection inspector
know: know known aware knowledge
inform: inform notify notification
start: start begin began begun commence
stop: end finish stop cease
last: last duration
year: year annual annually yearly | twelve months, 12 months
unsuitable: unsuitable inappropriate unfit unsuited
undecided: undecided pending unresolved | not yet decided, still being considered
refuse: refuse reject fail failed | turned down, turn down
identify: identify identification
recommend: recommend recommendation
consider: consider consideration
country: country nation nationality
offence: offence crime
woman: woman women female
girl: girl schoolgirl
boy: boy schoolboy
"""
_DENYING = frozenset("without not no never outside lacking lack lacked none neither cannot".split())
# Where what is denied ends.
_BOUNDS = frozenset("and but who which that whose where when while because to although though by".split())
_DENYING_PHRASES = Lazy(r"\b(?:instead of|rather than|except for)\b")


class Said(NamedTuple):
    """The words of a text as families and stems: those that it affirms and those that it denies."""

    affirmed: frozenset[str]
    denied: frozenset[str]


@cache
def _thesaurus() -> tuple[dict[str, str], dict[str, str]]:
    """Return the family of each phrase, and the family of each stem."""
    phrases: dict[str, str] = {}
    words: dict[str, str] = {}
    for line in filter(None, _FAMILIES.splitlines()):
        name, _, members = line.partition(": ")
        single, _, several = members.partition(" | ")
        for word in single.split():
            # As it is written first: a killer is a murderer, but who was killed is not.
            words[word] = name
            words.setdefault(root(word), name)
        phrases.update((phrase, name) for phrase in several.split(", ") if phrase)
    return phrases, words


@cache
def _any_phrase() -> re.Pattern[str]:
    longest_first = sorted(_thesaurus()[0], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def fold_phrases(text: str) -> str:
    """Put the name of its family for each phrase of the thesaurus.

    Args:
        text: in lower case.

    >>> fold_phrases("prisoners who are on the run or were let out")
    'prisoners who are missing or were release'
    """
    phrases = _thesaurus()[0]
    # Most texts hold none, and to look for each takes less than to look for any.
    if not any(phrase in text for phrase in phrases):
        return text
    return _any_phrase().sub(lambda found: phrases[found[0]], text)


def is_counted(word: str) -> bool:
    """Say whether the thesaurus holds a word, however plain it is: "given" and "found" tell counts apart.

    >>> is_counted("replied"), is_counted("said")
    (True, False)
    """
    known = _thesaurus()[1]
    return word in known or root(word) in known


@lru_cache(maxsize=10_000)
def read_words(text: str, passed_over: frozenset[str] = frozenset()) -> Said:
    """Read which words a text affirms and which it denies, each by its family or its stem.

    Args:
        text: of a question or of what describes a figure.
        passed_over: words that count for nothing, unless they are part of a phrase of the thesaurus.

    >>> said = read_words("Prisoners let out without being considered for deportation")
    >>> sorted(said.affirmed), sorted(said.denied)
    (['offender', 'release'], ['consider', 'deport'])
    >>> read_words("the unconsidered releases") == read_words("releases not considered")
    True
    """
    words = list_words(text, passed_over)
    return Said(
        frozenset(word for word, is_denied in words if not is_denied),
        frozenset(word for word, is_denied in words if is_denied),
    )


def list_words(text: str, passed_over: frozenset[str] = frozenset()) -> list[tuple[str, bool]]:
    """List the words of a text in their order, each by its family or its stem, and whether the text denies it."""
    folded = fold_phrases(text.lower().replace("’", "'"))
    found: list[tuple[str, bool]] = []
    passed_over = FUNCTION_WORDS | passed_over
    denying = False
    for token in split_words(_DENYING_PHRASES.sub("without", folded)):
        if token.text in _DENYING or token.text.endswith("n't"):
            denying = True
        elif token.text in _BOUNDS:
            denying = False
        elif is_counted(token.text) or token.text not in passed_over:
            found += [(word, is_denied or denying) for word, is_denied in _families(token.text)]
    return found


def _families(word: str) -> list[tuple[str, bool]]:
    """Return the families or stems of a word, several for a hyphened one, each with whether "un-" denies it."""
    known = _thesaurus()[1]
    if number := NUMBER_WORDS.get(word):
        return [(number, False)]
    if word[:1].isdigit():
        return [(word.replace(",", "").rstrip("%."), False)]
    plain = word.replace("-", "")
    joined = root(plain)
    if family := known.get(plain) or known.get(plain.removesuffix("s")) or known.get(joined):
        return [(family, False)]
    if "-" in word:
        return [each for part in word.split("-") if part and part not in FUNCTION_WORDS for each in _families(part)]
    bare = known.get(root(word.removeprefix("un"))) if word.startswith("un") else None
    return [(bare, True)] if bare else [(joined, False)]
