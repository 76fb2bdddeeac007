"""Tables of figures from the file to the finding: one goes on, one is dropped, one has another name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.pipeline.gather import Report
from kg.pipeline.publish import build, ingest
from kg.settings import Settings
from kg.store import Store

Take = Callable[..., tuple[Report, ...]]
DESCRIBED = 'issuer = "某市政府人事處"\nkind = "annual performance report"\ncoverage = "{year}-01-01/{year}-12-31"\n'
POSTS = "機關\t編制員額(人)\t現有員額(人)\n社會局\t{a}\t118\n民政局\t80\t79\n"
CLASSES = "班別\t開班數(班)\t結訓人數(人次)\n英語研習班\t3\t{a}\n電腦研習班\t4\t145\n"
LEAVE = "假別\t人數(人次)\t天數(天)\n育嬰留職停薪\t{a}\t410\n侍親留職停薪\t6\t380\n"
BEFORE = (("表1 各機關員額統計表", POSTS), ("表2 訓練班期辦理情形", CLASSES), ("表3 留職停薪人數統計", LEAVE))
AFTER = (("表1 各機關員額統計表", POSTS), ("表2 公務人力培訓一覽", CLASSES))


@pytest.fixture
def files(reports: Path) -> tuple[Path, ...]:
    return tuple(write(reports, *one) for one in ((2018, BEFORE), (2019, BEFORE), (2020, AFTER)))


def write(directory: Path, year: int, tables: tuple[tuple[str, str], ...]) -> Path:
    drawn = "".join(f"{caption}\n{rows.format(a=year - 1900)}\n" for caption, rows in tables)
    path = directory / f"report-{year}.txt"
    path.write_text(f"某市政府人事處{year - 1911}年度業務報告\n一、重要業務\n{drawn}", encoding="utf-8")
    path.with_suffix(".toml").write_text(f'id = "report-{year}"\n{DESCRIBED.format(year=year)}', encoding="utf-8")
    return path


def silences(settings: Settings) -> dict[str, tuple[str, str]]:
    view = Store.open(settings.store).view()
    rows = [row for row in view.shared_table("findings/report-2020") if row["kind"] == "silence"]
    told = {row["about"].get("table"): row for row in rows}  # type: ignore[attr-defined]
    return {table: (row["verdict"], row["passages"][0]["quote"]) for table, row in told.items() if table}  # type: ignore[index, misc]


def test_a_dropped_table_is_unheard_of_and_a_renamed_one_cannot_be_told(
    files: tuple[Path, ...], take: Take, settings: Settings
) -> None:
    build(take(*files), settings, workers=1)
    view = Store.open(settings.store).view()
    captions = [row["caption"] for row in view.table("report-2019", "tables")]
    assert captions == ["表1各機關員額統計表", "表2訓練班期辦理情形", "表3留職停薪人數統計"]
    assert silences(settings) == {
        "留職停薪人數統計": ("unheard", "表3 留職停薪人數統計"),
        "訓練班期辦理情形": ("cannot-tell", "表2 訓練班期辦理情形"),
    }


def test_the_order_of_coming_leaves_no_trace(files: tuple[Path, ...], take: Take, settings: Settings) -> None:
    for file in reversed(files):
        ingest(take(file), settings, workers=1)
    assert len(silences(settings)) == 2
