"""``kg query`` as people type it."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.query.small import write_workspace

Run = Callable[..., Outcome]
NAMES = "SELECT ?name { ?p a kg:Person ; rdfs:label ?name FILTER(STRENDS(?name, 'er')) } ORDER BY ?name"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small workspace of our own; the first command builds it."""
    return write_workspace(tmp_path_factory.mktemp("zzton") / "own")


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


def test_a_query_of_the_catalogue(run_kg: Run, small: Path) -> None:
    done = run_kg("query", "zz-said", "--incident", "the flood of zzton", "--since", "2006", cwd=small)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0].split() == ["statement", "speaker", "latest", "gist"]
    assert done.out.splitlines()[2].split() == "id:zz-s1 Ann Archer 2006-04-25 She says sorry.".split()


def test_options_stand_anywhere(run_kg: Run, small: Path) -> None:
    for args in (
        ("zz-said", "--format", "jsonl", "--incident", "zz-fire"),
        ("--format=jsonl", "zz-said", "--incident=zz-fire"),
        ("--incident", "zz-fire", "--format", "jsonl", "zz-said"),
    ):
        done = run_kg("query", *args, cwd=small)
        assert (done.code, json.loads(done.out)["speaker_name"]) == (0, "Council of Zzton")


def test_the_help_of_a_query(run_kg: Run, small: Path) -> None:
    done = run_kg("query", "zz-said", "--help", cwd=small)
    assert done.code == 0
    for words in (
        "Usage: kg query zz-said [OPTIONS]",
        "Who said what about an incident of Zzton",
        "One row per statement, oldest first.",
        "kg query zz-said --incident zz-flood",
        "--incident INCIDENT",
        "An incident (required).",
        "The first day (optional).",
        "A whole number (optional; default: 0).",
    ):
        assert words in done.out


def test_the_list(run_kg: Run, small: Path) -> None:
    listed = json.loads(run_kg("query", "--list", "--format", "json", cwd=small).out)
    (said,) = [query for query in listed if query["name"] == "zz-said"]
    assert said["summary"] == "Who said what about an incident of Zzton"
    assert said["tags"] == ["zzton"]
    assert said["questions"] == ["what was said in zzton about {incident}"]
    assert said["path"] == str(small / "queries" / "zzton" / "zz-said.rq")
    assert said["params"]["incident"]["type"] == "kg:Incident"
    assert said["params"]["since"]["required"] is False
    assert list(said)[:4] == ["name", "summary", "description", "params"]
    assert len(listed) > 30


