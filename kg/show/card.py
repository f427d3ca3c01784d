"""The card of one named thing, for a terminal and for a program."""

from collections.abc import Iterator, Mapping, Sequence

from kg.model import Statement
from kg.plain import wrap
from kg.show.statements import reading_key, write_statements


def write_card(
    title: str, facts: Sequence[tuple[str, Sequence[str]]], statements: Mapping[str, Sequence[Statement]], width: int
) -> Iterator[str]:
    """Yield the lines of a card.

    Args:
        title: the thing and its kind.
        facts: name and plain values, in the order to show.
        statements: how statements hang on the thing, and which.
        width: of the terminal in columns.
    """
    yield from wrap(title, width)
    yield "=" * min(len(title), width)
    indent = min(max((len(name) for name, _ in facts), default=0) + 2, max(width // 3, 4))
    for name, values in facts:
        lines = [line for value in values for line in _hanging(value, width - indent)]
        yield from [f"{name:<{indent}}{lines[0]}"] if len(name) < indent else wrap(name, width)
        for line in lines[1 if len(name) < indent else 0 :]:
            yield " " * indent + line
    for how, group in statements.items():
        yield ""
        heading = f"{how} ({len(group)})"
        yield from wrap(heading, width)
        yield "-" * min(len(heading), width)
        yield from write_statements(group, width)
    if key := reading_key(one for group in statements.values() for one in group):
        yield from wrap(key, width)


def _hanging(value: str, width: int) -> list[str]:
    """Break one value into lines, the later ones set in so that values stay apart."""
    first, *rest = wrap(value, max(width, 12))
    if not rest:
        return [first]
    return [first, *("  " + line for line in wrap(" ".join(rest), max(width - 2, 10)))]
