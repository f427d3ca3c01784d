"""Days told by somebody's time in a post: "once he had left Downing Street", "before she became minister"."""

from typing import NamedTuple

from kg.ask.dates import Period, shifted
from kg.ask.iris import terms
from kg.ask.patterns import Lazy
from kg.ask.record import Record
from kg.store.folding import fold

_WHO = r"(?:he|she|they|(?:[A-Z][\w'-]+ ?){1,3})"
_LEAVING = (
    r"(?:left|quit|lost|stepped down(?: from| as)?|stood down(?: from| as)?|resigned(?: as| from)|ceased to be|"
    r"stopped being|was out of|was no longer|no longer was|was gone from|departed|gave up)"
)
_AFTER = Lazy(
    rf"\b(?:once|after|since|when|as soon as) {_WHO}(?:(?:'d| had| has))? ?{_LEAVING} (?P<what>[^,?]+)"
    r"|\b(?:after|since) (?:leaving|quitting|losing|giving up|stepping down(?: from| as)?) (?P<gone>[^,?]+)",
)
_BEFORE = Lazy(
    rf"\bbefore {_WHO}(?:(?:'d| had))? ?(?:became|was|took over(?: as)?|was made|got|took) (?P<what>[^,?]+)"
    r"|\bbefore (?:becoming|taking over(?: as)?|being made|taking) (?P<gone>[^,?]+)",
)
_TOPIC = Lazy(r" (?:about|on|over|regarding|concerning|to|say|said|speak|apologis\w+)\b.*$")
_ARTICLE = Lazy(r"^(?:the|his|her|their) (?:post of |job as |job of |office of )?")
_SEATS = frozenset("street house palace cabinet whitehall government".split())
# Nothing is looked for in a question without one of these.
_HINTS = tuple(
    "left,leav,quit,step,stood,resign,ceas,stop,longer,lost,losing,depart,gone,gave up,giving up,out of,before ".split(
        ","
    )
)
_ANY_POST = frozenset("office post job power position role government".split())


class Service(NamedTuple):
    """A time before or after a post or a body that ``what`` names, as the question put it."""

    is_after: bool
    what: str


def take_service(text: str) -> tuple[Service | None, str]:
    """Take such days out of a question.

    >>> take_service("what did Blair say once he had left Downing Street")
    (Service(is_after=True, what='Downing Street'), 'what did Blair say')
    """
    if not any(hint in text for hint in _HINTS):
        return None, text
    for form, is_after in ((_AFTER, True), (_BEFORE, False)):
        if found := form.search(text):
            group = "what" if found["what"] else "gone"
            what = _TOPIC.sub("", found[group])
            end = found.start(group) + len(what)
            rest = f"{text[: found.start()]} {text[end:]}"
            return Service(is_after, _ARTICLE.sub("", what.strip())), " ".join(rest.split())
    return None, text


def days_of_service(service: Service, people: list[str], record: Record) -> Period | None:
    """Return the days that are meant; None where no time of those people in such a post is on record.

    Args:
        service: taken out of a question.
        people: IRIs of those whose time is meant.
        record: the graph.
    """
    if not people:
        return None
    held = f"VALUES ?p {{ {terms(people)} }} ?t kg:holder ?p ; kg:post ?post ; kg:start ?start ."
    ends = {row[0]: row[1] for row in record.rows(f"{held} ?t kg:end ?end", "t", "end")}
    named = set(fold(service.what).split())
    every = record.rows(held, "t", "start", "post")
    spells = [row[:2] for row in every if named <= _ANY_POST or named & _words(row[2], record)]
    # "Downing Street" is where a government sits, and no post is called so.
    spells = spells or [row[:2] for row in every if named & _SEATS]
    if not spells or (service.is_after and any(tenure not in ends for tenure, _ in spells)):
        return None
    if service.is_after:
        return Period(shifted(max(ends[tenure] for tenure, _ in spells), 1), None)
    return Period(None, shifted(min(start for _, start in spells), -1))


def _words(post: str, record: Record) -> set[str]:
    """Return the words of a post and of the body in which it is, and of whoever is called by its seat."""
    bodies = [body for (body,) in record.rows(f"VALUES ?post {{ {terms([post])} }} ?post org:postIn ?b", "b")]
    names = [name for iri in (post, *bodies) for name in record.names.labels(iri)]
    return {word for name in names for word in fold(name).split()} - {"of", "the", "for", "and", "in"}
