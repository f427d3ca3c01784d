"""Questions with known answers as examples: which statements answer, and the signs of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.ask.questions import Question, read_questions
from benchmarks.ask.run import ROOT
from benchmarks.ask.run import Record as Asked
from kg.ask.cards import Card
from kg.ask.find import Scope, find_iris
from kg.ask.meaning.evidence import Evidence
from kg.ask.meaning.texts import Texts
from kg.ask.meaning.vectors import Vectors
from kg.ask.plain import put_plainly
from kg.ask.reading import read_question
from kg.ask.record import Record
from kg.ask.understand import answer_question
from kg.iri import local_id

# Kinds whose statements answer; where nothing is on record, every statement is an example of what does not.
ANSWERED, UNANSWERED = ("answer", "answer-no"), ("empty", "refused")


@dataclass
class Example:
    """A question with all statements of its record; ``wanted`` and ``allowed`` are rows of them."""

    question: Question
    evidence: Evidence
    cards: list[Card]
    wanted: list[int]
    allowed: list[int]

    @cached_property
    def fixed(self) -> Any:
        """Return the signs that the maps do not change."""
        return self.evidence.fixed(self.cards)

    def signs(self) -> Any:
        """Return all signs, by the maps that the vectors hold now."""
        return np.hstack([self.evidence.alike(self.cards), self.fixed]).astype(np.float32)

    @property
    def is_answerable(self) -> bool:
        """Say whether a plain answer is right."""
        return "answer" in self.question.kinds

    @property
    def labels(self) -> Any:
        """Return which statements answer."""
        return np.isin(np.arange(len(self.cards)), self.wanted)

    @property
    def counted(self) -> Any:
        """Return which statements tell right from wrong: those that may be given cost nothing and teach nothing."""
        return ~np.isin(np.arange(len(self.cards)), self.allowed)


def read_examples(files: Iterable[Path], vectors: Vectors, *, is_new: bool) -> list[Example]:
    """Read the questions of some files that ask for statements, or for what is not on record.

    Args:
        files: in the form of ``benchmarks/ask/README.md``.
        vectors: of the pieces; shared by all examples.
        is_new: what the words of these questions find tells how well words do; nobody mended the reading by them.
    """
    records: dict[Path, tuple[Asked, Record, Texts, list[Card]]] = {}
    found = []
    for question in (one for file in files for one in read_questions(file)):
        is_told = question.kind in ANSWERED and question.statements and not question.figures
        if not is_told and question.kind not in UNANSWERED:
            continue
        root = question.workspace or ROOT
        if root not in records:
            asked = Asked(root)
            record = Record(asked.store)
            cards = record.cards.get(find_iris(Scope(), record))
            records[root] = asked, record, Texts(record, vectors), cards
        asked, record, texts, cards = records[root]
        reading = read_question(put_plainly(question.question, record), record)
        reply = answer_question(question.question, asked.catalogue, asked.store, by_meaning=False) if is_new else None
        evidence = Evidence(question.question, reading, record, texts, reply)
        wanted, allowed = ({*question.statements}, {*question.allowed}) if is_told else (set(), set())
        rows = [local_id(card.iri) for card in cards]
        found.append(
            Example(
                question,
                evidence,
                cards,
                [row for row, name in enumerate(rows) if name in wanted],
                [row for row, name in enumerate(rows) if name in allowed - wanted],
            )
        )
    return found
