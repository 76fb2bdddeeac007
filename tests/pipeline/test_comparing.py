"""Findings across reports: where they are kept, and that they are the same however the reports came."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.pipeline import publish
from kg.pipeline.gather import Report
from kg.pipeline.publish import build, ingest, remove
from kg.settings import Settings
from kg.store import Manifest, Store

Take = Callable[..., tuple[Report, ...]]
TEXT = "某市政府人事處{year}年度業務報告\n一、退休\n{year}年度退休人數共有{now}人。\n108年度退休人數共有{then}人。\n"
FILES = {"a": (108, 911, 911), "b": (109, 647, 917), "c": (110, 700, 917)}


@pytest.fixture
def files(reports: Path) -> dict[str, Path]:
    for name, (year, now, then) in FILES.items():
        text = TEXT.format(year=year, now=now, then=then)
        (reports / f"{name}.txt").write_text(text, encoding="utf-8")
    return {name: reports / f"{name}.txt" for name in FILES}


def rows(settings: Settings, report: str) -> list[dict[str, object]]:
    view = Store.open(settings.store).view()
    return [dict(row) for row in view.shared_table(f"findings/{report}") if row["kind"] == "restatement"]


def test_a_finding_stands_with_the_latest_report_that_it_read(
    files: dict[str, Path], take: Take, settings: Settings
) -> None:
    manifest = build(take(*files.values()), settings, workers=1).manifest
    assert {name for name in manifest.tables if "findings/" in name} >= {"findings/b", "findings/c"}
    (restated,) = rows(settings, "b")
    assert (restated["verdict"], restated["reports"]) == ("fails", ["a", "b"])
    assert [(term["report"], term["quote"]) for term in restated["terms"]] == [("a", "911人"), ("b", "917人")]  # type: ignore[attr-defined]
    assert restated["terms"][1]["sentence_text"] == "108年度退休人數共有917人。"  # type: ignore[index]
    (again,) = rows(settings, "c")
    assert (again["verdict"], again["reports"]) == ("holds", ["b", "c"])


def test_the_order_of_coming_and_going_leaves_no_trace(
    files: dict[str, Path], take: Take, settings: Settings, tmp_path: Path
) -> None:
    def built(names: set[str]) -> Manifest:
        apart = replace(settings, store=tmp_path / "".join(sorted(names)))
        return build(take(*(files[name] for name in sorted(names))), apart, workers=1).manifest.content()

    there: set[str] = set()
    for name in ("b", "c", "a"):
        there.add(name)
        assert ingest(take(files[name]), settings, workers=1).manifest.content() == built(there)
    for name in ("b", "a"):
        there.remove(name)
        assert remove([name], settings).manifest.content() == built(there)


def test_what_was_found_across_reports_is_kept_where_nothing_changed(
    files: dict[str, Path], take: Take, settings: Settings
) -> None:
    first = build(take(*files.values()), settings, workers=1)
    again = build(take(*files.values()), settings, workers=1)
    assert again.manifest == first.manifest
    assert "compare" not in {timing.stage for timing in again.timings}
    path = settings.store / "objects" / f"{first.manifest.tables['findings/b']}.jsonl"
    path.write_text("{}\n", encoding="utf-8")
    mended = build(take(*files.values()), settings, workers=1)
    assert mended.manifest.tables == first.manifest.tables
    assert rows(settings, "b")


def test_an_added_report_leaves_the_others_unread_and_the_ontology_closed(
    files: dict[str, Path], take: Take, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(take(files["a"], files["b"]), settings, workers=1)
    assert "knowledge" in {timing.stage for timing in first.timings}
    monkeypatch.setattr(publish, "restore", lambda *_: pytest.fail("a report was read again"))
    monkeypatch.setattr(publish, "make_shared", lambda *_: pytest.fail("the ontology was closed again"))
    added = ingest(take(files["c"]), settings, workers=1)
    assert [product.info.id for product in added.products] == ["c"]
    assert added.kept == ("a", "b")


def test_an_object_that_is_gone_is_made_again_with_the_next_report(
    files: dict[str, Path], take: Take, settings: Settings
) -> None:
    first = build(take(files["a"], files["b"]), settings, workers=1).manifest
    entry = first.report("a")
    assert entry is not None
    (settings.store / "objects" / f"{entry.graphs['report']}.nq").unlink()
    (settings.store / "cache" / "schema").write_bytes(b"damaged")
    added = ingest(take(files["c"]), settings, workers=1)
    assert [product.info.id for product in added.products] == ["a", "c"]
    assert added.manifest.report("a") == entry
