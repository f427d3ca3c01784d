"""One question put in many ways gets one reply; what wraps it changes nothing; what cannot be is not answered."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.ask.answer import Answer
from kg.ask.understand import answer_question
from kg.query import open_catalogue
from kg.query.catalogue import Catalogue
from kg.store import GraphStore, open_store
from kg.workspace import find_workspace

Graph = tuple[Catalogue, GraphStore]
LISTED = Path(__file__).parent / "paraphrases.txt"
# The invented records; what holds of one failure must hold of any.
INVENTED = ("workspace", "hospital", "water")
# Groups, and lines of either sign, that the list holds at least.
_LISTED = (79, 704, 65)
WRAPPED = (
    "I need to know {0}",
    "can you tell me {0}",
    "We are on deadline with a long read. {1}",
    "My editor wants to know {0}",
    "sorry, one more: {0}",
    "{1} Thanks!",
    "As people here keep arguing over lunch, {0}",
    "So, {0}",
)
PLAIN = {
    "workspace": ("what did Greta Voss say?", "what did Maeve Tolland say about the ferry?", "who praised the crew?"),
    "hospital": ("what did Howard Pinner say?", "what did Joan Merriden say?", "who blamed the hospital?"),
    "water": ("what did Nadia Quist say?", "what did Lucan Sorrel say?", "who blamed Marland Water?"),
}
IMPOSSIBLE = (
    "what did Barbara Swindon say?",
    "what has {person} said since she became empress?",
    "what did {person} say in 2091?",
    "what did {person} say about the volcano?",
    "did {person} know about the volcano?",
    "why did {person} marry?",
)
PEOPLE = {"workspace": "Greta Voss", "hospital": "Joan Merriden", "water": "Nadia Quist"}


class Group(NamedTuple):
    """The ways to put one question of one workspace."""

    workspace: str
    plain: str
    same: tuple[str, ...]
    bare: tuple[str, ...]


def _groups() -> list[Group]:
    blocks = LISTED.read_text(encoding="utf-8").split("\n\n")[1:]
    found = []
    for block in blocks:
        head, *lines = block.strip().splitlines()
        workspace, _, plain = head.partition(": ")
        same, bare = (tuple(line[2:] for line in lines if line[0] == sign) for sign in "=!")
        found.append(Group(workspace, plain, same, bare))
    return found


@pytest.fixture(scope="module")
def graphs(root: Path) -> Iterator[dict[str, Graph]]:
    """Open the shipped workspace and the invented ones."""
    stores = {name: open_store(find_workspace(root / "benchmarks" / "ask" / name)) for name in INVENTED}
    stores["shipped"] = open_store(find_workspace())
    yield {name: (open_catalogue(store), store) for name, store in stores.items()}
    for store in stores.values():
        store.close()


def told(answer: Answer) -> tuple[str, frozenset[str], frozenset[str]]:
    """Return what two replies to one question share."""
    return (
        answer.kind,
        frozenset(one.id for one in answer.statements),
        frozenset(str(one["id"]) for one in answer.figures),
    )


def test_the_list_is_read_whole() -> None:
    groups = _groups()
    counts = (len(groups), sum(len(group.same) for group in groups), sum(len(group.bare) for group in groups))
    assert all(count >= least for count, least in zip(counts, _LISTED, strict=True)), counts
    assert {group.workspace for group in groups} == {"shipped", *INVENTED}


@pytest.mark.parametrize("group", _groups(), ids=lambda group: group.plain)
def test_a_paraphrase_gets_the_reply_of_the_plain_question(graphs: dict[str, Graph], group: Group) -> None:
    graph = graphs[group.workspace]
    due = told(answer_question(group.plain, *graph))
    strayed = [one for one in group.same if told(answer_question(one, *graph)) != due]
    assert not strayed
    answered = [one for one in group.bare if answer_question(one, *graph).kind == "answer"]
    assert not answered


@pytest.mark.parametrize("workspace", INVENTED)
@pytest.mark.parametrize("wrapped", WRAPPED)
def test_what_a_question_is_wrapped_in_changes_nothing(graphs: dict[str, Graph], workspace: str, wrapped: str) -> None:
    for plain in PLAIN[workspace]:
        due = told(answer_question(plain, *graphs[workspace]))
        assert due[0] == "answer"
        put = wrapped.format(plain, plain[0].upper() + plain[1:])
        assert told(answer_question(put, *graphs[workspace])) == due, put


@pytest.mark.parametrize("workspace", INVENTED)
@pytest.mark.parametrize("question", IMPOSSIBLE)
def test_what_cannot_be_is_not_answered(graphs: dict[str, Graph], workspace: str, question: str) -> None:
    asked = question.format(person=PEOPLE[workspace])
    answer = answer_question(asked, *graphs[workspace])
    assert answer.kind in ("empty", "refused"), answer.summary
    assert not answer.statements
