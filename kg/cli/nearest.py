"""Groups of commands that offer the nearest name where somebody has mistyped one."""

from collections.abc import Iterable

import click

# How alike two names are of which one is offered for the other: "shw" for "show", "lists" for "list".
_LIKELY = 0.6


class NearestGroup(click.Group):
    """A group that answers an unknown command with those that are spelled nearly so."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant, or say which ones come near."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = nearest(args[0], self.list_commands(ctx))
            if not near:
                raise
            offered = " or ".join(f"{ctx.command_path} {name}" for name in near)
            raise click.UsageError(f"{error.message.rstrip('.')}. Did you mean {offered}?", ctx) from None


def nearest(typed: str, names: Iterable[str]) -> list[str]:
    """Return the names that are spelled nearly as what was typed, the nearest first, three at most.

    >>> nearest("shw", ["show", "view", "check"]), nearest("reviw", ["review", "view"]), nearest("x", ["show"])
    (['show'], ['review', 'view'], [])
    """
    from difflib import get_close_matches

    return get_close_matches(typed.casefold(), list(names), 3, _LIKELY)
