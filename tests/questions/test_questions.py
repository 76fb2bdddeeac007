"""Every question of the catalogue: its expected answer on two small reports, and what it must give on the corpus."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from kg.errors import InputError, UnknownNameError
from kg.graph import ontology_quads
from kg.iris import Iris
from kg.model.concepts import Links
from kg.model.facts import Kind
from kg.questions import Question, Questions, ask, find_findings, load_questions
from kg.questions.audit import as_cells
from kg.resources import open_resources
from kg.store import View
from tests.export.publication import VOCABULARY, publish
from tests.graph import small, small_checks, small_lineage

EXPECTED = Path(__file__).parent / "expected"
MORE = """
@prefix law: <https://w3id.org/kaogong/id/law/> .
@prefix unit: <https://w3id.org/kaogong/id/unit/> .
agency:welfare a kg:Agency ; skos:inScheme id:agency ; skos:prefLabel "某市社會局"@zh-Hant, "Welfare"@en ;
  org:subOrganizationOf agency:city .
law:english-rules a kg:Law ; skos:inScheme id:law ; skos:prefLabel "英檢要點"@zh-Hant, "English rules"@en .
unit:percent a kg:Unit ; skos:inScheme id:unit ; skos:prefLabel "%"@zh-Hant, "percent"@en .
metric:english-rate kg:usualUnit unit:percent .
@prefix kind: <https://w3id.org/kaogong/id/kind/> .
kind:arithmetic a kg:Kind ; skos:inScheme id:kind ; skos:prefLabel "算術"@zh-Hant, "arithmetic"@en .
kind:silence a kg:Kind ; skos:inScheme id:kind ; skos:prefLabel "不再提及"@zh-Hant, "silence"@en .
kind:holds a kg:Kind ; skos:inScheme id:kind ; skos:prefLabel "相符"@zh-Hant, "holds"@en .
kind:fails a kg:Kind ; skos:inScheme id:kind ; skos:prefLabel "不符"@zh-Hant, "fails"@en .
"""
QUESTIONS = load_questions(open_resources(), Iris())
NAMES = [question.name for question in QUESTIONS]
# A catalogue without one of these is not whole.
NEEDED = {
    *("metrics", "metric", "agency-facts", "programme-facts", "awards", "report-facts", "shared-metrics", "provenance"),
    *("reports", "agencies", "programmes", "find-facts", "period-facts", "targets-and-plans", "changes", "properties"),
    *("findings", "metric-findings", "agency-findings", "programme-findings", "fact-findings"),
}


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    """The small report twice: the second time of another file, linked to a metric alone, its last figure a target."""
    other = replace(small.OUTLINE, source=replace(small.OUTLINE.source, sha256="cd" * 32, name="other.txt"))
    info = replace(small.INFO, id="small-2", title="又一報告", coverage=None)
    facts = (*small.FACTS[:-1], structs.replace(small.FACTS[-1], kind=Kind.TARGET))
    second = replace(small.READING, info=info, outline=other, facts=facts)
    pairs = [(small.READING, small.LINKS), (second, Links(metrics=small.LINKS.metrics))]
    ontology = ontology_quads(open_resources(), Iris())
    graph = "comparisons/small-1"
    shared = {"ontology": ontology, "lineage": small_lineage.quads(), graph: small_checks.quads(graph=graph)}
    return publish(tmp_path_factory.mktemp("questions"), pairs, VOCABULARY + MORE, **shared)


@pytest.fixture(scope="module")
def questions() -> Questions:
    return QUESTIONS


def cases() -> Iterator[tuple[str, dict[str, str], list[dict[str, object]]]]:
    for path in sorted(EXPECTED.glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            yield path.stem, case["parameters"], case["rows"]


CASES = list(cases())


def test_every_question_has_an_expected_answer() -> None:
    assert set(NAMES) >= NEEDED
    assert {name for name, _, _ in CASES} == set(NAMES)
    assert len(CASES) >= 20


@pytest.mark.parametrize(("name", "parameters", "rows"), CASES, ids=[f"{name}-{given}" for name, given, _ in CASES])
def test_answers(
    view: View, questions: Questions, name: str, parameters: dict[str, str], rows: list[dict[str, object]]
) -> None:
    assert list(ask(view, questions[name], parameters).rows) == rows


@pytest.mark.parametrize("question", list(QUESTIONS), ids=NAMES)
def test_a_question_is_a_query_as_it_stands(view: View, question: Question) -> None:
    rows = [tuple(row) for row in view.select(question.sparql)]
    assert rows
    assert all(len(row) == len(question.columns) for row in rows)


@pytest.mark.parametrize("question", list(QUESTIONS), ids=NAMES)
def test_a_question_speaks_both_languages(question: Question) -> None:
    for words in (question.title, question.description, *(one.description for one in question.parameters)):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in words.zh)
        assert words.en.isascii()


@pytest.mark.parametrize("question", list(QUESTIONS), ids=NAMES)
def test_the_example_of_a_question_gives_rows(corpus_view: View, question: Question) -> None:
    everything = {parameter.name: parameter.example for parameter in question.parameters}
    assert ask(corpus_view, question, question.example()).rows
    assert ask(corpus_view, question, everything).rows


def test_the_share_who_passed_english(corpus_view: View, questions: Questions) -> None:
    rows = ask(corpus_view, questions["metric"], {"metric": "english-rate"}).rows
    assert [row["value"] for row in rows] == [25.34, 26.21, 26.19, 28.27, 33.52]
    assert len({row["report"] for row in rows}) == len({row["period_end"] for row in rows}) == 5
    for row in rows:
        (way,) = ask(corpus_view, questions["provenance"], {"fact": str(row["fact"])}).rows
        text = corpus_view.source(str(way["source_sha256"])).decode("utf-8")
        assert text[way["start"] : way["end"]] == way["quote"] == row["quote"]  # type: ignore[misc]
        assert text[way["sentence_start"] : way["sentence_end"]] == way["sentence"]  # type: ignore[misc]
        assert "英" in str(way["sentence"])


def test_facts_of_a_report_are_those_of_its_table(corpus_view: View, questions: Questions) -> None:
    asked = {"fact", "quote", "value", "unit", "kind", "qualifier", "metric", "series", "agency", "programme", "start"}
    for entry in corpus_view.manifest.reports:
        rows = ask(corpus_view, questions["report-facts"], {"report": entry.id}).rows
        table = corpus_view.facts(entry.id)
        assert len(rows) == len(table) > 50
        by_fact = {row["fact"]: row for row in rows}
        for fact in table:
            row = by_fact[fact["fact"]]
            assert {key: row[key] for key in asked} == {key: fact[key] for key in asked}
            assert (row["section"] or "") == " / ".join(fact["section"])  # type: ignore[arg-type]


def test_findings_are_those_of_the_tables(corpus_view: View, questions: Questions) -> None:
    """The graph and `kg audit` say the same of every check, figure by figure."""
    shared = {
        "finding",
        "kind",
        "rule",
        "verdict",
        "formula",
        "left",
        "right",
        "tolerance",
        "role",
        "quote",
        "start",
        "end",
    }
    shared |= {"source_sha256", "report", "message_zh", "message_en", "value", "unit", "metric", "agency", "fact"}
    asked = [{key: row[key] for key in shared} for row in ask(corpus_view, questions["findings"], {}).rows]
    cells = [{key: line[key] for key in shared} for line in as_cells(find_findings(corpus_view))]
    assert len(asked) == len(cells) > 200
    assert sorted(map(_text, asked)) == sorted(_text({**row, "formula": row["formula"] or None}) for row in cells)


def _text(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def test_the_examples_of_findings_lead_to_figures(corpus_view: View, questions: Questions) -> None:
    for name in ("metric-findings", "agency-findings", "programme-findings", "fact-findings"):
        question = questions[name]
        rows = ask(corpus_view, question, question.example()).rows
        assert rows
        assert all(row["section"] and row["sentence"] for row in rows if row["fact"])


def test_bodies_below_are_asked_for(corpus_view: View, questions: Questions) -> None:
    alone = ask(corpus_view, questions["agency-facts"], {"agency": "kcg"}).rows
    below = ask(corpus_view, questions["agency-facts"], {"agency": "kcg", "below": "1"}).rows
    assert {row["agency"] for row in alone} == {"高雄市政府"}
    assert len({row["agency"] for row in below}) > 10
    assert len(below) > len(alone) > 100
    assert len({row["fact"] for row in below}) == len(below)


def test_an_answer_is_the_same_each_time(corpus_view: View, questions: Questions) -> None:
    for question in questions:
        first, second = (ask(corpus_view, question, question.example()) for _ in range(2))
        assert first.rows == second.rows


def test_words_are_found_over_line_breaks_and_without_case(corpus_view: View, questions: Questions) -> None:
    count = {
        text: len(ask(corpus_view, questions["find-facts"], {"text": text}).rows)
        for text in ("webitr", "WebITR", " Web ITR", "沒有這種文字")
    }
    assert count["webitr"] == count["WebITR"] == count[" Web ITR"]
    assert count["沒有這種文字"] == 0


def test_a_name_is_a_value_and_no_query(corpus_view: View, questions: Questions) -> None:
    for text in ('"} # ', "\\", "'''", "} UNION { ?a ?b ?c"):
        assert ask(corpus_view, questions["find-facts"], {"text": text}).rows == ()
        with pytest.raises(UnknownNameError):
            ask(corpus_view, questions["metric"], {"metric": text})
    with pytest.raises(InputError, match="is no whole number"):
        ask(corpus_view, questions["agency-facts"], {"agency": "kcg", "below": "1 }"})
