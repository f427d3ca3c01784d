"""A full disk, a folder that cannot be written, a store that is newer, older or damaged."""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import StoreError, StoreVersionError
from kg.query.catalogue import load_catalogue
from kg.store import build, open_store
from kg.store.layout import CATALOGUE, ENGINE, MANIFEST, POINTER, SIDE, Layout
from kg.store.manifest import FORMAT, read_manifest
from kg.workspace import Workspace
from tests.store.conftest import GISTS, PEOPLE, STATEMENTS, Write, values

MAIN = "import sys; from kg.cli import main; main()"
QUERY = f"{sys.executable} -c '{MAIN}' query --format csv -q '{GISTS}'"


def _in_namespace(script: str) -> "subprocess.CompletedProcess[str]":
    """Run a shell script that may mount things without leaving a trace; skip where the system forbids it."""
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], check=False).returncode != 0:
        pytest.skip("unshare -rm (user and mount namespaces) is not allowed here")
    return subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, check=False)


def _build_command(*options: str) -> str:
    return f"{sys.executable} -c '{MAIN}' build --quiet {' '.join(options)}"


def _generation(workspace: Workspace) -> Path:
    current = Layout(workspace.derived_dir).current()
    assert current is not None
    return current


@pytest.mark.parametrize("size", ["100k", "600k", "3m", "5m"])
def test_full_disk(workspace: Workspace, size: str) -> None:
    store = workspace.derived_dir / "store"
    shutil.rmtree(store)
    store.mkdir()
    mount = f"mount -t tmpfs -o size={size} tmpfs {store} && cd {workspace.root}"
    script = f"{mount} && {_build_command()}; s=$?; ls {store}; exit $s"
    done = _in_namespace(script)
    assert done.returncode == 2
    assert "Error: the disk is full" in done.stderr
    assert "Free some space" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.split() == ["lock"]


def test_full_disk_leaves_the_former_store(workspace: Workspace, write: Write) -> None:
    store = workspace.derived_dir / "store"
    aside = workspace.root / "aside"
    shutil.copytree(store, aside)
    used = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    write("statements.ttl", STATEMENTS.replace("repaired", "mended"))
    script = (
        f"mount -t tmpfs -o size={used // 1024 + 900}k tmpfs {store} && cp -r {aside}/. {store} && cd {workspace.root}"
        f" && {QUERY}; s=$?; {_build_command()}; exit $s$?"
    )
    done = _in_namespace(script)
    assert done.returncode == 2, done.stderr
    assert "The dyke was never repaired." in done.stdout
    assert done.stderr.count("the disk is full") == 2
    assert "This answer comes from the former store." in done.stderr


def test_read_only_folder(workspace: Workspace, write: Write) -> None:
    root = workspace.root
    script = f"mount --bind {root} {root} && mount -o remount,ro,bind {root} && cd {root} && "
    fine = _in_namespace(script + QUERY)
    assert (fine.returncode, fine.stderr) == (0, "")
    assert "The dyke was never repaired." in fine.stdout
    write("statements.ttl", STATEMENTS.replace("repaired", "mended"))
    stale = _in_namespace(script + QUERY)
    assert stale.returncode == 0
    assert "The dyke was never repaired." in stale.stdout
    assert re.search(r"Warning: .*Read-only file system", stale.stderr)
    shutil.rmtree(workspace.derived_dir)
    without = _in_namespace(script + QUERY)
    assert without.returncode == 2
    assert "cannot be written: Read-only file system" in without.stderr
    assert "work on a copy" in without.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_forbidden_folder(workspace: Workspace) -> None:
    shutil.rmtree(workspace.derived_dir)
    workspace.root.chmod(0o555)
    try:
        with pytest.raises(StoreError, match="Permission denied"):
            build(workspace)
    finally:
        workspace.root.chmod(0o755)


def test_file_size_limit(workspace: Workspace, write: Write) -> None:
    write("statements.ttl", STATEMENTS.replace("repaired", "mended"))
    before = _generation(workspace)
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "build", "--full"],
        cwd=workspace.root,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
    )
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert _generation(workspace) == before


