"""Where a figure stands in a file: page and box with its picture, paragraph, element, line, on pages and in the API."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from PIL import Image

from kg.pipeline.gather import catalogue_of, find_files, gather
from kg.pipeline.publish import build
from kg.resources import open_resources
from kg.settings import Settings
from tests.api.conftest import serving
from tests.api.test_problems import is_problem
from tests.readers.documents.made import MAKERS

TEXT = "某市政府人事處{year}年度業務報告\n一、訓練\n{year}年度辦理訓練3場，由王小明主講，共有{people}人參加。\n"
LABELS = {".docx": "paragraph 3", ".odt": "paragraph 3", ".html": "/html[1]/body[1]/p[3]", ".md": "line 5"}
SUPPRESSED = '[[suppression]]\nname = "王小明"\nreason = "當事人請求"\nwho = "李大華"\nwhen = 2026-05-01\n'


def store_of(place: Path, endings: list[str], suppressions: str = "") -> Settings:
    (place / "knowledge").mkdir()
    (place / "knowledge" / "suppressions.toml").write_text(suppressions, encoding="utf-8")
    for number, ending in enumerate(endings):
        data = MAKERS[ending](TEXT.format(year=105 + number, people=120 + number))
        (place / f"r{ending[1:]}{ending}").write_bytes(data)
    settings = replace(Settings(), store=place / "store", knowledge=place / "knowledge")
    files = find_files([place])
    build(gather(files, {}, catalogue_of(files, open_resources()), 10**7), settings, workers=1)
    return settings


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with serving(store_of(tmp_path_factory.mktemp("formats"), sorted(MAKERS))) as client:
        yield client


def fact_of(client: httpx.Client, report: str) -> str:
    rows = client.get("/api/facts", params={"report": report}).json()["rows"]
    (fact,) = (row["fact"] for row in rows if row["quote"].startswith("12"))
    return str(fact).rpartition("/")[2]


def test_a_figure_of_a_pdf_is_shown_on_its_page(client: httpx.Client) -> None:
    fact = fact_of(client, "rpdf")
    (place,) = client.get(f"/api/facts/{fact}").json()["places"]
    assert place["page"] == 1
    page = client.get(f"/id/fact/{fact}", headers={"Accept": "text/html"}).text
    assert f'src="/place/{fact}.png"' in page
    answer = client.get(f"/place/{fact}.png")
    assert answer.headers["content-type"] == "image/png"
    picture = Image.open(io.BytesIO(answer.content)).convert("RGB")
    assert max(picture.size) == 1400
    scale = 1400 / 841.89
    red = [
        (x, y) for x in range(picture.width) for y in range(picture.height) if picture.getpixel((x, y)) == (190, 30, 45)
    ]
    across, down = [x for x, _ in red], [y for _, y in red]
    edges = (min(across), min(down), max(across), max(down))
    expected = [
        scale * (place["box"][side] + by)
        for side, by in zip(("left", "top", "right", "bottom"), (-2, -2, 2, 2), strict=True)
    ]
    assert all(abs(one - other) < 2 for one, other in zip(edges, expected, strict=True))
    assert client.get(f"/place/{fact}.png").content == answer.content


@pytest.mark.parametrize("ending", sorted(LABELS))
def test_a_figure_of_another_format_names_its_place(client: httpx.Client, ending: str) -> None:
    fact = fact_of(client, f"r{ending[1:]}")
    places = client.get(f"/api/facts/{fact}").json()["places"]
    assert LABELS[ending] in (places[0]["label"], places[0]["path"])
    page = client.get(f"/id/fact/{fact}", headers={"Accept": "text/html"}).text
    assert LABELS[ending] in page
    assert "/place/" not in page
    is_problem(client.get(f"/place/{fact}.png"), 404, "picture of the page")


def test_pages_on_which_a_suppressed_person_stands_are_not_shown(tmp_path: Path) -> None:
    with serving(store_of(tmp_path, [".pdf"], SUPPRESSED)) as client:
        fact = fact_of(client, "rpdf")
        assert "/place/" not in client.get(f"/id/fact/{fact}", headers={"Accept": "text/html"}).text
        is_problem(client.get(f"/place/{fact}.png"), 404, "picture of the page")
