"""The law of ``kg import posts``: whoever is asked about on whatever day, the graph answers as the rows do."""

import csv
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kg.cli.init import make_workspace
from kg.query import load_catalogue, run
from kg.query.arguments import resolve_arguments
from kg.resolve.posts import import_posts
from kg.store import GraphStore, open_store
from kg.workspace import find_workspace, shipped_root

SEED, PAIRS = 20060505, 200
QUERIES = load_catalogue([shipped_root() / "queries"])
_POSTS = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX kg: <https://w3id.org/on-record/ontology#>
SELECT ?post ?row { ?post a kg:Post ; dcterms:identifier ?row }
"""


class Held(NamedTuple):
    """A row of appointment.csv, with the person's names."""

    person: str
    post: str
    start: str
    end: str


@pytest.fixture(scope="module")
def folder(shared_dir: Path) -> Path:
    found = shared_dir / "posts" / "ifg"
    if not found.is_dir():
        pytest.skip("the ministers database (../shared/posts/ifg) is not at hand")
    return found


@pytest.fixture(scope="module")
def store(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    root = tmp_path_factory.mktemp("law") / "ws"
    make_workspace(root, "Posts")
    workspace = find_workspace(root)
    import_posts(workspace, folder)
    with open_store(workspace) as opened:
        yield opened


@pytest.fixture(scope="module")
def held(folder: Path) -> list[Held]:
    return [
        Held(row["person_id"], row["post_id"], row["start_date"], row["end_date"] or "9999")
        for row in read(folder, "appointment")
    ]


@pytest.fixture(scope="module")
def names(folder: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in read(folder, "person"):
        found[row["id"]].add(row["display_name"])
    return found


@pytest.fixture(scope="module")
def posts(store: GraphStore) -> dict[str, str]:
    """The post of the graph for each row of post.csv."""
    rows: Any = store.query(_POSTS)
    return {row["row"].value: row["post"].value for row in rows}


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def ask(store: GraphStore, name: str, **arguments: str) -> list[Mapping[str, str]]:
    query = QUERIES[name]
    rows = run(query, resolve_arguments(query, arguments, store), store)
    return [
        {key: value.value if value is not None else "" for key, value in zip(rows.columns, row, strict=True)}  # type: ignore[union-attr]
        for row in rows
    ]


def pairs(held: list[Held]) -> list[tuple[str, str]]:
    """Draw people and days: half of the days lie in a post of theirs, a quarter on its first or last day."""
    chance = random.Random(SEED)
    newest = max(one.start for one in held)
    found = []
    for number in range(PAIRS):
        one = chance.choice(held)
        first, last = date.fromisoformat(one.start), date.fromisoformat(min(one.end, newest))
        inside = first + timedelta(days=chance.randint(0, max(0, (last - first).days)))
        anywhere = date(1979, 5, 4) + timedelta(
            days=chance.randint(0, (date.fromisoformat(newest) - date(1979, 5, 4)).days)
        )
        day = (inside, inside, anywhere, chance.choice((first, last)))[number % 4]
        found.append((one.person, day.isoformat()))
    return found


def test_200_people_held_on_a_day_what_the_rows_say(
    store: GraphStore, held: list[Held], names: dict[str, set[str]], posts: dict[str, str]
) -> None:
    found = 0
    for person, day in pairs(held):
        said = {posts[one.post] for one in held if one.person == person and one.start <= day <= one.end}
        for name in names[person]:
            rows = ask(store, "posts-of-person", person=name)
            answered = {row["post"] for row in rows if row["start"] <= day <= (row["end"] or row["ongoing_as_of"])}
            assert answered == said, (name, day)
        found += bool(said)
    assert found > PAIRS // 2, "most pairs must tell something"


def test_on_these_days_the_posts_had_the_holders_that_the_rows_say(
    store: GraphStore, held: list[Held], names: dict[str, set[str]], posts: dict[str, str]
) -> None:
    asked = 0
    for person, day in pairs(held)[:PAIRS:2]:
        for post in {posts[one.post] for one in held if one.person == person and one.start <= day <= one.end}:
            said = {one.person for one in held if posts[one.post] == post and one.start <= day <= one.end}
            rows = ask(store, "who-held-post", post=post.rpartition("/")[2], on=day)
            people = {row["person"] for row in rows}
            assert people == {of_name(store, names[one]) for one in said}, (post, day)
            asked += 1
    assert asked > PAIRS // 4


def of_name(store: GraphStore, names: set[str]) -> str:
    """Return the one person whom all these names mean."""
    found = [
        {one.iri for one in store.names.lookup(name, "https://w3id.org/on-record/ontology#Person")} for name in names
    ]
    (iri,) = set.intersection(*found)
    return iri


def test_a_day_of_handing_over_gives_both(store: GraphStore, held: list[Held], posts: dict[str, str]) -> None:
    rows = ask(store, "who-held-post", post="home-secretary", on="2006-05-05")
    assert [row["person_name"] for row in rows] == ["Charles Clarke", "John Reid"]
    ends = {(posts[one.post], one.end): one.person for one in held}
    days = sorted(
        (posts[one.post], one.start) for one in held if ends.get((posts[one.post], one.start), one.person) != one.person
    )
    assert len(days) > 500
    for post, day in random.Random(SEED).sample(days, 50):
        rows = ask(store, "who-held-post", post=post.rpartition("/")[2], on=day)
        assert len({row["person"] for row in rows}) >= 2, (post, day)


def test_acting_holders_are_marked(store: GraphStore) -> None:
    rows = ask(store, "who-held-post", post="attorney-general", on="2021-05-01")
    assert [(row["person_name"], row["acting"]) for row in rows] == [
        ("Suella Braverman", ""),
        ("Michael Ellis", "true"),
    ]