@pytest.mark.parametrize(("field", "value"), [("format", FORMAT + 1), ("engine", "99.1.0")])
def test_a_newer_store_is_refused_with_a_remedy(workspace: Workspace, field: str, value: object) -> None:
    path = _generation(workspace) / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | {field: value}))
    for call in (open_store, build):
        with pytest.raises(StoreVersionError, match="newer version") as caught:
            call(workspace)
        assert "kg build --full" in caught.value.hint
    build(workspace, full=True)
    with open_store(workspace) as store:
        assert len(values(store, GISTS)) == 2


@pytest.mark.parametrize(("field", "value"), [("format", FORMAT - 1), ("engine", "0.4.9")])
def test_an_older_store_is_built_anew(workspace: Workspace, field: str, value: object) -> None:
    path = _generation(workspace) / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | {field: value}))
    with open_store(workspace) as store:
        assert len(values(store, GISTS)) == 2
        assert store.manifest.format == FORMAT


def test_a_damaged_pointer_leads_nowhere(workspace: Workspace) -> None:
    layout = Layout(workspace.derived_dir)
    for damage in (b"", b"999999\n", b"../../../etc\n", b"\xff\xfe", b"000001 000001", "٣".encode()):
        (layout.folder / POINTER).write_bytes(damage)
        assert layout.current() is None
    with open_store(workspace) as store:
        assert len(values(store, GISTS)) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("name", [POINTER, MANIFEST, SIDE, CATALOGUE])
def test_a_pipe_in_place_of_a_file_of_the_store_is_not_waited_for(workspace: Workspace, name: str) -> None:
    path = _generation(workspace) / name
    if name == POINTER:
        path = Layout(workspace.derived_dir).folder / name
    path.unlink()
    os.mkfifo(path)
    if name == POINTER:
        with pytest.raises(StoreError, match="not a file") as caught:
            build(workspace)
        assert "it is made again" in caught.value.hint
    else:
        build(workspace)
        with open_store(workspace) as store:
            assert load_catalogue(workspace.query_dirs(), cache=store.catalogue_path, strict=False)
            assert store.names.lookup("Ann Archer")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": "x"}', f'{{"format": {FORMAT}, "engine": "0.5.13"}}', "[" * 100_000]
)
def test_a_damaged_manifest_counts_as_none(workspace: Workspace, text: str) -> None:
    (_generation(workspace) / MANIFEST).write_text(text)
    assert read_manifest(_generation(workspace) / MANIFEST) is None


def test_a_damaged_engine_is_told_and_mended(workspace: Workspace, write: Write) -> None:
    for path in (_generation(workspace) / ENGINE).glob("*.sst"):
        path.write_bytes(b"damaged" * 100)
    (_generation(workspace) / ENGINE / "CURRENT").write_text("nothing\n")
    with pytest.raises(StoreError) as caught:
        open_store(workspace)
    assert "kg build --full" in caught.value.hint
    write("people.ttl", PEOPLE + 'id:cy a kg:Person ; rdfs:label "Cy"@en .')
    said: list[str] = []
    assert build(workspace, progress=said.append).is_full
    assert "The former store is damaged; building it anew" in said


@pytest.mark.parametrize("is_cut", [True, False])
def test_damaged_tables_are_told_and_mended_though_no_file_changed(workspace: Workspace, is_cut: bool) -> None:
    path = _generation(workspace) / SIDE
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] if is_cut else data[:100] + b"\xff" * (len(data) - 100))
    with open_store(workspace) as store, pytest.raises(StoreError, match="the tables are damaged") as caught:
        store.names.lookup("Ann Archer")
    assert "kg build --full" in caught.value.hint
    build(workspace, full=not is_cut)
    with open_store(workspace) as store:
        assert store.names.lookup("Ann Archer")


def test_a_damaged_engine_is_mended_though_no_file_changed(workspace: Workspace) -> None:
    (_generation(workspace) / ENGINE / "CURRENT").unlink()
    assert build(workspace).is_full
    assert build(workspace).is_unchanged


@pytest.mark.parametrize("damage", [b"", b"not a database" * 100, None])
def test_damaged_tables_are_mended_by_the_next_build(workspace: Workspace, write: Write, damage: bytes | None) -> None:
    path = _generation(workspace) / SIDE
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    write("statements.ttl", STATEMENTS.replace("repaired", "mended"))
    report = build(workspace)
    assert report.is_full
    with open_store(workspace) as store:
        assert store.search_words("mended", 5)
