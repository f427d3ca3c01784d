"""What tells private life from an office: "a mother of two", "84, a former miner", but "the victims' commissioner"."""

import re
from collections.abc import Sequence

from kg.model import Span
from kg.resolve.page import Page
from kg.resolve.words import is_a

FORMER = frozenset(("former", "ex", "then", "previous", "late", "retired", "onetime", "predecessor", "outgoing"))
LEADING = frozenset(
    "chairs leads heads runs represents chaired led headed ran represented founded directs directed manages managed "
    "oversees oversaw edits edited coordinates co commands commanded owns sits sat".split()
)
BEING = frozenset("is was became serves served has had remains works worked".split())
MALE = frozenset("father dad husband widower son brother uncle nephew grandfather grandson boyfriend boy man".split())
FEMALE = frozenset("mother mum wife widow daughter sister aunt niece grandmother girlfriend girl woman".split())
_STOPS = frozenset("by with to from at in on under for that when after before".split())
# Words that may stand between "is" and the office that somebody holds: "is now the town's first mayor".
_FURTHEST_OFFICE = 5
_AGED = re.compile(r"\d{1,3}\)?,?\s*$")
SEVERAL = frozenset(
    "two three four five six seven eight nine ten dozens hundreds thousands several both most few other".split()
)
# Of these somebody is a partner by profession.
_PARTNERSHIPS = frozenset("senior managing founding equity gp law junior salaried named executive".split())
_LINKS = frozenset("of who whose and or from in at with to by for as is was said".split())
# Of so many words an office may consist behind the private noun that it is for: "child protection officer".
_LONGEST_OFFICE = 3


def held(forms: Sequence[str]) -> list[str]:
    """Return the office that somebody is said to hold in a clause that "who" opens, and what follows; else nothing.

    >>> held("who was hurt as a boy and is now mayor of ambleford".split())
    ['mayor', 'of', 'ambleford']
    >>> held("who was seen by a doctor".split()), held("who was told the minister had left".split())
    ([], [])
    """
    for place, form in enumerate(forms):
        for at in range(place + 1, min(place + 1 + _FURTHEST_OFFICE, len(forms))) if form in BEING else ():
            near = forms[at]
            is_done = at == place + 1 and near.endswith(("ed", "told", "seen")) and near not in FORMER
            if near in _STOPS or is_done:
                break
            if is_a(near, "office"):
                return list(forms[at:])
    return []


def is_past_life(page: Page, span: Span, forms: Sequence[str]) -> bool:
    """Say whether a calling of former days tells who somebody was: "84, a former miner", "a retired head teacher"."""
    if forms[:1] not in (["a"], ["an"]):
        return False
    is_aged = bool(_AGED.search(page.text, max(span[0] - 8, 0), span[0]))
    return "retired" in forms[1:3] or (is_aged and not FORMER.isdisjoint(forms[1:3]))


def is_private_noun(page: Page, place: int) -> bool:
    """Say whether a word calls somebody by private life; one that says what an office is for does not.

    >>> from kg.model import Document
    >>> from kg.resolve.known import KnownGraph
    >>> texts = "the victims' commissioner", "a patient safety director", "the senior partner", "a victim"
    >>> pages = [Page(Document("a", text, ""), KnownGraph()) for text in texts]
    >>> [[page.form(p) for p in range(len(page.words)) if is_private_noun(page, p)] for page in pages]
    [[], [], [], ['victim']]
    """
    if not is_a(page.form(place), "private") or page.words[place].owns or is_partner(page, place):
        return False
    end = page.words[place].end
    if page.form(place).endswith("s") and re.match(r"['’] [a-z]", page.text[end : end + 3]):
        return False
    for behind in range(place + 1, place + 1 + _LONGEST_OFFICE):
        form = page.form(behind)
        if page.gap(behind) != " " or form in _LINKS or not page.words[behind].text[0].islower():
            return True
        if is_a(form, "office"):
            return False
    return True


def is_partner(page: Page, place: int) -> bool:
    """Say whether somebody is a partner by profession: "the senior partner", not "her partner"."""
    return page.form(place) == "partner" and page.form(place - 1) in _PARTNERSHIPS
