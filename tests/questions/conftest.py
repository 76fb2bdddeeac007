"""A small knowledge directory and a small graph, so that the catalogue is tested apart from our questions."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.iris import Iris
from kg.questions import Questions, load_questions
from kg.resources import Resources, packaged
from kg.store import Kind, Manifest, ReportEntry, Store, View

BASE = "https://example.org/"
ID = f"{BASE}id"
KG = f"{BASE}ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"

VOCABULARY = f"""
<{ID}/metric/english-rate> <{SKOS}prefLabel> "英語檢定通過人數比例"@zh-Hant .
<{ID}/metric/english-rate> <{SKOS}prefLabel> "Share who passed English"@en .
<{ID}/metric/english-passed> <{SKOS}prefLabel> "英語檢定通過人數"@zh-Hant .
<{ID}/agency/city> <{SKOS}prefLabel> "高雄市政府"@zh-Hant .
<{ID}/agency/city> <{SKOS}altLabel> "本府"@zh-Hant .
<{ID}/agency/health> <{SKOS}prefLabel> "高雄市政府衛生局"@zh-Hant .
<{ID}/agency/health> <{SKOS}altLabel> "本局"@zh-Hant .
<{ID}/agency/police> <{SKOS}prefLabel> "高雄市政府警察局"@zh-Hant .
<{ID}/agency/police> <{SKOS}altLabel> "本局"@zh-Hant .
"""
FACTS = f"""
<{ID}/fact/r1.00aa> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{KG}Measurement> .
<{ID}/fact/r1.00aa> <{KG}value> "28.27"^^<{XSD}decimal> .
<{ID}/fact/r1.00aa> <{KG}metric> <{ID}/metric/english-rate> .
<{ID}/fact/r1.00aa> <{KG}agency> <{ID}/agency/city> .
<{ID}/fact/r1.00aa> <{KG}agencyText> "本府"@zh-Hant .
<{ID}/fact/r1.00aa> <{KG}periodEnd> "2020-12-31"^^<{XSD}date> .
<{ID}/fact/r1.00ab> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{KG}Measurement> .
<{ID}/fact/r1.00ab> <{KG}value> "12.0"^^<{XSD}decimal> .
<{ID}/fact/r1.00ab> <{KG}agencyText> "\\"某\\\\局\\""@zh-Hant .
<{ID}/report/r1> <http://purl.org/dc/terms/identifier> "r1" .
<{ID}/report/r1> <http://purl.org/dc/terms/title> "報告一"@zh-Hant .
"""

VALUES = """
#+ title = { zh = "數值", en = "Values" }
#+ description = { zh = "所有數值", en = "All values" }
#+ shown = ["value"]
#+ [parameter.agency]
#+ type = "agency"
#+ example = "city"
#+ description = { zh = "機關", en = "the body" }
#+ [parameter.after]
#+ type = "date"
#+ example = "2019-01-01"
#+ description = { zh = "之後", en = "only later ones" }
#+ [parameter.least]
#+ type = "integer"
#+ default = "0"
#+ example = "20"
#+ description = { zh = "至少", en = "only greater ones" }
PREFIX kg: <https://w3id.org/kaogong/ontology#>
SELECT ?fact ?value ?end ?known WHERE {
  VALUES ?agency { UNDEF }
  ?fact (kg:agency|kg:agencyText) ?agency .
  ?fact kg:value ?value .
  OPTIONAL { ?fact kg:periodEnd ?end }
  BIND(BOUND(?end) AS ?known)
  {
    SELECT ?after ?least WHERE {
  VALUES ?after { UNDEF }
  VALUES ?least { UNDEF }
    }
  }
  FILTER(!BOUND(?after) || ?end > ?after)
  FILTER(!BOUND(?least) || ?value >= ?least)
}
ORDER BY DESC(?value) ?fact ?agency
"""

ONE = """
#+ title = { zh = "一項", en = "One" }
#+ description = { zh = "一項事實", en = "One fact" }
#+ [parameter.fact]
#+ type = "fact"
#+ required = true
#+ example = "r1.00aa"
#+ description = { zh = "事實", en = "the fact" }
PREFIX kg: <https://w3id.org/kaogong/ontology#>
SELECT ?fact ?value WHERE {
  VALUES ?fact { UNDEF }
  ?fact kg:value ?value
}
ORDER BY ?fact
"""


def quads(triples: str, graph: str) -> bytes:
    lines = sorted(line[:-1] + f"<{BASE}graph/{graph}> ." for line in triples.strip().split("\n"))
    return ("\n".join(lines) + "\n").encode()


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A directory with two questions, and our own internal queries."""
    directory = tmp_path / "knowledge" / "queries" / "questions"
    directory.mkdir(parents=True)
    (directory / "values.rq").write_text(VALUES, encoding="utf-8")
    (directory / "one.rq").write_text(ONE, encoding="utf-8")
    internal = directory.parent / "internal"
    internal.mkdir()
    for name in ("names.rq", "facts.rq", "facts-in-order.rq"):
        (internal / name).write_bytes((packaged() / "queries" / "internal" / name).read_bytes())
    return tmp_path / "knowledge"


@pytest.fixture
def load(knowledge: Path) -> Callable[[], Questions]:
    return lambda: load_questions(Resources((knowledge,)), Iris(BASE))


@pytest.fixture
def view(tmp_path: Path) -> View:
    store = Store.open(tmp_path / "store")
    with store.writer() as writer:
        vocabulary = writer.put(Kind.QUADS, quads(VOCABULARY, "vocabulary"))
        report = writer.put(Kind.QUADS, quads(FACTS, "report/r1"))
        entry = ReportEntry("r1", "0" * 64, "r1.txt", "k", {"report": report}, {})
        writer.publish(Manifest("1", BASE, "k", (entry,), {"vocabulary": vocabulary}))
    return store.view()
