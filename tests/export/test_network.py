"""The network holds what the graph holds: every report, fact and conferral, every link to a concept."""

from collections import Counter

import pytest

from kg.export.network import build_network
from kg.export.rows import days_of
from kg.graph import fact_rows
from kg.iris import Iris
from tests.export.publication import HOSTILE, IRIS
from tests.graph import small
from tests.graph.gold_reading import ANNOTATED, gold_links, gold_reading


def of_type(network, kind):
    return {node: attributes for node, attributes in network.nodes(data=True) if attributes["type"] == kind}


def edges(network):
    return sorted(
        (source.removeprefix(IRIS.base), relation, target.removeprefix(IRIS.base))
        for source, target, relation in network.edges(data="relation")
    )


@pytest.fixture
def network(small_view, resources):
    return build_network(small_view, resources, ["small-1"])


def test_a_fact_has_its_figure_and_all_that_is_drawn_into_it(network):
    [(node, fact)] = [(node, fact) for node, fact in of_type(network, "fact").items() if fact["quote"] == "25.50%"]
    assert node == fact_rows(small.READING, small.LINKS, IRIS)[0]["fact"]
    assert fact == {
        "type": "fact",
        "label": "25.50% 英檢通過率",
        "value": 25.5,
        "unit": "%",
        "quote": "25.50%",
        "qualifier": "approx",
        "kind": "observed",
        "temporality": "rate",
        "metric": "英檢通過率",
        "agency": "某市社會局",
        "programme": "英檢",
        "start": "2020-07-01",
        "end": "2020-12-31",
        "period_source": "stated",
        "sentence": small.SENTENCES[0],
        "report": "small-1",
        "dims": "group=公務人員 / sex=女性",
        "section": "訓練",
    }


def test_what_a_change_is_measured_against_is_told(network):
    bases = Counter(fact.get("base") for fact in of_type(network, "fact").values())
    assert bases == {None: 3, "2019-01-01/2019-12-31": 1, "target": 1}
    [change] = [fact for fact in of_type(network, "fact").values() if fact["kind"] == "change"]
    assert (change["direction"], change["base"]) == ("increase", "2019-01-01/2019-12-31")


def test_a_fact_without_a_period_has_no_days(network):
    [fact] = [fact for fact in of_type(network, "fact").values() if fact["value"] == 97]
    assert not {"start", "end", "period_source"} & set(fact)


def test_a_conferral_has_the_days_of_its_date(network):
    [conferral] = of_type(network, "conferral").values()
    assert conferral == {
        "type": "conferral",
        "label": "創新獎",
        "rank": "第1名",
        "recipient": "某市人事處",
        "for": "訓練",
        "start": "2020-01-01",
        "end": "2020-12-31",
    }


def test_concepts_are_those_that_are_led_to_and_those_above_them(network):
    concepts = {
        node.removeprefix(f"{IRIS.base}id/"): attributes
        for node, attributes in network.nodes(data=True)
        if attributes["type"] not in ("report", "fact", "conferral")
    }
    assert sorted(concepts) == [
        "agency/city",
        "agency/personnel",
        "agency/welfare",
        "award/innovation-award",
        "metric/english-rate",
        "metric/rate",
        "programme/english-test",
    ]
    assert concepts["metric/english-rate"] == {
        "type": "metric",
        "label": "英語檢定通過人數比例",
        "label_en": "Share who passed English",
        "definition": "通過英檢的比例。",
    }
    assert concepts["agency/welfare"] == {"type": "agency", "label": "welfare"}


def test_every_link_is_one_edge(network):
    drawn = edges(network)
    relations = Counter(relation for _, relation, _ in drawn)
    assert relations == {
        "statedIn": 6,
        "agency": 5,
        "metric": 1,
        "programme": 1,
        "award": 1,
        "recipient": 1,
        "partOf": 2,
        "issuer": 1,
    }
    assert ("id/agency/personnel", "partOf", "id/agency/city") in drawn
    assert ("id/metric/english-rate", "partOf", "id/metric/rate") in drawn
    assert len({key for _, _, key in network.edges(keys=True)}) == network.number_of_edges()


def test_reports_are_drawn_as_chosen(small_view, resources):
    both = build_network(small_view, resources, ["small-1", "small-2"])
    assert {report["identifier"] for report in of_type(both, "report").values()} == {"small-1", "small-2"}
    assert len(of_type(both, "fact")) == 10
    second = build_network(small_view, resources, ["small-2"])
    assert len(of_type(second, "fact")) == 5
    [report] = of_type(second, "report").values()
    assert report == {"type": "report", "label": "又一報告", "identifier": "small-2"}
    assert {relation for _, relation, _ in edges(second)} == {"statedIn"}


def test_texts_stay_what_they_are_save_what_xml_cannot_hold(hostile_view, resources):
    network = build_network(hostile_view, resources, ["hostile"])
    metrics = {fact["metric"] for fact in of_type(network, "fact").values()}
    cleaned = {
        text.replace("\r\n", "\n").replace("\r", "\n").translate(dict.fromkeys([7, 0xB, 0x1F, 0xFFFE], "\ufffd"))
        for text in HOSTILE
    }
    assert metrics == cleaned
    assert len(metrics) == len(HOSTILE)


def test_the_annotated_reports_are_drawn_whole(annotated_view, resources):
    network = build_network(annotated_view, resources, ANNOTATED)
    facts = of_type(network, "fact")
    rows = {}
    for report in ANNOTATED:
        reading = gold_reading(report)
        rows |= {row["fact"]: row for row in fact_rows(reading, gold_links(reading, report), Iris())}
    assert len(rows) > 500
    assert facts.keys() == rows.keys()
    for node, row in rows.items():
        drawn = facts[node]
        assert (drawn["value"], drawn["quote"], drawn["metric"]) == (
            row["value"],
            row["quote"].replace("\r\n", "\n"),
            row["metric"],
        )
        assert drawn.get("section", "") == " / ".join(row["section"])
        assert drawn.get("start") == (row["period"] and row["period"]["start"])
        metrics = [target for _, target, name in network.out_edges(node, data="relation") if name == "metric"]
        assert metrics == ([IRIS.concept("metric", row["series"])] if row["series"] else [])


def test_every_attribute_is_a_text_or_a_number(annotated_view, resources):
    network = build_network(annotated_view, resources, ANNOTATED)
    for _, attributes in network.nodes(data=True):
        assert attributes["label"]
        assert all(type(value) in (str, float) and value != "" for value in attributes.values())
    for _, _, attributes in network.edges(data=True):
        assert list(attributes) == ["relation"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2020-09-05", ("2020-09-05", "2020-09-05")),
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2020", ("2020-01-01", "2020-12-31")),
        ("2020-13", ()),
        ("2020-02-30", ()),
        ("109年", ()),
        ("", ()),
    ],
)
def test_a_date_covers_its_day_month_or_year(text, days):
    assert days_of(text) == days
