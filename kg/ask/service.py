"""Days told by somebody's time in a post: "once he had left Downing Street", "since she became minister"."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from kg.ask.dates import Period, shifted
from kg.ask.iris import terms
from kg.ask.mentions import find_mentions
from kg.ask.patterns import Lazy
from kg.ask.record import Record
from kg.ask.tokens import split_words
from kg.store.folding import fold

When = Literal["before", "until", "from", "after"]
_WHO = r"(?P<who>he|she|they|(?:[A-Z][\w'-]+ ?){1,3})"
_LEAVING = (
    r"(?:left|quit|lost|stepped down(?: from| as)?|stood down(?: from| as)?|resigned(?: as| from)|ceased to be|"
    r"stopped being|was out of|was no longer|no longer was|was gone from|departed|gave up)"
)
_AFTER = Lazy(
    rf"\b(?i:once|after|since|when|as soon as) {_WHO}(?:(?:'d| had| has))? ?{_LEAVING} (?P<what>[^,?]+)"
    r"|\b(?i:after|since) (?:leaving|quitting|losing|giving up|stepping down(?: from| as)?) (?P<gone>[^,?]+)",
)
# "As a former minister", "by then out of office".
_FORMER = Lazy(
    r"\b(?i:as|when|now|by then|once) (?:(?P<who>he|she|they) (?:was|were|is|are) )?(?:already |by then )?"
    r"(?:(?:an? )?(?:former|ex-?) ?|no longer |out of )(?P<what>[^,?]+)(?P<gone>)"
)
_UNTIL = Lazy(
    rf"\b(?i:before|until|till|up to when) {_WHO}(?:(?:'d| had))? ?{_LEAVING} (?P<what>[^,?]+)"
    r"|\b(?i:before|until|till) (?:leaving|quitting|losing|giving up|stepping down(?: from| as)?) (?P<gone>[^,?]+)",
)
_BEFORE = Lazy(
    rf"\b(?i:before) {_WHO}(?:(?:'d| had))? ?(?:became|was|took over(?: as)?|was made|got|took) (?P<what>[^,?]+)"
    r"|\b(?i:before) (?:becoming|taking over(?: as)?|being made|taking) (?P<gone>[^,?]+)",
)
_TAKEN = (
    r"(?:became|becomes|(?:has|had|have) become|took (?:over|office|up|on)(?: as)?|(?:was|were) (?:made"
    r"|appointed)(?: as)?"
    r"|got (?:the job of|in as|into)|entered|moved into|arrived at|came (?:in|to office|into office) as|started as)"
)
_TAKING = (
    r"(?:becoming|being (?:made|appointed)(?: as)?|taking (?:over|office|up|on)(?: as)?|getting (?:in|the job) as"
    r"|starting as|entering|arriving at|moving into"
    r"|(?:his|her|their|the) (?:appointment|promotion|election|elevation|arrival)(?: as| to| in)?)"
)
# "Now that he is minister" and "once he was minister" mean from then on, as "since he became minister" does.
_FROM = Lazy(
    rf"\b(?i:ever since|since|after|once|now that|now|as soon as|from when|when) {_WHO}(?:'s|'d|'ve| had| has"
    rf"| have)? ?{_TAKEN}"
    r" (?P<what>[^,?]+)"
    rf"|\b(?i:ever since|since|after|upon|on|from) {_TAKING} (?P<gone>[^,?]+)",
)
_NOW = Lazy(
    rf"\b(?i:once|now that|now|since|ever since) {_WHO}(?:'s| is| was|'s been| has been) (?P<what>[^,?]+)(?P<gone>)"
)
_FORMS: tuple[tuple[Lazy, When], ...] = (
    (_UNTIL, "until"),
    (_FORMER, "after"),
    (_AFTER, "after"),
    (_BEFORE, "before"),
    (_FROM, "from"),
    (_NOW, "from"),
)
_TOPIC = Lazy(r" (?:about|on|over|regarding|concerning|to|say|said|speak|apologis\w+)\b.*$")
_ARTICLE = Lazy(r"^(?:the|his|her|their) (?:post of |job as |job of |office of )?")
_SEATS = frozenset("street house palace cabinet whitehall government".split())
# Nothing is looked for in a question without one of these.
_HINTS = tuple(
    "left,leav,quit,step,stood,resign,ceas,stop,longer,lost,losing,depart,gone,gave up,giving up,out of,before ,becom,"
    "becam,took,taking,made ,appoint,promot,elect,elevat,once ,now ,enter,moved,moving,arriv,get,got,started,starting,"
    "since ,came ,former,ex-,no longer".split(",")
)
_ANY_POST = frozenset("office post job power position role government".split())
_COMING = Lazy(r"\b(?:becam|becom|appoint|promot|elevat|took over as|taking over as)", re.I)
# What one may become that is no post.
_STATES = frozenset(
    "public known clear aware available ill sick worried angry apparent obvious involved famous old".split()
)
# These stand in the names of many posts and tell none of them from another.
_RANKS = frozenset(
    "minister secretary chief executive director head chair chairman leader inspector general shadow".split()
)


class Service(NamedTuple):
    """A time before, until, from or after a post or a body that ``what`` names, as the question put it.

    ``who`` had it, a pronoun perhaps; ``said`` are all the words for it.
    """

    when: When
    what: str
    who: str = ""
    said: str = ""


def take_service(text: str) -> tuple[Service | None, str]:
    """Take such days out of a question.

    >>> service, rest = take_service("what did Blair say once he had left Downing Street")
    >>> service.when, service.what, rest
    ('after', 'Downing Street', 'what did Blair say')
    >>> service, rest = take_service("since becoming mayor, what has she said")
    >>> service.when, service.what, rest
    ('from', 'mayor', ', what has she said')
    """
    if not any(hint in text.lower() for hint in _HINTS):
        return None, text
    for form, when in _FORMS:
        if found := form.search(text):
            group = "what" if found["what"] else "gone"
            what = _TOPIC.sub("", found[group])
            end = found.start(group) + len(what)
            rest = f"{text[: found.start()]} {text[end:]}"
            service = Service(
                when, _ARTICLE.sub("", what.strip()), (found["who"] or "").strip(), text[found.start() : end].strip()
            )
            return service, " ".join(rest.split())
    return None, text


def is_post(service: Service, record: Record) -> bool:
    """Say whether a question names a post, or a seat of office, and nothing that befell somebody.

    Args:
        service: taken out of a question.
        record: the graph.
    """
    words = set(fold(service.what).split())
    if words & (_SEATS | _ANY_POST):
        return True
    named = find_mentions(split_words(service.what), record)
    bodies = [entity.iri for one in named if one.category == "agent" for entity in one.entities]
    is_rank = bool(record.roles.find(fold(service.what).split()).posts) or _is_body(words, record)
    return is_rank or any(one.category == "post" for one in named) or bool(record.posts_in(bodies))


def _is_body(words: set[str], record: Record) -> bool:
    """Say whether words are of the name of a body in which there are posts: "the trust"."""
    names = (set(fold(name).split()) for (name,) in record.rows("?p a kg:Post ; org:postIn ?b . ?b rdfs:label ?n", "n"))
    return bool(words) and any(words <= name for name in names)


def is_office(service: Service) -> bool:
    """Say whether a question tells of a post by how one comes to it, though no such post may be on record.

    >>> is_office(Service("from", "empress", "she", "since she became empress"))
    True
    """
    words = fold(service.what).split()
    return bool(_COMING.search(service.said)) and not _STATES & set(words[:1])


def people_of(service: Service, record: Record) -> list[str]:
    """Return whose time is meant, where the question names them; nobody for "he".

    Args:
        service: taken out of a question.
        record: the graph.
    """
    if service.who.lower() in ("", "he", "she", "they"):
        return []
    return [one.iri for mention in find_mentions(split_words(service.who), record) for one in mention.entities]


def days_of_service(service: Service, people: Sequence[str], record: Record) -> Period | None:
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
    spells = _spells(fold(service.what), record.rows(held, "t", "start", "post"), record)
    if not spells or (service.when == "after" and any(tenure not in ends for tenure, _ in spells)):
        return None
    if service.when == "until":
        # Who is there still has not left.
        return Period(None, max(ends[tenure] for tenure, _ in spells)) if all(t in ends for t, _ in spells) else None
    if service.when == "after":
        return Period(shifted(max(ends[tenure] for tenure, _ in spells), 1), None)
    # Whoever sat in several offices came to the seat of the government with the last.
    start = (max if set(fold(service.what).split()) & _SEATS else min)(start for _, start in spells)
    return Period(start, None) if service.when == "from" else Period(None, shifted(start, -1))


def _spells(what: str, every: Sequence[tuple[str, ...]], record: Record) -> list[tuple[str, str]]:
    """Return the times, with their first days, in posts called so; else in those of all or of the telling words."""
    named = set(what.split()) - {"of", "the", "for"}
    if named <= _ANY_POST:
        return [(tenure, start) for tenure, start, _ in every]
    called = {post for _, _, post in every if what in map(fold, record.names.labels(post))}
    words = {post: _words(post, record) for _, _, post in every}
    all_of = {post for post, own in words.items() if named <= own}
    some_of = {post for post, own in words.items() if (named - _RANKS) & own}
    for posts in (called, all_of, some_of):
        if posts:
            return [(tenure, start) for tenure, start, post in every if post in posts]
    # "Downing Street" is where a government sits, and no post is called so.
    return [(tenure, start) for tenure, start, _ in every if named & _SEATS]


def _words(post: str, record: Record) -> set[str]:
    """Return the words of a post and of the body in which it is, and of whoever is called by its seat."""
    bodies = [body for (body,) in record.rows(f"VALUES ?post {{ {terms([post])} }} ?post org:postIn ?b", "b")]
    names = [name for iri in (post, *bodies) for name in record.names.labels(iri)]
    return {word for name in names for word in fold(name).split()} - {"of", "the", "for", "and", "in"}
