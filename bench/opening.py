"""How long a page takes to open in a browser: the server's part, and until all is laid out."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.table import Measured

RUNS = 5
# Until the page is loaded, and until the browser has drawn it once more after a jump to its end.
TIMES = """async () => {
  const [entry] = performance.getEntriesByType("navigation");
  const loaded = entry.loadEventEnd, answered = entry.responseStart, start = performance.now();
  scrollTo(0, document.documentElement.scrollHeight);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return [answered, loaded, performance.now() - start];
}"""


def measure_opening(address: str) -> Iterator[Measured]:
    """Median of RUNS: first byte, loaded, and a jump to the end, in seconds; in Debian's Chromium by Playwright."""
    from playwright.sync_api import sync_playwright

    found: list[list[float]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        for _ in range(RUNS):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(address, wait_until="load")
            page.wait_for_function("performance.getEntriesByType('navigation')[0].loadEventEnd > 0")
            found.append(page.evaluate(TIMES))
            page.close()
        browser.close()
    for place, stage in enumerate(("first byte", "loaded", "jump to the end")):
        yield Measured("opening", stage, median(times[place] for times in found) / 1000)


def _chromium() -> Path | None:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return Path(found) if found else None
