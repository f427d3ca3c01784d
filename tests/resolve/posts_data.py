"""A small invented data set of posts, in the form of the ministers database."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

Rows = Sequence[Sequence[str]]

TABLES: Mapping[str, Rows] = {
    "person": [
        ["id", "name", "display_name", "short_name", "gender", "start_date", "end_date"],
        ["p-ann", "Ann Archer", "Ann Archer", "Archer", "F", "", ""],
        ["p-ben", "Lord Sample of Quay", "Lord Sample of Quay", "Sample", "M", "2010-01-01", ""],
        ["p-ben", "Ben Sample", "Ben Sample", "Sample", "M", "", "2010-01-01"],
        ["p-clarke", "Charles Clarke", "Charles Clarke", "Clarke", "M", "", ""],
        ["p-fay", "Fay Dale", "Fay Dale", "Dale", "F", "", "2004-01-01"],
        ["p-fay", "Fay Moor", "Fay Moor", "Moor", "F", "2004-01-01", ""],
        ["p-guy", "Guy Plain", "Guy Plain", "Plain", "M", "", ""],
    ],
    "organisation": [
        ["id", "name", "short_name", "start_date", "end_date"],
        ["b-tides", "Ministry of Tides", "MoT", "1990-01-01", "2001-06-08"],
        ["b-coasts", "Department for Coasts", "DfC", "2001-06-08", ""],
        ["b-home", "Home Office", "HO", "", ""],
        ["b-piers", "Department of Piers", "Pier", "1988", "1990-02"],
    ],
    "post": [
        ["id", "organisation_id", "name", "display_name", "rank_equivalence"],
        ["t-tides", "b-tides", "Secretary of State for Tides", "Secretary of State for Tides", "SoS"],
        ["t-ferries", "b-coasts", "Minister for Ferries and Buoys", "Minister for Ferries and Buoys", "MoS"],
        ["t-ferries-junior", "b-coasts", "Minister for Ferries and Buoys", "Minister for Ferries and Buoys", "PUSS"],
        *[
            [f"t-{name}", body, "Minister of State", f"Minister of State, {short}", "MoS"]
            for name, body, short in (("state", "b-coasts", "DfC"), ("state-tides", "b-tides", "MoT"))
        ],
        ["t-home", "b-home", *["Secretary of State for the Home Department"] * 2, "SoS"],
    ],
    "appointment": [
        ["id", "person_id", "post_id", "start_date", "end_date"],
        ["a-ann", "p-ann", "t-tides", "1995-03-01", "1999-07-05"],
        ["a-ben", "p-ben", "t-tides", "1999-07-05", "2001-06-08"],
        ["a-clarke", "p-clarke", "t-home", "2004-12-15", "2006-05-05"],
        ["a-fay", "p-fay", "t-ferries-junior", "2003-01-10", "2003-06-01"],
        ["a-fay-again", "p-fay", "t-ferries", "2003-06-01", ""],
        ["a-guy", "p-guy", "t-state", "2002-01", "2003"],
        ["a-guy-then", "p-guy", "t-state-tides", "2000-01-01", "2000-05-01"],
        ["a-guy-wrong", "p-guy", "t-state", "2005-09-01", "2005-05-14"],
    ],
    "appointment_characteristics": [
        ["id", "appointment_id", "cabinet_status", "is_acting", "is_on_leave", "start_date", "end_date"],
        ["c-1", "a-ben", "Full cabinet", "True", "False", "1999-07-05", "1999-09-01"],
        ["c-2", "a-ben", "Full cabinet", "False", "False", "1999-09-01", "2001-06-08"],
        ["c-3", "a-fay-again", "Non-cabinet", "False", "True", "2004-01-01", "2004-06-01"],
    ],
    "organisation_link": [
        "id predecessor_organisation_id successor_organisation_id type link_start_date link_end_date".split(),
        ["l-1", "b-tides", "b-coasts", "Name change", "2001-06-07", "2001-06-09"],
        ["l-2", "b-piers", "b-tides", "Merger", "1990-01-01", "1990-01-01"],
        ["l-3", "b-home", "b-coasts", "Transfer of functions: beacons", "2002-02-02", "2002-02-02"],
    ],
    "post_relationship": [
        ["id", "post_id", "group_name", "group_seniority"],
        ["g-1", "t-ferries", "Ferries", "MoS/PUSS"],
        ["g-2", "t-tides", "Tides", "SoS"],
    ],
}


def write_tables(folder: Path, changed: Mapping[str, Rows] | None = None) -> Path:
    """Write the data set, with some tables in the place of its own; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in {**TABLES, **(changed or {})}.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
    return folder


def with_rows(name: str, *rows: Sequence[str]) -> dict[str, Rows]:
    """Return a table of the data set with more rows."""
    return {name: [*TABLES[name], *rows]}
