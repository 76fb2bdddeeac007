"""A person who is suppressed stands nowhere: not in graphs, tables, texts, exports or pages; all offsets stay."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from api.pages.bundle import make_bundle
from api.pages.wording import Wording
from kg.errors import KnowledgeError
from kg.export import EXPORTS, export
from kg.iris import Iris
from kg.model.language import Language
from kg.model.masking import masked
from kg.pipeline.gather import catalogue_of, find_files, gather
from kg.pipeline.publish import build
from kg.pipeline.suppressions import FILE, Suppression, load_suppressions
from kg.questions import load_trace_queries, trace
from kg.questions.document import report_text
from kg.resources import open_resources
from kg.settings import Settings
from kg.store import Store, View

NAME, OTHER = "王小明", "李大華"
TEXT = """某市政府人事處112年業務報告

壹、獎勵
本府人事處王科長小明榮獲112年模範公務人員，並頒發獎金5萬元。
另李大華主任獲頒行政院服務獎章1座，王小
明亦獲獎狀2紙。
貳、訓練
112年辦理訓練35班，由講師王小明授課，計1,200人次。
"""
LINE = f'[[suppression]]\nname = "{NAME}"\nreason = "當事人請求"\nwho = "承辦人"\n'


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("王小明", "王小明獲獎", "○○○獲獎"),
        ("王小明", "王科長小明獲獎", "○科長○○獲獎"),
        ("王小明", "王小\n明與王 小 明", "○○\n○與○ ○ ○"),
        ("王小明", "王小華、小明", "王小華、小明"),
        ("王明", "王明，王科明", "○○，王科明"),
        ("歐陽小明", "歐陽小明", "○○○○"),
        ("John Smith", "by John  Smith.", "by ○○○○  ○○○○○."),
        ("a.b", "axb a.b", "axb ○○○"),
    ],
)
def test_the_places_of_a_name(name: str, text: str, expected: str) -> None:
    assert masked(text, Suppression(name, "r", "w").places(text)) == expected
    assert len(expected) == len(text)


def test_spans_may_overlap() -> None:
    assert masked("abcdef", [(3, 5), (1, 4)]) == "a○○○○f"
    assert masked("abc", []) == "abc"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[suppression]]\nname = "王小明"\n', "it has name, reason, who"),
        ('[[suppression]]\nname = "王"\nreason = "r"\nwho = "w"\n', "at least 2 characters"),
        ("suppression = 1\n", "are tables"),
        ("[[suppression", "suppressions.toml"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=words):
        load_suppressions(open_resources(tmp_path))


def published(place: Path, line: str | None) -> View:
    """The report in a store of its own, built with that line in the knowledge directory."""
    (place / "knowledge").mkdir(parents=True)
    if line:
        (place / "knowledge" / FILE).write_text(line, encoding="utf-8")
    file = place / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    settings = replace(Settings(), store=place / "store", knowledge=place / "knowledge")
    files = find_files([file])
    flags = {"issuer": "高雄市政府人事處", "coverage": "2023-01-01/2023-12-31"}
    build(gather(files, flags, catalogue_of(files, open_resources()), settings.source_bytes), settings, workers=1)
    return Store.open(settings.store).view()


def everything(view: View) -> dict[str, str]:
    """All that is shown of a publication, by where."""
    resources = open_resources()
    found = {
        f"export {name}": export(view, resources, name).decode("utf-8", "replace") for name in EXPORTS if name != "csv"
    }
    (entry,) = view.manifest.reports
    found |= {f"table {name}": str(view.table(entry.id, name)) for name in entry.tables}
    found |= {f"shared {name}": str(view.shared_table(name)) for name in view.manifest.tables}
    found["text"] = report_text(view, entry.id)
    found["bundle"] = make_bundle(view, resources, [entry.id], Wording(Language.CHINESE))
    found["manifest"] = str(view.manifest)
    return found


def test_a_suppressed_person_stands_nowhere(tmp_path: Path) -> None:
    before, after = published(tmp_path / "before", None), published(tmp_path / "after", LINE)
    shown = [place for place, text in everything(before).items() if NAME in text]
    assert {"export nquads", "export cytoscape", "table entities", "text", "bundle"} <= set(shown)
    told = everything(after)
    assert [place for place, text in told.items() if NAME in text or "小明" in text] == []
    assert OTHER in told["export nquads"]
    (entry,) = after.manifest.reports
    assert len(entry.masked) == 9
    assert len(report_text(after, entry.id)) == len(TEXT)


def test_figures_stay_where_they_are_and_are_still_proved(tmp_path: Path) -> None:
    before, after = published(tmp_path / "before", None), published(tmp_path / "after", LINE)
    (entry,) = after.manifest.reports
    places = [(row["start"], row["end"], row["value"]) for row in after.facts(entry.id)]
    assert places == [(row["start"], row["end"], row["value"]) for row in before.facts(entry.id)]
    assert len(places) >= 3
    queries = load_trace_queries(open_resources(), Iris())
    for row in after.facts(entry.id):
        assert trace(after, queries, str(row["fact"])).verified


def test_the_decision_counts_with_the_next_build_of_any_report(tmp_path: Path) -> None:
    """What is in the store already is read again, since the knowledge has changed."""
    published(tmp_path, None)
    (tmp_path / "knowledge" / FILE).write_text(LINE, encoding="utf-8")
    (tmp_path / "other.txt").write_text("112年辦理活動3場。\n", encoding="utf-8")
    environment = {**os.environ, "KG_STORE": str(tmp_path / "store"), "KG_KNOWLEDGE": str(tmp_path / "knowledge")}
    command = [sys.executable, "-m", "kg.cli", "ingest", str(tmp_path / "other.txt")]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    view = Store.open(tmp_path / "store").view()
    assert len(view.manifest.reports) == 2
    assert NAME not in report_text(view, "report")
    assert NAME not in export(view, open_resources(), "nquads").decode()


def test_a_publication_without_suppressions_has_the_manifest_that_it_had(corpus_view: View) -> None:
    from kg.store.manifest import from_bytes, to_bytes

    data = to_bytes(corpus_view.manifest)
    assert b"masked" not in data
    assert from_bytes(data, "x").digest == corpus_view.manifest.digest
