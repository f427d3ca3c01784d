"""The gists of the machine, which hold words of the article: kept beside the findings, and never on record."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.review.files import Drafts
from kg.review.finding import Finding
from kg.review.nodes import one

if TYPE_CHECKING:
    from kg.review.desk import Ask


class Withheld:
    """What judgements leave out of the findings that they keep, so that an undoing brings back every byte.

    Derived, like the findings themselves: without it an undoing brings back a gist made of facts.
    """

    def __init__(self, drafts: Drafts) -> None:
        """Name the folder; nothing is read."""
        self.drafts, self.folder = drafts, drafts.folder / "gists"

    def of(self, source: str) -> dict[str, str]:
        """Return the gists of a source's findings by statement; none where there is no such file."""
        try:
            found = json.loads((self.folder / f"{source.removeprefix('id:')}.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def keep(self, asks: "Sequence[Ask]", waiting: Mapping[str, Finding]) -> None:
        """Keep the gists that decisions are about to leave out.

        Raises:
            WorkspaceError: the workspace cannot be written.
        """
        left_out: dict[str, dict[str, str]] = {}
        for ask in asks:
            finding = waiting.get(ask.subject)
            words = one(finding.statement, "kg:gist") if finding else ""
            if finding and ask.subject in ask.found and one(ask.found[ask.subject], "kg:gist") != words:
                left_out.setdefault(finding.source, {})[ask.subject] = words
        for source, gists in left_out.items():
            there = self.of(source)
            if {**there, **gists} != there:
                content = json.dumps({**there, **gists}, ensure_ascii=True, indent=0, sort_keys=True)
                self.drafts.write(self.folder / f"{source.removeprefix('id:')}.json", content + "\n")
