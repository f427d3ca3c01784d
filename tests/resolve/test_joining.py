"""What several sources propose is proposed once: people, bodies, and the failure they tell of."""

import random

import pytest

from kg.find import Finder
from kg.resolve import KnownGraph
from kg.resolve.joining import Joins, join, likeness, rejoin
from kg.resolve.nouns import NewAgent, Profile
from tests.resolve.newcomers import FOLDER, Newcomer, read_newcomer

SAME = [
    {"a3-hospital", "a4-hospital-later"},
    {"a6-school-roof", "a7-school-roof-echo"},
    {"b1-cladding", "b2-cladding-week-later"},
]


@pytest.fixture(scope="module")
def articles(finder: Finder, waterways: KnownGraph) -> list[Newcomer]:
    return [read_newcomer(path, finder, waterways) for path in sorted(FOLDER.glob("*.txt"))]


def profiles(articles: list[Newcomer]) -> list[Profile]:
    return [one.resolved.profile for one in articles if one.resolved.profile]


def test_sources_on_one_failure_propose_one_incident_and_others_their_own(articles: list[Newcomer]) -> None:
    told = profiles(articles)
    ids = join(told).ids
    groups: dict[str, set[str]] = {}
    for one in told:
        assert one.incident is not None
        groups.setdefault(ids[one.incident.id], set()).add(one.source)
    assert sorted(map(sorted, (group for group in groups.values() if len(group) > 1))) == sorted(map(sorted, SAME))


def test_the_order_of_sources_tells_nothing(articles: list[Newcomer]) -> None:
    told = profiles(articles)
    whole = join(told)
    for seed in range(3):
        shuffled = random.Random(seed).sample(told, len(told))
        assert join(shuffled) == whole


def test_a_person_in_two_sources_is_one_with_the_fullest_name(articles: list[Newcomer]) -> None:
    whole = join(profiles(articles))
    joined = [rejoin(one.resolved, whole) for one in articles]
    for name in ("Malik Orde", "Sian Pryce", "Winston Abara", "Fiona Larke", "Joyce Obi", "Neville Arkwright"):
        found = {agent.id for one in joined for agent in one.agents if agent.label == name}
        assert len(found) == 1, (name, found)
    defined = {agent.id for one in joined for agent in one.agents} | {i.id for one in joined for i in one.incidents}
    assert {said.speaker for one in joined for said in one.said} <= defined
    assert {about for one in joined for said in one.said for about in said.about} <= defined


def person(source: str, label: str, *offices: str, bodies: tuple[str, ...] = ()) -> Profile:
    given, _, family = label.rpartition(" ")
    given = "" if given in ("Mr", "Ms") else given
    local = f"n-{source}-{label.lower().replace(' ', '-')}"
    agent = NewAgent(local, "Person", label, " ".join(offices), (), "", given, family, offices, bodies)
    return Profile(source, f"2020-01-{len(source):02}", (agent,))


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (person("a", "Jane Doe", "head", bodies=("x",)), person("bb", "Jane Doe", "chair", bodies=("x",)), True),
        (person("a", "Jane Doe", "head", bodies=("x",)), person("bb", "Jane Doe", "head", bodies=("y",)), False),
        (person("a", "Jane Doe", "minister"), person("bb", "Jane Doe", "minister"), True),
        (person("a", "Jane Doe", "nurse"), person("bb", "Jane Doe", "minister"), False),
        (person("a", "Jane Doe", "head", bodies=("x",)), person("bb", "Ms Doe", "head", bodies=("x",)), True),
        (person("a", "Jane Doe", "head", bodies=("x",)), person("bb", "Ms Doe", "head", bodies=("y",)), False),
        (person("a", "Jane Doe", "head", bodies=("x",)), person("bb", "Joan Doe", "head", bodies=("x",)), False),
    ],
)
def test_namesakes_are_one_only_where_office_or_body_agree(one: Profile, other: Profile, is_one: bool) -> None:
    ids = join([one, other]).ids
    assert (ids[one.agents[0].id] == ids[other.agents[0].id]) == is_one


def test_namesakes_kept_apart_show_their_roles_and_each_other() -> None:
    one, other = person("a", "Jane Doe", "nurse"), person("bb", "Jane Doe", "minister")
    whole = join([one, other])
    assert {agent.label for agent in whole.agents.values()} == {"Jane Doe (nurse)", "Jane Doe (minister)"}
    assert {agent.alias for agent in whole.agents.values()} == {"Jane Doe"}
    assert [rival.id for rival in whole.rivals[one.agents[0].id]] == [other.agents[0].id]


def test_a_surname_that_can_mean_two_is_joined_to_none() -> None:
    told = [
        person("a", "Jane Doe", "head", bodies=("x",)),
        person("bb", "Joan Doe", "head", bodies=("x",)),
        person("ccc", "Ms Doe", "head", bodies=("x",)),
    ]
    assert len(set(join(told).ids.values())) == 3


def test_a_source_alone_is_left_as_it_is(articles: list[Newcomer]) -> None:
    alone = profiles(articles)[0]
    assert join([alone]).of(alone) == Joins()
    assert likeness(alone, alone) > 0.9
