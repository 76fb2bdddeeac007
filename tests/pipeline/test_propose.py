"""What recurs and has no concept is proposed, and a proposal that is taken over links what it was made of."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.graph import ontology_quads, vocabulary_quads
from kg.iris import Iris
from kg.model.concepts import Scheme
from kg.pipeline.gather import Report
from kg.pipeline.proposals import TODO, as_turtle
from kg.pipeline.propose import Proposal, propose
from kg.pipeline.publish import build
from kg.resources import open_resources
from kg.settings import Settings
from kg.store import Store, View
from kg.validate import load_shapes, validate
from kg.vocabulary import load_vocabulary

Take = Callable[..., tuple[Report, ...]]
TEXT = """某市政府潮汐局{year}年度業務報告
一、進港管理
{year}年度進港漁船{ships}艘次。
二、海岸綠化
辦理「海岸防風林復育計畫」，種植苗木{trees}株。由行政院潮汐委員會補助。
"""


@pytest.fixture
def ports(reports: Path) -> Path:
    for name, year, ships, trees in (("a", 108, "3,204", 120), ("b", 109, "2,988", 260)):
        text = TEXT.format(year=year, ships=ships, trees=trees)
        (reports / f"{name}.txt").write_text(text, encoding="utf-8")
    return reports


def published(settings: Settings) -> View:
    return Store.open(settings.store).view()


def proposed(settings: Settings) -> tuple[Proposal, ...]:
    resources = open_resources(settings.knowledge)
    return propose(published(settings), load_vocabulary(resources, Iris()), resources)


@pytest.fixture
def taken_over(ports: Path, take: Take, settings: Settings, tmp_path: Path) -> tuple[Settings, tuple[Proposal, ...]]:
    """A store of two reports, built again after its proposals were put into a knowledge directory."""
    build(take(ports), settings, workers=1)
    proposals = proposed(settings)
    directory = tmp_path / "knowledge" / "ontology" / "vocab"
    directory.mkdir(parents=True)
    filled = as_turtle(proposals).replace(f'"{TODO} ', '"Proposed ')
    (directory / "proposed.ttl").write_text(filled, encoding="utf-8")
    knowing = replace(settings, knowledge=tmp_path / "knowledge")
    build(take(ports), knowing, workers=1)
    return knowing, proposals


def test_what_recurs_is_proposed_with_what_tells_it(ports: Path, take: Take, settings: Settings) -> None:
    build(take(ports), settings, workers=1)
    proposals = proposed(settings)
    by_scheme = {scheme: [one for one in proposals if one.scheme is scheme] for scheme in Scheme}
    (ships,) = [one for one in by_scheme[Scheme.METRIC] if "漁船" in one.label]
    assert (ships.times, ships.reports) == (2, ("a", "b"))
    said = dict(ships.sayings)
    assert said["kg:usualUnit"] == "unit:ship-trip"
    assert said["kg:nearWords"] == f'"{ships.label}"'
    assert ("skos:example", '"108年度進港漁船3,204艘次"@zh-Hant') in ships.sayings
    assert [one.label for one in by_scheme[Scheme.PROGRAMME]] == ["海岸防風林復育計畫"]
    assert "行政院潮汐委員會" in [one.label for one in by_scheme[Scheme.AGENCY]]
    assert all(one.slug.startswith("proposed-") and one.slug.isascii() for one in proposals)


def test_a_proposal_that_is_taken_over_links_its_facts_and_names(
    taken_over: tuple[Settings, tuple[Proposal, ...]],
) -> None:
    knowing, proposals = taken_over
    slugs = {one.label: one.slug for one in proposals}
    view = published(knowing)
    for report in ("a", "b"):
        series = {row["metric"]: row["series"] for row in view.facts(report)}
        assert {slugs[str(metric)] for metric in series if metric in slugs} == set(series.values()) - {None}
        assert any("漁船" in str(metric) and one for metric, one in series.items())
        concepts = {row["name"]: row["concept"] for row in view.table(report, "entities")}
        assert concepts["海岸防風林復育計畫"] == slugs["海岸防風林復育計畫"]
        assert concepts["行政院潮汐委員會"] == slugs["行政院潮汐委員會"]
    assert proposed(knowing) == ()


def test_a_proposal_loads_as_it_stands_and_is_marked(taken_over: tuple[Settings, tuple[Proposal, ...]]) -> None:
    knowing, proposals = taken_over
    assert knowing.knowledge
    (path,) = (knowing.knowledge / "ontology" / "vocab").glob("*.ttl")
    path.write_text(as_turtle(proposals), encoding="utf-8")
    vocabulary = load_vocabulary(open_resources(knowing.knowledge), Iris())
    found = [one for one in vocabulary.concepts if one.slug.startswith("proposed-")]
    assert len(found) == len(proposals) >= 3
    assert all(one.label_en.startswith(f"{TODO} ") for one in found)


def test_a_proposal_defines_itself_by_what_is_known_and_says_that_nobody_reviewed_it(
    ports: Path, take: Take, settings: Settings
) -> None:
    build(take(ports), settings, workers=1)
    by_label = {one.label: one for one in proposed(settings)}
    (ships,) = [one for label, one in by_label.items() if "漁船" in label]
    told = [value for name, value in ships.sayings if name == "skos:definition"]
    assert told == [
        f'"「{ships.label}」之數，單位艘次，實際、流量；見於a、b，如：108年度進港漁船3,204艘次"@zh-Hant',
        f'"The figures told as 「{ships.label}」, in ship call, observed, flow; in a, b, '
        'as in: 108年度進港漁船3,204艘次"@en',
    ]
    planting = by_label["海岸防風林復育計畫"]
    assert next(value for name, value in planting.sayings if name == "skos:definition").startswith(
        '"稱為「海岸防風林復育計畫」之計畫、課程、活動或服務；見於a、b，如：'
    )
    council = dict(by_label["行政院潮汐委員會"].sayings)["skos:definition"]
    assert council.startswith('"A body called 「行政院潮汐委員會」, below 行政院; in a, b, as in: ')
    for one in by_label.values():
        assert [value.rpartition("@")[2] for name, value in one.sayings if name == "skos:scopeNote"] == [
            "zh-Hant",
            "en",
        ]


def test_what_is_proposed_is_valid_by_our_own_shapes(corpus_view: View, tmp_path: Path) -> None:
    resources = open_resources()
    iris = Iris()
    proposals = propose(corpus_view, load_vocabulary(resources, iris), resources)
    (tmp_path / "ontology" / "vocab").mkdir(parents=True)
    (tmp_path / "ontology" / "vocab" / "proposed.ttl").write_text(as_turtle(proposals), encoding="utf-8")
    overlaid = open_resources(tmp_path)
    ontology, shapes = ontology_quads(overlaid, iris), load_shapes(overlaid, iris)
    results = validate(vocabulary_quads(overlaid, iris), ontology, shapes).results
    about = [result for result in results if "/proposed-" in result.focus]
    assert len(proposals) >= 3
    assert about == []
    undefined = "\n".join(line for line in as_turtle(proposals).splitlines() if "skos:definition" not in line)
    (tmp_path / "ontology" / "vocab" / "proposed.ttl").write_text(undefined, encoding="utf-8")
    results = validate(vocabulary_quads(open_resources(tmp_path), iris), ontology, shapes).results
    assert any("/proposed-" in result.focus for result in results)


def test_what_stands_twice_in_one_report_is_not_proposed(ports: Path, take: Take, settings: Settings) -> None:
    build(take(ports / "a.txt"), settings, workers=1)
    assert proposed(settings) == ()


def test_the_corpus_has_proposals_that_load(corpus_view: View, tmp_path: Path) -> None:
    resources = open_resources()
    proposals = propose(corpus_view, load_vocabulary(resources, Iris()), resources)
    assert proposals
    (tmp_path / "ontology" / "vocab").mkdir(parents=True)
    (tmp_path / "ontology" / "vocab" / "proposed.ttl").write_text(as_turtle(proposals), encoding="utf-8")
    known = load_vocabulary(open_resources(tmp_path), Iris()).concepts
    assert {one.slug for one in proposals} <= {one.slug for one in known}
