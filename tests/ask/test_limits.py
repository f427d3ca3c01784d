"""What no record of statements can answer is refused, clearly and at once."""

from time import perf_counter

import pytest

from tests.ask.conftest import Ask

HOSTILE = [
    "",
    "   \n\t ",
    "?",
    "¿?",
    "x" * 10_000,
    "what did Clarke say about " * 400,
    "Clarke " * 140,
    "\x00\x1b[31m\u202e",
    "🦊🦊🦊",
    "SELECT * WHERE { ?s ?p ?o }",
    "PREFIX kg: <https://w3id.org/on-record/ontology#> ASK { ?s a kg:Statement }",
    "DROP ALL; # ?x ?y",
    "INSERT DATA { <a> <b> <c> } # ?s ?p",
    "<script>alert(1)</script>",
    "what did <b>Clarke</b> say",
    "{{ config.items() }}",
    "' OR 1=1; --",
    "../../etc/passwd",
    "Was hat Clarke über die Gefangenen gesagt?",
    "Qu'a dit Clarke sur les prisonniers ?",
    "¿Qué dijo Clarke sobre los presos?",
    "Что сказал Кларк?",
    "克拉克说了什么？",
    "asdf qwer zxcv",
    '"' * 500,
    "((((((((((((((((((((",
    "who who who who who",
]


@pytest.mark.parametrize("question", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_question_gets_a_clear_reply_within_a_second(ask_shipped: Ask, question: str) -> None:
    ask_shipped("what did Davis say?")  # the small tables are read once
    start = perf_counter()
    answer = ask_shipped(question)
    assert perf_counter() - start < 1.0
    assert answer.kind in ("refused", "empty", "ambiguous")
    assert answer.summary.endswith((".", "?", "”", "!")) or "..." in answer.summary


def test_controls_and_direction_marks_do_not_change_a_question(ask_shipped: Ask) -> None:
    plain = ask_shipped("What did David Davis say?")
    assert ask_shipped("What\x00 did\u202e David\u200b Davis say?\x1b").statements == plain.statements


@pytest.mark.parametrize("end", ["Best regards, " * 30 + "#", "Thanks" + " for the work indeed" * 25 + " #1"])
def test_an_endless_signature_is_read_within_a_second(ask_shipped: Ask, end: str) -> None:
    ask_shipped("what did Davis say?")
    start = perf_counter()
    ask_shipped(f"What did Davis say? {end}")
    assert perf_counter() - start < 1


@pytest.mark.parametrize(
    "question",
    [
        "Should Charles Clarke have resigned?",
        "ought Clarke to go",
        "Do you think Clarke lied?",
        "In your opinion, was the Home Office negligent?",
        "Was David Davis right?",
        "who was wrong about the foreign prisoners?",
        "Is Charles Clarke incompetent?",
        "was it fair to blame the prison service",
    ],
)
def test_a_judgement_is_not_made(ask_shipped: Ask, question: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "refused"
    assert "judgement" in answer.summary


@pytest.mark.parametrize(
    "question",
    [
        "Will Charles Clarke resign?",
        "what will happen to the prisoners",
        "Is Lammy going to find them?",
        "who will pay",
    ],
)
def test_nothing_is_foretold(ask_shipped: Ask, question: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "refused"
    assert "not what will happen" in answer.summary


@pytest.mark.parametrize(
    "question",
    [
        "Where does Charles Clarke live?",
        "what is David Davis's home address",
        "Is Tony Blair married?",
        "what is Lin Homer's phone number?",
    ],
)
def test_private_lives_are_none_of_the_record(ask_shipped: Ask, question: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "refused"
    assert not answer.nearest


@pytest.mark.parametrize(
    "question",
    [
        "What is the name of the Home Office source?",
        "name the spokesman",
        "Who was the senior official?",
        "who is the Home Office spokesperson",
        "Who was the boy in the Derbyshire case?",
        "what is the ringleader's name",
        "who was the prisoner released by mistake?",
        "Identify the unnamed questioners.",
        "What are the names of the victims?",
    ],
)
def test_a_name_that_no_source_gives_is_refused(ask_shipped: Ask, question: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "refused"
    assert "name" in answer.summary
    assert all(near["kind"] == "name" for near in answer.nearest)


@pytest.mark.parametrize("question", ["who was the chief inspector of prisons", "Who is the head of IND?"])
def test_the_holder_of_a_post_has_a_name(ask_shipped: Ask, question: str) -> None:
    assert ask_shipped(question).kind == "answer"


def test_whether_somebody_is_to_blame_is_answered_by_who_blamed_him(ask_shipped: Ask, ask_ferry: Ask) -> None:
    for question in ("Is Charles Clarke to blame?", "Was it Lammy's fault?", "was the Home Office at fault"):
        answer = ask_shipped(question)
        assert answer.kind == "answer"
        assert answer.summary.startswith("The record does not judge")
        assert all(one.towards for one in answer.statements)
    # Of the same surname, another person is blamed, and blames.
    assert {one.speaker.label for one in ask_ferry("Is Ruth Calder to blame?").statements} == {"Maeve Tolland"}
    nobody = ask_ferry("Is Iain Calder at fault?")
    assert nobody.kind == "empty"
    assert "nobody on record blames Iain Calder" in nobody.summary


def test_the_spokesman_of_a_post_has_no_name(ask_ferry: Ask) -> None:
    assert ask_ferry("Name the first minister's spokesman.").kind == "refused"


def test_whose_fault_it_was_is_answered_by_who_blamed_whom(ask_shipped: Ask) -> None:
    answer = ask_shipped("Whose fault was it that the foreign prisoners were released?")
    assert answer.kind == "answer"
    assert "does not judge" in answer.summary
    assert all({"blames", "accuses"} & set(one.acts) for one in answer.statements)
    assert all(one.polarity == "affirmed" for one in answer.statements)


@pytest.mark.parametrize(
    "question",
    [
        "What is the name of the ministry source who says the fuel was clean?",
        "Name the source at the ministry who denied that the fuel was bad",
        "Who was the spokeswoman who said that nobody went without a lifejacket?",
        "The identity of the spokesman who said that the first minister trusts Ruth Calder",
    ],
)
def test_nobody_is_named_whom_the_reports_leave_without_a_name(ask_ferry: Ask, question: str) -> None:
    assert ask_ferry(question).kind == "refused"


def test_who_is_named_is_told_by_name(ask_ferry: Ask) -> None:
    answer = ask_ferry("What is the name of the minister who apologised to those aboard?")
    assert "Ruth Calder" in {one.label for one in answer.entities}
