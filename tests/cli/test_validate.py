"""`kg validate`: reports and graphs against the shapes."""

import json
from collections.abc import Callable
from pathlib import Path

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
    assert ran.err.startswith(f"kg: {path}: 1 violations, ")
    rows = json.loads(kg("validate", path, "--knowledge", strict, "--json").out)
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
    violations = [row for row in json.loads(ran.out) if row["severity"] == "violation"]
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


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("graph.ttl", "<urn:x> a", "graph.ttl: "),
        ("graph.nq", "<urn:x> <urn:y>", "graph.nq: "),
        ("graph.rdf", "", f"ends in {', '.join(sorted(READERS))}, .nq, .nt, .trig, .ttl, not in '.rdf'"),
    ],
)
def test_what_is_no_graph(kg: Kg, tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    ran = kg("validate", tmp_path / name)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
