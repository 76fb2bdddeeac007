"""What the reading commands print: rows, traces, answers, graphs; on the packaged reports."""

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest

from kg.export import EXPORTS
from kg.resources import packaged
from kg.store import View
from tests.cli.conftest import Ran

Kg = Callable[..., Ran]
FACT = (
    "fact report source_sha256 start end quote value unit qualifier kind direction base temporality metric series "
    "agency programme period period_source section dims measure sentence"
)


def lines(ran: Ran) -> list[dict[str, object]]:
    assert ran.code == 0
    return [json.loads(line) for line in ran.out.splitlines()]


def test_facts_as_lines_have_the_promised_form(corpus: Kg) -> None:
    rows = lines(corpus("facts", "--format", "jsonl"))
    assert {" ".join(row) for row in rows} == {FACT}
    kinds = {"observed", "target", "rule", "change", "planned"}
    sources = {"stated", "item", "heading", "coverage", None}
    assert {row["kind"] for row in rows} <= kinds
    assert {row["period_source"] for row in rows} <= sources
    assert {type(row["value"]) for row in rows} <= {int, float}
    assert all(isinstance(row["section"], list) and isinstance(row["dims"], dict) for row in rows)
    assert all(row["period"] is None or set(row["period"]) == {"start", "end"} for row in rows)  # type: ignore[call-overload]
    texts = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path.read_bytes().decode()
        for path in (packaged() / "reports").glob("*.txt")
    }
    assert all(texts[row["source_sha256"]][row["start"] : row["end"]] == row["quote"] for row in rows)  # type: ignore[index, misc]
    assert len(rows) > 500


@pytest.mark.parametrize("table", ["facts", "entities", "events", "coverage", "reports"])
def test_every_format_has_the_same_rows(corpus: Kg, table: str) -> None:
    rows = lines(corpus(table, "--format", "jsonl"))
    document = corpus(table, "--json")
    assert json.loads(document.out) == rows
    cells = list(csv.DictReader(io.StringIO(corpus(table, "--format", "csv").out)))
    assert len(cells) == len(rows)
    assert all(set(row) <= set(cells[0]) for row in rows)
    people = corpus(table)
    assert people.code == 0
    assert len(people.out.splitlines()) >= (len(rows) if table != "coverage" else 10)
    assert "\x1b" not in people.out


def test_rows_of_one_report_and_value(corpus: Kg) -> None:
    rows = lines(corpus("facts", "--format", "jsonl", "--series", "english-rate"))
    assert {row["series"] for row in rows} == {"english-rate"}
    report = str(rows[0]["report"])
    some = lines(corpus("facts", "--format", "jsonl", "--report", report, "--series", "english-rate"))
    assert some == [row for row in rows if row["report"] == report]
    ran = corpus("facts", "--series", "english-rat")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("kg: No series 'english-rat'. Did you mean english-rate")
    ran = corpus("facts", "--report", "kcg-personnel-2015")
    assert (ran.code, ran.out) == (2, "")
    assert "No report 'kcg-personnel-2015'. Did you mean kcg-personnel-2014" in ran.err


def counted(rows: list[dict[str, object]], what: str) -> Counter[object]:
    return Counter(row["fate"] for row in rows if row["what"] == what)


def test_coverage_counts_to_stderr(corpus: Kg) -> None:
    ran = corpus("coverage", "--format", "jsonl")
    numbers, names = counted(lines(ran), "number"), counted(lines(ran), "name")
    fates = f"{numbers['fact']} fact, {numbers['excluded']} excluded, {numbers['missed']} missed"
    assert ran.err.startswith(f"{sum(numbers.values())} numbers: {fates}; {sum(names.values())} names: ")
    assert names["named"] > 200


@pytest.mark.parametrize("name", ["kcg-personnel-2014", "kcg-personnel-2014.txt", "somewhere/kcg-personnel-2014.txt"])
def test_coverage_of_a_report_by_id_and_by_file(corpus: Kg, name: str) -> None:
    rows = lines(corpus("coverage", name, "--format", "jsonl"))
    assert rows == lines(corpus("coverage", "--report", "kcg-personnel-2014", "--format", "jsonl"))
    assert {row["report"] for row in rows} == {"kcg-personnel-2014"}


def test_coverage_of_a_report_that_is_not_here(corpus: Kg) -> None:
    ran = corpus("coverage", "kcg-personnel-2015")
    assert (ran.code, ran.out) == (2, "")
    assert "No report 'kcg-personnel-2015'. Did you mean kcg-personnel-2014" in ran.err


