"""Building, ingesting, removing: what is computed, what is kept, what is held back."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import InputError, KnowledgeError, StoreError, UnknownNameError
from kg.pipeline import publish
from kg.pipeline.gather import Report
from kg.pipeline.product import KNOWN, STAGES
from kg.pipeline.publish import Outcome
from kg.settings import Settings
from kg.store import Store

Write = Callable[..., Path]
Take = Callable[..., tuple[Report, ...]]
# What is kept of each report beside its graphs.
TABLES = {"coverage", "entities", "events", "facts", "findings", "paragraphs", "report", "tables"}


def build(reports: tuple[Report, ...], settings: Settings) -> Outcome:
    return publish.build(reports, settings, workers=1)


def ingest(reports: tuple[Report, ...], settings: Settings) -> Outcome:
    return publish.ingest(reports, settings, workers=1)


def ids(outcome: Outcome) -> list[str]:
    return [entry.id for entry in outcome.manifest.reports]


def computed(outcome: Outcome) -> list[str]:
    return [product.info.id for product in outcome.products]


def values(settings: Settings, report: str) -> list[object]:
    return [row["value"] for row in Store.open(settings.store).view().facts(report)]


def test_a_build_makes_everything_of_a_report(write: Write, take: Take, settings: Settings) -> None:
    outcome = build(take(write("a")), settings)
    (entry,) = outcome.manifest.reports
    assert set(entry.graphs) == {"checks", "inferred", "report"}
    assert set(entry.tables) == TABLES
    shared = {"inferred", "inferred-lineage", "judgements", "lineage", "ontology", "series", "vocabulary"}
    assert set(outcome.manifest.graphs) == {"comparisons/a", *shared}
    assert (entry.file, outcome.manifest.held) == ("a.txt", ())
    view = Store.open(settings.store).view()
    assert view.source(entry.source) == (write("a")).read_bytes()
    text = view.source(entry.source).decode()
    facts = view.facts("a")
    assert [row["value"] for row in facts] == [3, 120, 45]
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in facts)  # type: ignore[misc]
    (row,) = view.table("a", "report")
    assert (row["facts"], row["title"], row["file"]) == (3, "某市政府人事處109年度業務報告", "a.txt")
    assert {timing.stage for timing in outcome.timings if timing.report == "a"} == set(STAGES)


def test_a_build_holds_exactly_its_reports(write: Write, take: Take, settings: Settings) -> None:
    first, second, third = write("a", 107), write("b", 108), write("c", 109)
    assert ids(build(take(first, second), settings)) == ["a", "b"]
    outcome = build(take(second, third), settings)
    assert (ids(outcome), computed(outcome), outcome.kept) == (["b", "c"], ["c"], ("b",))


def test_nothing_new_is_not_published(write: Write, take: Take, settings: Settings) -> None:
    told: list[tuple[str, str]] = []
    reports = take(write("a"))
    first = build(reports, settings)
    again = publish.build(reports, settings, lambda stage, report: told.append((stage, report)))
    assert again.manifest == first.manifest
    assert (computed(again), again.kept) == ([], ("a",))
    assert told == [(KNOWN, "a"), ("publish", "")]
    assert len(Store.open(settings.store).history()) == 1


def test_a_change_in_one_report_computes_that_one(write: Write, take: Take, settings: Settings) -> None:
    paths = write("a", 107), write("b", 108)
    before = build(take(*paths), settings)
    write("b", 108, people=121)
    after = build(take(*paths), settings)
    assert (computed(after), after.kept) == (["b"], ("a",))
    assert after.manifest.report("a") == before.manifest.report("a")
    assert values(settings, "b") == [3, 121, 45]


def test_what_was_computed_for_an_earlier_publication_is_known(write: Write, take: Take, settings: Settings) -> None:
    first, second = write("a", 107), write("b", 108)
    build(take(first), settings)
    build(take(second), settings)
    assert computed(build(take(first, second), settings)) == []


def test_metadata_and_the_name_of_the_file_count_as_a_change(write: Write, take: Take, settings: Settings) -> None:
    path = write("a")
    build(take(path, id="x"), settings)
    assert computed(build(take(path, id="x", issuer="某市政府"), settings)) == ["x"]
    renamed = path.rename(path.with_name("b.txt"))
    outcome = build(take(renamed, id="x", issuer="某市政府"), settings)
    assert (computed(outcome), outcome.manifest.reports[0].file) == (["x"], "b.txt")


def test_the_base_of_all_iris_is_a_setting(write: Write, take: Take, settings: Settings) -> None:
    build(take(write("a")), settings)
    outcome = build(take(write("a")), replace(settings, base_iri="https://example.org/"))
    assert (computed(outcome), outcome.manifest.base_iri) == (["a"], "https://example.org/")
    view = Store.open(settings.store).view()
    assert str(view.facts("a")[0]["fact"]).startswith("https://example.org/id/fact/a.")
    graphs = {graph.value for graph in view.dataset.named_graphs()}  # type: ignore[union-attr]
    assert all(graph.startswith("https://example.org/graph/") for graph in graphs)
    assert len(graphs) == 9


def test_ingest_adds_and_replaces_by_id(write: Write, take: Take, settings: Settings) -> None:
    build(take(write("a", 107)), settings)
    added = ingest(take(write("b", 108)), settings)
    assert (ids(added), computed(added), added.kept) == (["a", "b"], ["b"], ("a",))
    replaced = ingest(take(write("a", 107, people=99)), settings)
    assert (ids(replaced), computed(replaced)) == (["a", "b"], ["a"])
    assert values(settings, "a") == [3, 99, 45]


def test_a_file_is_taken_in_under_one_id(write: Write, take: Take, settings: Settings) -> None:
    """Otherwise two graphs would describe its characters, and no triple stands in two graphs."""
    path = write("a")
    build(take(path), settings)
    with pytest.raises(InputError, match=r"a\.txt is the file of the report 'a' that the store has.*kg remove a$"):
        ingest(take(path, id="b"), settings)
    publish.remove(["a"], settings)
    assert ids(ingest(take(path, id="b"), settings)) == ["b"]


def test_ingest_keeps_the_addresses_of_the_store(write: Write, take: Take, settings: Settings) -> None:
    other = replace(settings, base_iri="https://example.org/")
    build(take(write("a", 107)), other)
    with pytest.raises(InputError, match=r"begin with https://example\.org/, and this run would write https://w3id"):
        ingest(take(write("b", 108)), settings)
    assert ids(ingest(take(write("b", 108)), other)) == ["a", "b"]


def test_ingest_into_nothing(write: Write, take: Take, settings: Settings) -> None:
    assert ids(ingest(take(write("a")), settings)) == ["a"]


def test_ingest_reads_the_others_again_where_the_knowledge_has_changed(
    write: Write, take: Take, settings: Settings, strict: Settings
) -> None:
    first = take(write("a", 107), url="https://example.org/a.txt")
    build(first, settings)
    (settings.store.parent / "reports" / "a.txt").unlink()
    outcome = ingest(take(write("b", 108)), strict)
    assert computed(outcome) == ["a", "b"]
    (row,) = Store.open(settings.store).view().table("a", "report")
    assert (row["url"], row["origin"]) == ("https://example.org/a.txt", "flags")


def test_remove_takes_reports_away(write: Write, take: Take, settings: Settings) -> None:
    build(take(write("a", 107), write("b", 108)), settings)
    assert ids(publish.remove(["a"], settings)) == ["b"]
    with pytest.raises(UnknownNameError, match="No report 'a'"):
        publish.remove(["b", "a"], settings)
    view = Store.open(settings.store).view()
    assert [entry.id for entry in view.manifest.reports] == ["b"]
    assert ids(publish.remove(["b"], settings)) == []


def test_remove_from_nothing(settings: Settings) -> None:
    with pytest.raises(StoreError, match="nothing is published here"):
        publish.remove(["a"], settings)
    assert not settings.store.exists()


def test_the_series_are_those_of_the_reports(write: Write, take: Take, settings: Settings) -> None:
    build(take(write("a", 107), write("b", 108)), settings)
    named = "<http://www.w3.org/ns/dcat#DatasetSeries> ; <http://purl.org/dc/terms/title>"
    asked = f"SELECT ?title {{ ?series a {named} ?title }}"
    assert len(list(Store.open(settings.store).view().select(asked))) == 2  # one in each language
    publish.remove(["a", "b"], settings)
    assert list(Store.open(settings.store).view().select(asked)) == []


def test_a_report_that_breaks_a_shape_is_held_back(write: Write, take: Take, strict: Settings) -> None:
    outcome = build(take(write("a", 107), write("b", 108, people=5000)), strict)
    assert ids(outcome) == ["a"]
    assert [product.info.id for product in outcome.held] == ["b"]
    (held,) = outcome.manifest.held
    assert (held.id, held.file) == ("b", "b.txt")
    (finding,) = outcome.held[0].violations
    assert (finding.quote, finding.shape, finding.value) == ("5000人", "strict-value", "5000")
    for words in ("The value is too large.", "[strict-value]", finding.focus, "「5000人」", "共有5000人參加"):
        assert words in held.reason
    assert held.source == outcome.held[0].sha256


def test_what_was_served_before_stays(write: Write, take: Take, strict: Settings) -> None:
    build(take(write("a", 107)), strict)
    outcome = ingest(take(write("a", 107, people=5000)), strict)
    assert (ids(outcome), len(outcome.manifest.held)) == (["a"], 1)
    assert values(strict, "a") == [3, 120, 45]
    mended = ingest(take(write("a", 107, people=500)), strict)
    assert mended.manifest.held == ()
    assert values(strict, "a") == [3, 500, 45]


def test_a_file_that_comes_in_under_another_id_is_served_once(write: Write, take: Take, strict: Settings) -> None:
    """Its old id is held back with a newer file, and its older file is now another's."""
    build(take(write("a", 107)), strict)
    outcome = build(take(write("a", 107, people=5000), write("b", 107)), strict)
    assert (ids(outcome), [held.id for held in outcome.manifest.held]) == (["b"], ["a"])
    assert outcome.manifest.reports[0].source not in {held.source for held in outcome.manifest.held}


