"""What a check of the graph finds."""

from dataclasses import dataclass

VIOLATION = "violation"
WARNING = "warning"
SEVERITIES = (VIOLATION, WARNING)


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, for a reader.

    ``file`` is relative to the workspace and empty if no file holds the subject; ``line`` counts from 1; ``subject``
    is a prefixed name or an IRI; ``check`` names the shape or query that found it.
    """

    file: str
    line: int | None
    subject: str
    label: str
    message: str
    remedy: str
    severity: str
    check: str

    def sort_key(self) -> tuple[str, int, str, str, str]:
        """Order faults as a reader walks through the files."""
        return (self.file, self.line or 0, self.subject, self.check, self.message)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, before it is known where it stands.

    ``subject`` is an absolute IRI, a blank node's label or empty; ``value`` is the offending value and ``path`` the
    property, where they are known; ``graph`` is the named graph if the check knows it; ``file`` if it is not Turtle.
    """

    subject: str
    message: str
    remedy: str
    check: str
    severity: str = VIOLATION
    path: str = ""
    value: str = ""
    graph: str = ""
    file: str = ""
    line: int | None = None
    name: str = ""


def split_advice(text: str) -> tuple[str, str]:
    """Part what is wrong from how to mend it: the first sentence from the rest.

    >>> split_advice("It has no label. Add one.")
    ('It has no label', 'Add one.')
    >>> split_advice("It has no label")
    ('It has no label', '')
    """
    wrong, _, remedy = text.partition(". ")
    return wrong.removesuffix("."), remedy
