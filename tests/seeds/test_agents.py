"""The curated agents: who held which post on which day, and what each fact rests on."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, PROV, RDF, RDFS, SKOS
from rdflib.term import Node

from kg.namespaces import DATA, ONTOLOGY, expand

FILES = ("people", "organisations", "successions", "unnamed-speakers", "posts", "tenures", "references")

# Name of the post in the data set of the Institute for Government, by our id.
MINISTERIAL = {
    "home-secretary": "Secretary of State for the Home Department",
    "prime-minister": "Prime Minister",
    "deputy-prime-minister": "Deputy Prime Minister",
    "justice-secretary": "Secretary of State for Justice and Lord Chancellor",
}

MINISTERS_ON = [
    ("home-secretary", "1992-12-25", {"Kenneth Clarke"}),
    ("home-secretary", "1997-05-01", {"Michael Howard"}),
    ("home-secretary", "1997-05-02", {"Michael Howard", "Jack Straw"}),
    ("home-secretary", "1999-02-01", {"Jack Straw"}),
    ("home-secretary", "2001-06-08", {"Jack Straw", "David Blunkett"}),
    ("home-secretary", "2003-07-01", {"David Blunkett"}),
    ("home-secretary", "2004-12-15", {"David Blunkett", "Charles Clarke"}),
    ("home-secretary", "2006-04-25", {"Charles Clarke"}),
    ("home-secretary", "2006-05-05", {"Charles Clarke", "John Reid"}),
    ("home-secretary", "2006-05-06", {"John Reid"}),
    ("home-secretary", "2008-01-01", {"Jacqui Smith"}),
    ("home-secretary", "2010-01-01", {"Alan Johnson"}),
    ("home-secretary", "2012-05-08", {"Theresa May"}),
    ("home-secretary", "2014-11-01", {"Theresa May"}),
    ("home-secretary", "2017-12-12", {"Amber Rudd"}),
    ("home-secretary", "2018-06-01", {"Sajid Javid"}),
    ("home-secretary", "2022-04-01", {"Priti Patel"}),
    ("home-secretary", "2022-09-06", {"Priti Patel", "Suella Braverman"}),
    ("home-secretary", "2022-10-18", {"Suella Braverman"}),
    ("home-secretary", "2022-10-19", {"Suella Braverman", "Grant Shapps"}),
    ("home-secretary", "2022-10-22", {"Grant Shapps"}),
    ("home-secretary", "2022-10-25", {"Grant Shapps", "Suella Braverman"}),
    ("home-secretary", "2023-11-12", {"Suella Braverman"}),
    ("home-secretary", "2023-11-13", {"Suella Braverman", "James Cleverly"}),
    ("home-secretary", "2025-01-05", {"Yvette Cooper"}),
    ("home-secretary", "2025-11-14", {"Shabana Mahmood"}),
    ("prime-minister", "1997-05-02", {"John Major", "Tony Blair"}),
    ("prime-minister", "2006-04-25", {"Tony Blair"}),
    ("prime-minister", "2009-03-01", {"Gordon Brown"}),
    ("prime-minister", "2017-12-12", {"Theresa May"}),
    ("prime-minister", "2022-09-06", {"Boris Johnson", "Liz Truss"}),
    ("prime-minister", "2024-01-05", {"Rishi Sunak"}),
    ("prime-minister", "2025-11-14", {"Keir Starmer"}),
    ("deputy-prime-minister", "2006-04-25", {"John Prescott"}),
    ("deputy-prime-minister", "2008-01-01", set()),
    ("deputy-prime-minister", "2012-01-01", {"Nick Clegg"}),
    ("deputy-prime-minister", "2025-01-05", {"Angela Rayner"}),
    ("deputy-prime-minister", "2025-11-11", {"David Lammy"}),
    ("justice-secretary", "2007-06-28", {"Charles Falconer", "Jack Straw"}),
    ("justice-secretary", "2011-01-01", {"Kenneth Clarke"}),
    ("justice-secretary", "2017-12-12", {"David Lidington"}),
    ("justice-secretary", "2022-12-01", {"Dominic Raab"}),
    ("justice-secretary", "2025-11-11", {"David Lammy"}),
]

OTHERS_ON = [
    ("shadow-home-secretary", "2006-04-25", {"David Davis"}),
    ("shadow-home-secretary", "2008-06-12", {"David Davis", "Dominic Grieve"}),
    ("shadow-home-secretary", "2025-01-05", {"Chris Philp"}),
    ("shadow-justice-secretary", "2025-11-14", {"Robert Jenrick"}),
    ("shadow-justice-secretary", "2026-01-15", {"Robert Jenrick", "Nick Timothy"}),
    ("leader-of-the-opposition", "2006-04-25", {"David Cameron"}),
    ("liberal-democrat-leader", "2006-02-01", {"Menzies Campbell"}),
    ("liberal-democrat-leader", "2006-04-25", {"Menzies Campbell"}),
    ("speaker-of-the-house-of-commons", "2006-04-25", {"Michael Martin"}),
    ("public-accounts-committee-member", "2005-10-26", {"Richard Bacon"}),
    ("minister-for-immigration", "2006-04-25", {"Tony McNulty"}),
    ("ind-director-general", "2006-04-25", {"Lin Homer"}),
    ("napo-assistant-general-secretary", "2006-04-25", {"Harry Fletcher"}),
    ("chief-inspector-of-prisons", "2006-04-25", {"Anne Owers"}),
    ("chief-inspector-of-prisons", "2017-12-12", {"Peter Clarke"}),
    ("hmpps-chief-executive", "2017-12-12", {"Michael Spurr"}),
    ("prison-reform-trust-director", "2017-12-12", {"Peter Dawson"}),
    ("director-of-public-prosecutions", "2012-05-08", {"Keir Starmer"}),
    ("director-of-public-prosecutions", "2013-11-01", {"Alison Saunders"}),
    ("npcc-lead", "2025-11-14", {"Alison Heydari"}),
]


def node(name: str) -> URIRef:
    return URIRef(DATA + name)


def term(name: str) -> URIRef:
    return URIRef(ONTOLOGY + name)


@pytest.fixture(scope="module")
def agents(root: Path) -> Graph:
    graph = Graph()
    for name in FILES:
        graph.parse(root / "seeds" / f"{name}.ttl", format="turtle")
    return graph


def last_day(graph: Graph, tenure: Node) -> date:
    """Return the day until which a tenure is vouched for."""
    end = graph.value(tenure, term("end")) or graph.value(tenure, term("ongoingAsOf"))
    return date.fromisoformat(str(end))


def first_day(graph: Graph, tenure: Node) -> date:
    return date.fromisoformat(str(graph.value(tenure, term("start"))))


def holders(graph: Graph, post: str, day: str) -> set[str]:
    """Return the labels of those who held a post on a day, first and last days included."""
    return {
        str(graph.value(graph.value(tenure, term("holder")), RDFS.label))
        for tenure in graph.subjects(term("post"), node(post))
        if first_day(graph, tenure) <= date.fromisoformat(day) <= last_day(graph, tenure)
    }


def appointments(folder: Path) -> Iterator[tuple[str, set[str], str, str]]:
    """Yield post, the holder's names, start and end from the ministers data set."""
    rows = {name: list(csv.DictReader((folder / f"{name}.csv").open(encoding="utf-8"))) for name in ("person", "post")}
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows["person"]:
        names[row["id"]].add(row["name"])
    posts = {row["id"]: row["name"] for row in rows["post"]}
    for row in csv.DictReader((folder / "appointment.csv").open(encoding="utf-8")):
        yield posts[row["post_id"]], names[row["person_id"]], row["start_date"], row["end_date"] or "9999-12-31"


