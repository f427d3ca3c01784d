"""How people are introduced and meant again in the press: unusual offices, pronouns, letters that speak."""

from pathlib import Path

import pytest

from kg.finding import Finding
from kg.model import Document
from kg.resolve import KnownGraph, Resolved, SourceFacts, resolve
from kg.resolve.loading import load_known
from kg.workspace import shipped_root
from tests.resolve.conftest import Memory

DAY = "2016-05-20"


def told(text: str, graph: KnownGraph, *pairs: tuple[str, str]) -> Resolved:
    """Resolve a text whose statements are given by the words of their speakers and contents, in order."""
    findings, place = [], 0
    for who, what in pairs:
        start = text.index(what, place)
        spot = text.rfind(who, place, start)
        spot = text.index(who, start) if spot < 0 else spot
        findings.append(Finding(((spot, spot + len(who)),), (), ((start, start + len(what)),), 0.9))
        place = start
    document = Document.of_bytes("a.txt", text.encode())
    return resolve(document, findings, SourceFacts("a", document.digest, DAY), graph)


def speakers(text: str, *pairs: tuple[str, str]) -> list[str]:
    """Return how those speakers are called who are on no record."""
    resolved = told(text, KnownGraph(), *pairs)
    labels = {agent.id: agent.label for agent in resolved.agents}
    return [labels[one.speaker] for one in resolved.said]


@pytest.mark.parametrize(
    ("text", "who", "name"),
    [
        ("Harbour Secretary Colin Tarrow said it rained.", "Harbour Secretary Colin Tarrow", "Colin Tarrow"),
        ("Joan Pike, for the opposition, said it rained.", "Joan Pike, for the opposition,", "Joan Pike"),
        ("Dr Joan Pike, the senior partner, said it rained.", "Dr Joan Pike, the senior partner,", "Joan Pike"),
        (
            "Joan Pike, the survivors' commissioner for the county, said it rained.",
            "Joan Pike, the survivors' commissioner for the county,",
            "Joan Pike",
        ),
        ("Joan Pike, a patient safety director, said it rained.", "Joan Pike,", "Joan Pike"),
        ("Sir Colin Tarrow, her uncle, a former weir inspector, said it rained.", "Sir Colin Tarrow,", "Colin Tarrow"),
        # A first name that no list knows, and a speaker's words that begin behind it.
        ("Zorvan Pike, a professor of boats, said it rained.", "Pike, a professor of boats,", "Zorvan Pike"),
        # The full stop behind a name ends a sentence.
        (
            "The lock fell to its keeper, Colin Tarrow. It leaked. Mr Tarrow said it rained.",
            "Mr Tarrow",
            "Colin Tarrow",
        ),
    ],
)
def test_who_holds_an_office_is_named_however_it_is_told(text: str, who: str, name: str) -> None:
    assert speakers(text, (who, "it rained"))[0].endswith(name)


@pytest.mark.parametrize(
    ("text", "who", "label"),
    [
        ("Colin Tarrow, her uncle, a plumber, said it rained.", "Colin Tarrow,", "an uncle (not named)"),
        ("Colin Tarrow, her partner, said it rained.", "Colin Tarrow,", "a partner (not named)"),
        ("Colin Tarrow, for years a neighbour of hers, said it rained.", "Colin Tarrow,", "a neighbour (not named)"),
        ("The victim's mother said it rained.", "The victim's mother", "a mother (not named)"),
        ("A Tarn Bridge man said it rained.", "A Tarn Bridge man", "a man (not named)"),
        # Whoever leaves "as he" does something leaves no office.
        (
            "Colin Tarrow told them all of it as he left with the chairman. Mr Tarrow said it rained.",
            "Mr Tarrow",
            "a person named without an office (not named)",
        ),
    ],
)
def test_who_holds_none_stays_unnamed(text: str, who: str, label: str) -> None:
    assert speakers(text, (who, "it rained"))[0].startswith(label)


FAMILY = "Coun Colin Tarrow, chairman of the panel, met Coun Joan Tarrow, the mayor.\n\n"
DOCTORS = "Dr Joan Pike, the trust's director, met Helen Pike, the mayor.\n\n"


