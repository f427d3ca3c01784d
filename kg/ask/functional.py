"""Bodies called by what they are and where, or for what: "the jail in Devon", "the prisons watchdog"."""

import re
from collections.abc import Mapping
from functools import cache

from kg.ask.naming import is_named
from kg.ask.patterns import Hinted
from kg.ask.record import Record
from kg.ask.stems import stem
from kg.ask.tokens import FUNCTION_WORDS, content_stems

# What a body is called, and the kinds of bodies that are called so.
_HEADS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("jail", "gaol", "prison", "nick", "lock-up", "penitentiary"), ("prison",)),
    **dict.fromkeys(("force", "constabulary", "police force", "police service"), ("police",)),
    **dict.fromkeys(
        ("watchdog", "regulator", "inspectorate", "oversight body"), ("inspectorate", "regulator", "audit-office")
    ),
    **dict.fromkeys(("union", "trade union", "staff association"), ("union",)),
    **dict.fromkeys(("charity", "pressure group", "campaign group", "lobby group"), ("charity", "group")),
    **dict.fromkeys(("council", "town hall", "local authority"), ("council",)),
    **dict.fromkeys(("hospital", "clinic", "infirmary"), ("health-body",)),
    **dict.fromkeys(("company", "firm", "operator", "supplier", "manufacturer", "maker", "contractor"), ("company",)),
}
# As many bodies may be meant at once; of more, none in particular is.
MOST_MEANT = 3
_TELLS_NOTHING = frozenset("big old new whole same other local main own biggest only named unnamed".split())


@cache
def _forms() -> tuple[Hinted, Hinted]:
    heads = "|".join(sorted(_HEADS, key=len, reverse=True))
    link = (
        r"(?:in|of|for|at|from|near|behind|covering|serving|that (?:covers|runs|made|makes|represents|speaks for)"
        r"|running"
        r"|responsible for|in charge of|representing)"
    )
    return (
        Hinted(
            heads,
            rf"\b(?:the|that) (?P<what>(?:[\w-]+(?:'s|’s|s'|s’)? ){{1,2}}?)(?P<head>{heads})(?P<own>'s|’s)?(?![\w-])",
            re.I,
        ),
        Hinted(
            heads,
            rf"\b(?:the|that) (?P<head>{heads}) {link} (?:the )?(?P<what>[\w-]+(?: [A-Z][\w-]+)?)(?P<own>'s|’s)?(?!\w)",
            re.I,
        ),
    )


def in_names(text: str, record: Record) -> str:
    """Return a question with the names of bodies put for what describes them; what fits none stays as it is.

    Args:
        text: less what it is wrapped in.
        record: whose bodies may be meant.
    """
    if not any(article in text.lower() for article in ("the ", "that ")):
        return text
    for form in _forms():
        found = form.search(text)
        if not found or is_named(f"{found['what']} {found['head']}", record):
            continue
        bodies = _meant(found["what"], found["head"].lower(), record)
        if 0 < len(bodies) <= MOST_MEANT:
            names = " and ".join(record.label(iri) for iri in bodies)
            return f"{text[: found.start()]}{names}{found['own'] or ''}{text[found.end() :]}"
    return text


def _meant(what: str, head: str, record: Record) -> list[str]:
    """Return the bodies of a kind whose names, or whose places, tell of what is said besides."""
    words = {stem(word.lower().removesuffix("'s").removesuffix("’s").strip("'’")) for word in what.split()}
    words -= {stem(word) for word in FUNCTION_WORDS | _TELLS_NOTHING}
    if not words:
        return []
    of_kind = record.roles.of_kinds(_HEADS[head])
    fits = [iri for iri in of_kind if words <= _words(iri, record)]
    return fits or [iri for iri in of_kind if words <= _words(iri, record) | _places(iri, record)]


def _words(iri: str, record: Record) -> set[str]:
    return {word for name in record.names.labels(iri) for word in content_stems(name)}


def _places(iri: str, record: Record) -> set[str]:
    rows = record.rows(f"?i kg:involves <{iri}> ; kg:place ?place", "place")
    return {word for (place,) in rows for word in content_stems(place)}
