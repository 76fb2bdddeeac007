"""`kg validate`: reports and graphs against the shapes."""

import json
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SH

from kg.graph import report_quads
from kg.iris import Iris
from kg.readers import READERS
from tests.cli.conftest import Ran
from tests.graph import small
from tests.pipeline.conftest import STRICT

Kg = Callable[..., Ran]
Write = Callable[..., Path]
BROKEN = """@prefix kg: <https://w3id.org/kaogong/ontology#> .
<https://w3id.org/kaogong/id/fact/x.1> a kg:Measurement ; kg:value "many" .
"""


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    (tmp_path / "knowledge" / "shapes").mkdir(parents=True)
    (tmp_path / "knowledge" / "shapes" / "strict.ttl").write_text(STRICT, encoding="utf-8")
    return tmp_path / "knowledge"


def test_a_report_that_conforms(kg: Kg, write: Write, tmp_path: Path) -> None:
    ran = kg("validate", write("a"))
    assert ran.code == 0
    assert "a.txt: conforms; 0 violations" in ran.err
    assert not (tmp_path / ".kg").exists(), "nothing is stored"


def test_a_report_that_does_not(kg: Kg, write: Write, strict: Path) -> None:
    path = write("a", people=5000)
    ran = kg("validate", path, "--knowledge", strict)
    assert ran.code == 1
    (line,) = [line for line in ran.out.splitlines() if line.startswith("violation: ")]
    for words in ("The value is too large.", "[strict-value]", "「5000人」", "共有5000人參加"):
        assert words in line
    assert ran.err.startswith(f"kg: {path}: does not conform; 1 violations, ")
    document = json.loads(kg("validate", path, "--knowledge", strict, "--json").out)
    assert (document["conforms"], document["violations"]) == (False, 1)
    rows = document["results"]
    assert [row["message_zh"] for row in rows if row["severity"] == "violation"] == ["數值過大。"]


