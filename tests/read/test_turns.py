"""Transcripts: every turn names its speaker, keeps its identifiers, and says where its words stand."""

import pytest

from kg.errors import DocumentError
from kg.model import Document
from kg.read import read_data
from tests.read.builders import PARAGRAPHS, debate, page

SPEECHES = (
    ("Ann Archer", "I asked about the ferry.\nNobody has told me since."),
    ("Ben Sample", "I am sorry, and I said “never again”."),
    ("", "rose—"),
    ("Ann Archer", "Will he go?"),
)


def said(document: Document) -> list[tuple[str, str]]:
    return [(turn.speaker, " ".join(document.passage(turn.span).split())) for turn in document.turns]


def test_a_debate_keeps_speakers_words_and_identifiers() -> None:
    document = read_data("debates2019-03-04a.xml", debate(SPEECHES).encode())
    assert said(document) == [
        ("Ann Archer", "I asked about the ferry. Nobody has told me since."),
        ("Ben Sample", "I am sorry, and I said “never again”."),
        ("", "rose—"),
        ("Ann Archer", "Will he go?"),
    ]
    first, second, rise, _ = document.turns
    assert first.ids == {
        "id": "uk.org.publicwhip/debate/2019-03-04a.100.2",
        "person_id": "uk.org.publicwhip/person/10002",
        "speakerid": "uk.org.publicwhip/member/902",
        "colnum": "100",
        "url": "https://hansard.example/2019-03-04#g2",
    }
    assert first.time == "11:32:00"
    assert first.head
    assert document.passage(first.head) == "Ann Archer"
    assert rise.kind == "procedure"
    assert rise.head is None
    assert second.kind == "speech"
    assert document.details["published"] == ("2019-03-04", "identifiers")
    assert document.details["outlet"].value == "Hansard: House of Commons"
    assert document.details["title"] == ("Ferries", "first heading")
    assert [part.role for part in document.parts[:3]] == ["heading", "title", "speaker"]


def test_questions_and_answers_in_writing() -> None:
    base = "uk.org.publicwhip/wrans/2019-03-04.79"
    text = (
        f'<publicwhip><minor-heading id="{base}.h">Ferries</minor-heading>'
        f'<ques id="{base}.q0" speakername="Ann Archer" person_id="p/1"><p qnum="79">To ask when.</p></ques>'
        f'<reply id="{base}.r0" speakername="Ben Sample" person_id="p/2"><p>On Sunday.</p></reply>'
        "</publicwhip>"
    )
    document = read_data("a.xml", text.encode())
    assert [turn.kind for turn in document.turns] == ["question", "answer"]
    assert document.details["title"].value == "Ferries"


@pytest.mark.parametrize("cut", [0.35, 0.5, 0.62, 0.8, 0.97])
def test_a_debate_cut_in_the_middle_is_read_up_to_there(cut: float) -> None:
    whole = debate([*SPEECHES, *((f"Member {n}", f"Words {n}.") for n in range(20))])
    document = read_data("a.xml", whole[: int(len(whole) * cut)].encode())
    everything = said(read_data("a.xml", whole.encode()))
    found = said(document)
    assert 0 < len(found) < len(everything)
    assert found[:-1] == everything[: len(found) - 1]
    assert everything[len(found) - 1][1].startswith(found[-1][1])
    assert any("breaks off" in note for note in document.notes)


def test_entities_are_read_and_their_bombs_are_not() -> None:
    entities = '<!DOCTYPE publicwhip [<!ENTITY pound "&#163;"><!ENTITY mdash "&#8212;">]>'
    text = debate([("Ann Archer", "It cost &pound;5&mdash;too much.")]).replace(
        "<publicwhip", entities + "<publicwhip", 1
    )
    assert said(read_data("a.xml", text.encode())) == [("Ann Archer", "It cost £5—too much.")]
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = debate([("Ann Archer", "&e9;")]).replace(
        "<publicwhip", f'<!DOCTYPE x [<!ENTITY e0 "ha">{levels}]><publicwhip', 1
    )
    with pytest.raises(DocumentError, match="unfold"):
        read_data("a.xml", bomb.encode())


def test_no_file_is_read_by_an_entity() -> None:
    evil = debate([("Ann Archer", "x &file; y")]).replace(
        "<publicwhip", '<!DOCTYPE publicwhip [<!ENTITY file SYSTEM "file:///etc/passwd">]><publicwhip', 1
    )
    document = read_data("a.xml", evil.encode())
    assert "root:" not in document.text


def test_latin_1_debates_are_read_as_declared() -> None:
    text = debate([("Siân Archer", "Café.")]).replace('encoding="utf-8"', 'encoding="ISO-8859-1"')
    assert said(read_data("a.xml", text.encode("cp1252"))) == [("Siân Archer", "Café.")]


def test_divisions_are_no_speeches() -> None:
    division = (
        '<division id="d"><divisioncount ayes="1"/><mplist vote="aye"><mpname>Ann Archer</mpname></mplist></division>'
    )
    text = debate(SPEECHES).replace("</publicwhip>", f"{division}</publicwhip>")
    assert len(read_data("a.xml", text.encode()).turns) == 4


