"""The network and its page: same input, same bytes, and nothing from a document becomes markup."""

import json
import re
from html.parser import HTMLParser

import pytest

from kg.show.network import build_network, lay_out, wrap_label
from kg.show.page import StatementCard, write_page

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "javascript:alert(1)",
    "<!--<script>",
    "{{ 7 * 7 }}",
    "\u202egnp.exe",
    "a\u2028b",
    "x" * 10_000,
)


def row(**given: str) -> dict[str, str | None]:
    plain = {
        "statement": "s1",
        "speaker": "ann",
        "speaker_name": "Ann",
        "speaker_kind": "person",
        "act": "blames",
        "target": "bob",
        "target_name": "Bob",
        "target_kind": "person",
        "polarity": "affirmed",
    }
    return {**plain, **given}


def card(text: str = "plain", statement: str = "s1") -> StatementCard:
    return StatementCard(
        statement, statement, text, text, text, [text], "affirmed", text, [text], [text], [f"report {text}"]
    )


class Tags(HTMLParser):
    """Collects elements and event handlers as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def page_of(rows: list[dict[str, str | None]], cards: list[StatementCard], title: str = "T") -> str:
    network = build_network(rows)
    return write_page(network, lay_out(network), cards, title)


def test_statements_are_bundled_by_speaker_act_target_and_polarity() -> None:
    rows = [row(), row(statement="s2"), row(statement="s3", act="defends"), row(statement="s4", polarity="negated")]
    network = build_network(rows)
    bundles = {key: edge["statements"] for _, _, key, edge in network.edges(keys=True, data=True)}
    assert bundles == {"blames affirmed": ["s1", "s2"], "defends affirmed": ["s3"], "blames negated": ["s4"]}
    assert network.nodes["ann"]["statements"] == 4


def test_the_order_of_the_rows_changes_no_byte() -> None:
    rows = [row(statement=f"s{n}", target=f"t{n % 5}", target_name=f"Target {n % 5}") for n in range(20)]
    cards = [card(statement=f"s{n}") for n in range(20)]
    assert page_of(rows, cards) == page_of(rows[::-1], cards)


def test_no_two_nodes_lie_on_each_other() -> None:
    rows = [row(statement=f"s{n}", target=f"t{n}", target_name=f"A rather long name, number {n}") for n in range(30)]
    places = list(lay_out(build_network(rows)).values())
    assert len(set(places)) == 31


def test_an_empty_network_is_a_page_too() -> None:
    assert "0 people" in page_of([], [])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    page = page_of([row(speaker=text, speaker_name=text, target_name=text, act=text)], [card(text)], title=text)
    seen, plain = Tags(), Tags()
    seen.feed(page)
    plain.feed(page_of([row()], [card()]))
    assert sorted(seen.tags) == sorted(plain.tags), "the text made an element"
    assert not seen.handlers


def test_the_data_can_be_read_back() -> None:
    page = page_of([row(speaker_name=HOSTILE[0])], [card(HOSTILE[0])])
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert data
    content = json.loads(data[1])
    assert {node["name"] for node in content["nodes"]} == {HOSTILE[0], "Bob"}
    assert content["statements"]["s1"]["gist"] == HOSTILE[0]


def test_the_page_asks_nobody_for_anything() -> None:
    page = page_of([row()], [card()])
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert "default-src 'none'" in policy[1].replace("&#39;", "'")
    assert "unsafe-eval" not in policy[1]
    outside_scripts = re.sub(r"<script>.*?</script>", "", page, flags=re.S)
    assert not re.findall(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", outside_scripts)
    assert "url(" not in outside_scripts


def test_one_statement_is_counted_as_one() -> None:
    assert "2 people, bodies and incidents; 1 statement." in page_of([row()], [card()])


def test_a_long_name_is_cut_between_words() -> None:
    lines = wrap_label("Foreign prisoners released without being considered for deportation")
    assert lines[-1] == "considered for …"
