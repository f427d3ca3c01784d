"""``kg import posts``: what becomes of a data set of posts, and what stays as it is."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kg.cli.init import make_workspace
from kg.resolve.posts import import_posts
from kg.resolve.posts_known import FOLDER
from kg.store import open_store
from kg.workspace import Workspace, find_workspace
from tests.conftest import Outcome
from tests.resolve.posts_data import TABLES, Rows, with_rows, write_tables

RunKg = Callable[..., Outcome]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    make_workspace(tmp_path / "ws", "Ferries")
    return find_workspace(tmp_path / "ws")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_tables(tmp_path / "data")


def files(workspace: Workspace) -> dict[str, bytes]:
    folder = workspace.root / FOLDER
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*"))} if folder.exists() else {}


def text(workspace: Workspace) -> str:
    return b"\n".join(files(workspace).values()).decode()


def block(workspace: Workspace, local: str) -> str:
    found = [part for part in text(workspace).split("\n\n") if part.startswith(f"id:{local}\n")]
    assert len(found) == 1, local
    return found[0]


def rows(workspace: Workspace, query: str) -> list[tuple[str, ...]]:
    prefixes = "PREFIX kg: <https://w3id.org/on-record/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
    with open_store(workspace) as store:
        return sorted(tuple(value.value for value in row) for row in store.query(f"{prefixes} {query}"))  # type: ignore[union-attr]


def test_an_import_passes_every_check_and_is_laid_out(workspace: Workspace, data: Path, run_kg: RunKg) -> None:
    done = run_kg("import", "posts", data, cwd=workspace.root)
    assert done.code == 0, done.err
    assert done.out.splitlines()[1].split() == ["people", "5", "4", "1", "0"]
    assert "appointment.csv, line 9: it ends (2005-05-14) before it begins (2005-09-01)" in done.err
    assert "elections" in done.err
    checked = run_kg("check", "--strict", cwd=workspace.root)
    assert checked.code == 0, checked.out + checked.err
    assert run_kg("fmt", "--check", cwd=workspace.root).code == 0
    assert set(files(workspace)) == {
        *("organisations.ttl", "people.ttl", "posts.ttl", "reference.ttl", "successions.ttl"),
        *("tenures-1990s.ttl", "tenures-2000s.ttl"),
    }


def test_twice_gives_the_same_bytes_whatever_the_order_of_rows(workspace: Workspace, data: Path) -> None:
    assert import_posts(workspace, data).status == "imported"
    first = files(workspace)
    assert import_posts(workspace, data).status == "unchanged"
    turned = {name: [rows[0], *reversed(rows[1:])] for name, rows in TABLES.items()}
    import_posts(workspace, write_tables(data, turned))
    assert files(workspace) == first


def test_a_dry_run_writes_nothing_and_counts_the_same(workspace: Workspace, data: Path, run_kg: RunKg) -> None:
    done = run_kg("import", "posts", data, "--dry-run", "--format", "json", "--quiet", cwd=workspace.root)
    told = json.loads(done.out)
    assert (told["status"], done.err) == ("dry-run", "")
    assert not (workspace.root / "seeds" / "posts").exists()
    assert import_posts(workspace, data).files == told["files"]


def test_known_things_keep_their_identifiers(workspace: Workspace, data: Path) -> None:
    import_posts(workspace, data)
    tenure = block(workspace, "charles-clarke-home-secretary-2004")
    assert "kg:holder id:charles-clarke ;" in tenure
    assert "kg:post id:home-secretary ;" in tenure
    assert "org:postIn id:home-office ;" in block(workspace, "home-secretary")


def test_acting_spells_are_tenures_of_their_own_that_share_the_day(workspace: Workspace, data: Path) -> None:
    import_posts(workspace, data)
    found = rows(
        workspace,
        "SELECT ?start ?end ?acting { ?t kg:holder/rdfs:label 'Ben Sample'@en ; kg:start ?start ; kg:end ?end "
        "OPTIONAL { ?t kg:acting ?given } BIND(COALESCE(STR(?given), '') AS ?acting) }",
    )
    assert found == [("1999-07-05", "1999-09-01", "true"), ("1999-09-01", "2001-06-08", "")]


def test_rows_without_a_break_are_one_tenure_and_leave_does_not_end_it(workspace: Workspace, data: Path) -> None:
    import_posts(workspace, data)
    tenure = block(workspace, "fay-moor-minister-for-ferries-and-buoys-2003")
    assert 'kg:start "2003-01-10"' in tenure
    assert 'kg:ongoingAsOf "2006-05-05"' in tenure, "an appointment without end is known up to the newest day"
    assert "On leave, the post kept: 1 January 2004 to 1 June 2004." in tenure


def test_what_is_known_by_month_or_year_says_so(workspace: Workspace, data: Path) -> None:
    import_posts(workspace, data)
    tenure = block(workspace, "guy-plain-minister-of-state-department-for-coasts-2002")
    assert 'kg:datePrecision "year"' in tenure
    assert 'kg:start "2002-01-01"' in tenure
    assert 'kg:end "2003-12-31"' in tenure
    assert 'kg:datePrecision "year"' in block(workspace, "department-of-piers")


def test_names_that_changed_are_aliases_and_a_title_is_no_label(workspace: Workspace, data: Path) -> None:
    import_posts(workspace, data)
    assert 'rdfs:label "Ben Sample"@en' in block(workspace, "ben-sample")
    assert '"Lord Sample of Quay"@en' in block(workspace, "ben-sample")
    assert 'skos:altLabel "Fay Dale"@en' in block(workspace, "fay-moor")


def test_posts_are_found_by_what_the_press_calls_them(workspace: Workspace, data: Path, run_kg: RunKg) -> None:
    import_posts(workspace, data)
    for asked, names in (
        ("who was tides secretary on 5 July 1999", ("Ann Archer", "Ben Sample")),
        ("who was ferries minister in 2004", ("Fay Moor",)),
        ("who was home secretary on 5 May 2006", ("Charles Clarke",)),
    ):
        told = run_kg("ask", asked, cwd=workspace.root)
        assert told.code == 0
        assert all(name in told.out for name in names), asked
    assert "Ben Sample" in run_kg("show", "Lord Sample of Quay", cwd=workspace.root).out


def test_what_became_of_bodies(workspace: Workspace, data: Path) -> None:
    import_posts(workspace, data)
    rename = block(workspace, "ministry-of-tides-to-department-for-coasts-2001")
    assert 'kg:successionKind "rename"' in rename
    assert '"2001-06-08"' in rename, "the day on which the new body began, within the days of the change"
    assert "beacons" in block(workspace, "home-office-to-department-for-coasts-2002")
    assert 'kg:successionKind "merger"' in block(workspace, "merger-into-ministry-of-tides-1990")


def own(workspace: Workspace, name: str, turtle: str) -> None:
    head = "\n".join(
        f"PREFIX {prefix}: <{space}>"
        for prefix, space in {
            "id": workspace.base,
            "kg": "https://w3id.org/on-record/ontology#",
            "org": "http://www.w3.org/ns/org#",
            "orgkind": "https://w3id.org/on-record/organisation-kind#",
            "prov": "http://www.w3.org/ns/prov#",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        }.items()
    )
    (workspace.root / "seeds" / name).write_text(f"{head}\n{turtle}", encoding="utf-8")


def person(local: str, name: str, more: str = "") -> str:
    return f'id:{local} a kg:Person ; rdfs:label "{name}"@en ; prov:wasDerivedFrom id:sample-gazette-2024 {more} .\n'


def tenure(local: str, who: str, post: str, start: str, end: str) -> str:
    return (
        f'id:{local} a kg:Tenure ; rdfs:label "{local}"@en ; kg:holder id:{who} ; kg:post id:{post} ; '
        f'kg:start "{start}"^^xsd:date ; kg:end "{end}"^^xsd:date ; prov:wasDerivedFrom id:sample-gazette-2024 .\n'
    )


TIDES = (
    'id:ministry-of-tides a kg:Organisation ; rdfs:label "Ministry of Tides"@en ; kg:organisationKind '
    "orgkind:department ; prov:wasDerivedFrom id:sample-gazette-2024 .\n"
    'id:tides-secretary a kg:Post ; rdfs:label "Tides secretary"@en ; skos:altLabel "Secretary of State for Tides"@en '
    "; org:postIn id:ministry-of-tides ; prov:wasDerivedFrom id:sample-gazette-2024 .\n"
)


def test_what_the_workspace_holds_is_reused_and_not_doubled(workspace: Workspace, data: Path, run_kg: RunKg) -> None:
    held = tenure("archer-at-tides", "archer", "tides-secretary", "1995-03-02", "1999-07-01")
    own(workspace, "tides.ttl", TIDES + person("archer", "Ann Archer") + held)
    done = import_posts(workspace, data)
    assert {count.kind: count.there for count in done.counts} == dict.fromkeys(
        ("people", "organisations", "posts", "tenures"), 1
    )
    assert "ann-archer" not in text(workspace)
    assert "kg:post id:tides-secretary" in text(workspace), "of the one who came next"
    checked = run_kg("check", "--strict", cwd=workspace.root)
    assert checked.code == 0, checked.out


@pytest.mark.parametrize(
    "held",
    [
        pytest.param("", id="nothing but the name"),
        pytest.param(tenure("x", "ann-archer", "tides-secretary", "1991-01-01", "1993-01-01"), id="another time"),
        pytest.param(tenure("x", "ann-archer", "ferry-director", "1995-03-01", "1999-07-05"), id="another post"),
    ],
)
def test_two_people_of_one_name_stay_two(held: str, workspace: Workspace, data: Path, run_kg: RunKg) -> None:
    own(workspace, "tides.ttl", TIDES + person("ann-archer", "Ann Archer") + held)
    done = import_posts(workspace, data)
    assert len(done.kept_apart) == 1
    assert "Ann Archer" in done.kept_apart[0]
    assert 'rdfs:label "Ann Archer (in office from 1995)"@en' in block(workspace, "ann-archer-1995")
    checked = run_kg("check", "--strict", cwd=workspace.root)
    assert checked.code == 0, checked.out


def test_two_people_of_one_name_in_the_data_stay_two(workspace: Workspace, data: Path, run_kg: RunKg) -> None:
    changed: Mapping[str, Rows] = {
        **with_rows("person", ["p-two", "Guy Plain", "Guy Plain", "Plain", "M", "", ""]),
        **with_rows("appointment", ["a-two", "p-two", "t-tides", "1991-01-01", "1992-01-01"]),
    }
    import_posts(workspace, write_tables(data, changed))
    assert block(workspace, "guy-plain-1991")
    assert block(workspace, "guy-plain-2000")
    assert run_kg("check", "--strict", cwd=workspace.root).code == 0


def test_identifiers_stay_when_names_change(workspace: Workspace, data: Path) -> None:
    import_posts(workspace, data)
    people = [
        row if row[1] != "Ann Archer" else ["p-ann", "Ann Bowman", "Ann Bowman", "Bowman", "F", "", ""]
        for row in TABLES["person"]
    ]
    import_posts(workspace, write_tables(data, {"person": people}))
    assert 'rdfs:label "Ann Bowman"@en' in block(workspace, "ann-archer")


def test_what_the_workspace_takes_over_stays_what_it_was(workspace: Workspace, data: Path, run_kg: RunKg) -> None:
    import_posts(workspace, data)
    own(workspace, "mine.ttl", TIDES.replace("tides-secretary", "x") + person("ann-archer", "Dame Ann Archer"))
    done = import_posts(workspace, data)
    assert done.kept_apart == ()
    again = files(workspace)
    assert import_posts(workspace, data).status == "unchanged"
    assert files(workspace) == again
    held = block(workspace, "ann-archer-secretary-of-state-for-tides-1995")
    assert "kg:holder id:ann-archer ;" in held
    assert "kg:post id:x ;" in held
    assert "a kg:Person" not in block(workspace, "ann-archer")
    checked = run_kg("check", "--strict", cwd=workspace.root)
    assert checked.code == 0, checked.out


def test_a_base_of_ones_own(tmp_path: Path, data: Path, run_kg: RunKg) -> None:
    make_workspace(tmp_path / "own", "Own", "https://example.org/id/")
    workspace = find_workspace(tmp_path / "own")
    import_posts(workspace, data)
    assert f"PREFIX id: <{workspace.base}>" in text(workspace)
    assert workspace.base == "https://example.org/id/"
    assert run_kg("check", "--strict", cwd=workspace.root).code == 0