def test_another_ingest_keeps_what_is_held_back_in_mind(write: Write, take: Take, strict: Settings) -> None:
    build(take(write("a", 107), write("b", 108, people=5000)), strict)
    outcome = ingest(take(write("c", 109)), strict)
    assert (ids(outcome), [held.id for held in outcome.manifest.held]) == (["a", "c"], ["b"])
    assert publish.remove(["b"], strict).manifest.held == ()


def test_a_damaged_object_is_made_again(write: Write, take: Take, settings: Settings) -> None:
    reports = take(write("a", 107), write("b", 108))
    before = build(reports, settings)
    for digest in (before.manifest.report("a").tables["facts"], before.manifest.graphs["vocabulary"]):  # type: ignore[union-attr]
        (path,) = (settings.store / "objects").glob(f"{digest}.*")
        path.write_bytes(b"damaged")
    after = build(reports, settings)
    assert computed(after) == ["a"]
    assert after.manifest == before.manifest
    assert values(settings, "a") == [3, 120, 45]


def test_the_store_can_be_copied_and_moved(tmp_path: Path, write: Write, take: Take, settings: Settings) -> None:
    reports = take(write("a"))
    build(reports, settings)
    moved = replace(settings, store=tmp_path / "moved")
    shutil.copytree(settings.store, moved.store)
    assert computed(build(reports, moved)) == []


