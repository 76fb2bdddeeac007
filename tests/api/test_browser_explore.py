"""The graph explorer in a real browser: by mouse and by keyboard, its filters, and the files that it saves."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import networkx as nx
import pytest
from playwright.sync_api import Browser, Page

from api.pages import frame
from tests.api.conftest import wait_until
from tests.api.test_browser import CHROMIUM, browser, opened

BUILT = Path(frame.__file__).parents[1] / "web" / "built"
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
    pytest.mark.skipif(not BUILT.is_dir(), reason="built without the bundle of scripts: no registry was reached"),
]
KCG = "https://w3id.org/kaogong/id/agency/kcg"
__all__ = ["browser"]


@pytest.fixture
def page(browser: Browser, client: httpx.Client) -> Iterator[Page]:
    made = opened(browser, client, f"/explore?from={quote(KCG, safe='')}")
    made.locator(".things li").first.wait_for()
    yield made
    made.context.close()


def saved(page: Page, form: str) -> bytes:
    with page.expect_download() as waiting:
        page.locator(f"[data-act={form}]").click()
    assert waiting.value.suggested_filename == f"kcg.{form}"
    return Path(waiting.value.path()).read_bytes()


def test_it_begins_with_the_thing_and_what_it_is_bound_to(page: Page, client: httpx.Client) -> None:
    found = client.get("/api/neighbours", params={"of": KCG}).json()
    assert page.locator(".things li").count() == 1 + len(found["nodes"])
    assert page.locator("canvas").count() > 0


def test_more_comes_by_the_keyboard_alone(page: Page) -> None:
    before = page.locator(".things li").count()
    button = page.locator(".things button").first
    button.focus()
    page.keyboard.press("Enter")
    assert wait_until(lambda: page.locator(".things li").count() > before)
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"


def test_filters_by_type_and_by_time(page: Page) -> None:
    page.locator("input[name=fact]").uncheck()
    assert page.locator(".things li.is-fact").count() == 0
    page.locator("input[name=fact]").check()
    assert page.locator(".things li.is-fact").count() > 0
    before = page.locator(".things li.is-conferral").count()
    first = page.locator(".years input").first
    first.focus()
    page.keyboard.press("End")
    assert 0 < page.locator(".things li.is-conferral").count() < before
    assert page.locator(".things li.is-agency").count() > 1  # what has no time stays


def test_what_is_seen_is_saved_in_three_forms(page: Page) -> None:
    page.locator("input[name=conferral]").uncheck()
    names = page.locator(".things li").evaluate_all("items => items.map((item) => item.dataset.iri)")
    network = nx.read_graphml(io.BytesIO(saved(page, "graphml")))
    assert set(network.nodes) == set(names)
    assert network.number_of_edges() == len(names) - 1
    assert network.nodes[KCG]["label"] == "高雄市政府"
    drawn = json.loads(saved(page, "cyjs"))
    assert {one["data"]["id"] for one in drawn["elements"]["nodes"]} == set(names)
    assert saved(page, "png").startswith(b"\x89PNG")


def test_a_click_in_the_drawing_expands(page: Page) -> None:
    canvas = page.locator(".canvas")
    box = canvas.bounding_box()
    assert box is not None
    before = page.locator(".things li").count()
    canvas.click(position={"x": box["width"] / 2, "y": box["height"] / 2})

    def more() -> bool:
        return page.locator(".things li").count() > before

    if not wait_until(more, 2):  # the thing in the middle stands where the rings are balanced: look around it
        for down in (-16, 16, -32, 32):
            canvas.click(position={"x": box["width"] / 2, "y": box["height"] / 2 + down})
            if wait_until(more, 1):
                break
    assert more()
