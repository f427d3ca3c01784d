"""Sentence by sentence: who is meant, written as findings by hand so that nothing hangs on the extractor."""

import time

import pytest

from kg.finding import Finding
from kg.model import Document
from kg.resolve import KnownGraph, Resolved, SourceFacts, resolve
from kg.resolve.days import day_of

DAY = "2016-05-20"


def told(text: str, graph: KnownGraph, *pairs: tuple[str, str], day: str | None = DAY) -> Resolved:
    """Resolve a text whose statements are given by the words of their speakers and contents, in order."""
    findings, place = [], 0
    for who, what in pairs:
        start = text.index(what, place)
        spot = text.rfind(who, 0, start) if who else -1
        spot = text.index(who, start) if who and spot < 0 else spot
        place = start
        source = ((spot, spot + len(who)),) if who else ()
        findings.append(Finding(source, (), ((start, start + len(what)),), 0.9))
    document = Document.of_bytes("a.txt", text.encode())
    return resolve(document, findings, SourceFacts("a", document.digest, day), graph)


def speaker(text: str, graph: KnownGraph, *pairs: tuple[str, str], day: str | None = DAY) -> str:
    return told(text, graph, *pairs, day=day).said[-1].speaker


@pytest.mark.parametrize(
    ("text", "pairs", "expected"),
    [
        ("The waterways secretary said it rained.", [("The waterways secretary", "it rained")], "helen-marsh"),
        ("The boats minister said it rained.", [("The boats minister", "it rained")], "tom-adeyemi"),
        (
            "The shadow waterways secretary said it rained.",
            [("The shadow waterways secretary", "it rained")],
            "rachel-osei",
        ),
        (
            "In 2012 the then waterways secretary said it rained.",
            [("the then waterways secretary", "it rained")],
            "sheila-dunmore",
        ),
        ("DfW said it rained.", [("DfW", "it rained")], "department-for-waterways"),
        ("The IWE said it rained.", [("The IWE", "it rained")], "canal-and-river-authority"),
        ("In 2014, the IWE said it rained.", [("the IWE", "it rained")], "inland-waterways-executive"),
    ],
)
def test_posts_and_bodies_are_those_of_the_day(
    text: str, pairs: list[tuple[str, str]], expected: str, waterways: KnownGraph
) -> None:
    assert speaker(text, waterways, *pairs) == expected


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        # Another country's, a deputy's, a former one's, and none of the record's.
        ("The waterways secretary of France said it rained.", [("The waterways secretary of France", "it rained")]),
        ("The deputy waterways secretary said it rained.", [("The deputy waterways secretary", "it rained")]),
        ("A former waterways secretary said it rained.", [("A former waterways secretary", "it rained")]),
        ("The health secretary said it rained.", [("The health secretary", "it rained")]),
        # Namesakes: alone, of another job, in private.
        ("Mr Adeyemi said it rained.", [("Mr Adeyemi", "it rained")]),
        ("Tom Adeyemi, a farmer, said it rained.", [("Tom Adeyemi, a farmer,", "it rained")]),
        ("Councillor Tom Adeyemi said it rained.", [("Councillor Tom Adeyemi", "it rained")]),
        ("Helen Marsh, whose son drowned, said it rained.", [("Helen Marsh, whose son drowned,", "it rained")]),
        ("Marsh said it rained.", [("Marsh", "it rained")]),
        ("Helen Marsh's husband said it rained.", [("Helen Marsh's husband", "it rained")]),
        ("A spokesman for Helen Marsh, a minister, said it rained.", [("A spokesman for Helen Marsh", "it rained")]),
        ("An inspection of Safe Towpaths found it rained.", [("An inspection of Safe Towpaths", "it rained")]),
        (
            "Staff at the Department for Waterways said it rained.",
            [("Staff at the Department for Waterways", "it rained")],
        ),
        # Somebody untold is as near as the one who is named.
        (
            "A neighbour blamed the waterways secretary, Tom Adeyemi. He said it rained.",
            [("A neighbour", "the waterways secretary, Tom Adeyemi"), ("He", "it rained")],
        ),
        (
            "Owen Marsh, the chief inspector, met Tom Adeyemi, the boats minister. He said it rained.",
            [("He", "it rained")],
        ),
    ],
)
def test_nobody_of_the_record_is_named_where_the_text_does_not_tell(
    text: str, pairs: list[tuple[str, str]], waterways: KnownGraph
) -> None:
    assert speaker(text, waterways, *pairs) not in waterways.agents