def test_a_vocabulary_that_breaks_a_shape(write: Write, take: Take, strict: Settings) -> None:
    shape = (strict.knowledge / "shapes" / "strict.ttl").read_text()  # type: ignore[operator]
    wrong = shape.replace("kg:Measurement", "kg:Unit").replace(
        "sh:path kg:value ; sh:maxInclusive 1000", "sh:path kg:value ; sh:minCount 1"
    )
    (strict.knowledge / "shapes" / "strict.ttl").write_text(wrong)  # type: ignore[operator]
    with pytest.raises(
        KnowledgeError, match=r"violations in the vocabulary, the first of .*/id/unit/.*\[strict-value\]"
    ):
        build(take(write("a")), strict)
    assert Store.open(strict.store).current() is None


def test_the_inferred_graphs_can_be_thrown_away(write: Write, take: Take, settings: Settings) -> None:
    reports = take(write("a"))
    before = build(reports, settings)
    for digest in (before.manifest.graphs["inferred"], before.manifest.reports[0].graphs["inferred"]):
        (settings.store / "objects" / f"{digest}.nq").unlink()
    assert build(reports, settings).manifest == before.manifest
    Store.open(settings.store).view().dataset  # noqa: B018 (reads and verifies every graph)


def test_coverage_tells_of_every_number(write: Write, take: Take, settings: Settings) -> None:
    build(take(write("a")), settings)
    view = Store.open(settings.store).view()
    rows = view.table("a", "coverage")
    facts = {row["fact"] for row in view.facts("a")}
    assert [row["quote"] for row in rows] == ["109", "一", "109", "3", "120", "二", "109", "12", "45"]
    assert {row["fact"] for row in rows if row["fate"] == "fact"} == facts
    assert json.dumps(rows[0], ensure_ascii=False).startswith('{"report": "a"')


def test_a_report_without_a_number_is_published(reports: Path, take: Take, settings: Settings) -> None:
    path = reports / "words.txt"
    path.write_text("某市政府工作報告\n本年持續辦理各項業務。\n", encoding="utf-8")
    outcome = build(take(path), settings)
    assert (ids(outcome), outcome.held) == (["words"], ())
    assert values(settings, "words") == []
