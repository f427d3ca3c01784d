"""Readers and builders at once."""

import fcntl
import os
import subprocess
import sys
import threading
import time

import pytest

from kg.store import build, open_store
from kg.store.layout import LOCK, Layout
from kg.workspace import Workspace
from tests.store.conftest import GISTS, STATEMENTS, Write, values

BUILD = [sys.executable, "-c", "from kg.cli import main; main()", "build"]


def _generations(workspace: Workspace) -> list[str]:
    return sorted(path.name for path in Layout(workspace.derived_dir).folder.iterdir() if path.is_dir())


def test_a_reader_keeps_its_state_while_others_build(workspace: Workspace, write: Write) -> None:
    with open_store(workspace) as reader:
        before = values(reader, GISTS)
        for number in range(3):
            write("statements.ttl", STATEMENTS.replace("repaired", f"repaired {number}"))
            process = subprocess.Popen(BUILD, cwd=workspace.root, stderr=subprocess.DEVNULL)
            while process.poll() is None:
                assert values(reader, GISTS) == before
                assert reader.search_words("sluices", 5)
            assert process.returncode == 0
        # Nobody has asked for names yet: the tables are opened only now, three generations later.
        assert reader.names.lookup("Ann Archer")
        assert reader.generation.name in _generations(workspace)
    with open_store(workspace) as late:
        assert values(late, GISTS)[1] == "The dyke was never repaired 2."
    held = reader.generation.name
    write("statements.ttl", STATEMENTS)
    build(workspace)
    assert held not in _generations(workspace)


def test_builders_at_once_take_turns(workspace: Workspace, write: Write) -> None:
    write("statements.ttl", STATEMENTS.replace("repaired", "mended"))
    processes = [subprocess.Popen(BUILD, cwd=workspace.root, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    said = [process.communicate()[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, said
    assert sum("Up to date" in text for text in said) == 3
    with open_store(workspace) as store:
        assert values(store, GISTS)[1] == "The dyke was never mended."


def test_a_reader_does_not_wait_for_a_builder(workspace: Workspace, write: Write) -> None:
    write("statements.ttl", STATEMENTS.replace("repaired", "mended"))
    said: list[str] = []
    handle = os.open(Layout(workspace.derived_dir).folder / LOCK, os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with open_store(workspace, warn=said.append) as store:
            assert values(store, GISTS)[1] == "The dyke was never repaired."
    finally:
        os.close(handle)
    assert said == ["Another process is building; this answer comes from the former store."]


def test_a_second_builder_says_that_it_waits(workspace: Workspace, write: Write) -> None:
    write("statements.ttl", STATEMENTS.replace("repaired", "mended"))
    handle = os.open(Layout(workspace.derived_dir).folder / LOCK, os.O_RDWR)
    fcntl.flock(handle, fcntl.LOCK_EX)
    said: list[str] = []
    waiting = threading.Thread(target=build, args=(workspace,), kwargs={"progress": said.append})
    waiting.start()
    while not said:
        time.sleep(0.001)
    assert said == ["Waiting for another build of this workspace to finish"]
    os.close(handle)
    waiting.join(30)
    assert any("statements" in text for text in said)


@pytest.mark.parametrize("threads", [4])
def test_one_store_serves_several_threads(workspace: Workspace, threads: int) -> None:
    wrong: list[object] = []

    def read() -> None:
        try:
            with open_store(workspace) as store:
                for _ in range(20):
                    assert len(values(store, GISTS)) == 2
                    assert store.names.lookup("Town Council")
        except BaseException as error:
            wrong.append(error)

    running = [threading.Thread(target=read) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert wrong == []
