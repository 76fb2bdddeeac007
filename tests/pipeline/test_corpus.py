"""The packaged reports from end to end: every quote in its place, the scores, the same bytes every time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.export import export
from kg.graph import ontology_quads, vocabulary_quads
from kg.iris import Iris
from kg.pipeline.publish import Outcome
from kg.questions import load_trace_queries, trace
from kg.reason import Context, close_schema, infer, infer_across
from kg.resources import open_resources, packaged
from kg.store import Store, View
from tests import ratchet
from tests.pipeline.test_publish import TABLES
from tests.pipeline.whole_lineage import stored, without_graph

REPORTS = 5


@pytest.fixture(scope="module")
def facts(corpus_view: View) -> list[dict[str, object]]:
    return [row for entry in corpus_view.manifest.reports for row in corpus_view.facts(entry.id)]


@pytest.fixture(scope="module")
def scores(facts: list[dict[str, object]]) -> dict[str, dict[str, float]]:
    return ratchet.scores_of(facts)


def test_no_report_is_held_back(corpus_outcome: Outcome) -> None:
    assert corpus_outcome.held == ()
    assert len(corpus_outcome.manifest.reports) == len(list((packaged() / "reports").glob("*.txt"))) == REPORTS


def test_every_quote_stands_at_its_offsets(corpus_view: View, facts: list[dict[str, object]]) -> None:
    texts = {entry.source: corpus_view.source(entry.source).decode() for entry in corpus_view.manifest.reports}
    wrong = [row for row in facts if texts[row["source_sha256"]][row["start"] : row["end"]] != row["quote"]]  # type: ignore[index, misc]
    assert wrong == []
    assert len(facts) > 100 * REPORTS


def test_every_fact_has_an_address_of_its_own(facts: list[dict[str, object]]) -> None:
    assert len({row["fact"] for row in facts}) == len(facts)


def test_facts_lead_to_the_file(corpus_view: View, facts: list[dict[str, object]]) -> None:
    queries = load_trace_queries(open_resources(), Iris(corpus_view.manifest.base_iri))
    found = [trace(corpus_view, queries, str(row["fact"])) for row in facts[::25]]
    assert len(found) > 20
    assert all(one.verified for one in found)
    assert all(one.paragraph and one.quote.text in one.paragraph.text for one in found)
    assert [one.row["section"] for one in found] == [
        [" ".join(heading.text.split("\n")) for heading in one.headings] for one in found
    ]


@pytest.mark.parametrize("figure", ratchet.FLOOR)
def test_reading_is_good_enough(scores: dict[str, dict[str, float]], figure: str) -> None:
    assert scores["all"][figure] >= ratchet.FLOOR[figure]


def test_no_score_falls(scores: dict[str, dict[str, float]]) -> None:
    before = ratchet.recorded()
    assert set(before) == {"all", *(name for name in scores if name != "all")}
    assert len(before) == REPORTS + 1
    assert ratchet.fallen(scores, before) == []


def test_a_fall_is_seen(scores: dict[str, dict[str, float]]) -> None:
    higher = {"all": {"p": 1.01, "r": scores["all"]["r"]}}
    assert ratchet.fallen(scores, higher) == [f"all p: {scores['all']['p']} after 1.01"]


def test_no_triple_stands_in_two_graphs(corpus_view: View) -> None:
    quads = list(corpus_view.dataset)
    assert len({(quad.subject, quad.predicate, quad.object) for quad in quads}) == len(quads) > 20_000


def test_inferred_graphs_are_the_closure_of_the_others(corpus_view: View, corpus_store: Path) -> None:
    resources, iris, store = open_resources(), Iris(), Store.open(corpus_store)
    ontology, vocabulary = ontology_quads(resources, iris), vocabulary_quads(resources, iris)
    schema = close_schema(ontology)
    entry = corpus_view.manifest.reports[0]
    again = infer(schema, store.object(entry.graphs["report"]), vocabulary + ontology)
    assert again == store.object(entry.graphs["inferred"])
    graphs, context = corpus_view.manifest.graphs, Context.of(schema, vocabulary + ontology)
    follows = infer_across(context, stored(store, graphs, "lineage"))
    apart = without_graph(stored(store, graphs, "inferred-lineage"))
    assert apart == sorted([*without_graph(follows.own), *(" ".join(triple).encode() for triple in follows.common)])
    assert follows.own.count(b"#comparableFigure>") > 150


BUILD = """
import sys
from dataclasses import replace
from pathlib import Path
from kg.pipeline.gather import catalogue_of, gather
from kg.pipeline.publish import build
from kg.resources import open_resources
from kg.settings import Settings

if __name__ == "__main__":
    store, workers, *files = sys.argv[1:]
    paths = [Path(file) for file in files]
    reports = gather(paths, {}, catalogue_of(paths, open_resources()), 10**7)
    build(reports[::-1], replace(Settings(), store=Path(store)), workers=int(workers))
"""


@pytest.mark.parametrize(("seed", "workers"), [("1", "1"), ("2", "3")])
def test_the_same_input_gives_the_same_bytes(
    tmp_path: Path, corpus_view: View, corpus_store: Path, seed: str, workers: str
) -> None:
    """Under another hash seed, in another order of files, with another number of processes."""
    script = tmp_path / "build.py"
    script.write_text(BUILD, encoding="utf-8")
    files = sorted((packaged() / "reports").glob("*.txt"), reverse=seed == "1")
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, script, tmp_path / "store", workers, *files], check=True, env=environment)
    other = Store.open(tmp_path / "store").view()
    assert other.manifest.content() == corpus_view.manifest.content()
    quads = [export(view, open_resources(), "nquads") for view in (corpus_view, other)]
    assert quads[0] == quads[1]
    assert quads[0].count(b"\n") == len(corpus_view.dataset)
    names = {path.name for path in (corpus_store / "objects").iterdir()}
    assert names == {path.name for path in (tmp_path / "store" / "objects").iterdir()}


def test_tables_are_one_json_object_a_line(corpus_view: View, corpus_store: Path) -> None:
    store = Store.open(corpus_store)
    for entry in corpus_view.manifest.reports:
        assert set(entry.tables) == TABLES
        for digest in entry.tables.values():
            data = store.object(digest)
            assert [json.dumps(json.loads(line), ensure_ascii=False) for line in data.decode().splitlines()] == (
                data.decode().splitlines()
            )
