"""Somebody heard without a name who is meant again by a pronoun: "A clerk said so. She added"."""

from collections.abc import Sequence

from kg.model import Span
from kg.resolve.antecedents import Antecedents, Heard
from kg.resolve.lives import FEMALE, MALE, SEVERAL
from kg.resolve.words import is_a

# As many words of a phrase tell what it is.
_HEAD = 4
_RECENT = 60
_SOMEBODY = ("office", "rank", "insider", "spokes", "spokes-m", "spokes-f", "private", "title")
_ONE = frozenset("a an one another the this that his her their its".split())


def heard_untold(antecedents: Antecedents, offset: int, form: str) -> Span | None:
    """Return where somebody or some group was heard last, untold, whom a pronoun means; None if another is meant.

    >>> from kg.model import Document
    >>> from kg.resolve.known import KnownGraph
    >>> from kg.resolve.bodies import Bodies
    >>> from kg.resolve.page import Page
    >>> from kg.resolve.people import People
    >>> page = Page(Document("a", "A clerk said so. She left.", ""), KnownGraph())
    >>> people = People(page, [])
    >>> antecedents = Antecedents(page, people, Bodies(page, [], []))
    >>> antecedents.hear((0, 7), None, [(13, 15)])
    >>> heard_untold(antecedents, 17, "she"), heard_untold(antecedents, 17, "they")
    ((0, 7), None)
    """
    heard = [one for one in antecedents.heard[-_RECENT:] if one.span[0] < offset]
    # "A clerk said some had wept. She added": whoever is told of in what she said is not she.
    heard = [one for one in heard if not any(_holds(other, one) for other in heard)]
    last = heard[-1] if heard else None
    near = last is not None and antecedents.page.paragraph(offset) - antecedents.page.paragraph(last.span[0]) <= 1
    if last is None or not near or last.thing is not None:
        return None
    forms = [antecedents.page.form(place) for place in antecedents.page.places(last.span)]
    is_one = antecedents.is_somebody(last) and not any(is_a(form, "paper") for form in forms[:_HEAD])
    if form in ("he", "she"):
        return last.span if is_one and _can_mean(forms, form) else None
    many = [form in SEVERAL or is_a(form, "plain-group") for form in forms[:_HEAD]]
    is_paper = any(is_a(form, "paper") for form in forms[:_HEAD])
    is_meant = is_paper if form == "it" else form == "they" and any(many) and not is_paper
    return last.span if is_meant else None


def _holds(outer: Heard, inner: Heard) -> bool:
    return any(start <= inner.span[0] and inner.span[1] <= end for start, end in outer.contents)


def _can_mean(forms: Sequence[str], pronoun: str) -> bool:
    """Say whether words are for one and leave a pronoun open: "a widow" is no "he", and "aides" are several.

    >>> _can_mean(["a", "widow"], "he"), _can_mean(["a", "clerk"], "he"), _can_mean(["two", "aides"], "he")
    (False, True, False)
    >>> _can_mean(["the", "article"], "he")
    False
    """
    if not _ONE.intersection(forms[:1]) and not (MALE | FEMALE).intersection(forms[:_HEAD]):
        return False
    if not any(is_a(form, *_SOMEBODY) for form in forms[:_HEAD]):
        return False
    if any(form.endswith("s") and is_a(form, "insider", "spokes", "private") for form in forms[:_HEAD]):
        return False
    others = MALE if pronoun == "she" else FEMALE
    first = next((form for form in forms if form in MALE | FEMALE), "")
    return first not in others
