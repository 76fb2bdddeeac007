"""Beside every table its description (CSVW): what its columns mean, its licence, and how to cite it."""

import csv
import io

import httpx
import pytest

from api.fields import load_fields
from api.tabular import METADATA_TYPE

REPORT = "kcg-personnel-2017-07_2017-12"
EXAMPLES = {
    "metric": "english-rate",
    "agency": "kcg-drug-prevention",
    "report": REPORT,
    "programmes": "festival-care",
    "awards": "atd-best",
    "systems": "webitr",
    "laws": "retirement-act",
}
TYPES = {"string", "integer", "decimal", "date", "anyURI", "boolean"}


def tables(client: httpx.Client) -> list[str]:
    """The addresses of all tables, with their parameters."""
    found = []
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        if path.endswith(".csv"):
            name = path.split("/")[2]
            address = path.replace("{name}", EXAMPLES.get(name, "")).format(**EXAMPLES)
            wanted = {
                one["name"]: one.get("example") or one["schema"].get("examples", [one.get("examples")])[0]
                for one in operations["get"].get("parameters", [])
                if one.get("required") and one["in"] == "query"
            }
            found.append(str(httpx.URL(address, params=wanted)))
    return found


def test_every_table_tells_of_itself(client: httpx.Client) -> None:
    addresses = tables(client)
    assert len(addresses) > 40
    for address in [*addresses, "/id/metric/english-rate.csv", f"/id/report/{REPORT}.csv", "/id/unit.csv"]:
        rows = client.get(address)
        assert rows.status_code == 200, address
        assert rows.headers["content-type"] == "text/csv; charset=utf-8"
        link = rows.links["describedby"]
        assert link["type"] == METADATA_TYPE
        answer = client.get(link["url"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, METADATA_TYPE), link
        told = answer.json()
        assert told["@context"][0] == "http://www.w3.org/ns/csvw"
        assert client.get(told["url"]).text == rows.text
        columns = told["tableSchema"]["columns"]
        assert [column["name"] for column in columns] == next(csv.reader(io.StringIO(rows.text)))
        assert {column["datatype"] for column in columns} <= TYPES
        for words in (told["dc:title"], told["dc:bibliographicCitation"], *(one["dc:description"] for one in columns)):
            assert [one["@language"] for one in words] == ["zh-Hant", "en"]
            assert all(one["@value"].strip() for one in words)
        assert told["url"] in told["dc:bibliographicCitation"][1]["@value"]
        assert told["dc:license"]["@id"].startswith("http")


def test_a_series_is_cited_with_its_publication(client: httpx.Client) -> None:
    told = client.get("/api/metrics/english-rate.metadata.json").json()
    state = client.get("/healthz").json()
    zh, en = (one["@value"] for one in told["dc:bibliographicCitation"])
    assert f"publication {state['publication']} ({state['published'][:10]})" in en
    assert zh.startswith("通過英語檢定人數比例")
    assert f"第 {state['publication']} 次發布" in zh


@pytest.mark.parametrize("path", ["/api/metrics/nothing.metadata.json", "/id/unit/person.metadata.json"])
def test_there_is_no_description_of_no_table(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_fields_are_told_in_both_languages() -> None:
    fields = load_fields()
    assert len(fields) > 250
    assert {field.type for field in fields.values()} == TYPES | {"list", "object"}
    assert all(field.words.zh and field.words.en for field in fields.values())
