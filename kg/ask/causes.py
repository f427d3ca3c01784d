"""Why it happened: who explains it how, and on whom or what it is blamed."""

from collections.abc import Iterable
from dataclasses import replace

from kg.ask.answer import Answer, statement_json
from kg.ask.find import Scope, find_iris, statements_query
from kg.ask.mentions import Mention
from kg.ask.namesakes import choose_namesakes
from kg.ask.parts import Role
from kg.ask.patterns import Hinted
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.replies import not_on_record
from kg.ask.respond import Responder
from kg.ask.retrieve import Options, Retrieval
from kg.ask.roles import is_body, split_bodies
from kg.ask.stems import synonyms
from kg.ask.telling import count_statements
from kg.ask.tokens import SAYING, content_stems
from kg.namespaces import expand

NEAREST = 5
_WHY = Hinted(
    "ground|reason|basis|why|how|caus|led to|behind|triggered|prompted|made|wrong|expla|put|attribut|ascrib|blam",
    r"^(?:so )?(?:(?:on|for) what (?:grounds?|reasons?|basis)|why|how come|how could|how was it possible)\b"
    r"|^how (?:did|could) (?:it|this|that|they|such)\b.*\b(?:happen|come about|occur|arise)\b"
    r"|\bwhat (?:caused|causes|led to|lay behind|was behind|is behind|triggered|prompted|made)\b"
    r"|\b(?:causes?|reasons?) (?:of|for|behind|given|why)\b|\bwhat (?:was|is|were|are) the (?:causes?|reasons?)\b"
    r"|\bwent wrong\b|\b(?:rival|different|competing|other|all|various) (?:explanations|reasons|accounts of why)\b"
    r"|\bwho explains? (?:it |this |that |what )?how\b"
    r"|\b(?:what|which|any) (?:\w+ )?(?:reasons?|explanations?|causes?) (?:did|do|does|has|have|had|was|were|is|are)\b"
    r"|^what\b.* (?:caused|led to|lay behind)\b"
    r"|^(?:what|who) (?:did|does|do|has|have|had)\b.*\b(?:put|puts|attribut\w+|ascrib\w+|blam\w+)\b.*"
    r" (?:down to|to|on)$",
)
# "Who puts it down to bad fuel": what stands behind is a cause that somebody must name.
_NAMED = Hinted("put|attribut|ascrib", r"\b(?:put|puts) (?:.* )?down to (.+)$|\b(?:attribut\w+|ascrib\w+) .+? to (.+)$")
# "Which broadcaster asked him for reasons": a speaker is asked for, and no reason.
_WHICH = Hinted("which ", r"^which (?!(?:\w+ )?(?:reasons?|explanations?|causes?|accounts?|things?)\b)\w+")
# What a question adds to a matter when it asks for its causes.
_ASIDE = content_stems(
    "cause caused lead behind trigger prompt reason explain explanation rival competing different various happen wrong "
    "go come possible other"
)
_CAUSAL = ("explains", "blames")


def answer_with_causes(reading: Reading, record: Record, options: Options) -> Answer | None:
    """Answer why something happened by those who explain it; None if that is not asked.

    Args:
        reading: of the question.
        record: the graph.
        options: what narrows the answer.
    """
    text = " ".join(token.text for token in reading.tokens)
    cause = _NAMED.search(text) if reading.aim in ("who", "yes-no") else None
    if reading.quoted or not (cause or _WHY.search(text)) or (_WHICH.match(text) and not cause):
        return None
    if cause and (reading.mentions("speaker") or Responder(reading, record, options).answer().kind != "empty"):
        return None
    if ambiguous := choose_namesakes(reading, record, Retrieval(reading, record, options).days, []):
        return ambiguous
    causal = {one.iri for act in _CAUSAL for one in record.names.lookup(act, expand("kg:Act"))}
    acts = {one.iri for mention in reading.acts for one in mention.entities}
    if acts - causal:
        return _reasons_of_act(reading, [one for one in causal if one.endswith("explains")], record, options)
    asked = _turned(reading, text, causal, record)
    if asked.unknown:
        return None
    if cause:
        named = sorted(content_stems(cause[1] or cause[2]))
        asked = replace(asked, topic=named, roles={"about": asked.mentions("about")})
    return _explained(asked, bool(cause) and reading.aim == "yes-no", set(record.acts(causal)), record, options)


