"""What the page draws: lines bundled per pair and act, in the colour of their family, thinned where they are many."""

import base64
import json
import zlib

import pytest

from kg.model import Entity, Statement
from kg.namespaces import expand
from kg.show import payload, picture
from kg.show.cards import make_cards
from kg.show.choices import make_choices
from kg.show.layout import lay_out
from kg.show.matrix import make_matrix
from kg.show.network import build_network
from kg.show.payload import make_payload, pack
from kg.show.picture import Picture, make_picture
from kg.show.timeline import make_timelines
from kg.surroundings import Surroundings, Tie
from tests.show.said import BOB, BODY, CRANE, FIRE, VOICE, ann, said


def picture_of(*statements: Statement, surroundings: Surroundings | None = None, ties: tuple[Tie, ...] = ()) -> Picture:
    return make_picture(build_network(statements, ties), statements, surroundings or Surroundings())


def lines_of(drawn: Picture) -> set[tuple[str, str, str, str, int]]:
    return {
        (drawn.nodes[line.start].name, line.act, drawn.nodes[line.end].name, line.polarity, len(line.statements))
        for line in drawn.lines
    }


def test_lines_are_bundled_per_pair_act_and_polarity() -> None:
    drawn = picture_of(
        said("s1", towards=(BOB,)),
        said("s2", towards=(BOB,)),
        said("s3", towards=(BOB,), acts=("defends",)),
        said("s4", towards=(BOB,), polarity="negated"),
    )
    assert lines_of(drawn) == {
        ("Ann", "blames", "Bob", "affirmed", 2),
        ("Ann", "defends", "Bob", "affirmed", 1),
        ("Ann", "blames", "Bob", "negated", 1),
        ("Ann", "speaks-about", "The fire", "affirmed", 3),
        ("Ann", "speaks-about", "The fire", "negated", 1),
    }


def test_all_that_one_says_about_an_incident_is_one_line() -> None:
    drawn = picture_of(said("s1", acts=("admits",)), said("s2", acts=("explains", "regrets")))
    assert lines_of(drawn) == {("Ann", "speaks-about", "The fire", "affirmed", 2)}
    assert drawn.lines[0].acts == ("admits", "explains", "regrets")


@pytest.mark.parametrize(
    ("acts", "family"),
    [
        ((("blames",), ("criticises",)), "against"),
        ((("blames",), ("defends",)), "about"),
        ((("explains",), ("explains",)), "about"),
        ((("scolds",), ("scolds",)), "against"),
    ],
)
def test_a_line_to_an_incident_has_a_colour_where_all_is_of_one_kind(
    acts: tuple[tuple[str, ...], ...], family: str
) -> None:
    statements = [said(f"s{number}", acts=done) for number, done in enumerate(acts)]
    drawn = picture_of(*statements, surroundings=Surroundings(broader={"scolds": ("criticises",)}))
    assert [line.family for line in drawn.lines] == [family]


def test_a_post_held_is_a_line_without_statements() -> None:
    tie = Tie(ann(), BODY, "held-post-in", "t", Entity("e:mayor", "Mayor"), "2019-05-01", "2021-05-01")
    drawn = picture_of(said("s1", towards=(BODY,)), ties=(tie,))
    (line,) = (line for line in drawn.lines if line.act == "held-post-in")
    assert (line.family, line.statements, line.facts) == ("tie", (), ("Mayor, 2019-05-01 to 2021-05-01",))


def test_thinning_keeps_a_line_for_everyone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MOST_LINES", 30)
    people = [Entity(f"e:{number}", f"P {number}", (expand("kg:Person"),)) for number in range(20)]
    statements = [
        said(f"s{a}-{b}", speaker=people[a], towards=(people[b],)) for a in range(20) for b in range(20) if a != b
    ]
    drawn = picture_of(*statements)
    kept = [line for line in drawn.lines if not line.is_thinned]
    assert len(kept) == 30
    assert drawn.thinned == len(drawn.lines) - 30
    assert {end for line in kept for end in (line.start, line.end)} == set(range(21))


def test_two_things_of_one_name_keep_their_whole_ids() -> None:
    other = Entity("https://example.org/ann", "Another Ann", (expand("kg:Person"),))
    one = Entity("https://example.com/ann", "Ann", (expand("kg:Person"),))
    drawn = picture_of(said("s1", speaker=one, towards=(other,)))
    assert {node.id for node in drawn.nodes if "nn" in node.name} == {one.iri, other.iri}


def test_a_timeline_has_the_statements_of_the_parts() -> None:
    drawn = picture_of(
        said("s1"),
        said("s2", about=(CRANE,), said_on="2020-04", earliest="2020-04-01", latest="2020-04-30"),
        said("s3", about=(CRANE,), said_on=None, earliest=None, latest="2020-05-01", acts=("defends", "praises")),
        surroundings=Surroundings(incidents={"e:fire": "The fire"}, wholes={"e:crane": "e:fire"}),
    )
    (timeline,), left_out = make_timelines(drawn)
    assert (timeline.title, left_out) == ("The fire", 0)
    assert timeline.columns == ["1 Mar 2020", "Apr 2020", "by 1 May 2020"]
    assert [(track.act, [list(cell) for cell in track.cells]) for track in timeline.tracks] == [
        ("blames", [[0], [1], []]),
        ("defends", [[], [], [2]]),
        ("praises", [[], [], [2]]),
    ]


def test_many_days_are_gathered_into_columns() -> None:
    days = [f"{year}-{month:02}-11" for year in range(2001, 2009) for month in range(1, 13)]
    drawn = picture_of(*(said(f"s{day}", said_on=day, earliest=day, latest=day) for day in days))
    (timeline,), _ = make_timelines(drawn)
    assert timeline.columns == [str(year) for year in range(2001, 2009)]
    assert timeline.tracks[0].count == len(days)


def test_the_matrix_tells_for_from_against_and_counts_nothing_undone() -> None:
    drawn = picture_of(
        said("s1", towards=(BOB,)),
        said("s2", towards=(BOB,), acts=("defends",)),
        said("s3", towards=(BOB,), acts=("accuses",), polarity="withheld"),
        said("s4", speaker=VOICE, towards=(BODY,), acts=("explains",)),
    )
    matrix = make_matrix(drawn)
    assert (matrix.speakers, matrix.targets) == (["Ann"], ["Bob"])
    stance = matrix.rows[0][0]
    assert (stance.against, stance.support, stance.undone) == ((0,), (1,), (2,))


def test_the_data_names_choices_by_their_place() -> None:
    drawn = picture_of(said("s1", about=(FIRE, CRANE)), surroundings=Surroundings(kinds={"e:fire": ("arson",)}))
    content = make_payload(drawn, make_cards(drawn), lay_out(build_network(drawn.statements)), make_choices(drawn))
    (statement,) = content["statements"]
    assert content["choices"]["kind"][statement["kinds"][0]] == "arson"
    assert {content["choices"]["incident"][place] for place in statement["incidents"]} == {"e:fire", "e:crane"}
    assert content["families"] == {"blames": "against"}


def test_large_data_is_packed_and_comes_back() -> None:
    content = {"text": "</script>" * payload.PACK_FROM_BYTES}
    text, is_packed = pack(content)
    assert is_packed
    assert not set(text) & set("<>&\"'")
    assert json.loads(zlib.decompress(base64.b64decode(text))) == content
    assert pack(content)[0] == text