def test_a_hand_over_day_gives_both(waterways: KnownGraph) -> None:
    text = "The waterways secretary said it rained."
    said = told(text, waterways, ("The waterways secretary", "it rained"), day="2017-06-13").said[0]
    assert {one.id for one in said.candidacies[0].candidates} == {"helen-marsh", "tom-adeyemi"}
    assert said.candidacies[0].chosen == ()


def test_a_new_holder_is_the_later_one_and_an_outgoing_one_the_earlier(waterways: KnownGraph) -> None:
    for word, expected in (("new", "tom-adeyemi"), ("outgoing", "helen-marsh")):
        text = f"The {word} waterways secretary said it rained."
        who = f"The {word} waterways secretary"
        assert speaker(text, waterways, (who, "it rained"), day="2017-06-13") == expected


def test_without_a_day_a_post_names_nobody(waterways: KnownGraph) -> None:
    text = "The waterways secretary said it rained."
    assert speaker(text, waterways, ("The waterways secretary", "it rained"), day=None) not in waterways.agents


def test_a_spokesman_is_never_his_minister(waterways: KnownGraph) -> None:
    text = "Helen Marsh, the waterways secretary, resigned. Her spokesman said it rained. He said it poured."
    resolved = told(text, waterways, ("Her spokesman", "it rained"), ("He", "it poured"))
    agents = {agent.id: agent for agent in resolved.agents}
    for said in resolved.said:
        assert agents[said.speaker].kind == "UnnamedSpeaker"
        assert said.on_behalf_of == ("helen-marsh",)


def test_two_of_a_surname_are_told_by_title_and_place(waterways: KnownGraph) -> None:
    start = "Helen Marsh, the waterways secretary, met Owen Marsh, the chief inspector of waterways.\n\n"
    for title, expected in (("Ms", "helen-marsh"), ("Mr", "owen-marsh")):
        text = f"{start}{title} Marsh said it rained."
        assert speaker(text, waterways, (f"{title} Marsh", "it rained")) == expected
    assert speaker(f"{start}Marsh said it rained.", waterways, ("Marsh", "it rained")) not in waterways.agents


def test_whoever_says_i_in_a_quotation_is_the_one_quoted(waterways: KnownGraph) -> None:
    text = "Dev Kapoor, the union's general secretary, said: “I told him: it rained, I said.”"
    inner = Finding(((text.index("I told"), text.index("I told") + 1),), (), ((text.index("it rained"), 77),), 0.9)
    start = text.index("“")
    outer = Finding(((0, 10),), (), ((start, len(text)),), 0.9, nested=(inner,))
    document = Document.of_bytes("a.txt", text.encode())
    said = resolve(document, [outer], SourceFacts("a", document.digest, DAY), waterways).said
    assert [one.speaker for one in said] == ["dev-kapoor", "dev-kapoor"]
    assert said[1].outer == said[0].key


def test_the_same_text_gives_the_same_result_in_any_order_of_findings(waterways: KnownGraph) -> None:
    text = "Helen Marsh, the waterways secretary, said it rained. She said it poured."
    pairs = [("Helen Marsh", "it rained"), ("She", "it poured")]
    document = Document.of_bytes("a.txt", text.encode())
    findings = [one.finding for one in told(text, waterways, *pairs).said]
    facts = SourceFacts("a", document.digest, DAY)
    forth, back = (resolve(document, order, facts, waterways) for order in (findings, findings[::-1]))
    assert {one.key: one.speaker for one in forth.said} == {one.key: one.speaker for one in back.said}


def test_a_text_without_full_stops_is_not_read_once_for_each_statement() -> None:
    text = "he said so " * 100_000 + "on 4 March 2016, she said it"
    started = time.perf_counter()
    for _ in range(50):
        assert day_of(text, (0, len(text)), [(500_000, 500_007)], [], "2016-03-06") is None
    end = len(text)
    told = day_of(text, (0, end), [(end - 11, end)], [], "2016-03-06")
    assert told is not None
    assert told.edtf == "2016-03-04"
    assert time.perf_counter() - started < 1
