"""Real SPARQL servers on 127.0.0.1 for the tests: started on free ports, stopped by their process."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.namespaces import DATA
from kg.store import GraphStore, build, open_store
from kg.store.scope import survey
from kg.store.server import Server
from kg.store.upload import graphs_address, query_address
from kg.workspace import Workspace

START_S = 60
TRIES = 3
_VIRTUOSO_INI = """\
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
DirsAllowed = {folder}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 60
"""


def free_port() -> int:
    """Return a port on 127.0.0.1 that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def oxigraph_server(*options: str) -> Iterator[str]:
    """Run `oxigraph serve` in memory; yield its address."""
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if binary is None:
        pytest.skip("the Oxigraph server (PyPI package oxigraph) is not installed")

    def command(port: int) -> list[str]:
        return [binary, "serve", "--bind", f"127.0.0.1:{port}", *options]

    with _running(command, "/") as address:
        yield address.rstrip("/")


@contextmanager
def virtuoso_server(folder: Path, rows: int = 100_000) -> Iterator[str]:
    """Run Virtuoso with a database in a folder; yield its address. Its administrator is dba, password dba."""
    binary = shutil.which("virtuoso-t")
    if binary is None:
        pytest.skip("Virtuoso (Debian package virtuoso-opensource) is not installed")
    settings = folder / "virtuoso.ini"

    def command(port: int) -> list[str]:
        settings.write_text(_VIRTUOSO_INI.format(folder=folder, port=port, sql_port=free_port(), rows=rows))
        return [binary, "+foreground", "+configfile", str(settings)]

    with _running(command, "/sparql") as address:
        yield address.removesuffix("/sparql")


@contextmanager
def _running(command: Callable[[int], list[str]], path: str) -> Iterator[str]:
    process, address = _start(command, path)
    try:
        yield address
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _start(command: Callable[[int], list[str]], path: str) -> "tuple[subprocess.Popen[bytes], str]":
    # A port that was free a moment ago may have been taken by another test meanwhile.
    for _ in range(TRIES):
        port = free_port()
        address = f"http://127.0.0.1:{port}{path}"
        process = subprocess.Popen(command(port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if _answers(process, address):
            return process, address
    pytest.fail(f"the server ended with {process.returncode} before it answered, {TRIES} times")


def _answers(process: "subprocess.Popen[bytes]", address: str) -> bool:
    """Wait until a server answers; say whether it does, or ended."""
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            return False
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.05)
        else:
            return True
    process.kill()
    process.wait()
    pytest.fail(f"the server at {address} did not answer within {START_S} s")


def empty(url: str) -> None:
    """Remove what other tests sent: Virtuoso answers over all that it holds."""
    server, address = Server(), graphs_address(Workspace(Path("/"), store_url=url))
    for graph in survey(server, query_address(url)).counts or ():
        if graph.startswith(DATA):
            server.send("DELETE", f"{address}?graph={quote(graph, safe='')}")


def build_on(workspace: Workspace, url: str, said: list[str] | None = None) -> GraphStore:
    """Build a workspace on a server that holds nothing else of ours, and open it."""
    empty(url)
    server = replace(workspace, store_url=url)
    build(server, progress=(said if said is not None else []).append, full=True)
    return open_store(server, warn=pytest.fail)
