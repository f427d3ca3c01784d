"""The canonical layout, by example."""

import pytest

from kg.errors import TurtleError
from kg.turtle import format_turtle

EVERYTHING = """\
# People.
# Second line.

@prefix ex: <http://e/> .
@prefix unused: <http://unused/> .
PREFIX people: <https://w3id.org/on-record/id/>
ex:s ex:n 01, 1, 1.50, true, 1e5, "1"@EN ; ex:list (1 (2) ()) ; a ex:T .  # a note
ex:s ex:shape [ ex:p 1 ; a ex:Q ], [] ; <http://www.w3.org/2000/01/rdf-schema#label> '''a
b\u202e''' .
people:x ex:p _:shared . ex:s ex:p _:shared . _:shared ex:p "shared" .
_:one ex:p _:two . _:two ex:p _:one .
[] a ex:All .
"""

LAID_OUT = """\
# People.
# Second line.

PREFIX ex: <http://e/>
PREFIX id: <https://w3id.org/on-record/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

ex:s
    a ex:T ;
    rdfs:label "a\\nb\\u202E" ;
    ex:list ( 1 ( 2 ) () ) ;
    ex:n
        "01"^^xsd:integer ,
        "1"@en ,
        1 ,
        1.50 ,
        "1e5"^^xsd:double ,
        true ;
    ex:p _:b0 ;
    ex:shape
        [
            a ex:Q ;
            ex:p 1 ;
        ] ,
        [] ;
.

id:x
    ex:p _:b0 ;
.

_:b0
    ex:p "shared" ;
.

_:b1
    ex:p _:b2 ;
.

_:b2
    ex:p _:b1 ;
.

[]
    a ex:All ;
.
"""


def test_every_construct_has_its_place() -> None:
    assert format_turtle(EVERYTHING) == LAID_OUT


def test_layout_of_the_example_is_itself() -> None:
    assert format_turtle(LAID_OUT) == LAID_OUT


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_nothing_stays_nothing(text: str) -> None:
    assert format_turtle(text) == ""


def test_a_header_alone_is_kept() -> None:
    assert format_turtle("\ufeff\n# To be filled.\n\n") == "# To be filled.\n"


def test_a_given_header_becomes_a_comment() -> None:
    assert format_turtle([], header="Tenures\n# of ministers") == "# Tenures\n# of ministers\n"


def test_a_prefix_of_the_file_wins_over_ours_where_it_is_used() -> None:
    text = "PREFIX kg: <http://mine/> kg:a kg:p <https://w3id.org/on-record/ontology#b> ."
    assert "PREFIX kg: <http://mine/>\n\nkg:a\n    kg:p <https://w3id.org/on-record/ontology#b> ;" in format_turtle(
        text
    )


def test_an_unused_prefix_does_not_displace_ours() -> None:
    text = "PREFIX kg: <http://mine/> <http://e/a> <http://e/p> <https://w3id.org/on-record/ontology#b> ."
    assert "PREFIX kg: <https://w3id.org/on-record/ontology#>" in format_turtle(text)


def test_twins_are_both_kept() -> None:
    text = "PREFIX e: <http://e/> e:s e:p [ e:q 1 ], [ e:q 1 ] ; e:r _:x, _:y . e:t e:r _:x, _:y ."
    laid_out = format_turtle(text)
    assert laid_out.count("e:q 1 ;") == 2
    assert "_:b0 ,\n        _:b1" in laid_out


def test_a_broken_list_is_written_as_what_it_is() -> None:
    rdf = "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX e: <http://e/> "
    laid_out = format_turtle(rdf + "e:s e:p [ rdf:first 1, 2 ; rdf:rest () ], [ rdf:first 3 ; rdf:rest e:tail ] .")
    assert "rdf:rest ()" in laid_out
    assert "rdf:rest e:tail" in laid_out


def test_long_lists_are_no_nesting() -> None:
    laid_out = format_turtle(f"<http://e/s> <http://e/p> ( {'1 ' * 20_000}) .")
    assert laid_out.count("\n        1") == 20_000


@pytest.mark.parametrize(("opening", "closing"), [("[ <http://e/p> ", "]"), ("( ", ")")])
def test_deep_nesting_is_refused_not_crashed_on(opening: str, closing: str) -> None:
    text = f"<http://e/s> <http://e/p> {opening * 50_000} 1 {closing * 50_000} ."
    with pytest.raises(TurtleError, match=r"deep\.ttl: .* nested more than 100 deep"):
        format_turtle(text, name="deep.ttl")


def test_blank_nodes_too_alike_are_refused_in_time() -> None:
    names = [f"_:n{number}" for number in range(9)]
    text = "".join(f"{one} <http://e/p> {two} .\n" for one in names for two in names if one != two)
    with pytest.raises(TurtleError, match="9 blank nodes that point at each other cannot be told apart"):
        format_turtle(text)


def test_many_pairs_of_twins_are_no_trouble() -> None:
    pairs = [
        f"<http://e/s{n}> <http://e/p> _:a{n}, _:b{n} . <http://e/t{n}> <http://e/p> _:a{n}, _:b{n} ."
        for n in range(200)
    ]
    assert format_turtle("\n".join(reversed(pairs))) == format_turtle("\n".join(pairs))


def test_hidden_characters_show() -> None:
    text = '<http://e/a\u200fb> <http://e/p> "a\u00a0b\u202ec\u0007\U000e0041", "naïve — “é”" . '
    laid_out = format_turtle("# was \u202e here\n" + text)
    assert "# was \\u202E here" in laid_out
    assert "<http://e/a\\u200Fb>" in laid_out
    assert '"a\\u00A0b\\u202Ec\\u0007\\U000E0041"' in laid_out
    assert "naïve — “é”" in laid_out