@pytest.mark.parametrize(("post", "day", "expected"), MINISTERS_ON + OTHERS_ON)
def test_post_on_a_day(agents: Graph, post: str, day: str, expected: set[str]) -> None:
    assert holders(agents, post, day) == expected


@pytest.mark.parametrize(("post", "day", "expected"), MINISTERS_ON)
def test_day_agrees_with_the_ministers_data(shared_dir: Path, post: str, day: str, expected: set[str]) -> None:
    found = [
        names
        for title, names, start, end in appointments(shared_dir / "posts" / "ifg")
        if title == MINISTERIAL[post] and start <= day <= end
    ]
    known = {"Charles Falconer": "Lord Falconer of Thoroton"}
    unmatched = [names for names in found if not any(known.get(name, name) in names for name in expected)]
    assert not unmatched
    assert all(any(known.get(name, name) in names for names in found) for name in expected)


@pytest.mark.parametrize("post", MINISTERIAL)
def test_all_ministers_since_1997(agents: Graph, shared_dir: Path, post: str) -> None:
    ours = set()
    for tenure in agents.subjects(term("post"), node(post)):
        holder = agents.value(tenure, term("holder"))
        end = str(agents.value(tenure, term("end")) or "9999-12-31")
        for name in [*agents.objects(holder, RDFS.label), *agents.objects(holder, SKOS.altLabel)]:
            ours.add((str(name), str(agents.value(tenure, term("start"))), end))
    for title, names, start, end in appointments(shared_dir / "posts" / "ifg"):
        if title == MINISTERIAL[post] and end >= "1997-05-02":
            # One tenure may stand for several rows of one person that follow each other without a gap.
            assert any(name in names and first <= start and end <= last for name, first, last in ours), (names, start)