def test_xml_without_speeches_is_refused() -> None:
    with pytest.raises(DocumentError, match="no speech"):
        read_data("a.xml", b"<publicwhip></publicwhip>")


def hansard(number: int, name: str, member: int, words: str) -> str:
    return (
        f'<div class="debate-item debate-item-contributiondebateitem" data-contribution-id="AAAA-{number}">'
        f'<div class="contribution"><div class="header"><a class="attributed-to-details with-portrait"'
        f' href="/search/MemberContributions?memberId={member}&amp;type=Spoken"><div class="primary-text">{name}</div>'
        f'<div class="secondary-text">(Merrow) (Ind)</div></a></div>'
        f'<div class="content"><p class="hs_Para">{words}</p></div></div>'
        '<div class="share-tools"><button>Share</button><span>Share this contribution</span></div></div>'
    )


def test_a_page_of_hansard() -> None:
    body = (
        "<header><nav><a href=/>Home</a></nav></header><h1>Ferries</h1><main>"
        + hansard(1, "Ann Archer", 41, "I asked about the ferry.")
        + '<div class="column-number" data-column-number="101">Column 101</div>'
        + hansard(2, "Ben Sample", 42, "I am sorry.</p><p class='hs_Para'>It will not happen again.")
        + hansard(3, "Ann Archer", 41, "Will he go?")
        + "</main><footer><p>© Parliament of the Isles</p></footer>"
    )
    document = read_data("debate.html", page(body, title="Ferries - Hansard"))
    assert said(document) == [
        ("Ann Archer", "I asked about the ferry."),
        ("Ben Sample", "I am sorry. It will not happen again."),
        ("Ann Archer", "Will he go?"),
    ]
    assert document.turns[1].ids == {"member_id": "42", "id": "AAAA-2"}
    assert document.turns[1].said_as == "(Merrow) (Ind)"
    assert "Share" not in document.text
    assert document.detail("title") == "Ferries"


def they_work(number: int, name: str, person: int, words: str) -> str:
    return (
        f'<div class="debate-speech" id="g100.{number}"><div class="debate-speech__speaker-and-content">'
        f'<h2 class="debate-speech__speaker"><a href="/mp/?p={person}"><img src=x alt="Photo of {name}">'
        f'<strong class="debate-speech__speaker__name">{name}</strong>'
        f'<small class="debate-speech__speaker__position">Minister for Ferries</small></a></h2>'
        f'<div class="debate-speech__content"><p>{words}</p></div>'
        '<ul class="debate-speech__meta"><li class="time">11:34 am</li></ul></div></div>'
    )


def test_a_page_of_theyworkforyou() -> None:
    body = "<h1>Ferries</h1>" + "".join(they_work(n, f"Member {n}", 20000 + n, f"Words {n}.") for n in range(1, 5))
    document = read_data("ferries", page(body + "<footer>About us</footer>"))
    assert said(document) == [(f"Member {n}", f"Words {n}.") for n in range(1, 5)]
    assert document.turns[0].ids == {"person_id": "uk.org.publicwhip/person/20001", "id": "g100.1"}
    assert document.turns[0].said_as == "Minister for Ferries"


def test_an_old_page_with_names_in_bold() -> None:
    exchange = [
        ("Mr. Archer (Merrow)", "I asked about it."),
        ("The Minister for Ferries (Mr. Sample)", "I am sorry."),
    ] * 3
    body = "".join(f"<p><b>{name}:</b> {words}</p><p>And more of it.</p>" for name, words in exchange)
    document = read_data("vo060425.htm", page(f"<h3>Ferries</h3>{body}"))
    assert said(document)[:2] == [
        ("Mr. Archer", "I asked about it. And more of it."),
        ("The Minister for Ferries", "I am sorry. And more of it."),
    ]
    assert document.turns[1].said_as == "(Mr. Sample)"


def test_a_transcript_in_plain_text() -> None:
    text = "Ferry committee\n\n" + "\n\n".join(
        [
            "Q1 Chair: Thank you for coming.",
            "Ben Sample: I am sorry.",
            "Chair: Since when?",
            "Ann Archer (Merrow): Yes, since when?",
            "Ben Sample: Since the storm.\nIt was a bad one.",
            "Chair: I see.",
        ]
    )
    document = read_data("evidence.txt", text.encode())
    assert [turn.speaker for turn in document.turns] == [
        "Chair",
        "Ben Sample",
        "Chair",
        "Ann Archer",
        "Ben Sample",
        "Chair",
    ]
    assert document.turns[0].ids == {"number": "Q1"}
    assert document.passage(document.turns[0].span) == "Thank you for coming."
    assert document.turn_at(text.index("since when")) == document.turns[3]


def test_an_article_is_no_transcript() -> None:
    text = "\n\n".join(
        [
            "Ferry stops",
            *PARAGRAPHS,
            "Mr Sample said: “No.”",
            "Asked again, he said: “Yes.”",
            "Archer: the ferry is late.",
        ]
    )
    assert read_data("a.txt", text.encode()).turns == ()
