"""Laws of the canonical layout, over generated graphs."""

import random

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.turtle import format_turtle, parse_turtle

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
IRIS = [
    "http://e/a",
    "http://e/b/c",
    "http://e/",
    "http://e/d.",
    "http://e/-x",
    "http://e/café",
    "https://w3id.org/on-record/id/charles-clarke",
    "https://w3id.org/on-record/ontology#Person",
    f"{RDF}type",
    f"{RDF}first",
    f"{RDF}rest",
    f"{RDF}nil",
    "http://www.w3.org/2000/01/rdf-schema#label",
]
iris = st.sampled_from(IRIS).map(ox.NamedNode)
# Few blank nodes in few triples: circles, lists, shared and twin nodes all come up.
blanks = st.integers(0, 4).map(lambda number: ox.BlankNode(f"n{number}"))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
datatypes = st.sampled_from([f"{XSD}{name}" for name in ("integer", "decimal", "boolean", "double", "date", "string")])
spellings = st.one_of(texts, st.sampled_from(["1", "01", "-0", "+5", "1.50", ".5", "1.", "true", "1e5", "2006-02-30"]))
literals = st.one_of(
    texts.map(ox.Literal),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), texts, st.sampled_from(["en", "en-gb", "ar"])),
    st.builds(lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(kind)), spellings, datatypes),
)
triples = st.builds(ox.Triple, st.one_of(iris, blanks), iris, st.one_of(iris, blanks, literals))
graphs = st.lists(triples, max_size=12)
prefixes = st.dictionaries(
    st.sampled_from(["e", "kg", "id", "", "x"]),
    st.sampled_from(["http://e/", "http://e/b/", "https://w3id.org/on-record/ontology#", "http://other/"]),
)


def canonical(graph: list[ox.Triple]) -> set[str]:
    """Label the blank nodes by the W3C's algorithm, which shares nothing with ours."""
    dataset = ox.Dataset(ox.Quad(*triple) for triple in graph)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


@given(graphs, prefixes)
@settings(max_examples=150, deadline=None)
def test_layout_reads_back_as_the_same_graph(graph: list[ox.Triple], declared: dict[str, str]) -> None:
    text = format_turtle(graph, prefixes=declared)
    assert canonical(parse_turtle(text.encode(), "text")[0]) == canonical(graph)


@given(graphs, prefixes)
@settings(max_examples=150, deadline=None)
def test_layout_of_a_layout_is_itself(graph: list[ox.Triple], declared: dict[str, str]) -> None:
    text = format_turtle(graph, header="# People.", prefixes=declared)
    assert format_turtle(text) == text


@given(graphs, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_order_and_labels_of_the_input_change_nothing(graph: list[ox.Triple], chance: random.Random) -> None:
    names = [f"m{number}" for number in range(5)]
    chance.shuffle(names)

    def renamed(term: object) -> object:
        return ox.BlankNode(names[int(term.value[1:])]) if isinstance(term, ox.BlankNode) else term

    shuffled = [ox.Triple(renamed(s), p, renamed(o)) for s, p, o in graph]  # type: ignore[arg-type]
    chance.shuffle(shuffled)
    assert format_turtle(shuffled) == format_turtle(graph)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_comment_survives_as_a_comment(comment: str) -> None:
    text = format_turtle(f"# {comment.translate({10: ' ', 13: ' '})}\n<http://e/a> a <http://e/B> .\n")
    assert text.startswith("#")
    assert format_turtle(text) == text
