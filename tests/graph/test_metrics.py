"""What facts measure where no metric of the vocabulary was found: a metric of the report alone."""

from dataclasses import replace

import pyoxigraph as ox
from msgspec import structs

from kg.graph import report_quads
from kg.iris import Iris
from kg.model.facts import Reading
from kg.store import View
from tests.graph import small

IRIS = Iris()
ASK = """PREFIX kg: <https://w3id.org/kaogong/ontology#>
SELECT ?name ?reviewed ?node (COUNT(DISTINCT ?fact) AS ?facts) (COUNT(DISTINCT ?place) AS ?places) {
  ?node a kg:MetricMention ; kg:name ?name ; kg:reviewed ?reviewed ; kg:mentionedAt ?place .
  ?fact kg:metricMention ?node
} GROUP BY ?node ?name ?reviewed ORDER BY ?name"""
BOTH = """PREFIX kg: <https://w3id.org/kaogong/ontology#>
ASK { ?fact kg:metric ?metric ; kg:metricMention ?mention }"""
NEITHER = """PREFIX kg: <https://w3id.org/kaogong/ontology#>
SELECT ?fact { ?fact a kg:Measurement FILTER NOT EXISTS { ?fact kg:metric|kg:metricMention ?what } }"""


def asked(reading: Reading) -> list[tuple[str, str, str, int, int]]:
    store = ox.Store()
    store.load(report_quads(reading, small.LINKS, small.VOCABULARY, IRIS), format=ox.RdfFormat.N_QUADS)
    rows = store.query(ASK, use_default_graph_as_union=True)
    return [
        (
            *(str(row[name].value) for name in ("name", "reviewed", "node")),
            int(row["facts"].value),
            int(row["places"].value),
        )
        for row in rows
    ]


def test_equal_words_are_one_metric_of_a_report_and_unreviewed() -> None:
    facts = tuple(
        structs.replace(one, metric=words)
        for one, words in zip(small.FACTS, ("通過率", "編制", "「編制」", "編 制", "人數"), strict=False)
    )
    found = asked(replace(small.READING, facts=facts))
    # The first fact is linked to a metric, and 97(12)人 is one place.
    assert [(name, reviewed, count) for name, reviewed, _, count, _ in found] == [
        ("人數", "false", 1),
        ("編制", "false", 3),
    ]
    other = replace(small.READING, info=replace(small.INFO, id="other"), facts=facts)
    assert {node for _, _, node, _, _ in asked(other)}.isdisjoint(node for _, _, node, _, _ in found)


def test_every_fact_of_the_corpus_has_a_metric_of_one_of_the_two_kinds(corpus_view: View) -> None:
    assert not bool(corpus_view.query(BOTH))
    assert list(corpus_view.select(NEITHER)) == []
    rows = list(corpus_view.select(ASK))
    assert len(rows) > 200
    assert {row["reviewed"].value for row in rows} == {"false"}
