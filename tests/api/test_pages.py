"""The pages: each thing has one at its address, in both languages, and every link on it leads somewhere."""

import asyncio
import gc
import weakref
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import httpx
import pytest

from api.app import create_app
from api.pages.add import PATH
from api.pages.frame import Naming, coverages, kind_names
from api.pages.subjects import LABELS, rule_title, subjects
from api.pages.wording import Wording, load_texts
from kg.lineage.passages import Status
from kg.model.findings import FindingKind, Verdict
from kg.model.language import Language
from kg.model.threads import State
from kg.questions.audit import all_findings
from kg.settings import DEFAULT_BASE, Settings
from kg.store import Manifest, Store, View
from tests.api.conftest import serving

# Our own IRIs as they are cited, the licence, and the terms of the vocabularies that the graph uses.
ELSEWHERE = (
    "https://w3id.org/kaogong/",
    "http://www.w3.org/",
    "http://qudt.org/vocab/",
    "https://www.apache.org/licenses/",
)
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PAGES = (
    "/",
    "/search?q=%E8%8B%B1%E6%AA%A2",
    "/search",
    "/findings",
    "/findings?verdict=holds&from=50",
    "/browse/metric",
    "/browse/agency",
    "/browse/programme",
    "/id/report/kcg-personnel-2014",
    "/id/metric/english-rate",
    "/id/agency/kcg-personnel",
    "/id/agency/kcg-drug-prevention?on=2018-06-01",
    "/compare",
    "/passages/kcg-personnel-2020-07_2020-12",
    "/passages/kcg-personnel-2014?with=kcg-personnel-2025-03_2025-08&status=rewritten",
    "/compare?a=kcg-personnel-2014&b=kcg-personnel-2020-07_2020-12",
    "/id/programme/festival-care",
    "/id/system/webitr",
    "/id/law/retirement-act",
    "/id/unit/person",
    "/id/kind/observed",
    "/id/metric",
    "/id/unit",
    "/ontology",
    "/shapes",
    "/graph/inferred",
    "/sparql",
    "/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%2020",
    "/add",
    "/explore",
    "/explore?from=https%3A%2F%2Fw3id.org%2Fkaogong%2Fid%2Fagency%2Fkcg",
    "/explore?from=https%3A%2F%2Fw3id.org%2Fkaogong%2Fid%2Fagency%2Fkcg&relation=agency&inward=true&first=8",
)


class Page(HTMLParser):
    """What a test asks of a page: its links, ids, language, and the names of its open elements at the end."""

    VOID = frozenset(["meta", "link", "input", "br", "rect", "circle", "line", "polyline"])

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.language = ""
        self.scripts: list[str] = []
        self.facts: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or ""
        if tag == "script":
            self.scripts.append(given.get("src") or "inline")
        self.links += [str(given[name]) for name in ("href", "src", "action") if given.get(name)]
        self.facts |= set((given.get("data-facts") or "").split()) if tag == "a" else set()
        if given.get("id"):
            self.ids.append(str(given["id"]))
        assert not any(name.startswith("on") or name == "style" for name in given), given
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def get(client: httpx.Client, path: str, **headers: str) -> httpx.Response:
    return client.get(path, headers=BROWSER | headers)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", list(Language))
