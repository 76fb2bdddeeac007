"""The endpoint in a browser without scripts: a form, examples, and answers as a table."""

import httpx
import pytest

from api.pages.sparql import SHOWN
from tests.api.test_pages import BROWSER, Page, get
from tests.api.test_sparql import CONSTRUCT, SELECT


def asked(client: httpx.Client, query: str, **parameters: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **parameters}, headers=BROWSER)


def test_a_browser_gets_the_form_and_a_program_the_description(client: httpx.Client) -> None:
    page = get(client, "/sparql")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<textarea id="query" name="query"' in page.text
    assert client.get("/sparql").headers["content-type"].startswith("text/turtle")
    assert "Accept" in page.headers["vary"]


def test_rows_are_a_table_that_leads_to_the_things(client: httpx.Client) -> None:
    page = asked(client, SELECT, lang="en", format="")
    rows = client.get("/sparql", params={"query": SELECT}).json()["results"]["bindings"]
    assert page.status_code == 200
    assert "3 rows" in page.text
    links = Page(page.text).links
    for row in rows:
        path = row["fact"]["value"].removeprefix("https://w3id.org/kaogong")
        assert f"{path}?lang=en" in links
        assert row["quote"]["value"] in page.text


def test_a_long_answer_says_how_much_of_it_is_shown(client: httpx.Client) -> None:
    page = asked(client, f"SELECT * {{ ?s ?p ?o }} LIMIT {SHOWN + 7}", lang="en")
    assert f"{SHOWN + 7} rows" in page.text
    assert f"Here are the first {SHOWN}" in page.text
    assert page.text.count("<tr>") == SHOWN + 1


def test_truth_values_and_graphs(client: httpx.Client) -> None:
    assert "<b>true</b>" in asked(client, "ASK {}").text
    page = asked(client, CONSTRUCT)
    assert "kg:quote" in page.text
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(("query", "status", "words"), [("SELECT * { ?s ?p", 400, "line 1"), ("ASK {" * 99, 413, "")])
def test_what_is_refused_is_told_on_the_page(client: httpx.Client, query: str, status: int, words: str) -> None:
    page = asked(client, query)
    assert page.status_code == status
    assert words in page.text
    assert 'role="alert"' in page.text
    assert query in page.text


def test_a_limit_that_is_reached_is_told_on_the_page(client: httpx.Client) -> None:
    page = asked(client, "SELECT * { ?s ?p ?o }")
    assert page.status_code == 503
    assert int(page.headers["retry-after"]) > 0
    assert "more than 2,000 rows" in page.text


def test_words_of_an_answer_are_no_markup(client: httpx.Client) -> None:
    query = 'SELECT * { VALUES (?x ?y) { ("<script>alert(1)</script>" <javascript:alert(1)>) } }'
    page = asked(client, query)
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text
    assert not [link for link in Page(page.text).links if link.startswith("javascript:")]
