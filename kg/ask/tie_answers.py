"""Answers from the relations between statements: both sides, who stands how to whom, and that nobody does."""

from collections.abc import Sequence
from dataclasses import replace

from kg.ask.answer import Answer, Kind, statement_json
from kg.ask.namesakes import choose_namesakes
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.retrieve import Options, Retrieval
from kg.ask.side_by_side import set_side_by_side
from kg.ask.telling import count_statements, counted
from kg.ask.tied import Sides, Tie
from kg.ask.ties import TieQuestion, read_ties

NEAREST = 5
# More ties than these are counted, not told.
MOST_TOLD = 3
MOST_NAMESAKES = 5
_SAID = {
    "agreesWith": "agrees with",
    "confirms": "confirms what was said by",
    "disagreesWith": "disagrees with",
    "disputes": "disputes what was said by",
    "refutes": "refutes",
    "inTensionWith": "is in tension with",
    "repliesTo": "replies to",
    "corrects": "corrects",
    "qualifies": "qualifies what was said by",
    "retracts": "takes back what was said by",
}
_NOTHING = {
    "against": "disagreement",
    "with": "agreement",
    "reply": "reply",
    "correct": "correction",
}


def answer_with_ties(reading: Reading, record: Record, options: Options) -> Answer | None:
    """Answer a question for how statements stand to each other; None if it asks for no such thing.

    Args:
        reading: of the question.
        record: the graph.
        options: what narrows the answer.
    """
    if read_ties(reading) is None:
        return None
    retrieval = Retrieval(reading, record, options)
    notes: list[str] = []
    _settle_by_ties(reading, record, options, notes)
    if ambiguous := choose_namesakes(reading, record, retrieval.days, notes):
        return ambiguous
    # Once more, now that every name means one.
    asked = read_ties(reading)
    if asked is None:
        return None
    sides = Sides(asked, record, retrieval)
    ties = sides.ties()
    lead = ""
    if reading.aim == "yes-no":
        lead = "Yes: " if ties else ""
        if not ties and asked.kind == "with" and len({one.start for one in (*asked.left, *asked.right)}) > 1:
            # "Does she agree with him" is answered by her contradicting him.
            ties, lead = sides.ties("against"), "No: "
    shown = sides.statements(ties)[: options.limit]
    if not shown and (both := set_side_by_side(asked, reading, record, options)):
        return both
    if not shown:
        # "What did he dispute": what somebody denies, nobody need have tied to what it denies.
        is_sided = bool(asked.right or asked.is_plain or asked.is_self or len(sides.left) > 1)
        nothing = _nothing(asked, sides, record)
        return replace(nothing, summary=" ".join([nothing.summary, *notes])) if is_sided else None
    told = tuple(record.cards.load(shown))
    summary = (
        f"{lead}{count_statements(told)}{_told([tie for tie in ties if {tie.start, tie.end} & set(shown)], record)}."
    )
    query = {"name": "relations", "arguments": {}, "sparql": sides.query}
    kind: Kind = "answer-no" if lead.startswith("No") else "answer"
    people = tuple(dict.fromkeys(one.speaker for one in told))
    return Answer(kind, " ".join([summary, *notes]), told, entities=people, query=query)


def _settle_by_ties(reading: Reading, record: Record, options: Options, notes: list[str]) -> None:
    """Settle a name that several bear where only one of them is tied to the rest of the question."""
    for mentions in reading.roles.values():
        for place, mention in enumerate(mentions):
            if mention.category != "agent" or mention.is_set or not 1 < len(mention.entities) <= MOST_NAMESAKES:
                continue
            tied = []
            for entity in mention.entities:
                mentions[place] = replace(mention, entities=(entity,))
                asked = read_ties(reading)
                # That only one of them is contradicted at all is an answer, not a way to know who was meant.
                if asked and (asked.topic or asked.incidents or (asked.left and asked.right)):
                    sides = Sides(asked, record, Retrieval(reading, record, options))
                    tied += [entity] if sides.ties() or (asked.kind == "with" and sides.ties("against")) else []
            mentions[place] = replace(mention, entities=(tied[0],)) if len(tied) == 1 else mention
            if len(tied) == 1:
                notes.append(f"“{mention.said}” is read as {tied[0].label}, who alone is tied to it.")


def _told(ties: Sequence[Tie], record: Record) -> str:
    """Say who stands how to whom, where that is quickly said."""
    said = []
    for tie in ties:
        start, end = (record.names.entity(card.speaker) for card in record.cards.get([tie.start, tie.end]))
        if start and end:
            verb = _SAID.get(tie.relation, tie.relation)
            if end == start:
                said.append(
                    f"{start.label} {verb.removesuffix(' what was said by')} another statement of his or her own"
                )
            else:
                said.append(f"{start.label} {verb} {end.label}")
    said = list(dict.fromkeys(said))
    if len(said) > MOST_TOLD:
        return f", tied by {counted(len(ties), 'relation')}"
    return f": {'; '.join(said)}"


def _nothing(asked: TieQuestion, sides: Sides, record: Record) -> Answer:
    # Who disagrees with somebody is not told by what he says himself, but by what others say to him.
    to_them = sides.said_to_right() if asked.right and not asked.left else []
    said = to_them or sides.said()
    near = tuple({"kind": "statement", **statement_json(one)} for one in record.cards.load(said[:NEAREST]))
    who = ", ".join(dict.fromkeys(entity.label for one in (*asked.left, *asked.right) for entity in one.entities))
    about = f" that names {who}" if who and len(who) < 120 else ""
    told = "what others say to or of them" if to_them else "what they are on record with"
    more = f"; {told} stands below" if near else ""
    query = {"name": "relations", "arguments": {}, "sparql": sides.query} if sides.query else None
    return Answer("empty", f"No {_NOTHING[asked.kind]}{about} is on record{more}.", nearest=near, query=query)
