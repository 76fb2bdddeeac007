"""Which report is laid beside which, where nobody said whose they are."""

from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import InputError
from kg.lineage.passages import align
from kg.questions import passages
from kg.questions.passages import compare_passages
from kg.store import Store, View


@pytest.fixture(scope="module")
def unknown(tmp_path_factory: pytest.TempPathFactory) -> View:
    """Two reports that name no issuer."""
    folder = tmp_path_factory.mktemp("unknown")
    for year in (2019, 2020):
        (folder / f"part-{year}.txt").write_text(f"辦理訓練{year - 2016}場。\n", encoding="utf-8")
        (folder / f"part-{year}.toml").write_text(f'coverage = "{year}-01-01/{year}-12-31"\n', encoding="utf-8")
    store: Path = folder / "store"
    with pytest.raises(SystemExit) as ended:
        main(["build", str(folder), "--store", str(store)])
    assert ended.value.code == 0
    return Store.open(store).view()


def test_reports_of_nobody_are_not_taken_for_those_of_one_body(unknown: View) -> None:
    assert [unknown.table(entry.id, "report")[0]["issuer"] for entry in unknown.manifest.reports] == [None, None]
    with pytest.raises(InputError, match="same issuer"):
        compare_passages(unknown, "part-2020")
    assert compare_passages(unknown, "part-2020", "part-2019")["with"] == "part-2019"


def test_two_reports_are_aligned_once(unknown: View, monkeypatch: pytest.MonkeyPatch) -> None:
    view = View(unknown.manifest, unknown._load)
    aligned = []
    monkeypatch.setattr(passages, "align", lambda *sides: aligned.append(sides) or align(*sides))
    first = compare_passages(view, "part-2020", "part-2019")
    assert compare_passages(view, "part-2019", "part-2020") == first
    assert len(aligned) == 1
    assert compare_passages(View(unknown.manifest, unknown._load), "part-2020", "part-2019") == first
    assert len(aligned) == 2
