"""The query page in a real browser: completion, answers in place, the gallery, the chart, and the address to share."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.api.conftest import wait_until
from tests.api.test_browser import browser, opened
from tests.api.test_browser_explore import pytestmark

__all__ = ["browser", "pytestmark"]
KG = "https://w3id.org/kaogong/ontology#"
YEARS = (
    f"PREFIX kg: <{KG}>\nSELECT ?end (COUNT(?fact) AS ?facts) {{ ?fact kg:periodEnd ?end }} GROUP BY ?end ORDER BY ?end"
)


@pytest.fixture
def page(browser: Browser, client: httpx.Client) -> Iterator[Page]:
    made = opened(browser, client, "/sparql")
    made.asked = []  # type: ignore[attr-defined]
    made.on("request", lambda request: made.asked.append(request.url))  # type: ignore[attr-defined]
    made.locator(".CodeMirror").wait_for()
    made.wait_for_load_state("networkidle")  # the names of classes and properties are there
    yield made
    made.context.close()


def write(page: Page, query: str) -> None:
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)


def test_classes_are_completed_with_their_names_and_no_other_host_is_asked(page: Page, client: httpx.Client) -> None:
    write(page, f"PREFIX kg: <{KG}>\nSELECT * {{ ?f a kg:Me")
    page.keyboard.press("Control+Space")
    hints = page.locator(".CodeMirror-hint")
    hints.first.wait_for()
    assert "kg:Measurement  數據" in hints.all_inner_texts()
    assert all(url.startswith(str(client.base_url)) for url in page.asked)  # type: ignore[attr-defined]


def test_an_answer_in_place_its_chart_and_its_address(page: Page, browser: Browser, client: httpx.Client) -> None:
    write(page, YEARS)
    page.keyboard.press("Control+Enter")
    table = page.locator("#answer table")
    table.wait_for()
    rows = table.locator("tbody tr").count()
    assert rows > 20
    assert parse_qs(urlsplit(page.url).query)["query"] == [YEARS]
    page.get_by_role("button", name="畫成圖").click()
    page.locator(".chart-of-answer canvas").first.wait_for()
    assert page.locator(".chart-of-answer").get_attribute("aria-label")
    page.get_by_role("button", name="分享連結").click()
    address = page.locator("#answer input[readonly]").input_value()
    again = opened(browser, client, address.removeprefix(str(client.base_url).rstrip("/")), script=False)
    assert again.locator("#answer tbody tr").count() == rows
    again.context.close()


def test_what_cannot_be_read_is_said_where_the_answer_would_stand(browser: Browser, client: httpx.Client) -> None:
    page = browser.new_context(locale="en-GB").new_page()  # it complains of the 400, as it should
    page.goto(f"{client.base_url}/sparql".replace("//sparql", "/sparql"))
    write(page, "SELECT nothing")
    page.keyboard.press("Control+Enter")
    assert wait_until(lambda: "No answer" in page.locator("#answer").inner_text())
    page.context.close()


def test_the_gallery_is_searched_and_asks(page: Page) -> None:
    shown = page.locator("#examples dt:visible")
    before = shown.count()
    page.get_by_role("searchbox", name="找範例").fill("報告")
    assert 0 < shown.count() < before
    shown.first.locator("a").click()
    page.locator("#answer table").wait_for()
    assert page.locator("#query").input_value().startswith("PREFIX")


def test_the_editor_is_no_trap_for_the_keyboard(page: Page) -> None:
    page.locator(".CodeMirror").click()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.CodeMirror')") is None
