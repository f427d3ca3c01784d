"""Put questions to the answering function, in this process."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks.ask.questions import Question
from benchmarks.ask.score import Given, Score, is_invented, read_given, score
from kg.store import open_store
from kg.workspace import find_workspace

if TYPE_CHECKING:
    from kg.query.catalogue import Catalogue
    from kg.store.graph import GraphStore

ROOT = Path(__file__).resolve().parents[2]
_DOCUMENTS = (
    "PREFIX kg: <https://w3id.org/on-record/ontology#> SELECT ?name ?sha { ?s kg:fileName ?name ; kg:sha256 ?sha }"
)


@dataclass(frozen=True)
class Result:
    """A question, its reply's score and how long it took; ``given`` is None where the function raised."""

    question: Question
    score: Score
    given: Given | None
    seconds: float
    summary: str = ""

    @property
    def is_invented(self) -> bool:
        """Say whether something is passed off as an answer that the record does not hold."""
        return self.given is not None and is_invented(self.question, self.given)


class Record:
    """An open workspace to be asked."""

    def __init__(self, root: Path) -> None:
        """Open the graph and the catalogue of a workspace; both stay open, as a server keeps them."""
        from kg.query import open_catalogue

        self.store: GraphStore = open_store(find_workspace(root))
        self.catalogue: Catalogue = open_catalogue(self.store)
        rows: Any = self.store.query(_DOCUMENTS)
        self.documents = {row["name"].value: row["sha"].value[:8] for row in rows}

    def ask(self, question: Question) -> Result:
        """Ask one question; whatever the function raises is a score of nothing, and the run goes on."""
        from kg.ask.answer import answer_json
        from kg.ask.understand import answer_question

        start = perf_counter()
        try:
            answer = answer_question(question.question, self.catalogue, self.store, question.options)
        except Exception as error:  # measured, not hidden: the failure is listed with the question
            fault = f"raised {type(error).__name__}: {error}"
            return Result(question, Score(0.0, 0.0, 0.0, fault), None, perf_counter() - start)
        seconds = perf_counter() - start
        reply = answer_json(answer)
        given = read_given(reply, self.documents)
        return Result(question, score(question, given), given, seconds, str(reply.get("summary", "")))


def ask_all(questions: Iterable[Question]) -> Iterator[Result]:
    """Ask questions in their order, each of its own workspace."""
    records: dict[Path, Record] = {}
    for question in questions:
        root = question.workspace or ROOT
        if root not in records:
            records[root] = Record(root)
        yield records[root].ask(question)