def test_every_node_names_what_it_rests_on(agents: Graph, root: Path) -> None:
    sources = {node(path.stem) for path in (root / "seeds" / "sources").glob("*.ttl")}
    for subject in set(agents.subjects(RDF.type)) - set(agents.subjects(RDF.type, term("Reference"))):
        grounds = list(agents.objects(subject, PROV.wasDerivedFrom))
        assert grounds, subject
        assert all((ground, RDF.type, term("Reference")) in agents or ground in sources for ground in grounds), subject


def test_every_reference_says_where_it_is(agents: Graph) -> None:
    for reference in agents.subjects(RDF.type, term("Reference")):
        assert agents.value(reference, DCTERMS.title)
        assert agents.value(reference, DCTERMS.publisher)
        assert str(agents.value(reference, URIRef(expand("schema:url")))).startswith("http")
        assert (None, PROV.wasDerivedFrom, reference) in agents


def test_tenures_are_well_dated(agents: Graph) -> None:
    for tenure in agents.subjects(RDF.type, term("Tenure")):
        ended = list(agents.objects(tenure, term("end")))
        open_until = list(agents.objects(tenure, term("ongoingAsOf")))
        assert len(ended) + len(open_until) == 1, tenure
        assert first_day(agents, tenure) <= last_day(agents, tenure), tenure
        assert str(agents.value(tenure, term("datePrecision"))) in {"day", "month", "year"}
        assert (agents.value(tenure, term("holder")), RDF.type, term("Person")) in agents
        assert (agents.value(tenure, term("post")), RDF.type, term("Post")) in agents
        for value in [*ended, *open_until, agents.value(tenure, term("start"))]:
            assert isinstance(value, Literal)
            assert value.datatype == URIRef(expand("xsd:date"))


def test_one_seat_has_one_holder(agents: Graph) -> None:
    # Committee seats are many, and an acting leadership can be shared; inexact dates may overlap.
    for post in set(agents.objects(None, term("post"))) - {node("public-accounts-committee-member")}:
        exact = [
            tenure
            for tenure in agents.subjects(term("post"), post)
            if str(agents.value(tenure, term("datePrecision"))) == "day" and not agents.value(tenure, term("acting"))
        ]
        ordered = sorted(exact, key=lambda tenure: first_day(agents, tenure))
        for former, latter in pairwise(ordered):
            assert last_day(agents, former) <= first_day(agents, latter), (former, latter)


def test_no_two_people_share_a_label(agents: Graph) -> None:
    labels = [str(agents.value(person, RDFS.label)) for person in agents.subjects(RDF.type, term("Person"))]
    assert len(labels) == len(set(labels))
    assert all(len(list(agents.objects(person, RDFS.label))) == 1 for person in agents.subjects(RDF.type))


