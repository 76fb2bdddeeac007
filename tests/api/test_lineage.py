"""What became of things over the reports, over HTTP: the same as on the command line."""

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.api.test_problems import is_problem

# Route below /api -> arguments of `kg lineage`.
SAME = {
    "metrics/english-rate": ["metric", "english-rate"],
    "metrics/female-heads": ["metric", "female-heads"],
    "metrics/elearning-hours?across_breaks=true": ["metric", "elearning-hours", "--across-breaks"],
    "programmes/singles-events": ["programme", "singles-events"],
    "agencies/kcg-drug-prevention": ["agency", "kcg-drug-prevention"],
    "agencies/qishan-household-registration?on=2018-01-01": [
        *("agency", "qishan-household-registration", "--on", "2018-01-01")
    ],
    "awards/ey-model-civil-servant": ["award", "ey-model-civil-servant"],
    "systems/webitr": ["system", "webitr"],
    "laws/english-ability-measures": ["law", "english-ability-measures"],
    "compare?a=kcg-personnel-2014&b=kcg-personnel-2020-07_2020-12": [
        *("compare", "kcg-personnel-2014", "kcg-personnel-2020-07_2020-12")
    ],
}


@pytest.mark.parametrize(("route", "arguments"), SAME.items(), ids=list(SAME))
def test_the_command_line_gives_the_same(
    client: httpx.Client, corpus_store: Path, route: str, arguments: list[str]
) -> None:
    command = [sys.executable, "-m", "kg.cli", "lineage", *arguments, "--store", str(corpus_store)]
    printed = subprocess.run([*command, "--json"], check=True, capture_output=True).stdout
    assert client.get(f"/api/{route}").json() == {**json.loads(printed), "next": None}
    path, _, query = route.partition("?")
    printed = subprocess.run([*command, "--format", "csv"], check=True, capture_output=True).stdout
    answer = client.get(f"/api/{path}.csv" + (f"?{query}" if query else ""))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.replace("\r\n", "\n") == printed.decode()


@pytest.mark.parametrize(
    "route", ["metrics/english", "metrics/english.csv", "metrics/..%2f..%2fcurrent", "metrics/%00"]
)
def test_what_is_not_there(client: httpx.Client, route: str) -> None:
    is_problem(client.get(f"/api/{route}"), 404, "")


def test_near_names_are_told(client: httpx.Client) -> None:
    assert "english-rate" in client.get("/api/metrics/english").json()["near"]


def test_what_is_not_understood(client: httpx.Client) -> None:
    is_problem(client.get("/api/agencies/kcg-health?on=soon"), 400, "no day")
    assert client.get("/api/compare?a=kcg-personnel-2014").status_code == 422


def test_the_description_has_examples(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    mine = {route.partition("?")[0].partition("/")[0] for route in SAME}
    routes = [
        path
        for path in paths
        if path.removeprefix("/api/").split("/")[0].removesuffix(".csv").removesuffix(".metadata.json") in mine
    ]
    assert len(routes) == 21
    for path in routes:
        answer = paths[path]["get"]["responses"]["200"]["content"]
        assert path.endswith((".csv", ".metadata.json")) or answer["application/json"]["example"]
