"""Bodies that are called by what they are or do: "the watchdog", "inspectors", a government by who leads it."""

from collections.abc import Sequence

from kg.model import Span
from kg.resolve.bodies import Bodies, Body
from kg.resolve.page import Page
from kg.resolve.people import People, Person
from kg.resolve.references import Option, Reference, Voice
from kg.resolve.words import body_nouns, forms_of

STAFF = {
    "inspectors": frozenset(("inspectorate", "regulator")),
    "auditors": frozenset(("audit-office",)),
    "officers": frozenset(("police",)),
    "detectives": frozenset(("police",)),
    "police": frozenset(("police",)),
}


_WORK = {"inspection": frozenset(("inspectorate",)), "audit": frozenset(("audit-office",))}


class Callings:
    """Reads what stands for a body in place of its name."""

    def __init__(self, page: Page, people: People, bodies: Bodies) -> None:
        """Take what the document names."""
        self.page, self.people, self.bodies = page, people, bodies

    def government(self, span: Span) -> list[Option]:
        """Read "the previous government, led by Jane Roe": the one that the record calls after her."""
        families = {self.page.form(call.end - 1) for call in self.people.within(span)}
        agents = self.page.graph.agents.values()
        ruled = [one for one in agents if one.body_kind == "government" and families.intersection(forms_of(one.label))]
        if len(ruled) != 1:
            return []
        return [Option(Body(ruled[0].label, (ruled[0].id,)), 0.85, "the government called after its head")]

    def ministers(self, span: Span, *, is_alone: bool) -> list[Option]:
        """Read "ministers" as the government, and "Harbour Office ministers" as that body."""
        named = self.bodies.within(span)
        if named:
            return [Option(named[0][1], 0.85, f"ministers of {named[0][1].label}")]
        agents = self.page.graph.agents.values()
        ruling = [
            one for one in agents if one.body_kind == "government" and ("government",) in map(forms_of, one.names)
        ]
        ids = tuple(one.id for one in ruling)
        return (
            [Option(Body("the government", ids), 0.85, "the government, by its ministers")] if ids and is_alone else []
        )

    def by_work(self, forms: Sequence[str]) -> list[Option]:
        """Read "an inspection of the prison": the only body of the document that makes such."""
        work = next((form for form in forms[:4] if form in _WORK), "")
        bodies = [body for body in self.bodies.bodies if work and body.kinds & _WORK[work]]
        return [Option(bodies[0], 0.8, f"the only one named that makes an {work}")] if len(bodies) == 1 else []

    def staff(self, noun: str, kinds: frozenset[str], span: Span) -> list[Option]:
        """Read "inspectors", "auditors": a voice of the only body of their kind that the document names."""
        bodies = [body for body in self.bodies.bodies if body.kinds & kinds]
        if len(bodies) != 1:
            return []
        owner = Reference(bodies[0].label, span, [Option(bodies[0], 0.9, "the only one named")])
        return [Option(Voice(noun, "", owner), 0.85, f"{noun} of {bodies[0].label}")]

    def by_noun(self, noun: str, offset: int) -> list[Option]:
        """Read "the union": the one named before, close by if there are several, else the only one named at all."""
        bodies = self.bodies.meant_by(noun, offset)
        if not bodies:
            later = self.bodies.of_kind(noun)
            return [Option(later[0], 0.8, f"the only {noun} that the document names")] if len(later) == 1 else []
        near = [body for body in bodies if self._is_near(body, offset)]
        if len(bodies) == 1 or len(near) == 1:
            first = near[0] if len(near) == 1 else bodies[0]
            rest = [body for body in bodies if body is not first]
            return [Option(first, 0.88, f"the {noun} named before")] + [
                Option(body, 0.4, f"the {noun} named elsewhere") for body in rest
            ]
        return [Option(body, 0.5, f"the {noun} named before") for body in bodies]

    def _is_near(self, body: Body, offset: int) -> bool:
        here = self.page.paragraph(offset)
        return any(at[0] < offset and here - self.page.paragraph(at[0]) <= 1 for at in body.mentions + body.implied)

    def lone_name(self, places: range) -> list[Option] | None:
        """Read a surname that the document gives to nobody: whom the record knows by it."""
        page = self.page
        if len(places) != 1 or not page.words[places.start].is_capital:
            return None
        word = page.words[places.start]
        if not self.page.graph.by_family.get(word.form):
            return None
        return [Option(Person("", word.form, word.text), 0.8, "surname alone")]

    def is_same_body(self, after: str) -> bool:
        """Say whether a word behind a body's name leaves it the one who speaks: a report, a press release."""
        return after in ("report", "statement", "which", "and", "in", "itself", "chiefs", "bosses", "who", "has") or (
            after in body_nouns()
        )
