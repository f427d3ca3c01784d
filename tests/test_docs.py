"""The words are true: help, README and what the commands print agree."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import COMMANDS, group

TRANSCRIPT = re.compile(r"^```console\n(.*?)^```", re.M | re.S)


def shown_commands(readme: str) -> list[tuple[str, str]]:
    """Return each command of the README's transcripts with the output that stands below it."""
    pairs = []
    for block in TRANSCRIPT.findall(readme):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = part.partition("\n")
            pairs.append((command, output))
    return pairs


README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(group, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert "Examples:" in result.output
    assert re.search(rf"^\s+kg {name}\b", result.output, re.M), "no runnable example"
    assert f"kg {name}" in README, "the README does not name the command"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    command = group.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    bare = [
        option.name
        for option in command.params
        if option.param_type_name == "option" and not getattr(option, "help", "")
    ]
    assert not bare


def test_the_list_of_commands_begins_as_their_help_does() -> None:
    for name, line in COMMANDS.items():
        command = group.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert (command.help or "").split()[:1] == line.split()[:1], name
        assert line.endswith(".")


def test_the_readme_shows_some_commands() -> None:
    assert len(shown_commands(README)) >= 2


@pytest.mark.parametrize(("command", "output"), shown_commands(README), ids=lambda value: value[:40])
def test_the_readme_tells_what_the_commands_print(command: str, output: str, tmp_path: Path) -> None:
    environment = {"COLUMNS": "100", "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(tmp_path)}
    environment["LC_ALL"] = "C.UTF-8"
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    # "..." on a line of its own stands for lines left out.
    pieces = [re.escape(piece) for piece in re.split(r"^\.\.\.\n", output, flags=re.M)]
    assert re.fullmatch("(?:.*\n)*?".join(pieces), done.stdout), done.stdout + done.stderr


def test_both_set_up_commands_stand_on_the_first_screen() -> None:
    first_screen = "\n".join(README.splitlines()[:40])
    assert len(re.findall(r"^ *sh \.ci/venv", first_screen, re.M)) == 2
