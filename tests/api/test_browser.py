"""The pages in a real browser: walked, on a phone, without a script, and by axe-core. Skipped where no Chromium is."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from kg.settings import Settings
from tests.api.conftest import serving, wait_until

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")

REPORT = "/id/report/kcg-personnel-2017-07_2017-12"
PAGES = (
    "/",
    REPORT,
    "/id/metric/elearning-completions",
    "/id/agency/kcg-drug-prevention",
    "/findings",
    "/compare",
    "/search?q=%E8%8B%B1%E6%AA%A2",
    "/browse/metric",
    "/sparql",
    "/add",
    "/explore",
    "/explore?from=https%3A%2F%2Fw3id.org%2Fkaogong%2Fid%2Fagency%2Fkcg",
)
SIZES = {"desk": (1280, 900), "phone": (390, 844)}
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


def opened(browser: Browser, client: httpx.Client, path: str, size: str = "desk", *, script: bool = True) -> Page:
    """A page in a window of that size. What it complains of ends the test."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-TW", java_script_enabled=script
    )
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"{path}: {error}"))
    page.on("console", lambda message: pytest.fail(f"{path}: {message.text}") if message.type == "error" else None)
    page.goto(f"{str(client.base_url).rstrip('/')}{path}")
    return page


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(browser: Browser, client: httpx.Client, path: str, size: str) -> None:
    page = opened(browser, client, path, size)
    found = Axe().run(page).response
    assert len(found["passes"]) > 10  # it did look
    serious = [one for one in found["violations"] if one["impact"] in SERIOUS]
    assert not serious, [(one["id"], one["nodes"][0]["html"]) for one in serious]
    page.context.close()


@pytest.mark.parametrize("path", [REPORT, "/search?q=%E8%8B%B1%E6%AA%A2", "/findings?verdict=fails", "/nowhere"])
def test_dark_pages_in_english_have_contrast(browser: Browser, client: httpx.Client, path: str) -> None:
    page = browser.new_page(color_scheme="dark", locale="en-US")
    page.goto(f"{str(client.base_url).rstrip('/')}{path}")
    found = Axe().run(page).response
    assert page.locator("html").get_attribute("lang") == "en"
    assert len(found["passes"]) > 10
    assert not [one["nodes"][0]["html"] for one in found["violations"] if one["impact"] in SERIOUS]
    page.close()


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_its_window(browser: Browser, client: httpx.Client, path: str, size: str) -> None:
    page = opened(browser, client, path, size)
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    page.context.close()


def test_a_passage_is_lit_though_it_is_no_fact(browser: Browser, client: httpx.Client) -> None:
    text = client.get("/api/reports/kcg-personnel-2017-07_2017-12/text").text
    words = "配合本府毒品防制局成立"
    start = text.index(words)
    page = opened(browser, client, f"{REPORT}#char={start},{start + len(words)}")
    assert wait_until(lambda: bool(page.evaluate("CSS.highlights.has('passage')")))
    assert page.evaluate("[...CSS.highlights.get('passage')][0].toString()") == words
    page.context.close()


def test_a_fact_shows_its_card(browser: Browser, client: httpx.Client) -> None:
    page = opened(browser, client, REPORT)
    page.locator("a.fact").first.hover()
    card = page.locator(".card")
    card.wait_for()
    first = client.get("/api/reports/kcg-personnel-2017-07_2017-12/facts").json()["rows"][0]
    assert first["metric"] in card.inner_text()
    page.keyboard.press("Escape")
    assert card.count() == 0
    page.locator("a.fact").nth(3).focus()
    card.wait_for()
    page.context.close()


def test_a_researcher_walks_from_words_to_the_place_in_the_text(browser: Browser, client: httpx.Client) -> None:
    for script in (True, False):
        page = opened(browser, client, "/", script=script)
        page.fill("#q", "109年英檢通過率")
        page.press("#q", "Enter")
        page.get_by_role("link", name="28.27").first.click()
        assert "28.27" in page.locator("blockquote mark").inner_text()
        page.get_by_role("link", name="在原文中看").click()
        lit = page.locator(":target")
        assert "28.27" in lit.inner_text()
        assert lit.bounding_box()
        page.context.close()


def test_from_an_alarm_to_both_passages(browser: Browser, client: httpx.Client) -> None:
    page = opened(browser, client, "/findings?verdict=fails")
    page.locator(".finding.fails").first.wait_for()
    page.get_by_role("link", name="這項查核的網址").first.click()
    assert page.locator("blockquote mark").count() >= 2
    page.context.close()


@pytest.mark.parametrize("path", ["/", "/sparql", "/id/metric/english-rate"])
def test_a_page_that_is_opened_again_keeps_its_styles(browser: Browser, client: httpx.Client, path: str) -> None:
    page = opened(browser, client, path)
    first = page.evaluate("getComputedStyle(document.body).fontFamily")
    page.goto(f"{str(client.base_url).rstrip('/')}{path}")  # asks whether what it has still holds
    assert page.evaluate("getComputedStyle(document.body).fontFamily") == first
    assert page.evaluate("document.styleSheets.length") >= 1
    page.context.close()


def test_a_mark_of_a_chart_shows_its_sentence_and_the_chart_is_saved(browser: Browser, client: httpx.Client) -> None:
    page = opened(browser, client, "/id/metric/english-rate")
    page.locator("a.figure").last.focus()
    assert "比例達 33.52%，" in page.locator(".card q").inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".card").count() == 0
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PNG").click()
    data = Path(waiting.value.path()).read_bytes()
    assert (data[:4], waiting.value.suggested_filename) == (b"\x89PNG", "english-rate.png")
    assert int.from_bytes(data[16:20], "big") == 1440  # twice as wide as it is drawn
    page.context.close()


def test_a_report_is_dropped_read_and_published(browser: Browser, limits: Settings, tmp_path: Path) -> None:
    shutil.copytree(limits.store, tmp_path / "store")
    report = tmp_path / "coast.txt"
    report.write_text("97年度查緝走私案件計1,254案，較上年度減少76案。\n", encoding="utf-8")
    with serving(replace(limits, store=tmp_path / "store", token="secret")) as client:
        page = opened(browser, client, "/add")
        page.fill("#token", "secret")
        page.set_input_files("#file", report)
        page.get_by_role("button", name="送出試讀").click()
        page.get_by_text("已試讀，尚未發布。").wait_for(timeout=120_000)
        assert "1,254案" in page.locator("main").inner_text()
        assert not [one for one in Axe().run(page).response["violations"] if one["impact"] in SERIOUS]
        page.fill("#token", "secret")
        page.get_by_role("button", name="發布").click()
        page.get_by_role("link", name="coast").wait_for(timeout=120_000)
        page.context.close()


def test_what_is_printed_keeps_figures_and_sources_and_no_controls(browser: Browser, client: httpx.Client) -> None:
    page = opened(browser, client, "/findings?verdict=fails")
    page.emulate_media(media="print")
    assert page.locator("blockquote footer").first.is_visible()
    assert not page.locator("button:visible, select:visible, header.bar:visible").count()
    assert page.locator("mark").first.evaluate("mark => getComputedStyle(mark).borderBottomStyle") == "solid"
    page.context.close()