def test_coverage_for_people_counts_and_lists_what_is_missed(corpus: Kg) -> None:
    rows = lines(corpus("coverage", "kcg-personnel-2014", "--format", "jsonl"))
    told = corpus("coverage", "kcg-personnel-2014").out
    missed = [row for row in rows if row["fate"] == "missed"]
    assert missed
    assert all(str(row["context"]) in told for row in missed)
    assert all(" ".join(str(row["quote"]).split()) in str(row["context"]) for row in missed)
    dates = sum(row["reason"] == "date" for row in rows)
    assert re.search(rf"number +excluded +date +{dates}\b", told)
    assert any(row["section"] for row in missed)
    named = corpus("coverage", "kcg-personnel-2014", "--what", "award", "--fate", "named")
    assert "conferral" in named.out
    assert corpus("coverage", "--what", "awrd").err == "kg: No what 'awrd'. Did you mean award?\n"


def test_concepts_are_proposed_as_turtle(corpus: Kg) -> None:
    ran = corpus("vocabulary", "propose")
    assert ran.code == 0
    described = {quad.subject for quad in pyoxigraph.parse(ran.out.encode(), format=pyoxigraph.RdfFormat.TURTLE)}
    rows = json.loads(corpus("vocabulary", "propose", "--json").out)
    assert ran.err.startswith(f"{len(rows)} proposals: ")
    assert len(described) == len(rows) > 0
    assert all(row["turtle"].rpartition("\n\n")[2] in ran.out for row in rows)
    assert all(len(row["reports"]) >= 2 or row["times"] >= 3 for row in rows)


def test_reports_are_listed(corpus: Kg) -> None:
    rows = json.loads(corpus("reports", "--json").out)
    assert len(rows) == 5
    assert {row["issuer"] for row in rows} == {"高雄市政府人事處"}
    assert all(row["facts"] and row["status"] == "published" and row["ingested"] for row in rows)


@pytest.fixture
def fact(corpus_view: View) -> dict[str, object]:
    """A fact whose metric is linked."""
    return next(row for row in corpus_view.facts("kcg-personnel-2014") if row["series"] == "national-exam-candidates")


def test_a_trace_lights_the_quote_in_its_sentence(corpus: Kg, fact: dict[str, object]) -> None:
    ran = corpus("trace", fact["fact"])
    assert ran.code == 0
    quote = " ".join(str(fact["quote"]).split())
    assert f"【{quote}】" in ran.out
    for words in (
        *(str(fact[name]) for name in ("fact", "source_sha256", "report", "agency")),
        f"characters {fact['start']} to {fact['end']} of",
        "103年",
        "metric/national-exam-candidates",
        ", score ",
        "the file has these characters there",
        *(str(heading) for heading in fact["section"]),  # type: ignore[attr-defined]
    ):
        assert words in ran.out


def test_a_fact_has_three_names(corpus: Kg, fact: dict[str, object]) -> None:
    local = str(fact["fact"]).rpartition("/")[2]
    documents = [corpus("trace", name, "--json").out for name in (fact["fact"], local, local.rpartition(".")[2][:8])]
    assert documents[0] == documents[1] == documents[2]
    found = json.loads(documents[0])
    assert (found["iri"], found["row"], found["verified"]) == (fact["fact"], fact, True)
    assert found["quote"] == {"text": fact["quote"], "start": fact["start"], "end": fact["end"]}
    assert found["file"]["sha256"] == fact["source_sha256"]


def test_an_unknown_fact_names_near_ones(corpus: Kg, fact: dict[str, object]) -> None:
    local = str(fact["fact"]).rpartition("/")[2]
    ran = corpus("trace", f"{local[:-2]}zz")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"kg: No fact '{local[:-2]}zz'. Did you mean {local}?\n"
    assert corpus("trace", "nothing").err == "kg: No fact 'nothing'.\n"


def test_hashes_that_begin_alike(corpus: Kg) -> None:
    ran = corpus("trace", "a")
    assert (ran.code, ran.out) == (2, "")
    assert "begins the hashes of" in ran.err


COUNT = "SELECT (COUNT(*) AS ?n) { ?fact a <https://w3id.org/kaogong/ontology#Measurement> }"
TRIPLES = "CONSTRUCT { ?r a ?c } WHERE { ?r a ?c . FILTER(?c = <https://w3id.org/kaogong/ontology#Report>) }"


