"""The errors a caller may want to catch.

KgError
├── WorkspaceError      no workspace, a broken kg.toml, a folder that cannot be written
├── TurtleError         a Turtle file that does not parse: file, line, reason
├── GraphError          data that parses and is wrong (duplicate ids, impossible dates, cycles)
├── StoreError          the derived store cannot be opened, built or reached
│   └── StoreVersionError   it was written by a newer version
├── QueryError          a query file or its header is wrong, or the engine refuses the query
│   ├── UnknownQueryError   no query of that name
│   └── ParameterError      an argument that fits no parameter, or no thing of the graph
├── QueryTimeoutError   a query ran into its limit
├── SourceError         a source's text is missing or unreadable
└── DocumentError       a document that cannot be read: empty, binary, too large, of a kind that is not read
"""


class KgError(Exception):
    """Something a user can understand and act on.

    Args:
        message: what went wrong and where, in one sentence.
        hint: what to do next; may be several lines, may be empty.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the sentence and the next step apart, so that each can be shown in its place."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return the sentence, and the next step on a line of its own."""
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class WorkspaceError(KgError):
    """There is no usable workspace here."""


class TurtleError(KgError):
    """A Turtle file does not parse; the message names file and line."""


class GraphError(KgError):
    """Data that parses and is wrong."""

    exit_code = 1


class StoreError(KgError):
    """The derived store cannot be opened, built or reached."""


class StoreVersionError(StoreError):
    """The store was written by a newer version of this program."""


class QueryError(KgError):
    """A query file is wrong, or the engine refuses the query."""


class UnknownQueryError(QueryError):
    """No query of that name stands in the catalogue."""


class ParameterError(QueryError):
    """An argument fits no parameter of the query, or names nothing in the graph."""


class QueryTimeoutError(KgError):
    """A query ran into its time limit."""

    exit_code = 124


class SourceError(KgError):
    """A source's text is missing or cannot be read."""


class DocumentError(KgError):
    """A document cannot be read: it is empty, binary, too large, broken, or of a kind that is not read."""

    exit_code = 1