def test_a_page_in_both_languages(client: httpx.Client, path: str, language: Language) -> None:
    answer = get(client, path, **{"Accept-Language": f"{language.value},fr;q=0.5"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == language.value
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    page = Page(answer.text)
    assert page.language == language.value
    assert not page.open
    assert len(page.ids) == len(set(page.ids))
    assert "inline" not in page.scripts


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(client: httpx.Client, path: str) -> None:
    page = Page(get(client, path).text)
    seen = set()
    for link in page.links:
        address = urlsplit(link)
        if address.scheme:
            assert link.startswith(ELSEWHERE), link
            continue
        if not address.path:
            assert unquote(address.fragment) in page.ids, link
            continue
        assert address.path.startswith("/"), link
        seen.add(f"{address.path}?{address.query}" if address.query else address.path)
    assert len(seen) >= 7
    for one in sorted(seen)[:60]:
        assert get(client, one).status_code == 200, one


def test_a_language_is_kept_where_the_address_says_it(client: httpx.Client) -> None:
    page = Page(get(client, "/id/metric/english-rate?lang=en", **{"Accept-Language": "zh-TW"}).text)
    assert page.language == "en"
    twins = ("/id/metric/english-rate.json", "/id/metric/english-rate.ttl")  # data is in all languages
    inside = [link for link in page.links if link.startswith("/id/") and link not in twins]
    assert inside
    assert all("lang=en" in link or "lang=zh-Hant" in link for link in inside)
    assert get(client, "/?lang=tlh").status_code == 400


def test_every_fact_of_a_report_is_lit_on_its_page(client: httpx.Client) -> None:
    page = Page(get(client, "/id/report/kcg-personnel-2020-07_2020-12").text)
    facts = client.get("/api/reports/kcg-personnel-2020-07_2020-12/facts").json()["rows"]
    assert page.facts == {row["fact"].rsplit("/", 1)[1] for row in facts}
    assert all(f"char={row['start']},{row['end']}" in page.ids for row in facts)


def test_the_page_of_a_fact_shows_its_sentence_and_leads_to_its_place(
    client: httpx.Client, english: list[dict[str, object]]
) -> None:
    for row in english:
        address = urlsplit(str(row["fact"])).path.removeprefix("/kaogong")
        answer = get(client, address, **{"Accept-Language": "zh-TW"})
        place = f"/id/report/{row['report']}#char={row['start']},{row['end']}"
        assert place in Page(answer.text).links
        assert "已核對" in answer.text


def test_programs_get_data_at_the_same_address(client: httpx.Client) -> None:
    for accept, given in (
        ("*/*", "application/json"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("text/html", "text/html; charset=utf-8"),
        ("text/turtle;q=0.9, text/html;q=0.2", "text/turtle; charset=utf-8"),
    ):
        answer = client.get("/id/metric/english-rate", headers={"Accept": accept})
        assert answer.headers["content-type"] == given
        assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/id/metric/englsh-rate", "/id/metric/english-rate"),
        ("/id/report/kcg-personnel-2013", "/id/report/kcg-personnel-2014"),
    ],
)
def test_what_is_not_there_has_a_page_that_helps(client: httpx.Client, path: str, near: str) -> None:
    answer = get(client, path)
    assert answer.status_code == 404
    page = Page(answer.text)
    assert near in page.links
    assert client.get(path).headers["content-type"] == "application/problem+json"


def test_errors_of_the_api_are_problems_for_browsers_too(client: httpx.Client) -> None:
    for path in ("/api/questions/nothing", "/api/search", "/sparql?update=x"):
        assert get(client, path).headers["content-type"] == "application/problem+json"
    assert get(client, "/nothing").headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "{{ 7*7 }}", "\x00"]
)
def test_what_is_typed_cannot_become_a_part_of_a_page(client: httpx.Client, words: str) -> None:
    answer = client.get("/search", params={"q": words}, headers=BROWSER)
    assert answer.status_code == 200
    assert words not in answer.text.replace("{{ 7*7 }}", "") or words == "\x00"
    page = Page(answer.text)
    assert page.scripts == []
    assert "49" not in answer.text.split("<main")[1].split("</main")[0]


def test_pages_work_below_a_path_of_another_server(limits: Settings) -> None:
    transport = httpx.ASGITransport(create_app(limits), root_path="/kaogong")

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://kaogong.test") as client:
            return await client.get("/kaogong/id/metric/english-rate", headers=BROWSER)

    ours = [link for link in Page(asyncio.run(ask()).text).links if link.startswith("/")]
    assert len(ours) > 20
    assert all(link.startswith("/kaogong/") for link in ours)