def test_a_query_in_every_form(corpus: Kg, corpus_view: View) -> None:
    number = sum(len(corpus_view.facts(entry.id)) for entry in corpus_view.manifest.reports)
    assert str(number) in corpus("query", COUNT).out
    assert json.loads(corpus("query", COUNT, "--json").out)["results"]["bindings"][0]["n"]["value"] == str(number)
    assert corpus("query", COUNT, "--format", "csv").out.split() == ["n", str(number)]
    assert corpus("query", COUNT, "--format", "tsv").out.split() == ["?n", str(number)]
    assert f">{number}</literal>" in corpus("query", COUNT, "--format", "xml").out
    assert corpus("query", "ASK { ?s ?p ?o }").out == "true\n"
    assert json.loads(corpus("query", "ASK { ?s ?p ?o }", "--json").out)["boolean"] is True


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("turtle", pyoxigraph.RdfFormat.TURTLE),
        ("ntriples", pyoxigraph.RdfFormat.N_TRIPLES),
        ("jsonld", pyoxigraph.RdfFormat.JSON_LD),
        ("json", pyoxigraph.RdfFormat.JSON_LD),
        ("", pyoxigraph.RdfFormat.TURTLE),
    ],
)
def test_triples_in_every_form(corpus: Kg, name: str, form: pyoxigraph.RdfFormat) -> None:
    chosen = ("--json",) if name == "json" else ("--format", name) if name else ()
    ran = corpus("query", TRIPLES, *chosen)
    assert ran.code == 0
    assert len(list(pyoxigraph.parse(ran.out.encode(), format=form))) == 5


def test_a_query_out_of_a_file_and_a_pipe(corpus: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "count.rq").write_text(f"\ufeff{COUNT}", encoding="utf-8")
    asked = corpus("query", COUNT, "--format", "csv").out
    assert corpus("query", tmp_path / "count.rq", "--format", "csv").out == asked
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(COUNT.encode())))
    assert corpus("query", "-", "--format", "csv").out == asked
    long = corpus("query", f"DESCRIBE <urn:{'a' * 300}>")
    assert (long.code, long.out, long.err) == (0, "", "")
    ran = corpus("query", "missing.rq")
    assert (ran.code, ran.err) == (2, "kg: missing.rq: there is no such file.\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT ?a { ?a ?b }", "The query cannot be read at line 1, column 20"),
        ("SELECT ?a {\n ?a p:b ?c }", "line 2, column 5: the prefix 'p:' is not declared"),
        ("", "it asks nothing"),
        ("DELETE WHERE { ?s ?p ?o }", "this is an update, and only queries are answered"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE at line 1, column 12"),
        (f"ASK {{ FILTER({'(' * 5000}1{')' * 5000}) }}", "More than 64 brackets are open"),
    ],
)
def test_a_query_that_is_not_answered(corpus: Kg, text: str, words: str) -> None:
    ran = corpus("query", text)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_a_form_that_does_not_fit(corpus: Kg) -> None:
    ran = corpus("query", COUNT, "--format", "turtle")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "kg: SELECT and ASK give rows: as table, json, xml, csv, tsv, not as turtle.\n"
    ran = corpus("query", TRIPLES, "--format", "csv")
    assert (ran.code, ran.out) == (2, "")
    assert (
        "CONSTRUCT and DESCRIBE give triples: as turtle, ntriples, jsonld, rdfxml, nquads, trig, not as csv" in ran.err
    )


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_to_a_file_and_to_a_pipe(corpus: Kg, tmp_path: Path, name: str) -> None:
    path = tmp_path / "out"
    ran = corpus("export", "--format", name, "-o", path, "--json", "--report", "kcg-personnel-2014")
    assert ran.code == 0
    told = json.loads(ran.out)
    data = path.read_bytes()
    assert (told["format"], told["bytes"]) == (name, len(data))
    assert told["sha256"] == hashlib.sha256(data).hexdigest()
    assert len(data) > 1000


def test_an_export_is_bytes_on_stdout(corpus: Kg) -> None:
    ran = corpus("export", "--format", "nquads", "--report", "kcg-personnel-2014")
    assert (ran.code, ran.err) == (0, "")
    assert len(list(pyoxigraph.parse(ran.out.encode(), format=pyoxigraph.RdfFormat.N_QUADS))) > 1000


def test_exports_that_cannot_be(corpus: Kg, tmp_path: Path) -> None:
    ran = corpus("export", "--format", "gefx")
    assert (ran.code, ran.err) == (2, "kg: No export format 'gefx'. Did you mean gexf?\n")
    assert corpus("export", "--format", "gexf", "--json").code == 2
    ran = corpus("export", "--format", "gexf", "-o", tmp_path / "missing" / "out.gexf")
    assert ran.code == 4
    assert "missing/out.gexf: No such file or directory" in ran.err


def test_the_outline_of_a_file(kg: Kg) -> None:
    ran = kg("outline", packaged() / "reports" / "kcg-personnel-2014.txt", "--json")
    rows = json.loads(ran.out)
    assert {row["kind"] for row in rows} == {"heading", "paragraph"}
    assert "family" in ran.err