@pytest.mark.parametrize("format_", ["table", "jsonl", "csv", "md"])
def test_the_list_in_other_formats(run_kg: Run, small: Path, format_: str) -> None:
    done = run_kg("query", "--list", "--format", format_, cwd=small)
    assert done.code == 0
    assert "zz-said" in done.out.replace("\\", "")


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_the_list_fits_the_terminal(run_kg: Run, small: Path, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = run_kg("query", "--list", cwd=small).out.splitlines()
    assert max(map(len, lines)) <= int(columns)
    assert any(line.startswith("  zz-said") for line in lines)


def test_the_list_tells_faulty_files(run_kg: Run, tmp_path: Path) -> None:
    small = write_workspace(tmp_path / "own")
    (small / "queries" / "bad.rq").write_text("#+ sumary: x\nASK { }")
    done = run_kg("query", "--list", cwd=small)
    assert done.code == 1
    assert done.err.startswith('Warning: queries/bad.rq, line 1: unknown key "sumary"')
    assert "zz-said" in done.out
    assert run_kg("query", "zz-said", "--incident", "zz-fire", cwd=small).code == 0
    assert "line 1: unknown key" in run_kg("query", "bad", cwd=small).err


def test_typed_from_a_file_and_from_stdin(run_kg: Run, small: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(NAMES)
    outputs = [
        run_kg("query", "--query", NAMES, "--format", "csv", cwd=small),
        run_kg("query", "-q", NAMES, "--format", "csv", cwd=small),
        run_kg("query", tmp_path / "mine.rq", "--format", "csv", cwd=small),
        run_kg("query", "-", "--format", "csv", cwd=small, stdin=NAMES.encode()),
    ]
    assert {done.out for done in outputs} == {outputs[0].out}
    assert outputs[0].out.splitlines()[:3] == ["name", "Ann Archer", "Bo Butcher"]


def test_a_file_with_a_header_has_parameters(run_kg: Run, small: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(
        "#+ summary: x\n#+ params:\n#+   who: {type: kg:Person}\nSELECT ?_who_iri ?name { ?_who_iri rdfs:label ?name }"
    )
    assert run_kg("query", path, "--who", "the lady mayor", cwd=small).out.split() == [
        "name",
        "─" * 10,
        "Ann",
        "Archer",
    ]
    assert run_kg("query", path, cwd=small).err.startswith("Error: mine needs --who")


def test_ask_construct_and_describe(run_kg: Run, small: Path) -> None:
    assert run_kg("query", "-q", "ASK { id:zz-fire a kg:Incident }", cwd=small).out == "yes\n"
    turtle = run_kg("query", "-q", "DESCRIBE id:zz-fire", "--format", "ttl", cwd=small).out
    assert "id:zz-fire a kg:Incident ;\n\trdfs:label" in turtle
    assert run_kg("query", "-q", "CONSTRUCT { ?s a kg:Fire } WHERE { ?s a kg:Incident }", cwd=small).code == 0


def test_no_rows_are_said_and_no_error(run_kg: Run, small: Path) -> None:
    done = run_kg("query", "-q", "SELECT ?s { ?s a kg:Nothing }", cwd=small)
    assert (done.code, done.out, done.err) == (0, "", "No rows.\n")
    assert run_kg("query", "-q", "SELECT ?s { ?s a kg:Nothing }", "--format", "json", cwd=small).out == "[]\n"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "Name a query, a file or - for stdin"),
        (("zz-said", "--list"), "Name a query, a file or - for stdin"),
        (("zz-said", "-q", "ASK { }"), "Name a query, a file or - for stdin"),
        (("zz-said",), "Error: zz-said needs --incident\nFor example: kg query zz-said --incident zz-flood\n"),
        (("zz-sayed",), "Error: no query is called 'zz-sayed'\nDid you mean zz-said"),
        (("a" * 5000,), "Error: no query is called"),
        (("",), "Error: no query is called ''\n`kg query --list` shows all."),
        (("nothing.rq",), "Error: nothing.rq: No such file or directory"),
        (("./",), "Error: ./: Is a directory"),
        (("zz-said", "--incident", "'"), 'is called "\'"\nOn record:\n  --incident zz-fire'),
        (("-q", "SELECT (<http://e/f>(1) AS ?x) {}"), "is not supported\nThe engine knows SPARQL 1.1"),
        (("zz-said", "--incident", "zz-fir"), "--incident zz-fire  (The fire of Zzton, incident)"),
        (("zz-said", "--incidnt", "zz-fire"), "No such option"),
        (("zz-said", "--incident", "zz-fire", "--format", "xls"), "is not one of"),
        (("zz-said", "--incident", "zz-fire", "--format", "nt"), "the format nt cannot hold the rows of a SELECT"),
        (("zz-said", "--incident", "zz-fire", "--timeout", "-1"), "timeout"),
        (("zz-said", "--incident", "zz-fire", "--timeout", "nan"), "'nan' is no number of seconds"),
        (("zz-said", "--incident", "zz-fire", "-o", "no/such/folder"), "no/such/folder: cannot be written"),
        (("-q", "SELECT ?s { ?s ?p }"), "Error: --query, line 1: the query does not parse"),
        (("-q", "SELECT ?s { ?s e:p ?o }"), 'the prefix "e" is not declared'),
        (("-q", "DELETE WHERE { ?s ?p ?o }"), "is an update (DELETE): a query only reads"),
        (("-q", "SELECT ?s { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), "uses SERVICE"),
        (("--list", "--format", "ttl"), "the list of queries has no format ttl"),
    ],
)
def test_errors_say_what_and_what_to_do(run_kg: Run, small: Path, args: tuple[str, ...], words: str) -> None:
    done = run_kg("query", *args, cwd=small)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert "Traceback" not in done.err


def test_bytes_that_are_no_text(run_kg: Run, small: Path) -> None:
    assert "stdin is not UTF-8" in run_kg("query", "-", cwd=small, stdin=b"ASK { \xff }").err


def test_no_terminal_obeys_an_error(run_kg: Run, small: Path) -> None:
    done = run_kg("query", "zz-said", "--incident", "\x1b[31m\u202e", cwd=small)
    assert done.code == 2
    assert not {"\x1b", "\u202e"} & set(done.err)


def test_a_file_is_replaced_whole_or_not_at_all(run_kg: Run, small: Path, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    assert run_kg("query", "-q", NAMES, "--format", "csv", "-o", path, cwd=small).err == ""
    first = path.read_text()
    assert first.startswith("name\nAnn Archer\n")
    path.chmod(0o640)
    done = run_kg("query", "-q", NAMES, "--format", "json", "-o", path, cwd=small)
    assert (done.out, done.err) == ("", f"Replacing {path}.\n")
    assert (path.read_text()[0], stat.S_IMODE(path.stat().st_mode)) == ("[", 0o640)
    before = path.read_text()
    assert run_kg("query", "-q", NAMES, "--format", "nt", "-o", path, cwd=small).code == 2
    assert (path.read_text(), [each.name for each in tmp_path.iterdir()]) == (before, ["names.csv"])


def test_a_link_is_followed_and_a_device_written_to(run_kg: Run, small: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    run_kg("query", "-q", NAMES, "-o", tmp_path / "link", cwd=small)
    assert (tmp_path / "link").is_symlink()
    assert "Ann Archer" in (tmp_path / "target").read_text()
    assert run_kg("query", "-q", NAMES, "-o", "/dev/null", cwd=small).code == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_narrow_and_wide(run_kg: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in ("30", "60", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        done = run_kg("query", "zz-said", "--incident", "zz-flood", cwd=small)
        assert max(map(len, done.out.splitlines())) <= int(columns)
        assert "Ann Archer" in done.out
    shown = run_kg("query", "zz-said", "--incident", "zz-flood", "--wide", cwd=small).out
    assert "_incident_iri" in shown
    assert "id:zz-ann-archer" in shown
