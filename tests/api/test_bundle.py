"""A bundle is one file: every link in it leads to a place in it or is an IRI, and nothing is fetched."""

import json
import re
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.bundle import bundle
from api.pages.bundle import make_bundle
from api.pages.wording import Wording
from kg.errors import UnknownNameError
from kg.model.language import Language
from kg.resources import open_resources
from kg.store import View
from tests.api.test_pages import ELSEWHERE, Page

REPORT = "kcg-personnel-2017-07_2017-12"


@pytest.fixture(scope="module", params=list(Language))
def html(request: pytest.FixtureRequest, corpus_view: View) -> str:
    return make_bundle(corpus_view, open_resources(), [REPORT], Wording(request.param))


def embedded(html: str) -> str:
    return html.split('<script type="application/json" id="facts">')[1].split("</script>", maxsplit=1)[0]


def test_every_link_of_a_bundle_stays_in_it(html: str) -> None:
    page = Page(re.sub(r"<(script|style)[^>]*>.*?</\1>", "", html, flags=re.DOTALL))
    assert len(page.ids) == len(set(page.ids))
    inside = [link for link in page.links if link.startswith("#")]
    assert len(inside) > 500
    assert {link[1:] for link in inside} <= set(page.ids)
    assert all(link.startswith(ELSEWHERE) for link in page.links if not link.startswith("#"))


def test_a_bundle_holds_all_facts_of_its_report(html: str, corpus_view: View) -> None:
    assert json.loads(embedded(html)) == [dict(row) for row in corpus_view.facts(REPORT)]
    for row in corpus_view.facts(REPORT):
        assert f'id="{REPORT}.char={row["start"]},' in html


def test_only_the_script_of_the_page_may_run(html: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    script = html.rsplit("<script>", 1)[1].split("</script>", maxsplit=1)[0]
    named = re.search(r"script-src '?(?:&#39;)?sha256-([^'&]+)", policy[1] if policy else "")
    assert named
    assert b64decode(named[1]) == sha256(script.encode()).digest()
    assert "<" not in embedded(html)


def test_a_bundle_from_the_command_line(corpus_store: Path, tmp_path: Path, html: str) -> None:
    path = tmp_path / "review.html"
    ran = CliRunner().invoke(bundle, [REPORT, "-o", str(path), "--store", str(corpus_store), "--json"])
    assert ran.exit_code == 0
    told = json.loads(ran.stdout)
    assert told["bytes"] == path.stat().st_size
    assert told["reports"] == [REPORT]
    twice = CliRunner().invoke(bundle, [REPORT, REPORT, "-o", str(path), "--store", str(corpus_store), "--json"])
    assert json.loads(twice.stdout) == told
    english = CliRunner().invoke(bundle, [REPORT, "--lang", "en", "--store", str(corpus_store)])
    assert html in (path.read_text(encoding="utf-8"), english.stdout)


def test_a_bundle_of_what_is_not_here(corpus_view: View) -> None:
    with pytest.raises(UnknownNameError, match="kcg-personnel-2014"):
        make_bundle(corpus_view, open_resources(), ["kcg-personnel-2013"], Wording(Language.ENGLISH))
