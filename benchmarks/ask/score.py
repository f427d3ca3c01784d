"""The score of one reply: what it gives, against what it must, may and must not give."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.ask.questions import Question

# Kinds under which context belongs to `nearest`: statements or figures beside them pass something off as the answer.
_WITHOUT_EVIDENCE = frozenset(("empty", "refused", "ambiguous"))


@dataclass(frozen=True)
class Given:
    """What a reply gives, as local names.

    ``voices`` are the speakers of the statements given and those spoken for: a person asked for who stands only there
    has been named all the same.
    """

    kind: str
    statements: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    candidates: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Score:
    """The worth of a reply, 0.0 to 1.0.

    ``fault`` says why it is worth nothing at all, and is empty where it is measured by ``recall`` and ``precision``.
    """

    value: float
    recall: float = 1.0
    precision: float = 1.0
    fault: str = ""
    missing: frozenset[str] = frozenset()
    surplus: frozenset[str] = frozenset()


def local_name(iri: str) -> str:
    """Return the last part of an IRI; a local name stays as it is.

    >>> local_name("https://w3id.org/on-record/id/david-davis"), local_name("david-davis")
    ('david-davis', 'david-davis')
    """
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def read_given(reply: Mapping[str, Any], documents: Mapping[str, str] | None = None) -> Given:
    """Read what a reply gives.

    Args:
        reply: the answer as `kg ask --format json` writes it.
        documents: file name -> the first 8 digits of its SHA-256; a figure without an id is known by them and by the
            start of its first span, as its id is made.

    >>> read_given({"kind": "answer", "statements": [{"id": "s-1", "speaker": {"id": "ann"}}]}).voices
    frozenset({'ann'})
    """
    statements = reply.get("statements") or []
    voices = [one for each in statements for one in (each.get("speaker"), *_many(each.get("on_behalf_of"))) if one]
    return Given(
        kind=reply["kind"],
        statements=_ids(statements),
        figures=frozenset(_figure_id(figure, documents or {}) for figure in reply.get("figures") or []),
        entities=_ids(reply.get("entities") or []),
        candidates=_ids(reply.get("candidates") or []),
        voices=_ids(voices),
    )


def score(question: Question, given: Given) -> Score:
    """Score a reply: nothing for a fault, else the harmonic mean of recall and precision.

    Recall is the part given of what must be there; precision the part that must be there of what is given, ``allowed``
    left out. Figures and entities count as given only where the question expects some: beside statements they are
    their own. A question that expects nothing in particular wants something allowed, or for a "no" nothing at all.

    >>> score(Question("x", "Who?", "answer", statements=frozenset("ab")), Given("answer", frozenset("a"))).recall
    0.5
    """
    fault = find_fault(question, given)
    if fault:
        return Score(0.0, 0.0, 0.0, fault)
    if given.kind in ("empty", "refused"):
        return Score(1.0)
    if given.kind == "ambiguous":
        must, found = question.candidates, given.candidates
        counted = found if must else frozenset()
    else:
        must = question.statements | question.figures | question.entities
        found = given.statements | given.figures | given.entities | given.voices
        counted = given.statements
        counted |= given.figures if question.figures else frozenset()
        counted |= given.entities if question.entities else frozenset()
        if not must and given.kind == "answer" and not found:
            return Score(0.0, 0.0, 0.0, "an answer with nothing in it")
    counted -= question.allowed
    recall = len(must & found) / len(must) if must else 1.0
    precision = len(must & counted) / len(counted) if counted else 1.0
    return Score(harmonic_mean(recall, precision), recall, precision, "", must - found, counted - must)


def find_fault(question: Question, given: Given) -> str:
    """Say why a reply is worth nothing, in one line; empty where nothing of the kind is wrong."""
    if given.kind not in question.kinds:
        return f"kind {given.kind} where {' or '.join(sorted(question.kinds))} is due"
    forbidden = question.forbidden & (given.statements | given.figures | given.entities | given.candidates)
    if forbidden:
        return f"forbidden: {', '.join(sorted(forbidden))}"
    if given.kind in _WITHOUT_EVIDENCE and (given.statements or given.figures):
        return f"{given.kind}, and yet {len(given.statements)} statements and {len(given.figures)} figures"
    limit = question.options.get("limit")
    if limit is not None and len(given.statements) > limit:
        return f"{len(given.statements)} statements where at most {limit} were asked for"
    return ""


def is_invented(question: Question, given: Given) -> bool:
    """Say whether something is passed off as an answer that the record does not hold.

    >>> is_invented(Question("x", "Who?", "refused"), Given("answer"))
    True
    """
    return given.kind == "answer" and question.kinds <= {"refused", "empty"}


def harmonic_mean(recall: float, precision: float) -> float:
    """Return the harmonic mean of two parts; 0.0 where either is nothing.

    >>> harmonic_mean(0.5, 1.0), harmonic_mean(0.0, 1.0)
    (0.6666666666666666, 0.0)
    """
    return 2 * recall * precision / (recall + precision) if recall and precision else 0.0


def _ids(things: Iterable[Any]) -> frozenset[str]:
    return frozenset(local_name(thing if isinstance(thing, str) else thing["id"]) for thing in things)


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _figure_id(figure: Mapping[str, Any], documents: Mapping[str, str]) -> str:
    if figure.get("id"):
        return local_name(figure["id"])
    source, spans = str(figure.get("source")), figure.get("spans") or [[-1, -1]]
    return f"f-{documents.get(source, source)}-{min(start for start, _end in spans)}"