def test_search_over_http(client: httpx.Client) -> None:
    found = client.get("/api/search", params={"q": "109年英檢通過率"}).json()
    assert [hit["row"]["quote"] for hit in found["facts"]] == ["28.27％"]
    assert [thing["slug"] for thing in found["things"]] == ["english-rate"]
    few = client.get("/api/search", params={"q": "人", "limit": 2}).json()
    assert (len(few["facts"]), few["more"]) == (2, True)
    assert client.get("/api/search").status_code == 422
    assert client.get("/api/search", params={"q": "人" * 501}).status_code == 422


def test_every_text_is_there_in_both_languages_and_used() -> None:
    texts = load_texts()
    web = files("api") / "web" / "pages"
    templates = "".join(path.read_text(encoding="utf-8") for path in web.iterdir())
    code = "".join(
        path.read_text(encoding="utf-8")
        for room in ("pages", "dossier")
        for path in (files("api") / room).iterdir()
        if path.name.endswith(".py")
    )
    named = {
        *FindingKind,
        *Verdict,
        *(f"state-{state}" for state in State),
        *(f"passage-{status}" for status in Status),
        *(f"stage-{stage}" for stage in PATH),
        *(key for key in texts if key.startswith("role-")),
        *(f"problem-{status}" for status in (400, 401, 403, 404, 405, 410, 413, 500, 503, 504)),
        *(f"advice-{status}" for status in (404, 413, 500, 503, 504)),
    }
    assert named <= set(texts)
    assert len(texts) > 50
    for key, words in texts.items():
        assert sorted(words) == ["en", "zh"], key
        assert all(words.values()), key
        assert key in named or f'"{key}"' in templates or f'"{key}"' in code, f"{key} is not used"


def test_all_that_a_check_is_about_has_words(corpus_view: View) -> None:
    texts, rules, seen = load_texts(), set(), set()
    for language in Language:
        naming = Naming(corpus_view, Wording(language))
        for row in all_findings(corpus_view):
            seen |= {term["role"] for term in (*row["terms"], *row["passages"])}
            rules.add(row["rule"])
            assert rule_title(naming, row["rule"]) != row["rule"]
            assert set(row["about"]) <= set(LABELS)
            for one in subjects(naming, row["about"]):
                assert one.words
                assert "=" not in one.words
    assert len(seen) > 20
    assert len(rules) > 15
    assert not {name for name in seen if f"role-{name}" not in texts}


def test_what_a_check_says_is_in_the_language_of_the_page(client: httpx.Client) -> None:
    row = client.get("/api/audit", params={"kind": "implied", "verdict": "fails"}).json()["rows"][0]
    page = get(client, f"/id/{row['finding'].partition('/id/')[2]}?lang=en").text
    assert "the report of 2017-07 – 2017-12 prints" in page
    assert "kcg-personnel-2017" not in page.partition("<h1>")[2].partition("<dl")[0]
    assert "A figure of another period that a change implies" in page


def test_a_report_that_is_asked_for_again_is_the_same_in_each_language(client: httpx.Client) -> None:
    path = "/id/report/kcg-personnel-2014"
    first, english = get(client, path), get(client, f"{path}?lang=en")
    assert get(client, path).content == first.content != english.content
    assert get(client, f"{path}?lang=en").content == english.content
    plain = client.get(path, headers={**BROWSER, "Accept-Language": "en"})
    assert plain.headers["content-language"] == "en"
    assert plain.content not in (first.content, english.content)


def test_a_name_shows_the_words_around_it(client: httpx.Client) -> None:
    rows = client.get("/api/reports/kcg-personnel-2014/entities").json()["rows"]
    person = next(row for row in rows if row["type"] == "person")
    start, end = person["mentions"][0]
    for language, words in (("zh-Hant", "人名"), ("en", "mention of a person")):
        answer = get(client, f"/id/{person['entity'].partition('/id/')[2]}?lang={language}")
        assert f'<p class="kicker">{words}</p>' in answer.text
        assert f"<mark>{person['name']}</mark>" in answer.text
        assert any(link.endswith(f"#char={start},{end}") for link in Page(answer.text).links)


