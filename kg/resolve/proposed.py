"""What each source of a workspace proposes, on disk, and what was joined when its findings were written."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from kg.files import write_whole
from kg.resolve.files import PROPOSED, is_looked_at
from kg.resolve.joining import Joins
from kg.resolve.nouns import NewAgent, NewIncident, Profile
from kg.workspace import Workspace

# Stands in place of a digest while findings are written.
UNDER_WAY = "under way"


def keep_profile(workspace: Workspace, profile: Profile, joined: str) -> None:
    """Keep what a source proposes, with a digest of the joins that its findings were written with."""
    path = workspace.derived_dir / PROPOSED / f"{profile.source}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps({"joins": joined, "profile": asdict(profile)}))


def kept_profiles(workspace: Workspace) -> Iterator[tuple[Profile, str]]:
    """Yield what the sources with findings propose, each with the digest of its joins; broken files are passed over."""
    folder = workspace.derived_dir / PROPOSED
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        if not path.name.startswith(".") and is_looked_at(workspace, path.stem):
            try:
                data = json.loads(path.read_bytes())
                yield _profile(data["profile"]), data["joins"]
            except (OSError, ValueError, KeyError, TypeError, RecursionError):
                continue


def digest_of(joins: Joins) -> str:
    """Return what tells joins from others; empty where nothing is joined.

    >>> digest_of(Joins())
    ''
    """
    if joins.is_empty:
        return ""
    return sha256(json.dumps(asdict(joins), sort_keys=True).encode()).hexdigest()[:16]


def _profile(data: dict[str, Any]) -> Profile:
    agents = tuple(NewAgent(**{name: _tuple(value) for name, value in one.items()}) for one in data["agents"])
    told = data["incident"]
    incident = NewIncident(**{name: _tuple(value) for name, value in told.items()}) if told else None
    untold = {local: (given, family) for local, (given, family) in data.get("untold", {}).items()}
    return Profile(data["source"], data["published"], agents, incident, data["names"], data["words"], untold)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
