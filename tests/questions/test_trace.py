"""The way of a fact back to the file, on a report made by hand."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import StoreError, UnknownNameError
from kg.graph import fact_rows, judgement_quads, report_quads, vocabulary_quads
from kg.graph.identity import fact_digests
from kg.iris import Iris
from kg.model.concepts import Judgement, Links
from kg.questions import TraceQueries, load_trace_queries, trace
from kg.questions.trace import Heading, Passage
from kg.resources import open_resources
from kg.store import Kind, Manifest, ReportEntry, Store, View
from kg.vocabulary import load_vocabulary
from tests.graph import small

IRIS = Iris("https://example.org/")
DATA = small.TEXT.encode()
SOURCE = replace(small.OUTLINE.source, sha256=hashlib.sha256(DATA).hexdigest())
READING = replace(small.READING, outline=replace(small.OUTLINE, source=SOURCE))
DIGESTS = fact_digests(READING)


@pytest.fixture
def queries() -> TraceQueries:
    return load_trace_queries(open_resources(), IRIS)


def publish(path: Path, rows: list[dict[str, object]], data: bytes = DATA, links: Links = small.LINKS) -> View:
    store = Store.open(path)
    resources = open_resources()
    with store.writer() as writer:
        shared = {
            "vocabulary": writer.put(Kind.QUADS, vocabulary_quads(resources, IRIS)),
            "judgements": writer.put(Kind.QUADS, judgement_quads(resources, IRIS)),
        }
        quads = report_quads(READING, links, small.VOCABULARY, IRIS)
        table = "".join(json.dumps(row) + "\n" for row in rows).encode()
        tables = {"facts": writer.put(Kind.ROWS, table)}
        graphs = {"report": writer.put(Kind.QUADS, quads)}
        source = writer.put(Kind.SOURCE, data)
        entry = ReportEntry("small-1", source, "small.txt", "k", graphs, tables)
        writer.publish(Manifest("1", IRIS.base, "k", (entry,), shared))
    return store.view()


@pytest.fixture
def view(tmp_path: Path) -> View:
    return publish(tmp_path / "store", list(fact_rows(READING, small.LINKS, IRIS)))


def test_a_fact_leads_to_its_characters(view: View, queries: TraceQueries) -> None:
    found = trace(view, queries, f"small-1.{DIGESTS[0]}")
    assert found.iri == IRIS.fact("small-1", DIGESTS[0])
    assert found.id == f"small-1.{DIGESTS[0]}"
    assert found.row["value"] == 25.5
    for passage in (found.quote, found.sentence, found.paragraph):
        assert passage is not None
        assert small.TEXT[passage.start : passage.end] == passage.text
    assert found.quote.text == "25.50%"
    assert found.sentence.text == small.SENTENCES[0]
    assert found.headings == (Heading("一、", "訓練", *_place("訓練")),)
    assert found.period_roc == "109年7月至12月"
    assert found.verified
    assert (found.file.name, found.file.sha256, found.file.length) == ("small.txt", SOURCE.sha256, len(small.TEXT))
    assert found.report.id == "small-1"
    assert found.report.coverage == ("2020-01-01", "2020-12-31")
    assert found.report.url == "https://example.org/small.txt"


def _place(words: str) -> tuple[int, int]:
    start = small.TEXT.index(words)
    return start, start + len(words)


def test_links_have_score_reason_and_the_name_that_they_link(view: View, queries: TraceQueries) -> None:
    links = trace(view, queries, DIGESTS[0]).links
    found = {link.slug: link for link in links}
    assert len(links) == len(found) == 4
    assert set(found) == {"metric/english-rate", "unit/percent", "agency/welfare", "programme/english-test"}
    metric = found["metric/english-rate"]
    assert (metric.score, metric.reason, metric.name) == (0.9, "words of the label", None)
    assert metric.label == "通過英語檢定人數比例"
    assert metric.label_en
    assert found["agency/welfare"].name == "某市社會局"
    assert {link.judge for link in links} == {None}


def test_a_link_that_a_person_judged_says_who_and_why(tmp_path: Path, queries: TraceQueries) -> None:
    judged = open_judgement()
    link = replace(small.LINKS.metrics[0], judgement=judged)
    view = publish(
        tmp_path / "store", list(fact_rows(READING, small.LINKS, IRIS)), links=replace(small.LINKS, metrics=(link,))
    )
    (found,) = [one for one in trace(view, queries, DIGESTS[0]).links if one.slug == "metric/english-rate"]
    assert (found.judge, found.judged, found.because) == (judged.who, judged.when, judged.why)


def open_judgement() -> Judgement:
    """One of the judgements that are packaged."""
    return load_vocabulary(open_resources(), IRIS).judgements[0]


def test_a_fact_without_a_period(view: View, queries: TraceQueries) -> None:
    found = trace(view, queries, DIGESTS[2])
    assert (found.period_roc, found.row["period"]) == (None, None)
    assert found.quote == Passage("97(12)人", *_place("97(12)人"))


def test_every_fact_has_one_way(view: View, queries: TraceQueries) -> None:
    for digest in DIGESTS:
        found = trace(view, queries, digest)
        assert (found.row["start"], found.row["end"]) == (found.quote.start, found.quote.end)
    assert len(DIGESTS) == 5


def test_an_unknown_fact_names_near_ones(view: View, queries: TraceQueries) -> None:
    wrong = DIGESTS[0][:-1] + ("0" if DIGESTS[0][-1] != "0" else "1")
    with pytest.raises(UnknownNameError, match=f"No fact 'small-1.{wrong}'. Did you mean small-1.{DIGESTS[0]}"):
        trace(view, queries, f"small-1.{wrong}")
    with pytest.raises(UnknownNameError, match=f"No fact '{wrong}'. Did you mean {DIGESTS[0]}"):
        trace(view, queries, wrong)
    with pytest.raises(UnknownNameError, match=r"No fact 'nothing'\.$"):
        trace(view, queries, "nothing")


def test_a_file_that_is_not_the_one(tmp_path: Path, queries: TraceQueries) -> None:
    """Only the graph names the hash: where the store keeps another file for the report, the trace cannot be given."""
    view = publish(tmp_path / "store", list(fact_rows(READING, small.LINKS, IRIS)), b"another file\n")
    with pytest.raises(UnknownNameError, match=f"No source '{SOURCE.sha256}'"):
        trace(view, queries, DIGESTS[0])


def test_a_fact_that_its_table_lacks(tmp_path: Path, queries: TraceQueries) -> None:
    view = publish(tmp_path / "store", list(fact_rows(READING, small.LINKS, IRIS))[1:])
    with pytest.raises(StoreError, match="not in the table of its report"):
        trace(view, queries, DIGESTS[0])