@pytest.mark.parametrize(
    ("text", "pairs", "names"),
    [
        # Nobody is sought in what he says himself.
        (
            "Joan Pike, the mayor, said it rained. A judge, Dame Helen Tarrow, would see to it, she said.",
            [("Joan Pike", "it rained"), ("she", "A judge, Dame Helen Tarrow, would see to it")],
            ["Joan Pike", "Joan Pike"],
        ),
        (
            "Colin Tarrow, the mayor, said it rained. Quoting the letter of Mr Roy Pike, he said: so be it.",
            [("Colin Tarrow", "it rained"), ("he", "so be it")],
            ["Colin Tarrow", "Colin Tarrow"],
        ),
        (
            "Colin Tarrow, the mayor, said it rained. Asked by the Echo's Roy Pike, he said: so be it.",
            [("Colin Tarrow", "it rained"), ("he", "so be it")],
            ["Colin Tarrow", "Colin Tarrow"],
        ),
        (
            "Colin Tarrow, the mayor, said it rained. Speaking here, Roy Pike, the cook, left, and he said: so be it.",
            [("Colin Tarrow", "it rained"), ("he", "so be it")],
            ["Colin Tarrow", "Roy Pike"],
        ),
        # Two of a surname are told by title.
        (f"{FAMILY}Coun Mrs Tarrow said it rained.", [("Coun Mrs Tarrow", "it rained")], ["Joan Tarrow"]),
        (f"{DOCTORS}Dr Pike said it rained.", [("Dr Pike", "it rained")], ["Joan Pike"]),
        # "His" are not those of several.
        (
            "Sources close to Lord Pike said it rained. His spokesman said it poured.",
            [("Sources close to Lord Pike", "it rained"), ("His spokesman", "it poured")],
            ["Lord Pike sources (2016-05-20)", "Lord Pike spokesman (2016-05-20)"],
        ),
        (
            "Colin Tarrow, the mayor, said it rained. An article said it poured. He said it froze.",
            [("Colin Tarrow", "it rained"), ("An article", "it poured"), ("He", "it froze")],
            ["Colin Tarrow", "“An article” (unresolved)", "“He” (unresolved)"],
        ),
        # A group is nobody whom "he" means.
        (
            "Colin Tarrow, the mayor, said it rained. Two men said it poured. He said it froze.",
            [("Colin Tarrow", "it rained"), ("Two men", "it poured"), ("He", "it froze")],
            ["Colin Tarrow", "“Two men” (unresolved)", "Colin Tarrow"],
        ),
    ],
)
def test_whom_a_pronoun_or_a_surname_means(text: str, pairs: list[tuple[str, str]], names: list[str]) -> None:
    assert speakers(text, *pairs) == names


@pytest.mark.parametrize(
    ("text", "pairs", "same"),
    [
        ("A clerk in the office said it rained. She said it poured.", ["A clerk in the office", "She"], True),
        ("A widow said it rained. He said it poured.", ["A widow", "He"], False),
        ("Two clerks said it rained. They said it poured.", ["Two clerks", "They"], True),
        ("An email to staff says it rained. It says it poured.", ["An email to staff", "It"], True),
    ],
)
def test_somebody_untold_who_is_meant_again_is_the_same(text: str, pairs: list[str], same: bool) -> None:
    first, second = speakers(text, (pairs[0], "it rained"), (pairs[1], "it poured"))
    assert (first == second) is same


@pytest.mark.parametrize(
    ("text", "who", "name"),
    [
        ("The report, by the Weir Inspectorate, says it rained.", "The report, by the Weir Inspectorate,", "Weir Insp"),
        (
            "The letter was sent to the board by the keeper of the lock, Colin Tarrow. It warns it rained.",
            "It",
            "Colin Tarrow",
        ),
        ("The letter from the keeper, Colin Tarrow, was blunt. “So it rained,” it says.", "it", "Colin Tarrow"),
        ("Joan Pike, the chief inspector, left. Her 40-page report says it rained.", "Her 40-page report", "Joan Pike"),
        ("The Weir Trust left. The trust's own review found it rained.", "the trust's own review", "Weir Trust"),
        ("A report found it rained. The report, by the Weir Inspectorate, is long.", "A report", "Weir Inspectorate"),
    ],
)
def test_who_wrote_a_letter_or_report_says_what_it_says(text: str, who: str, name: str) -> None:
    text = text.replace("The trust's own", "Still, the trust's own")
    assert speakers(text, (who, "it rained"))[0].startswith(name)


