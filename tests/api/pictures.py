"""Makes the pictures of the README anew, from pages of a server on that store: `python -m tests.api.pictures STORE`."""

import io
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from kg.settings import Settings
from tests.api.conftest import serving
from tests.api.test_browser import CHROMIUM

DOCS = Path(__file__).parents[2] / "docs"
# Few colours keep a picture small; the pages have few.
COLOURS = 64
SIZE = {"width": 1120, "height": 760}
KCG = quote("https://w3id.org/kaogong/id/agency/kcg", safe="")
DAYS = (
    "PREFIX kg: <https://w3id.org/kaogong/ontology#>\n"
    "SELECT ?end (COUNT(?fact) AS ?facts) { ?fact kg:periodEnd ?end } GROUP BY ?end ORDER BY ?end"
)
# Name of the file: the page, what is done on it before the picture is taken, and how far it is scrolled, in pixels.
PICTURES: dict[str, tuple[str, tuple[str, str] | None, int]] = {
    "report": ("/id/report/kcg-personnel-2017-07_2017-12?lang=zh-Hant", ("hover", "a.fact"), 0),
    "metric": ("/id/metric/english-rate?lang=en", ("focus", "figure a.figure >> nth=-1"), 0),
    "findings": ("/findings?verdict=fails&lang=en", None, 0),
    "explore": (f"/explore?from={KCG}&lang=zh-Hant", None, 0),
    "sparql": (f"/sparql?lang=en&query={quote(DAYS)}", ("click", "#answer .tools button >> nth=0"), 190),
}


def make_pictures(address: str, browser: Browser) -> None:
    """Writes each to `docs/NAME.png`."""
    DOCS.mkdir(exist_ok=True)
    page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
    for name, (path, act, down) in PICTURES.items():
        page.goto(f"{address}{path}", wait_until="networkidle")
        if act:
            getattr(page.locator(act[1]).first, act[0])()
            page.wait_for_timeout(800)
        page.evaluate("down => scrollTo(0, down)", down)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
        picture.save(DOCS / f"{name}.png", optimize=True)
        print(f"docs/{name}.png: {(DOCS / f'{name}.png').stat().st_size:,} bytes")


if __name__ == "__main__":
    with serving(replace(Settings(), store=Path(sys.argv[1]))) as client, sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        make_pictures(str(client.base_url).rstrip("/"), made)
        made.close()
