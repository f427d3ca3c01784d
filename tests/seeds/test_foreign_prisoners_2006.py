"""The two articles of 25 April 2006 as curated: what must be there, and the traps that must not catch."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store, parse

from kg.namespaces import PREFIXES

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {"bbc-clarke-2006": "000_ae8807ae2eae4a72.txt", "guardian-clarke-2006": "001_37478b2f781e00d0.txt"}
FILES = [
    "ontology/measures/foreign-prisoners.ttl",
    "seeds/agents/foreign-prisoners-2006.ttl",
    "seeds/incidents/foreign-prisoners-2006.ttl",
    "seeds/relations/foreign-prisoners-2006.ttl",
    *(f"seeds/{folder}/{source}.ttl" for folder in ("figures", "sources", "statements") for source in SOURCES),
]
HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
RESIGNATION = "foreign-prisoners-resignation-question-2006"

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
    found = graph().query(f"{HEAD}SELECT {columns} WHERE {{ {pattern} }} ORDER BY {columns}")
    assert isinstance(found, QuerySolutions)
    return [tuple(local(solution[column.lstrip("?")]) for column in columns.split()) for solution in found]


def text_of(source: str, shared: Path) -> str:
    return (shared / "seeds" / SOURCES[source]).read_bytes().decode("utf-8")


def statement_reported_at(quotation: str, speaker: str) -> str:
    rows = set(ask(f'?r kg:quotation "{quotation}"@en ; kg:reports ?s . ?s kg:speaker id:{speaker} .', "?s"))
    assert len(rows) == 1, (quotation, rows)
    return rows.pop()[0] or ""


def test_everything_is_counted() -> None:
    def number(pattern: str) -> int:
        return len(ask(pattern, "?x"))

    for source, reports, figures in (("bbc-clarke-2006", 44, 23), ("guardian-clarke-2006", 57, 24)):
        assert number(f"?x a kg:Report ; kg:source id:{source}") == reports
        assert number(f"?x a kg:Figure ; kg:source id:{source}") == figures
    assert number("?x a kg:Statement") == 82
    assert number("?x a kg:Relation ; kg:assertedBy id:on-record-editors") == 45
    assert number("?x a kg:Incident ; kg:partOf id:foreign-prisoners-2006") == 7
    assert number("?x a kg:Silence") == 0


def test_nobody_calls_for_a_resignation_and_one_person_withholds_the_call() -> None:
    calls = ask(
        f"?s kg:about id:{RESIGNATION} ; kg:act ?act . FILTER(?act IN (act:calls-for, act:demands, act:orders))", "?s"
    )
    assert calls == []
    held = ask("?s kg:polarity kg:withheld ; kg:speaker ?who ; kg:act ?act ; kg:towards ?whom", "?who ?act ?whom")
    assert held == [("david-davis", "withholds-call", "charles-clarke")]


def test_refusing_to_resign_is_an_affirmed_refusal_with_three_reports() -> None:
    rows = ask(
        f"?s kg:act act:refuses ; kg:about id:{RESIGNATION} ; kg:polarity ?polarity . ?r kg:reports ?s ; kg:source ?src"
        ' ; kg:selector/kg:opening ?opening . FILTER(CONTAINS(?opening, "will not resign"))',
        "?polarity ?src",
    )
    assert rows == [("affirmed", "bbc-clarke-2006"), ("affirmed", "guardian-clarke-2006")]
    assert ask('?r kg:quotation "I will not quit"@en ; kg:repeatsReport ?r1', "?r1") == [("r-927c93b8-237-255",)]


def test_an_act_that_was_not_done_is_negated() -> None:
    negated = ask("?s kg:polarity kg:negated ; kg:speaker ?who ; kg:act ?act", "?who ?act")
    offer = [(who, act) for who in ("charles-clarke", "tony-mcnulty") for act in ("offers-resignation", "proposes")]
    assert negated == [("charles-clarke", "blames"), *offer]


def test_the_same_words_of_two_speakers_are_two_statements() -> None:
    clarke = statement_reported_at("deeply regrettable", "charles-clarke")
    blair = statement_reported_at("deeply regrettable", "tony-blair")
    assert clarke != blair
    assert ask(f"?rel kg:from id:{clarke} ; kg:to id:{blair} ; kg:relationType ?type", "?type") == [("agreesWith",)]


@pytest.mark.parametrize(
    ("speaker", "words"),
    [
        ("prime-ministers-spokesman-2006", "nook and cranny"),
        ("charles-clarke", "failed to carry out their responsibilities"),
        ("charles-clarke", "confident that it is now being done properly"),
    ],
)
def test_words_in_both_outlets_are_one_statement_with_two_reports(speaker: str, words: str) -> None:
    rows = ask(
        "?r kg:quotation ?q ; kg:reports ?s ; kg:source ?src ."
        f' ?s kg:speaker id:{speaker} . FILTER(CONTAINS(?q, "{words}"))',
        "?s ?src",
    )
    assert [source for _, source in rows] == list(SOURCES)
    assert len({statement for statement, _ in rows}) == 1


def test_the_hedge_that_one_outlet_drops_stays_with_the_other() -> None:
    rows = ask(
        '?r kg:quotation ?q ; kg:source ?src . OPTIONAL { ?r kg:hedge ?h } FILTER(CONTAINS(?q, "nook and cranny"))',
        "?src ?h",
    )
    assert rows == [("bbc-clarke-2006", None), ("guardian-clarke-2006", "I think")]


def test_what_blair_is_said_to_think_stands_inside_what_was_said_for_him() -> None:
    rows = ask(
        "?r kg:reports/kg:speaker id:tony-blair ; kg:reporter ?outer ."
        " ?outer kg:speaker ?who ; kg:onBehalfOf id:tony-blair",
        "?r ?who",
    )
    assert len(rows) == 6
    assert {who for _, who in rows} == {"downing-street", "prime-ministers-spokesman-2006"}
    assert ask("?r kg:reports/kg:speaker id:tony-blair ; kg:reporter ?src . ?src a kg:Source", "?r") == []


def test_full_confidence_is_one_attitude_told_by_two() -> None:
    rows = ask(
        "?r kg:reports ?s ; kg:reporter/kg:speaker ?teller . ?s kg:speaker id:tony-blair ; kg:act act:supports",
        "?s ?teller",
    )
    assert [teller for _, teller in rows] == ["downing-street", "prime-ministers-spokesman-2006"]
    assert len({statement for statement, _ in rows}) == 1


@pytest.mark.parametrize(
    ("speaker", "tenure", "behalf"),
    [
        ("charles-clarke", "charles-clarke-home-secretary-2004", None),
        ("david-davis", "david-davis-shadow-home-secretary-2003", None),
        ("menzies-campbell", "menzies-campbell-liberal-democrat-leader-2006", None),
        ("harry-fletcher", "harry-fletcher-napo-assistant-general-secretary-1984", "napo"),
        ("lin-homer", "lin-homer-ind-director-general-2005", "immigration-and-nationality-directorate"),
        ("home-office-spokesman-2006", None, "home-office"),
        ("david-blunkett", None, None),
        ("national-audit-office", None, None),
    ],
)
def test_everybody_speaks_as_what_they_were(speaker: str, tenure: str | None, behalf: str | None) -> None:
    rows = ask(
        f"?s kg:speaker id:{speaker} OPTIONAL {{ ?s kg:spokeAs ?t }} OPTIONAL {{ ?s kg:onBehalfOf ?b }}", "?t ?b"
    )
    assert set(rows) == {(tenure, behalf)}


def test_no_other_clarke_and_no_probation_service_has_a_word() -> None:
    speakers = {who for (who,) in ask("?s kg:speaker ?who", "?who")}
    assert not speakers & {"peter-clarke", "kenneth-clarke", "national-probation-service", "probation-service"}
    assert len(speakers) == 22


def test_dates_told_by_a_word_are_inferred_with_a_reason() -> None:
    nao = ask("?s kg:speaker id:national-audit-office ; kg:saidOn ?on ; kg:dateBasis ?basis", "?on ?basis")
    assert nao == [("2005-07", "inferred")]
    asked = ask("?s kg:act act:asks ; kg:saidOn ?on ; kg:speaker ?who FILTER(?on < '2006')", "?who ?on")
    assert asked == [("public-accounts-committee", "2005-10"), ("richard-bacon", "2005-10")]
    assert ask("?s kg:dateBasis kg:inferred FILTER NOT EXISTS { ?s kg:dateReason ?why }", "?s") == []
    stated = ask("?s kg:dateBasis kg:stated ; kg:speaker ?who", "?who")
    assert stated == [("home-office-spokesman-2006",)] * 2


def test_figures_that_look_alike_stay_apart() -> None:
    def whole(value: int, measure: str) -> set[str | None]:
        rows = ask(
            f"?f kg:value {value} ; kg:measure measure:foreign-prisoners-{measure} ; kg:partOfWhole/kg:value ?w", "?w"
        )
        return {of for (of,) in rows}

    assert whole(20, "deported") == whole(5, "released-child-sex-offenders") == {"1023"}
    assert whole(5, "court-recommended-deported") == whole(9, "court-recommended-inappropriate") == {"160"}
    assert whole(20, "released-drug-importers") == whole(9, "released-rapists") == {"1023"}
    assert whole(54, "released-assault-offenders") == whole(54, "asylum-claims-pending") == {"1023"}
    assert whole(100, "located") == {"1000"}


@pytest.mark.parametrize(
    ("value", "bound", "speaker"),
    [
        (870, "moreThan", None),
        (100, "approximately", "charles-clarke"),
        (100, "moreThan", "home-office"),
        (1000, "moreThan", "charles-clarke"),
        (1000, "approximately", "charles-clarke"),
        (10000, "moreThan", "charles-clarke"),
        (107, "exactly", None),
        (288, "exactly", "home-office"),
        (14, "exactly", "lin-homer"),
    ],
)
def test_a_figure_keeps_its_bound_and_who_asserts_it(value: int, bound: str, speaker: str | None) -> None:
    rows = ask(f"?f kg:value {value} ; kg:bound kg:{bound} OPTIONAL {{ ?f kg:assertedBy ?who }}", "?who")
    assert {who for (who,) in rows} == {speaker}


@pytest.mark.parametrize(
    ("source", "value", "asserters"),
    [("bbc", 3, ["charles-clarke"]), ("bbc", 9, ["charles-clarke"]), ("guardian", 160, ["david-davis", "lin-homer"])],
)
def test_a_number_told_by_a_speaker_and_by_the_article_has_both(source: str, value: int, asserters: list[str]) -> None:
    rows = ask(f"?f kg:value {value} ; kg:source id:{source}-clarke-2006 OPTIONAL {{ ?f kg:assertedBy ?who }}", "?who")
    assert [who for (who,) in rows] == [None, *asserters]


def test_what_davis_says_others_said_stands_inside_his_words() -> None:
    rows = ask("?r kg:reporter/kg:speaker id:david-davis ; kg:reports/kg:speaker ?who", "?who")
    assert rows == [("home-office",), ("sentencing-courts",)]


def test_clarke_does_not_want_to_blame_and_the_tension_is_on_record() -> None:
    rows = ask(
        "?rel kg:from ?a ; kg:to ?b ; kg:relationType kg:inTensionWith ."
        " ?a kg:polarity kg:negated ; kg:act act:blames ."
        " ?b kg:act act:blames ; kg:polarity kg:affirmed ; kg:towards ?whom",
        "?whom",
    )
    assert {whom for (whom,) in rows} == {"prison-service", "immigration-and-nationality-directorate"}


def test_garbled_places_carry_their_reading() -> None:
    readings = " ".join(reading or "" for (reading,) in ask("?r kg:reading ?reading", "?reading"))
    assert all(word in readings for word in ("there had been", "indicated"))


@pytest.mark.parametrize("source", SOURCES)
def test_every_passage_is_what_stands_in_the_text(source: str, shared_dir: Path) -> None:
    text = text_of(source, shared_dir)
    assert ask(f"id:{source} kg:sha256 ?sha", "?sha") == [(sha256(text.encode()).hexdigest(),)]
    rows = ask(
        f"?p kg:source id:{source} ; oa:start ?start ; oa:end ?end"
        " OPTIONAL { ?p oa:exact ?exact } OPTIONAL { ?p kg:sha256 ?sha ; kg:opening ?opening }",
        "?start ?end ?exact ?sha ?opening",
    )
    assert len(rows) >= 44
    for start, end, exact, digest, opening in rows:
        words = text[int(start or "") : int(end or "")]
        if exact is None:
            assert digest == sha256(words.encode()).hexdigest()
            assert opening is not None
            assert words.startswith(opening)
        else:
            assert words == exact


@pytest.mark.parametrize("source", SOURCES)
def test_speakers_cues_quotations_and_numbers_stand_where_they_are_said_to(source: str, shared_dir: Path) -> None:
    text = text_of(source, shared_dir)

    def at(span: str | None) -> str:
        start, end = (span or "").split("-")
        return text[int(start) : int(end)]

    for printed, span in ask(f"?r kg:source id:{source} ; kg:attributedAs ?as ; kg:sourceSpan ?span", "?as ?span"):
        assert at(span) == printed
    for cue, span in ask(f"?r kg:source id:{source} ; kg:cue ?cue ; kg:cueSpan ?span", "?cue ?span"):
        assert at(span) in (cue or "").split(" ... ")
    for words, start, end in ask(
        f"?r kg:source id:{source} ; kg:quotation ?q ; kg:selector ?p . ?p oa:start ?a ; oa:end ?b", "?q ?a ?b"
    ):
        assert (words or "") in at(f"{start}-{end}")
    alike = {"three": "3", "nine": "9", "five": "5", "seven": "7", "two": "2", "Seven": "7"}
    for printed, span in ask(f"?f kg:source id:{source} ; kg:asPrinted ?as ; kg:span ?span", "?as ?span"):
        assert alike.get(at(span), at(span)) == alike.get(printed or "", printed)


def test_no_prose_of_a_reporter_is_copied(shared_dir: Path) -> None:
    def runs(words: str) -> set[str]:
        found = re.findall(r"[a-z0-9,']+", words.lower())
        return {" ".join(found[i : i + 9]) for i in range(len(found) - 8)}

    copied = set().union(*(runs(text_of(source, shared_dir)) for source in SOURCES))
    own = ask(
        "?x ?p ?words . FILTER(?p IN (kg:gist, rdfs:comment, kg:reading, kg:dateReason, skos:definition))", "?words"
    )
    assert len(own) > 150
    for (words,) in own:
        assert not runs(words or "") & copied, words
