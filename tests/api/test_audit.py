"""The findings over HTTP: the same as on the command line."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace

import httpx
import pytest

from kg.graph import Subjects
from kg.iris import Iris
from kg.lineage.bodies import Bodies
from kg.pipeline import checks, order, publish
from kg.pipeline.checks import Checks, Comparison
from kg.pipeline.gather import catalogue_of, find_files, gather
from kg.questions import find_findings, load_trace_queries, trace_check
from kg.resources import open_resources
from kg.settings import Settings
from kg.store import Store, View
from kg.validate import Shapes
from tests.api.conftest import serving
from tests.api.test_problems import is_problem
from tests.audit.finding import neighbours

TEXT = "某市政府人事處{year}年度業務報告\n一、訓練\n{year}年度辦理訓練3場，共有{people}人參加。\n"


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A store of two small reports in which every two neighbours were compared."""
    directory = tmp_path_factory.mktemp("audited")
    settings = replace(Settings(), store=directory / "store")
    for name, year, people in (("a", 108, 120), ("b", 109, 3)):
        (directory / f"{name}.txt").write_text(TEXT.format(year=year, people=people), encoding="utf-8")
    files = find_files([directory])
    reports = gather(files, {}, catalogue_of(files, open_resources()), 10**6)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(order, "load_checks", lambda: Checks(inside=(neighbours,)))
        patch.setattr(checks, "load_comparison", lambda *_: Comparison((), Subjects.of(()), Shapes(()), Bodies(())))
        publish.build(reports, settings, workers=1)
    return settings


@pytest.fixture(scope="module")
def checked(audited: Settings) -> Iterator[httpx.Client]:
    with serving(audited) as client:
        yield client


@pytest.fixture(scope="module")
def view(audited: Settings) -> View:
    return Store.open(audited.store).view()


@pytest.mark.parametrize(
    "wanted",
    [{}, {"report": "a"}, {"report": ["a", "b"]}, {"kind": "silence"}, {"verdict": "holds"}, {"rule": "neighbours"}],
)
def test_findings_as_on_the_command_line(checked: httpx.Client, view: View, audited: Settings, wanted: dict) -> None:  # type: ignore[type-arg]
    rows = checked.get("/api/audit", params=wanted).json()["rows"]
    given = {
        **wanted,
        "reports": [wanted["report"]] if isinstance(wanted.get("report"), str) else wanted.get("report", []),
    }
    given.pop("report", None)
    assert rows == list(find_findings(view, given.pop("reports"), **given))
    options = [word for name, value in wanted.items() for one in _each(value) for word in (f"--{name}", one)]
    command = [sys.executable, "-m", "kg.cli", "audit", *options, "--store", audited.store]
    printed = subprocess.run([*command, "--json"], check=True, capture_output=True).stdout
    assert rows == json.loads(printed)
    assert rows
    cells = subprocess.run([*command, "--format", "csv"], check=True, capture_output=True).stdout.decode()
    answer = checked.get("/api/audit.csv", params=wanted)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(answer.text))) == list(csv.reader(io.StringIO(cells)))


def _each(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def test_one_check_with_all_its_passages(checked: httpx.Client, view: View) -> None:
    row = checked.get("/api/audit", params={"verdict": "fails"}).json()["rows"][0]
    name = row["finding"].rpartition("/")[2]
    traced = trace_check(view, load_trace_queries(open_resources(), Iris()), name)
    assert checked.get(f"/api/audit/{name}").json() == json.loads(json.dumps(asdict(traced)))
    assert [term.trace.quote.text for term in traced.terms] == ["3場", "120人"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/api/audit?kind=arithmetics", "Did you mean arithmetic?"),
        ("/api/audit?verdict=failed", "Did you mean fails"),
        ("/api/audit.csv?rule=neighbour", "Did you mean neighbours?"),
        ("/api/audit?report=c", "No report 'c'"),
        ("/api/audit/zzz", "No check 'zzz'"),
        ("/api/audit/%00", "No check"),
    ],
)
def test_what_there_is_not(checked: httpx.Client, path: str, words: str) -> None:
    is_problem(checked.get(path), 404, words)


def test_the_example_has_the_form_of_an_answer(checked: httpx.Client) -> None:
    described = checked.get("/openapi.json").json()["paths"]["/api/audit"]["get"]
    (example,) = described["responses"]["200"]["content"]["application/json"]["example"]["rows"]
    row = checked.get("/api/audit", params={"rule": "neighbours"}).json()["rows"][0]
    assert list(example) == list(row)
    assert [list(term) for term in example["terms"]] == [list(row["terms"][0])] * 3
    assert "fails" in next(one for one in described["parameters"] if one["name"] == "verdict")["schema"]["enum"]