def test_bare_surnames_are_not_aliases(agents: Graph) -> None:
    family = URIRef(expand("foaf:familyName"))
    for person in agents.subjects(RDF.type, term("Person")):
        assert agents.value(person, family)
        aliases = {str(alias) for alias in agents.objects(person, SKOS.altLabel)}
        assert str(agents.value(person, family)) not in aliases, person


def test_the_clarkes_are_kept_apart(agents: Graph) -> None:
    clarkes = {node("charles-clarke"), node("peter-clarke"), node("kenneth-clarke")}
    assert set(agents.subjects(URIRef(expand("foaf:familyName")), None)) >= clarkes
    named = {person for person in agents.subjects(SKOS.altLabel) for alias in agents.objects(person, SKOS.altLabel)}
    assert clarkes <= named
    posts = {c: {str(agents.value(t, term("post"))) for t in agents.subjects(term("holder"), c)} for c in clarkes}
    assert posts[node("peter-clarke")] == {str(node("chief-inspector-of-prisons"))}
    assert posts[node("charles-clarke")] == {str(node("home-secretary"))}
    assert holders(agents, "home-secretary", "1993-01-01") == {"Kenneth Clarke"}


def test_braverman_has_two_spells_of_2022(agents: Graph) -> None:
    spells = list(agents.subjects(term("holder"), node("suella-braverman")))
    assert sorted((str(first_day(agents, t)), str(last_day(agents, t))) for t in spells) == [
        ("2022-09-06", "2022-10-19"),
        ("2022-10-25", "2023-11-13"),
    ]
    assert "Suella Fernandes" in {str(alias) for alias in agents.objects(node("suella-braverman"), SKOS.altLabel)}


def test_former_home_secretaries_hold_nothing_when_they_speak(agents: Graph) -> None:
    assert "David Blunkett" not in holders(agents, "home-secretary", "2006-04-25")
    assert "Suella Braverman" not in holders(agents, "home-secretary", "2025-01-05")


@pytest.mark.parametrize(
    ("old", "day", "new"),
    [
        ("immigration-and-nationality-directorate", "2007-04-01", "border-and-immigration-agency"),
        ("border-and-immigration-agency", "2008-04-01", "uk-border-agency"),
        ("uk-border-agency", "2012-03-01", "border-force"),
        ("uk-border-agency", "2013-04-01", "uk-visas-and-immigration"),
        ("prison-service", "2004-06-01", "national-offender-management-service"),
        ("national-offender-management-service", "2017-04-01", "hmpps"),
        ("national-probation-service", "2021-06-26", "probation-service"),
        ("home-office", "2007-05-09", "ministry-of-justice"),
    ],
)
def test_one_body_follows_another(agents: Graph, old: str, day: str, new: str) -> None:
    events = set(agents.subjects(ORG.originalOrganization, node(old)))
    events &= set(agents.subjects(ORG.resultingOrganization, node(new)))
    assert day in {str(agents.value(event, DCTERMS.date)) for event in events}


def test_unnamed_speakers_speak_for_somebody(agents: Graph) -> None:
    speakers = set(agents.subjects(RDF.type, term("UnnamedSpeaker")))
    assert len(speakers) >= 9
    for speaker in speakers:
        assert list(agents.objects(speaker, term("speaksFor"))), speaker
    spokesman = node("prime-ministers-spokesman-2006")
    assert node("tony-blair") in set(agents.objects(spokesman, term("speaksFor")))


def test_names_of_bodies_are_not_mixed_up(agents: Graph) -> None:
    aliases: dict[str, set[Node]] = defaultdict(set)
    for body in agents.subjects(RDF.type, term("Organisation")):
        for alias in [*agents.objects(body, SKOS.altLabel), *agents.objects(body, RDFS.label)]:
            aliases[str(alias).lower()].add(body)
    assert aliases["napo"] == {node("napo")}
    assert aliases["nao"] == {node("national-audit-office")}
    assert aliases["nps"] == {node("national-probation-service")}
    assert {name for name, bodies in aliases.items() if len(bodies) > 1} == set()
    assert "ministry of home affairs" not in aliases
