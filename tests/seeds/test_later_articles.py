"""The articles of 2017, January 2025 and November 2025 as curated: what must be there, and the traps."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store, parse

from kg.namespaces import PREFIXES

ROOT = Path(__file__).resolve().parents[2]
DARTMOOR, DEPORTATIONS, RESOLUTIONS = (
    "independent-dartmoor-2017",
    "telegraph-deportations-2025",
    "mail-resolutions-2025",
)
SOURCES = {
    DARTMOOR: "002_7cf79035072af32d.txt",
    DEPORTATIONS: "003_5cb935b8835824dc.txt",
    RESOLUTIONS: "004_14cf890ff25f27bd.txt",
}
TOPICS = ("dartmoor-release-2017", "grooming-gang-deportation-figures-2025", "community-resolutions-2025")
MEASURES = ("community-resolutions", "dartmoor-release", "grooming-gang-deportations", "mistaken-releases")
FILES = [
    "seeds/judgements/names-readings-and-figures.ttl",
    "seeds/tenures.ttl",
    *(f"ontology/measures/{topic}.ttl" for topic in MEASURES),
    *(f"seeds/{folder}/{topic}.ttl" for folder in ("incidents", "relations") for topic in TOPICS),
    *(f"seeds/{folder}/{source}.ttl" for folder in ("figures", "sources", "statements") for source in SOURCES),
]
HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())

Row = tuple[str | None, ...]


@cache
def graph() -> Store:
    store = Store()
    for name in FILES:
        store.extend(parse(path=ROOT / name, format=RdfFormat.TURTLE))
    return store


def local(term: object) -> str | None:
    if term is None:
        return None
    assert isinstance(term, NamedNode | Literal)
    return re.split(r"[/#]", term.value)[-1] if isinstance(term, NamedNode) else term.value


def ask(pattern: str, columns: str) -> list[Row]:
    found = graph().query(f"{HEAD}SELECT DISTINCT {columns} WHERE {{ {pattern} }} ORDER BY {columns}")
    assert isinstance(found, QuerySolutions)
    return [tuple(local(solution[column.lstrip("?")]) for column in columns.split()) for solution in found]


def number(pattern: str) -> int:
    return len(ask(pattern, "?x"))


def texts(shared: Path) -> dict[str, str]:
    return {source: (shared / "seeds" / name).read_bytes().decode("utf-8") for source, name in SOURCES.items()}


@pytest.mark.parametrize(
    ("source", "reports", "repeated", "statements", "figures"),
    [(DARTMOOR, 28, 3, 24, 6), (DEPORTATIONS, 33, 2, 27, 5), (RESOLUTIONS, 36, 0, 35, 29)],
)
def test_everything_is_counted(source: str, reports: int, repeated: int, statements: int, figures: int) -> None:
    assert number(f"?x a kg:Report ; kg:source id:{source}") == reports
    assert number(f"?x kg:repeatsReport [] ; kg:source id:{source}") == repeated
    assert number(f"[] kg:reports ?x ; kg:source id:{source}") == statements
    assert number(f"?x a kg:Figure ; kg:source id:{source}") == figures


def test_relations_silences_and_judgements_are_counted() -> None:
    assert number("?x a kg:Relation ; kg:assertedBy id:on-record-editors ; rdfs:comment ?why") == 35
    assert ask("?x a kg:Silence ; kg:agent ?who ; kg:silenceKind ?kind", "?who ?kind") == [
        ("home-office", "contacted-no-answer-printed")
    ]
    assert number("?x a kg:Judgement ; rdfs:comment ?why") == 16


def test_nobody_calls_for_a_resignation_and_one_act_was_not_done() -> None:
    assert ask("?x kg:polarity kg:withheld", "?x") == []
    assert ask("?x kg:polarity kg:negated ; kg:speaker ?who ; kg:act ?act", "?who ?act") == [
        ("police-forces-without-data-2025", "states")
    ]
    assert not [gist for (gist,) in ask("?x kg:gist ?gist", "?gist") if gist and "resign" in gist]


def test_mr_clarke_of_2017_is_the_chief_inspector() -> None:
    rows = ask(f'?r kg:source id:{DARTMOOR} ; kg:attributedAs "Mr Clarke"@en ; kg:reports/kg:speaker ?who', "?who")
    assert rows == [("peter-clarke",)]
    assert number("?x kg:speaker id:charles-clarke") == 0
    assert ask("?j kg:decision decision:keep-apart ; kg:subject id:charles-clarke ; kg:object ?o", "?o") == [
        ("peter-clarke",)
    ]


def test_posts_are_those_of_the_day() -> None:
    def posts(speaker: str) -> list[Row]:
        return ask(f"?s kg:speaker id:{speaker} OPTIONAL {{ ?s kg:spokeAs ?tenure }}", "?tenure")

    assert posts("suella-braverman") == [(None,)]
    assert posts("theresa-may") == [("theresa-may-home-secretary-2010",)]
    assert posts("keir-starmer") == [("keir-starmer-director-of-public-prosecutions-2008",)]
    assert posts("chris-philp") == [("chris-philp-shadow-home-secretary-2024",)]
    assert posts("robert-jenrick") == [("robert-jenrick-shadow-justice-secretary-2024",)]
    assert posts("michael-spurr") == [("michael-spurr-hmpps-chief-executive-2017",)]
    held = "?s kg:spokeAs ?x . ?x kg:holder ?holder . ?s kg:speaker ?who"
    assert number(held) == number(f"{held} FILTER(?holder = ?who)") == 10


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("michael-spurr", "peter-clarke"),
        ("iicsa", "victims-and-survivors-iicsa"),
        ("derbyshire-police-spokesman-2025", "derbyshire-multi-agency-panel"),
        ("robert-jenrick", "david-lammy"),
    ],
)
def test_what_stands_inside_another_statement_is_a_chain(outer: str, inner: str) -> None:
    found = ask(f"?r kg:reporter/kg:speaker id:{outer} ; kg:reports/kg:speaker ?inner", "?inner")
    assert found == [(inner,)]


def test_the_praise_that_was_passed_on_lost_its_limit() -> None:
    reports = ask(
        "?s kg:speaker id:peter-clarke ; kg:act act:praises . ?r kg:reports ?s ; kg:wording ?wording"
        " . FILTER EXISTS { ?other kg:reports ?s ; kg:reporter/kg:speaker id:michael-spurr }",
        "?wording",
    )
    assert reports == [("indirect",), ("mixed",)]


def test_refusals_and_hedges_are_kept() -> None:
    refusals = ask("?s kg:act act:refuses ; kg:speaker ?who ; ^kg:reports ?r OPTIONAL { ?r kg:hedge ?h }", "?who ?h")
    assert refusals == [("home-office", None), ("labour-party", None), ("pakistan", "reportedly")]
    assert ask("?s kg:act act:declines-to-comment ; kg:speaker ?who", "?who") == [("humberside-police",)]
    assert ask("?r kg:hedge 'could'@en ; kg:reports/kg:speaker ?who", "?who") == [("national-audit-office",)]


def test_admissions_are_found_in_subordinate_clauses() -> None:
    assert ask("?s kg:act act:admits ; kg:speaker ?who", "?who") == [
        ("alison-heydari",),
        ("david-lammy",),
        ("keir-starmer",),
        ("ministry-of-justice",),
    ]
    assert ask("?s kg:speaker id:keir-starmer ; kg:saidOn ?day", "?day") == [("2012",)]


def test_source_and_spokesperson_of_the_home_office_are_two() -> None:
    assert ask("?s kg:act act:blames ; kg:speaker ?who ; kg:towards id:conservative-party", "?who") == [
        ("home-office-source-2025",)
    ]
    assert ask("?s kg:act act:promises ; kg:onBehalfOf id:home-office ; kg:speaker ?who", "?who") == [
        ("home-office-spokesperson-2025",)
    ]


def test_garbled_places_carry_a_reading() -> None:
    readings = " ".join(text or "" for (text,) in ask(f"?r kg:source id:{RESOLUTIONS} ; kg:reading ?t", "?t"))
    for printed in ("her department", "his family", "delay", "Deputy Deputy Commissioner", "apology from the victim"):
        assert printed in readings
    unnamed = ask('?r kg:attributedAs "Shadow Justice Secretary"@en ; kg:reports/kg:speaker ?who', "?who")
    assert unnamed == [("robert-jenrick",)]
    unsure = ask("?j kg:decision decision:unsure", "?j")
    assert unsure == [("judgement-deputy-deputy-commissioner",), ("judgement-they-are-failing",)]


def test_numbers_that_look_alike_stay_apart() -> None:
    def value(number: str) -> list[Row]:
        return ask(
            f"?f kg:value {number} ; kg:measure ?m OPTIONAL {{ ?f kg:assertedBy ?who }} OPTIONAL {{ ?f kg:bound ?b }}",
            "?m ?b ?who",
        )

    assert value("3") == [
        ("accidental-releases-since-new-checks", "exactly", "robert-jenrick"),
        ("dartmoor-transfer-lead-time", "exactly", None),
        ("wrongly-released-prisoners-at-large", "exactly", "david-lammy"),
    ]
    assert value("20") == [
        ("dartmoor-share-not-under-mappa", "approximately", "dartmoor-inspectors-2017"),
        ("fall-in-deportations-of-foreign-criminals", "exactly", "home-office-source-2025"),
    ]
    assert value("412000") == [("community-resolution-offenders", "moreThan", None)]
    assert value("2949") == [("community-resolution-sexual-offenders", "exactly", "daily-mail")]
    assert ask("?f kg:value 14000 ; kg:partOfWhole/kg:value ?whole", "?whole") == [("412000",)]
    assert ask("?f kg:value 100 ; kg:bound ?bound ; kg:unit ?unit", "?bound ?unit") == [("vague", "people")]
    assert ask("?f kg:value 2.5 ; kg:partOfWhole/kg:value ?sentence", "?sentence") == [("6",)]


def test_every_date_that_is_inferred_says_why() -> None:
    assert number("?x kg:dateBasis kg:inferred") == number("?x kg:dateBasis kg:inferred ; kg:dateReason ?why") == 88
    assert ask("?x kg:dateBasis kg:stated ; kg:saidOn ?day ; kg:speaker ?who", "?day ?who") == [
        ("2012", "keir-starmer")
    ]


def test_passages_are_the_characters_of_the_texts(shared_dir: Path) -> None:
    text = texts(shared_dir)
    rows = ask(
        "?p kg:source ?s ; oa:start ?start ; oa:end ?end"
        " OPTIONAL { ?p oa:exact ?exact } OPTIONAL { ?p kg:sha256 ?hash } OPTIONAL { ?p kg:opening ?opening }",
        "?s ?start ?end ?exact ?hash ?opening",
    )
    assert len(rows) == 97
    for source, start, end, exact, digest, opening in rows:
        words = text[str(source)][int(str(start)) : int(str(end))]
        if exact is not None:
            assert words == exact
        else:
            assert sha256(words.encode()).hexdigest() == digest
            assert words.startswith(str(opening))


def test_sources_cues_and_quotations_stand_where_they_are_said_to(shared_dir: Path) -> None:
    text = texts(shared_dir)
    for source, name, span in ask("?r kg:source ?s ; kg:attributedAs ?name ; kg:sourceSpan ?span", "?s ?name ?span"):
        start, end = str(span).split("-")
        assert str(name) in text[str(source)][int(start) : int(end)]
    for source, cue, span in ask("?r kg:source ?s ; kg:cue ?cue ; kg:cueSpan ?span", "?s ?cue ?span"):
        start, end = str(span).split("-")
        assert text[str(source)][int(start) : int(end)] in str(cue).split(" ... ")
    quotations = ask("?r kg:source ?s ; kg:quotation ?words", "?s ?words")
    assert len(quotations) == 56
    for source, words in quotations:
        assert str(words) in text[str(source)]


def test_figures_stand_where_they_are_said_to(shared_dir: Path) -> None:
    text = texts(shared_dir)
    rows = ask("?f kg:source ?s ; kg:asPrinted ?printed ; kg:span ?span", "?s ?printed ?span")
    assert len(rows) == 46
    for source, printed, span in rows:
        start, end = str(span).split("-")
        assert text[str(source)][int(start) : int(end)].lower() == str(printed).lower()


def test_no_private_person_is_named(shared_dir: Path) -> None:
    printed = " ".join(text or "" for (text,) in ask("?x ?p ?o FILTER(isLiteral(?o)) BIND(STR(?o) AS ?t)", "?t"))
    for name in ("Rauf", "Grover", "Brady"):
        assert name in texts(shared_dir)[DEPORTATIONS]
        assert name not in printed
