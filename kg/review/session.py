"""The review at a terminal: one finding after the other, decided by single keys."""

import os
import re
import shutil
import sys
from collections.abc import Sequence

from kg.errors import KgError, ParameterError
from kg.plain import harmless, terminal_width, wrap
from kg.review.change import POLARITIES, values_of
from kg.review.desk import Ask, ConflictError
from kg.review.finding import Finding
from kg.review.look import Look
from kg.review.nodes import one
from kg.review.place import find_place
from kg.review.room import Room
from kg.review.screen import FIELD_KEYS, KEYS, Screen, card, help_lines
from kg.review.tally import Step, Tally, bare_note, count_bare

_QUIT = frozenset(("q", "Q", "\x04", ""))
_NEXT = frozenset(("s", "S", " ", "\x1b[C", "\x1b[B"))
_BACK = frozenset(("b", "B", "\x1b[D", "\x1b[A"))
_OPTION = re.compile(r"^(\s*)--[a-z-]+ (?=\S+  ?\()")
_AROUND = 300
_WIDEST = 120
# On a low terminal the words themselves must not scroll away: how much of the text around, and how many others.
_TIGHTER = ((_AROUND, 5), (_AROUND, 2), (160, 2), (160, 1), (80, 1), (0, 1))


class Session:
    """A reviewer at a terminal; every decision is kept as it is taken."""

    def __init__(self, room: Room, by: str) -> None:
        """Take a room and the name of who decides."""
        self.room, self.by = room, by
        self.rows = [finding.id for finding in room.queue()]
        self.place = 0
        self.changes: dict[str, str] = {}
        self.around = _AROUND
        self.tally = Tally()
        self.notes: list[str] = []

    def run(self) -> None:
        """Show findings and take keys until there are none left or somebody quits."""
        import click

        if not self.rows:
            self._say("Nothing waits for a decision.")
            return
        try:
            while (look := self._current()) is not None:
                self._draw(look)
                key = click.getchar()
                if key in _QUIT:
                    break
                try:
                    self._press(key, look)
                except ConflictError as error:
                    self.room.desk.refresh()
                    self.room.forget()
                    self._tell(error)
                except KgError as error:
                    self._tell(error)
        finally:
            left = sum(name in self.room.findings for name in self.rows)
            self._say("")
            self._say(f"{self.tally.told(left)} Every decision is kept; kg review goes on from here. {self.tally.bare}")

    def _tell(self, error: KgError) -> None:
        # Here a name is typed, not an option.
        self.notes += [_OPTION.sub(r"\1", line) for line in str(error).split("\n")]

    def _current(self) -> Look | None:
        """Return the finding that is to be shown: the next one that is still open, None where there is none left."""
        self.room.desk.refresh()
        while self.place < len(self.rows):
            finding = self._finding(self.rows[self.place])
            if finding is not None:
                return self.room.looker.look(finding)
            self.place += 1
        return None

    def _finding(self, name: str) -> Finding | None:
        if name in self.room.desk.state.decided and not self.room.with_kept:
            return None
        return self.room.findings.get(name) or (self.room.kept.get(name) if self.room.with_kept else None)

    def _draw(self, look: Look) -> None:
        # Longer lines are hard to read.
        width = min(terminal_width(), _WIDEST)
        colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"
        text = self.room.known.quotable(look.finding.source)
        place = f"{self.place + 1} of {len(self.rows)}"
        looker = self.room.looker
        height = shutil.get_terminal_size().lines - len(wrap(KEYS, width)) - len(self.notes) - 3
        for around, most in _TIGHTER if self.around == _AROUND else ((self.around, 5),):
            screen = Screen(width, around, colour, lambda match: looker.difference(look.finding, match), most)
            lines = card(look, self.changes, text, place, screen)
            if len(lines) <= height:
                break
        if colour:
            sys.stdout.write("\x1b[H\x1b[2J")
        sys.stdout.write("\n".join(["" if colour else "\n", *lines, ""]) + "\n")
        for note in self.notes:
            self._say(note)
        self.notes = []
        self._say(KEYS)

    def _press(self, key: str, look: Look) -> None:
        finding = look.finding
        if key == "a":
            self._decide(self.room.clerk.accept(finding, self.changes), "Accepted")
        elif key in ("r", "R"):
            why = self._ask("Why") if key == "R" else ""
            taken = finding.id in self.room.desk.state.kept
            clerk = self.room.clerk
            self._decide(
                (clerk.withdraw if taken else clerk.reject)(finding, why), "Withdrawn" if taken else "Rejected"
            )
        elif key in ("n", "N"):
            self._decide(self.room.clerk.unsure(finding, self._ask("Why are you not sure")), "Noted")
        elif key in _NEXT or key in _BACK:
            self._move(1 if key in _NEXT else -1)
        elif key == "u":
            self._undo()
        elif key in ("m", "k"):
            self._tie(key, look)
        elif key in ("j", "J", "l"):
            self._merge_thing(look, {"j": "speaker", "J": "towards", "l": "about"}[key])
        elif key == "/":
            self._split(finding)
        else:
            self._mend(key, look)

    def _mend(self, key: str, look: Look) -> None:
        voices = [one.thing for one in look.candidates if one.role == "speaker"]
        if key.isdigit() and 0 < int(key) <= len(voices):
            self._change(look, {"speaker": voices[int(key) - 1].removeprefix("id:")})
        elif key == "o":
            current = {**look.values, **self.changes}["polarity"]
            following = POLARITIES.index(current) + 1 if current in POLARITIES else 0
            self._change(look, {"polarity": POLARITIES[following % len(POLARITIES)]})
        elif key == "e":
            listed = ", ".join(f"{name} {field.replace('_', ' ')}" for name, field in FIELD_KEYS.items())
            self.notes += [f"What is to be mended? {listed}, o polarity"]
        elif key in FIELD_KEYS:
            self._write(FIELD_KEYS[key], look)
        elif key == "x":
            self.changes = {}
        elif key == "c":
            self.around *= 3
        elif key in ("?", "h"):
            self.notes += help_lines(terminal_width())
        else:
            self.notes.append(f"No such key: {harmless(key)}. ? lists them.")

    def _write(self, field: str, look: Look) -> None:
        current = {**look.values, **self.changes}[field]
        if field == "spoke_as":
            for number, held in enumerate(self._posts(look), 1):
                self._say(f"  {number} {held[1]}")
        if field == "content":
            self._say("Write its first and last words with ... between, or places such as 120-140.")
        given = self._ask(f"{field.replace('_', ' ')} [{current}] (Enter: as it is; - : nothing)")
        if not given:
            return
        if field == "spoke_as" and given.isdigit() and 0 < int(given) <= len(self._posts(look)):
            given = self._posts(look)[int(given) - 1][0]
        if field == "content":
            text = self.room.known.quotable(look.finding.source)
            given = find_place(text, given, look.finding.spans(next(iter(look.finding.reports)))[0][0])
        self._change(look, {field: "" if given == "-" else given})

    def _posts(self, look: Look) -> list[tuple[str, str]]:
        mended = self.room.mender.mend(look.finding, self.changes)
        statement = mended.nodes[mended.id]
        held = self.room.known.posts(
            one(statement, "kg:speaker"), one(statement, "kg:earliest"), one(statement, "kg:latest")
        )
        return [(tenure.id.removeprefix("id:"), tenure.label) for tenure in held]

    def _change(self, look: Look, new: dict[str, str]) -> None:
        """Note changes, after a try whether they can be made."""
        changes = {field: value for field, value in {**self.changes, **new}.items() if value != look.values[field]}
        mended = self.room.mender.mend(look.finding, changes)
        if "acts" in changes:
            # "confesses" is shown as what it comes to.
            changes["acts"] = values_of(Finding(mended.id, mended.nodes))["acts"]
        self.changes = changes

    def _tie(self, key: str, look: Look) -> None:
        names = [match.id.removeprefix("id:") for match in look.alike[:5]]
        which = "one utterance with" if key == "m" else "kept apart from"
        numbers = f"1-{len(names)} or " if len(names) > 1 else "1 or " if names else ""
        given = self._ask(f"It is {which} ({numbers}an id; Enter: none)")
        if not given:
            return
        other = names[int(given) - 1] if given.isdigit() and 0 < int(given) <= len(names) else given
        clerk = self.room.clerk
        if key == "m":
            asks = clerk.merge(look.finding, f"id:{other.removeprefix('id:')}", self.changes)
            self._decide([*asks, *self._speakers_too(look, other)], "Merged")
        else:
            self._decide(clerk.keep_apart(look.finding.id, other), "Kept apart", stays=True)

    def _speakers_too(self, look: Look, other: str) -> Sequence[Ask]:
        """Ask whether the speakers of one utterance are one, too, where each article proposes its own."""
        looker = self.room.looker
        mine = self.room.desk.state.thing(f"id:{look.values['speaker']}")
        found = [match.utterance.speaker for match in look.alike if match.id == f"id:{other.removeprefix('id:')}"]
        if "speaker" in self.changes or not found or found[0] == mine or mine not in looker.nodes:
            return ()
        if found[0] not in {twin.id for twin in looker.twins.of(mine)}:
            return ()
        roles = [f"{looker.label(name)} ({looker.role(name) or 'on record'})" for name in (mine, found[0])]
        if self._ask(f"Are {roles[0]} and {roles[1]} one, too? (y; Enter: not said)").casefold() not in ("y", "yes"):
            return ()
        return self.room.clerk.merge_agents(mine, found[0], looker.nodes)

    def _merge_thing(self, look: Look, field: str) -> None:
        """Make the agent or incident of a field one with another, of which those of its name are listed."""
        name, looker = f"id:{look.values[field].partition(';')[0]}", self.room.looker
        if name == "id:":
            self.notes.append("It is towards nobody.")
            return
        twins = looker.twins.of(name)
        label, role = looker.label(name), looker.role(name)
        self._say(f"{label}{f' ({role})' if role and role not in label else ''} is one with:")
        for number, twin in enumerate(twins, 1):
            self._say(f"  {number} {twin.told()}")
        given = self._ask(f"{'a number, ' if twins else ''}a name or an id (Enter: none)")
        if not given:
            return
        other = twins[int(given) - 1].id if given.isdigit() and 0 < int(given) <= len(twins) else given
        clerk = self.room.clerk
        merge = clerk.merge_incidents if field == "about" else clerk.merge_agents
        self._decide(merge(name, other, looker.nodes), "Merged", stays=True)

    def _split(self, finding: Finding) -> None:
        given = self._ask("The second statement begins with the words, or at the place (Enter: no split)")
        if not given:
            return
        if not given.isdecimal() and not given.startswith("r-"):
            text = self.room.known.quotable(finding.source)
            spans = finding.spans(next(iter(finding.reports)))
            at = text.find(given, spans[0][0], spans[-1][1])
            if at < 0:
                raise ParameterError(f"the content does not hold {given!r}", "Write words as they are printed.")
            given = str(at)
        self._decide(self.room.clerk.split(finding, given), "Split")

    def _decide(self, asks: Sequence[Ask], told: str, *, stays: bool = False) -> None:
        bare = count_bare(asks, self.room.clerk.facts)
        new = self.room.desk.decide(asks, self.by)
        self.tally.steps.append(Step([one.id for one in new], self.place, told == "Noted", bare))
        self.room.drop({one.subject for one in new if one.subject in self.room.desk.state.decided})
        self.changes = {}
        named = {self.room.looker.label(ask.subject) for ask in asks}
        self.notes += [f"{told}: {', '.join(sorted(named))} (u undoes it)", *filter(None, [bare_note(bare)])]
        if not stays:
            self.place += 1
            self.around = _AROUND

    def _undo(self) -> None:
        steps = self.tally.steps
        last = steps.pop() if steps else Step(self.room.desk.last_of(self.by), self.place)
        if not last.names:
            self.notes.append("There is nothing of yours to undo.")
            return
        undone = self.room.desk.undo(last.names, self.by)
        self.room.forget()
        subjects = {one.subject for one in self.room.desk.judgements if one.id in last.names}
        for name in sorted(subjects & self.room.findings.keys() - set(self.rows)):
            self.rows.insert(last.place, name)
        self.place, self.changes = last.place, {}
        self.notes.append(f"Undone: {len(undone)} judgement{'s' if len(undone) > 1 else ''}.")

    def _move(self, by: int) -> None:
        self.changes, self.around = {}, _AROUND
        place = self.place + by
        while 0 <= place < len(self.rows) and self._finding(self.rows[place]) is None:
            place += by
        if place >= 0:
            self.place = place
        else:
            self.notes.append("This is the first one.")

    def _ask(self, question: str) -> str:
        """Ask for a line; nothing is typed where the terminal is gone."""
        self._say(question)
        try:
            return input("> ").strip()
        except EOFError:
            return ""

    def _say(self, text: str) -> None:
        sys.stdout.write("\n".join(wrap(text, terminal_width())) + "\n")
        sys.stdout.flush()
