"""Which outlets carry what: words in which paper, statements in several, in one alone, in other words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kg.ask.answer import Answer
from kg.ask.cards import Card
from kg.ask.catalogued import answer_by_query
from kg.ask.mentions import Mention
from kg.ask.namesakes import choose_namesakes
from kg.ask.parts import Role
from kg.ask.patterns import Hinted, Lazy
from kg.ask.reading import Reading, read_question
from kg.ask.record import PREFIX_LINES, Record, terms
from kg.ask.respond import Responder
from kg.ask.retrieve import Options, Retrieval
from kg.ask.telling import count_statements, counted, listed
from kg.ask.tokens import content_stems
from kg.model import Entity, Statement
from kg.namespaces import expand
from kg.query.catalogue import Catalogue

_OUTLET = (
    r"(?:outlets?|papers?|newspapers?|sources?|publications?|titles?|broadcasters?|articles?|news ?sites?|media|press)"
)
_ANY = Hinted(
    "outlet|paper|source|publication|title|broadcaster|article|news|media|press",
    rf"\b(?:the |which |do |all |both )?{_OUTLET}\b",
)
_CARRY = (
    r"(?:carr(?:y|ies|ied)|report(?:s|ed)?|print(?:s|ed)?|publish(?:es|ed)?|r[au]ns?|quot(?:e|es|ed)|cover(?:s|ed)?|"
    r"featur(?:e|es|ed)|includ(?:e|es|ed)|mention(?:s|ed)?|ha(?:s|ve|d))"
)
_WHICH = Hinted(
    "outlet|paper|source|publication|title|broadcaster|article|news|media|press|carried|printed|publish|ran|reported",
    rf"^(?:in )?(?:which|what)(?: of (?:the|these|those))? {_OUTLET} (?:also |both |have |has |had )*{_CARRY}\b"
    r"(?P<rest>.*)$"
    r"|^(?:who|where) (?:else )?(?:carried|printed|published|ran)\b(?P<who>.*)$"
    r"|^where (?:was|were) (?P<where>.*) (?:reported|printed|published|carried)$",
)
_LEAD = Lazy(
    r"^\s*(?:the |his |her |their )?(?:words?|quotes?|quotation|line|phrase|remarks?|statements?|claims?|story) "
    r"(?:(?:about|on|of|that)\b)?"
)
_SAYING = Lazy(r"\b(?:about|on|over|of) (what [\w' ]+ (?:said|says|told|claimed|promised)\b.*)$")
_SEVERAL = Lazy(r"\b(?:both|more than one|several|multiple|two|all|every)\b")
_ONLY = Lazy(r"\b(?:only|alone|exclusively)\b")
_IN_ONE = Lazy(r"\b(?:only|just|exactly) (?:one|(?:in )?a single)\b|\bone \w+ (?:only|alone)\b|\bin a single\b")
_BUT_NOT = Lazy(r"\b(?:but not|and not|did not|didn't|does not|doesn't|missing from|left out)\b")
_DIFFER = Lazy(
    r"\b(?:differ\w*|disagree\w*|agree\w*|conflict\w*|discrepanc\w+|inconsisten\w+|same|vary|varied|compare\w*)\b"
)
_CARRYING = Lazy(rf"\b{_CARRY}\b|^(?:what|which \w+) (?:is|are|was|were) in\b")
_PRINTED = "?{0} kg:reports ?statement . ?{0} kg:source/(dcterms:publisher|kg:originalPublisher) ?{0}_outlet . "
_OWN = "?{0} kg:reports ?statement . ?{0} kg:source/dcterms:publisher ?{0}_outlet . "


def answer_with_carriers(reading: Reading, catalogue: Catalogue, record: Record, options: Options) -> Answer | None:
    """Answer a question for what outlets carry, alike or not; None if it asks for no such thing.

    Args:
        reading: of the question.
        catalogue: whose list of sources is asked.
        record: the graph.
        options: what narrows the answer.
    """
    text = " ".join(token.text for token in reading.tokens)
    found = _WHICH.search(text)
    # "Who carried the can" asks for no outlet.
    if found and not (found["who"] and any(act.start == 1 and act.end > 2 for act in reading.acts)):
        rest = found["rest"] or found["who"] or found["where"] or ""
        return _which(rest, reading, catalogue, record, options) if rest.strip() or reading.quoted else None
    named, is_any = _outlets(reading, record)
    if not (named or is_any):
        return None
    if _DIFFER.search(text) and (len(named) > 1 or is_any):
        return _differing(named, reading, record, options)
    carries = bool(_CARRYING.search(text))
    if carries and len(named) == 1 and _ONLY.search(text):
        return _carried(_alone(named[0]), f"only in {named[0].label}", reading, record, options)
    if carries and len(named) == 2 and _BUT_NOT.search(text):
        said = f"in {named[0].label} and not in {named[1].label}"
        return _carried(_not_in(named[0], named[1]), said, reading, record, options)
    if carries and (len(named) > 1 or is_any) and _SEVERAL.search(text):
        return _carried(_in_several(named), f"in {_all_of(named)}", reading, record, options)
    if carries and is_any and not named and _IN_ONE.search(text):
        return _carried(_in_one(), "in one outlet only", reading, record, options)
    return _in_print(reading, record, options)


def _outlets(reading: Reading, record: Record) -> tuple[list[Entity], bool]:
    """Return the outlets named one by one, and whether outlets are asked for as such."""
    named, is_any = [], False
    for mention in reading.named:
        if mention.category == "agent" and all(one.iri in record.outlets for one in mention.entities):
            if mention.is_set or len(mention.entities) > 2:
                is_any = True
            else:
                named.append(mention.entities[0])
    text = " ".join(token.text for token in reading.tokens)
    return named, is_any or bool(_ANY.search(text))


def _which(rest: str, reading: Reading, catalogue: Catalogue, record: Record, options: Options) -> Answer | None:
    """Answer which outlets carry some words, by the statement that holds them; or a matter, by their sources."""
    words = _LEAD.sub("", rest)
    # "That Clarke would not quit" tells what he said, "the words about nooks" what anybody did.
    asked = read_question(words if rest.lstrip().startswith(("that ", "what ")) else f"who said {words}", record)
    asked.quoted, asked.period = reading.quoted, reading.period
    about = asked.mentions("about")
    matters = [one.iri for mention in about if mention.category == "incident" for one in mention.entities]
    others = [role for role, some in asked.roles.items() if some and role != "about"]
    if matters and not (asked.quoted or asked.topic or asked.acts or others):
        return _sources(matters, catalogue, record)
    answer = Responder(asked, record, options).answer()
    if answer.kind != "answer":
        return answer
    outlets = _outlets_of(answer.statements, record)
    where = listed([one.label for one in outlets])
    return replace(answer, summary=f"Carried by {where}: {answer.summary}", entities=outlets)


def _sources(matters: Sequence[str], catalogue: Catalogue, record: Record) -> Answer:
    answer = answer_by_query(catalogue["sources-list"], {"incident": matters[0]}, (), record.store)
    names = [row.get("copied_outlet") or row.get("outlet") or "" for row in answer.rows]
    outlets = tuple(dict.fromkeys(entity for iri in names if (entity := record.names.entity(iri))))
    if not outlets:
        return replace(answer, summary="No outlet on record reports on this.")
    where = listed([one.label for one in outlets])
    return replace(answer, summary=f"Reported by {where}, in {counted(len(answer.rows), 'source')}.", entities=outlets)


def _in_print(reading: Reading, record: Record, options: Options) -> Answer | None:
    """Answer what an outlet says of a matter by what it reports, where it says nothing itself."""
    voices = reading.mentions("speaker")
    spoken = bool(voices) and all(one.iri in record.outlets for mention in voices for one in mention.entities)
    if not spoken or reading.aim != "statements" or reading.acts or Retrieval(reading, record, options).find().fit:
        return None
    roles: dict[Role, list[Mention]] = {role: some for role, some in reading.roles.items() if role != "speaker"}
    asked = replace(reading, roles={**roles, "outlet": [*reading.mentions("outlet"), *voices]})
    answer = Responder(asked, record, options).answer()
    if answer.kind != "answer":
        return None
    said = f"{listed([mention.said for mention in voices])} says nothing of it in its own voice; it reports: "
    return replace(answer, summary=f"{said}{answer.summary}")


def _outlets_of(statements: Sequence[Statement], record: Record) -> tuple[Entity, ...]:
    labels = dict.fromkeys(
        label
        for one in statements
        for report in one.reports
        for label in (report.copied_from, report.outlet)
        if label is not None
    )
    kind = expand("kg:Organisation")
    return tuple(dict.fromkeys(one for label in labels for one in record.names.lookup(label, kind)[:1]))


def _in_several(named: Sequence[Entity]) -> str:
    if not named:
        return _OWN.format("one") + _OWN.format("two") + "FILTER(?one_outlet != ?two_outlet)"
    places = [f"r{place}" for place in range(len(named))]
    return "".join(
        _PRINTED.format(place) + f"VALUES ?{place}_outlet {{ {terms([one.iri])} }} "
        for place, one in zip(places, named, strict=True)
    )


def _not_in(one: Entity, other: Entity) -> str:
    inside = _PRINTED.format("no") + f"VALUES ?no_outlet {{ {terms([other.iri])} }}"
    return f"{_in_several([one])} FILTER NOT EXISTS {{ {inside} }}"


def _alone(one: Entity) -> str:
    inside = _OWN.format("no") + f"FILTER(?no_outlet != {terms([one.iri])})"
    copied = "FILTER NOT EXISTS { ?no kg:source/kg:originalPublisher " + terms([one.iri]) + " }"
    return f"{_in_several([one])} FILTER NOT EXISTS {{ {inside} {copied} }}"


def _in_one() -> str:
    inside = _OWN.format("no") + "FILTER(?no_outlet != ?one_outlet)"
    return f"{_OWN.format('one')} FILTER NOT EXISTS {{ {inside} }}"


def _all_of(named: Sequence[Entity]) -> str:
    return f"both {listed([one.label for one in named])}" if named else "more than one outlet"


def _found(pattern: str, reading: Reading, record: Record, options: Options) -> tuple[list[Card], str] | Answer:
    """Return the statements of a pattern that fit the rest of the question, and the query that found them."""
    query = f"{PREFIX_LINES}SELECT DISTINCT ?statement WHERE {{\n  {pattern}\n}}\nORDER BY ?statement"
    rows: Any = record.store.query(query)
    cards = record.cards.get([row["statement"].value for row in rows])
    rest = _without_outlets(reading, record)
    if any(some for role, some in rest.roles.items() if role != "topic") or rest.topic or rest.period.since:
        if ambiguous := choose_namesakes(rest, record, Retrieval(rest, record, options).days, []):
            return ambiguous
        wanted = {card.iri for card in Retrieval(rest, record, options).find().fit}
        cards = [card for card in cards if card.iri in wanted]
    return sorted(cards, key=lambda card: (card.latest or "", card.iri)), query


def _without_outlets(reading: Reading, record: Record) -> Reading:
    """Return the rest of a question: whose words, about what."""
    clause = _SAYING.search(" ".join(token.text for token in reading.tokens))
    if clause:
        return replace(read_question(clause[1], record), period=reading.period)

    def is_outlet(mention: Mention) -> bool:
        return all(one.iri in record.outlets for one in mention.entities)

    roles: dict[Role, list[Mention]] = {
        role: [one for one in some if not is_outlet(one)] for role, some in reading.roles.items()
    }
    passed = content_stems(
        "carry report print publish run quote differ agree disagree conflict same vary compare both several many"
    )
    topic = [word for word in reading.topic if word not in passed]
    return replace(reading, roles=roles, acts=[], topic=topic, unknown=[], relation="", aim="statements", every=False)


def _carried(pattern: str, said: str, reading: Reading, record: Record, options: Options) -> Answer:
    found = _found(pattern, reading, record, options)
    if isinstance(found, Answer):
        return found
    cards, query = found
    shown = {"name": "outlets", "arguments": {}, "sparql": query}
    told = tuple(record.cards.load([card.iri for card in cards][: options.limit]))
    if not told:
        return Answer("empty", f"No statement on record stands {said}.", query=shown)
    people = tuple(dict.fromkeys(one.speaker for one in told))
    return Answer("answer", f"Reported {said}: {count_statements(told)}.", told, entities=people, query=shown)


def _differing(named: Sequence[Entity], reading: Reading, record: Record, options: Options) -> Answer | None:
    """Answer how outlets differ by the statements that they word differently; None for sources of which none do."""
    found = _found(_in_several(named[:2]), reading, record, options)
    if isinstance(found, Answer):
        return found
    cards, query = found
    shown = {"name": "outlets", "arguments": {}, "sparql": query}
    told = record.cards.load([card.iri for card in cards])
    odd = tuple(one for one in told if _is_worded_differently(one))[: options.limit]
    where = _all_of(named[:2])
    if not told:
        # "Which sources differ on when they knew" may be answered by who contradicts whom.
        return Answer("empty", f"No statement on record stands in {where}.", query=shown) if named else None
    asks_agreement = reading.aim == "yes-no" and not any("differ" in token.text for token in reading.tokens)
    if not odd:
        lead = "Yes: all" if asks_agreement else "All"
        return Answer(
            "answer", f"{lead} that stands in {where} is worded alike: {count_statements(told)}.", tuple(told)
        )
    lead = "No: " if asks_agreement else "Yes: " if reading.aim == "yes-no" else ""
    number = f"{len(odd)} of {counted(len(told), 'statement')} in {where} {'is' if len(odd) == 1 else 'are'}"
    people = tuple(dict.fromkeys(one.speaker for one in odd))
    return Answer(
        "answer-no" if asks_agreement else "answer",
        f"{lead}{number} worded differently: {count_statements(odd)}.",
        odd,
        entities=people,
        query=shown,
    )


def _is_worded_differently(statement: Statement) -> bool:
    """Say whether reports of one statement in different outlets differ in words, wording or hedges."""
    told: dict[str, set[tuple[str, str, str]]] = {}
    for report in statement.reports:
        words = " ".join(" ".join(report.quotation).lower().replace("’", "'").rstrip(".,!?").split())
        told.setdefault(report.outlet, set()).add((words, report.wording, " ".join(report.hedge)))
    first, *others = told.values()
    return any(first != other for other in others)