@pytest.mark.parametrize(
    "text",
    [
        "A report found it rained. The report by the Weir Trust is long. The report by the Lock Union is short.",
        "A report by the Weir Trust is long. A new report is short. The report found it rained.",
        "A study by the Weir Trust is long. There is a survey, too. The study found it rained.",
        "A report commissioned by the Weir Trust found it rained.",
        "A report into the Weir Trust found it rained.",
        "A report by the chief executive of the Weir Trust found it rained.",
    ],
)
def test_a_report_whose_author_is_not_told_is_nobodys(text: str) -> None:
    who = text[: text.index(" found")].rpartition(". ")[2]
    assert speakers(text, (who, "it rained"))[0].endswith("(unresolved)")


@pytest.mark.parametrize(
    ("text", "who", "name"),
    [
        ("The Harbour Pilots' Guild left. Only the union said it rained.", "the union", "Harbour Pilots' Guild"),
        (
            "Ambleford Hospitals fell.\n\nAmbleford Hospitals NHS Trust rose. The trust said it rained.",
            "The trust",
            "Ambleford Hospitals NHS Trust",
        ),
        (
            "Oakleaf Systems left. An Oakleaf spokesman said it rained.",
            "An Oakleaf spokesman",
            "Oakleaf Systems spokes",
        ),
        ("Ambleford Infirmary is full. The trust said it rained.", "The trust", "“The trust” (unresolved)"),
        ("Canal News said it rained.", "Canal News", "Canal News"),
        (
            "The chief executive of Oakleaf Homes said it rained. Joan Pike, chief executive of Oakleaf Homes, left.",
            "The chief executive of Oakleaf Homes",
            "Joan Pike",
        ),
        # A body is not called by words that may be a place's.
        (
            "West Ambleford University left. A West Ambleford official said it rained.",
            "A West Ambleford official",
            "West Ambleford off",
        ),
        (
            "Ambleford Police left. An Ambleford spokesman said it rained.",
            "An Ambleford spokesman",
            "Ambleford spokesman",
        ),
    ],
)
def test_which_body_is_meant_by_a_short_name_or_its_kind(text: str, who: str, name: str) -> None:
    assert speakers(text, (who, "it rained"))[0].startswith(name)


def test_a_clerk_is_none_of_those_whom_she_tells_of() -> None:
    text = "A clerk said colleagues had been told it rained. She said it poured."
    pairs = [("A clerk", "colleagues had been told it rained"), ("colleagues", "it rained"), ("She", "it poured")]
    first, _, last = speakers(text, *pairs)
    assert first == last


OFFICE = """
PREFIX id: <https://w3id.org/on-record/id/>
PREFIX kg: <https://w3id.org/on-record/ontology#>
PREFIX orgkind: <https://w3id.org/on-record/organisation-kind#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
id:weir-house a kg:Organisation ; rdfs:label "Weir House"@en ; kg:organisationKind orgkind:ministers-office .
"""


def test_her_department_is_that_of_whoever_was_heard(waterways: KnownGraph) -> None:
    text = "Helen Marsh, the waterways secretary, said it rained. Her department said it poured. Its gates held."
    pairs = [("Helen Marsh", "it rained"), ("Her department", "it poured")]
    assert [one.speaker for one in told(text, waterways, *pairs).said] == ["helen-marsh", "department-for-waterways"]


def test_his_spokesman_is_that_of_the_office_heard_before(tmp_path: Path) -> None:
    path = tmp_path / "office.ttl"
    path.write_text(OFFICE)
    kinds = sorted((shipped_root() / "ontology").rglob("*.ttl"))
    graph = load_known(Memory([*kinds, path]))
    text = "Weir House said it rained. His spokesman said it poured."
    last = told(text, graph, ("Weir House", "it rained"), ("His spokesman", "it poured")).said[-1]
    assert last.on_behalf_of == ("weir-house",)


def test_an_office_that_changes_hands_is_nobodys() -> None:
    text = "The harbour secretary said it rained. The new harbour secretary, Joan Pike, followed Colin Tarrow."
    assert speakers(text, ("The harbour secretary", "it rained")) == ["“The harbour secretary” (unresolved)"]
