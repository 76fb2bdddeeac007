"""Whether a report yields what its family leads one to expect."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.pipeline.gather import Report
from kg.pipeline.publish import build
from kg.settings import Settings
from kg.store import Store, View

Write = Callable[..., Path]
Take = Callable[..., tuple[Report, ...]]
OUTSIDE = {"report-few-facts", "report-many-facts", "report-missed"}
COUNTS = """PREFIX kg: <https://w3id.org/kaogong/ontology#>
SELECT ?facts ?characters ?numbers ?missed { ?r kg:factCount ?facts ; kg:characterCount ?characters ;
  kg:numberCount ?numbers ; kg:missedCount ?missed }"""


def expecting(settings: Settings, tmp_path: Path, expects: str) -> Settings:
    """The settings with a general family that expects something else."""
    families = tmp_path / "knowledge" / "families"
    families.mkdir(parents=True)
    general = f'name = "general"\nneeded = 1\nlongest_heading = 60\nlongest_unmarked = 30\n[expects]\n{expects}\n'
    (families / "general.toml").write_text(general, encoding="utf-8")
    return replace(settings, knowledge=tmp_path / "knowledge")


@pytest.mark.parametrize(
    ("expects", "warned"),
    [
        ("least_facts = 1\nmost_missed = 0.5", set()),
        ("least_facts = 900\nmost_missed = 0.5", {"report-few-facts"}),
        ("least_facts = 1\nmost_facts = 2\nmost_missed = 0.5", {"report-many-facts"}),
        ("least_facts = 1\nmost_missed = 0.05", {"report-missed"}),
    ],
)
def test_a_report_outside_is_warned_of_and_published(
    reports: Path, take: Take, settings: Settings, tmp_path: Path, expects: str, warned: set[str]
) -> None:
    path = reports / "a.txt"
    path.write_text("某市政府工作報告\n辦理訓練3場，代號77。\n", encoding="utf-8")
    outcome = build(take(path), expecting(settings, tmp_path, expects), workers=1)
    (product,) = outcome.products
    found = {finding.shape: finding for finding in product.findings if finding.shape in OUTSIDE}
    assert set(found) == warned
    assert all(one.severity == "warning" and one.message_zh and one.message_en for one in found.values())
    assert len(outcome.manifest.reports) == 1
    (row,) = Store.open(settings.store).view().select(COUNTS)
    assert [int(value.value) for value in row] == [1, 22, 2, 1]


def test_the_corpus_yields_what_its_families_expect(corpus_view: View) -> None:
    rows = [[int(value.value) for value in row] for row in corpus_view.select(COUNTS)]
    assert len(rows) == 5
    assert all(facts > 90 and characters > 8000 and missed < 5 for facts, characters, _, missed in rows)
