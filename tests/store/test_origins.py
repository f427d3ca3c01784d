"""Answering from what people confirmed, or from what a machine found, and never mixing the two unasked."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kg.origin import CHOICES
from kg.store import open_store
from kg.store.origins import keep_origin, origins_of_graphs
from kg.workspace import find_workspace
from tests.conftest import Outcome

# The statement of the starter workspace, once more as a machine's finding and as a reviewed one.
PLACES = {"machine": ".kg/findings/sample.ttl", "reviewed": "seeds/reviewed/sample.ttl"}
WITHIN = {
    "all": ["curated", "machine", "reviewed"],
    "confirmed": ["curated", "reviewed"],
    "curated": ["curated"],
    "reviewed": ["reviewed"],
    "machine": ["machine"],
}


@pytest.fixture
def at(tmp_path: Path, run_kg: Callable[..., Outcome]) -> Path:
    folder = tmp_path / "work"
    assert run_kg("init", str(folder)).code == 0
    text = (folder / "seeds/example.ttl").read_text(encoding="utf-8")
    prefixes = "".join(line + "\n" for line in text.splitlines() if line.startswith("PREFIX"))
    blocks = [block for block in text.split("\n\n") if block.startswith(("id:p-", "id:r-", "id:s-"))]
    for origin, place in PLACES.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        body = "\n\n".join(blocks).replace("kg:curated", f"kg:{origin}")
        path.write_text(prefixes + body.replace("39b3a57d", {"machine": "aaaaaaaa", "reviewed": "bbbbbbbb"}[origin]))
    return folder


def origins_in(lines: Sequence[str]) -> list[str]:
    return sorted(line.strip() for line in lines[1:])


QUERY = "SELECT ?o { ?report kg:reports ?s ; kg:origin/skos:notation ?o }"


@pytest.mark.parametrize("choice", CHOICES)
def test_a_query_keeps_to_the_origin_asked_for(choice: str, at: Path, run_kg: Callable[..., Outcome]) -> None:
    for _ in range(2):  # the second finds the narrowed store ready
        found = run_kg("query", "-q", QUERY, "--origin", choice, "--format", "sparql-csv", cwd=at)
        assert found.code == 0, found.err
        assert origins_in(found.out.splitlines()) == WITHIN[choice]


@pytest.mark.parametrize("choice", CHOICES)
def test_every_face_keeps_to_it(choice: str, at: Path, run_kg: Callable[..., Outcome]) -> None:
    exported = run_kg("export", "attributions", "--origin", choice, cwd=at).out
    shown = run_kg("show", "Anna Example", "--origin", choice, "--format", "json", cwd=at).out
    asked = run_kg("ask", "what did Anna Example say?", "--origin", choice, "--format", "json", cwd=at).out
    for text in (exported, shown, asked):
        told = [origin for origin in ("curated", "machine", "reviewed") if f'"origin": "{origin}"' in text]
        assert told == WITHIN[choice]


def test_what_is_no_statement_stays(at: Path) -> None:
    with open_store(find_workspace(at)) as store:
        assert sorted(map(sorted, origins_of_graphs(store).values())) == [["curated"], ["machine"], ["reviewed"]]
        keep_origin(store, "confirmed")
        assert [one.label for one in store.names.lookup("Anna Example")] == ["Anna Example"]


def test_a_count_tells_what_it_rests_on(at: Path, run_kg: Callable[..., Outcome]) -> None:
    counted = run_kg("query", "people-by-statements", cwd=at)
    assert "1 machine findings that nobody has judged; --origin confirmed leaves them out" in counted.err
    assert "machine findings" not in run_kg("query", "people-by-statements", "--origin", "confirmed", cwd=at).err
    assert "machine findings" not in run_kg("query", "said-by", "--speaker", "Anna Example", cwd=at).err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_store_that_cannot_be_written_to_is_narrowed_elsewhere(at: Path, run_kg: Callable[..., Outcome]) -> None:
    run_kg("build", cwd=at)
    generation = next((at / ".kg/store").glob("[0-9]*"))
    generation.chmod(0o555)
    try:
        found = run_kg("query", "-q", QUERY, "--origin", "curated", "--format", "sparql-csv", cwd=at)
    finally:
        generation.chmod(0o755)
    assert origins_in(found.out.splitlines()) == ["curated"]