def test_what_a_page_break_puts_into_a_sentence_is_not_shown(client: httpx.Client) -> None:
    page = get(client, "/id/system/kcg-e-college").text
    assert "設置「港都e學苑」數位學習平台" in page
    assert "重要施政項目" not in page.partition("<main")[2]


def test_two_reports_side_by_side(client: httpx.Client) -> None:
    answer = get(client, "/compare?a=kcg-personnel-2014&b=kcg-personnel-2020-07_2020-12&lang=en")
    document = client.get(
        "/api/compare", params={"a": "kcg-personnel-2014", "b": "kcg-personnel-2020-07_2020-12"}
    ).json()
    links = {link.split("?")[0] for link in Page(answer.text).links}
    for pair in document["both"]:
        assert f"/id/metric/{pair['metric']['id']}" in links
    assert get(client, "/compare?a=nothing").status_code == 404


def test_where_a_body_stands_on_a_day(client: httpx.Client) -> None:
    page = "/id/agency/kcg-drug-prevention?lang=en&on="
    assert "not yet established" in get(client, f"{page}2017-06-01").text
    assert "<b>stands</b>" in get(client, f"{page}2018-06-01").text
    assert get(client, f"{page}yesterday").status_code == 400


def test_a_report_beside_the_one_before(client: httpx.Client) -> None:
    answer = get(client, "/passages/kcg-personnel-2020-07_2020-12?status=figures&lang=en")
    pairs = client.get("/api/passages", params={"report": "kcg-personnel-2020-07_2020-12", "status": "figures"}).json()
    assert pairs["pairs"]
    assert answer.text.count("<section") == len(pairs["pairs"])
    assert "<del>" in answer.text
    assert "<ins>" in answer.text
    assert get(client, "/passages/kcg-personnel-2014").status_code == 400  # nothing came before it
    assert get(client, "/passages/nothing").status_code == 404


def test_no_page_keeps_an_earlier_publication_in_memory(corpus_store: Path) -> None:
    views = [Store.open(corpus_store).view() for _ in range(2)]
    first = weakref.ref(views[0])
    for view in views:
        assert coverages(view)["kcg-personnel-2014"] == {"start": "2014-01-01", "end": "2014-12-31"}
        assert kind_names(view)["observed", "en"] == "observed"
    del views, view
    gc.collect()
    assert first() is None


def test_nothing_can_be_compared_where_nothing_is_published(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store")
    with store.writer() as writer:
        writer.publish(Manifest("1", DEFAULT_BASE, "k", (), {}))
    with serving(replace(Settings(), store=store.path)) as client:
        answer = get(client, "/compare")
        assert (answer.status_code, "No report is published" in answer.text) == (400, True)


def test_a_chart_is_a_file_that_says_where_it_comes_from(client: httpx.Client) -> None:
    answer = get(client, "/chart/english-rate.svg?lang=en")
    assert answer.headers["content-type"] == "image/svg+xml"
    picture = ElementTree.fromstring(answer.content)
    words = [element.text for element in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert "https://w3id.org/kaogong/id/metric/english-rate" in words
    assert any("Share of staff" in str(text) and "publication" in str(text) for text in words)
    assert len(list(picture.iter("{http://www.w3.org/2000/svg}circle"))) == 5
    assert "style" not in answer.text  # the policy of a picture lets none in
    for path in ("/chart/english-rate.svg?chart=9", "/chart/nothing.svg"):
        assert get(client, path).status_code == 404


def test_a_metric_is_cited_in_both_languages(client: httpx.Client) -> None:
    text = get(client, "/id/metric/english-rate").text
    assert text.count('class="citation"') == 2
    assert "Share of staff who passed an English test. " in text