def test_a_report_as_a_validation_report(kg: Kg, write: Write, strict: Path) -> None:
    ran = kg("validate", write("a", people=5000), "--knowledge", strict, "--format", "turtle")
    assert ran.code == 1
    graph = Graph().parse(data=ran.out, format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert str(graph.value(report, SH.conforms)) == "false"
    severities = {severity.rpartition("#")[2] for severity in graph.objects(None, SH.resultSeverity)}  # type: ignore[attr-defined]
    assert "Violation" in severities


def test_a_graph_that_breaks_a_shape(kg: Kg, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(BROKEN, encoding="utf-8")
    ran = kg("validate", path)
    assert ran.code == 1
    assert "[measurement-value] https://w3id.org/kaogong/id/fact/x.1 (value many)" in ran.out
    assert len(ran.out.splitlines()) > 3


def test_a_graph_of_ours(kg: Kg, tmp_path: Path) -> None:
    path = tmp_path / "small.nq"
    path.write_bytes(report_quads(small.READING, small.LINKS, small.VOCABULARY, Iris()))
    ran = kg("validate", path, "--json")
    violations = [row for row in json.loads(ran.out)["results"] if row["severity"] == "violation"]
    # The small report's concepts are not those of the packaged vocabulary, but for a few.
    assert {row["shape"] for row in violations} <= {
        "link-target",
        "measurement-agency",
        "report-issuer",
        "conferral-award",
        "conferral-recipient-concept",
        "change-subject-concept",
        "link-judgement",
        "measurement-programme",
        "agency-mention-concept",
        "mention-concept",
    }


def test_words_in_chinese(kg: Kg, write: Write, strict: Path) -> None:
    path = write("a", people=5000)
    ran = kg("validate", path, "--knowledge", strict, "--lang", "zh-Hant")
    assert ran.code == 1
    (line,) = [line for line in ran.out.splitlines() if line.startswith("違反: ")]
    for words in ("數值過大。", "[strict-value]", "「5000人」", "出自：109年度辦理訓練3場"):
        assert words in line
    assert ran.err.startswith(f"kg: {path}：不符；違反 1 項、")


@pytest.mark.parametrize(
    ("suffix", "kind"), [(".nt", "nt"), (".jsonld", "json-ld"), (".rdf", "xml"), (".owl", "xml"), (".ttl", "turtle")]
)
def test_every_form_of_a_graph_is_read_alike(kg: Kg, tmp_path: Path, suffix: str, kind: str) -> None:
    path = tmp_path / f"graph{suffix}"
    Graph().parse(data=BROKEN, format="turtle").serialize(path, format=kind, encoding="utf-8")
    ran = kg("validate", path)
    assert ran.code == 1
    assert "[measurement-value] https://w3id.org/kaogong/id/fact/x.1 (value many)" in ran.out


def test_standard_input(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    def given(text: str, *options: str) -> Ran:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(text.encode())))
        return kg("validate", "-", *options)

    ran = given(BROKEN, "--type", "turtle")
    assert ran.code == 1
    assert "[measurement-value]" in ran.out
    assert "standard-input: does not conform" in ran.err
    ran = given("某市政府109年度業務報告\n一、訓練\n辦理訓練3場，共有120人參加。\n", "--type", "report")
    assert ran.code == 0
    assert "standard-input: conforms" in ran.err
    ran = given(BROKEN)
    assert ran.code == 2
    assert "--type turtle, ntriples, trig, nquads, jsonld, rdfxml, report" in ran.err


def test_junit(kg: Kg, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(BROKEN.replace("many", "many\\u0001"), encoding="utf-8")
    ran = kg("validate", path, "--format", "junit")
    root = ElementTree.fromstring(ran.out)
    suite = root.find("testsuite")
    assert suite is not None
    assert suite.get("name") == str(path)
    failed = [case for case in root.iter("testcase") if case.find("failure") is not None]
    assert int(suite.get("failures", "")) == len(failed) > 3
    assert int(suite.get("tests", "")) == len(list(root.iter("testcase")))
    (value,) = [case.findtext("failure") for case in failed if case.get("classname") == "measurement-value"]
    assert value is not None
    assert "(value many\ufffd)" in value


def test_junit_of_what_conforms(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "empty.ttl").write_text("", encoding="utf-8")
    ran = kg("validate", tmp_path / "empty.ttl", "--format", "junit")
    assert ran.code == 0
    assert [len(case) for case in ElementTree.fromstring(ran.out).iter("testcase")] == [0]


@pytest.mark.parametrize(
    "name",
    [
        *("kcg-personnel-2014", "https://w3id.org/kaogong/id/report/kcg-personnel-2014", "report/kcg-personnel-2014"),
        *("checks/kcg-personnel-2014", "https://w3id.org/kaogong/graph/lineage", "vocabulary"),
        "comparisons/kcg-personnel-2025-03_2025-08",
    ],
)
def test_what_the_store_has(corpus: Kg, name: str) -> None:
    ran = corpus("validate", name)
    assert ran.code == 0
    assert f"{name}: conforms; 0 violations, 0 warnings" in ran.err


def test_what_the_store_does_not_have(corpus: Kg, kg: Kg, tmp_path: Path) -> None:
    ran = corpus("validate", "kcg-personnel-2015")
    assert ran.code == 2
    assert "No file, report or graph 'kcg-personnel-2015'. Did you mean kcg-personnel-2014" in ran.err
    ran = kg("validate", "kcg-personnel-2014", "--store", tmp_path / "none")
    assert ran.code == 2
    assert "there is no such file" in ran.err
    assert kg("validate", tmp_path).code == 2


@pytest.mark.parametrize("count", [1, 40])
def test_a_file_above_the_limit(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setenv("KG_SOURCE_BYTES", "30")
    path = tmp_path / "graph.nt"
    path.write_text("#" * count, encoding="utf-8")
    assert kg("validate", path).code == (2 if count > 30 else 0)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("graph.ttl", "<urn:x> a", "graph.ttl: "),
        ("graph.nq", "<urn:x> <urn:y>", "graph.nq: "),
        ("graph.rdf", "", "graph.rdf: "),
        ("graph.jsonld", '{"@context": "http://127.0.0.1:1/c"}', "graph.jsonld: "),
        ("graph.ttl", "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .", "triple term"),
        (
            "graph.n3",
            "",
            f"ends in {', '.join(sorted(READERS))}, .ttl, .nt, .trig, .nq, .jsonld, .rdf, .owl, not in '.n3'",
        ),
    ],
)
def test_what_is_no_graph(kg: Kg, tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    ran = kg("validate", tmp_path / name)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