def _explained(asked: Reading, is_whether: bool, acts: set[str], record: Record, options: Options) -> Answer:
    """Answer by those who explain; say that nobody does where none of some acts was done in the matter."""
    found = Retrieval(asked, record, options).find()
    if not found.fit and _is_told_by_matter(asked, record):
        plain: dict[Role, list[Mention]] = {role: some for role, some in asked.roles.items() if role != "topic"}
        found = Retrieval(replace(asked, topic=[], roles=plain), record, options).find()
    # Whoever only speaks of reasons, in these very words, gives none.
    giving = [card for card in found.fit if acts & card.acts]
    if not giving:
        return _nothing(asked, record, options)
    told = tuple(record.cards.load([card.iri for card in giving][: options.limit]))
    people = tuple(dict.fromkeys(one.speaker for one in told))
    query = {"name": "statements", "arguments": {}, "sparql": found.query}
    summary = f"{'Yes. ' if is_whether else ''}Explained, or blame laid, in {count_statements(told)}."
    return Answer("answer", summary, told, entities=people, query=query)


def _turned(reading: Reading, text: str, causal: Iterable[str], record: Record) -> Reading:
    """Return a reading that asks for those who explain, whatever the question says befell whom."""
    acts = [Mention(0, 0, "explains", "act", tuple(filter(None, map(record.names.entity, sorted(causal)))))]
    roles: dict[Role, list[Mention]] = {role: list(some) for role, some in reading.roles.items()}
    is_voice = (
        "according to" in text
        or text.startswith(("what did ", "what does ", "what has ", "what do "))
        or any(token.text in SAYING for token in reading.tokens)
        or bool(reading.acts)
    )
    # "Why did the prison service fail": it is spoken of.
    moved = [*roles.pop("target", []), *([] if is_voice else roles.pop("speaker", []))]
    roles["about"] = [*roles.get("about", []), *map(_as_matter, moved)]
    topic = [word for word in reading.topic if word not in _ASIDE]
    unknown = [word for word in reading.unknown if not content_stems(word) & _ASIDE]
    return replace(
        reading, roles=roles, acts=acts, topic=topic, unknown=unknown, negated=False, aim="statements", starts_with=""
    )


def _as_matter(mention: Mention) -> Mention:
    return replace(mention, category="incident", entities=mention.others) if mention.others else mention


def _is_told_by_matter(asked: Reading, record: Record) -> bool:
    """Say whether the words of a question say no more than the matter's own names and description do.

    "Why was the prison closed" is about a prison on record, and yet nobody explains a closure that nobody tells of.
    """
    about = asked.mentions("about")
    matters = [one.iri for mention in about if mention.category == "incident" for one in mention.entities]
    people = [one for mention in about if mention.category == "agent" for one in mention.entities if not is_body(one)]
    words = {*asked.topic, *(word for mention in asked.mentions("topic") for word in content_stems(mention.said))}
    if not matters or people or not words:
        return False
    known = frozenset[str]().union(*(record.incident_words[iri][0] for iri in record.incidents(matters)))
    return all(({word} | synonyms(word)) & known for word in words)


def _nothing(asked: Reading, record: Record, options: Options) -> Answer:
    """Say that nobody explains it: of a matter on record nothing is found, of any other that it is not on record."""
    plain = replace(asked, acts=[], topic=[])
    near = Retrieval(plain, record, options).find().fit if not plain.is_empty else []
    told = record.cards.load([card.iri for card in near[:NEAREST]])
    shown = tuple({"kind": "statement", **statement_json(one)} for one in told)
    if asked.topic or not near:
        return Answer("refused", _not_on_record(asked), nearest=shown)
    return Answer("empty", "Nobody on record explains this; what was said about it stands below.", nearest=shown)


def _reasons_of_act(reading: Reading, explains: Iterable[str], record: Record, options: Options) -> Answer:
    """Answer why somebody did something by what he explains of the same matter, if he did it at all."""
    answer = Responder(reading, record, options).answer()
    if answer.kind == "empty":
        return replace(answer, kind="refused", summary=_not_on_record(reading))
    if answer.kind != "answer":
        return answer
    people, bodies = split_bodies((one.speaker.iri for one in answer.statements), record)
    matters = tuple(sorted({entity.iri for one in answer.statements for entity in one.about}))
    scope = Scope(speakers=people, bodies=bodies, incidents=matters, acts=tuple(explains))
    reasons = record.cards.load(find_iris(scope, record))
    if not reasons:
        return answer
    # What was done stands beside the reasons: it proves that there is something to explain.
    done = [one for one in answer.statements if one not in reasons]
    told = tuple(sorted([*reasons, *done], key=lambda one: (one.latest or "", one.id))[: options.limit])
    query = {"name": "statements", "arguments": {}, "sparql": statements_query(scope)}
    summary = f"It was done, and the matter explained, in {count_statements(told)}."
    return Answer("answer", summary, told, entities=answer.entities, query=query)


def _not_on_record(reading: Reading) -> str:
    return f"{not_on_record(reading)}, nor anybody's reason for it."
