"""`kg audit`, and `kg trace` of a check."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest

from kg.graph import Subjects
from kg.lineage.bodies import Bodies
from kg.pipeline import checks, order
from kg.pipeline.checks import Checks, Comparison
from kg.validate import Shapes
from tests.audit.finding import neighbours
from tests.cli.conftest import Kg


@pytest.fixture
def audited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kg: Kg, write: object) -> Path:
    """A store of two small reports in which every two neighbours were compared."""
    monkeypatch.setattr(order, "load_checks", lambda: Checks(inside=(neighbours,)))
    monkeypatch.setattr(checks, "load_comparison", lambda *_: Comparison((), Subjects.of(()), Shapes(()), Bodies(())))
    path = tmp_path / "store"
    assert callable(write)
    assert kg("build", write("a", 108), write("b", 109, 3), "--store", path, "--workers", 1).code == 0
    return path


def rows_of(kg: Kg, store: Path, *arguments: object) -> list[dict[str, object]]:
    ran = kg("audit", "--store", store, "--format", "jsonl", *arguments)
    assert ran.code == 0
    return [json.loads(line) for line in ran.out.splitlines()]


def test_findings_by_report_kind_verdict_and_rule(kg: Kg, audited: Path) -> None:
    rows = rows_of(kg, audited)
    assert [(row["rule"], row["verdict"]) for row in rows] == [
        ("neighbours", "fails"),
        ("untold", "cannot-tell"),
        ("neighbours", "holds"),
        ("untold", "cannot-tell"),
    ]
    assert rows_of(kg, audited, "--report", "b") == rows[2:]
    assert rows_of(kg, audited, "--report", "a", "--report", "b") == rows
    assert rows_of(kg, audited, "--kind", "silence") == rows_of(kg, audited, "--rule", "untold") == rows[1::2]
    assert rows_of(kg, audited, "--verdict", "fails") == rows[:1]
    assert rows_of(kg, audited, "--kind", "promise") == []


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--kind", "arithmetics", "No kind 'arithmetics'. Did you mean arithmetic?"),
        ("--verdict", "failed", "No verdict 'failed'. Did you mean fails"),
        ("--rule", "neighbour", "No rule 'neighbour'. Did you mean neighbours?"),
        ("--report", "c", "No report 'c'. Choose from a, b."),
    ],
)
def test_what_there_is_not_is_refused(kg: Kg, audited: Path, option: str, value: str, words: str) -> None:
    ran = kg("audit", "--store", audited, option, value)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_a_line_for_every_figure_as_csv(kg: Kg, audited: Path) -> None:
    rows = rows_of(kg, audited)
    lines = list(csv.DictReader(io.StringIO(kg("audit", "--store", audited, "--format", "csv").out)))
    assert len(lines) == sum(max(1, len(row["terms"])) for row in rows)  # type: ignore[arg-type]
    assert [line["role"] for line in lines] == ["first", "second", "", "first", "second", ""]
    assert {line["message_zh"] for line in lines} == {"相鄰兩數。", "未再提及。"}
    assert (lines[0]["quote"], lines[1]["quote"]) == ("3場", "120人")
    assert lines[0]["sentence_text"] == "108年度辦理訓練3場，共有120人參加。"
    assert json.loads(kg("audit", "--store", audited, "--json").out) == rows


def test_for_people(kg: Kg, audited: Path) -> None:
    ran = kg("audit", "--store", audited)
    assert ran.err == "4 findings: 2 cannot-tell, 1 fails, 1 holds\n"
    lines = ran.out.splitlines()
    rows = rows_of(kg, audited)
    heads = [line for line in lines if not line.startswith(" ")]
    assert [line.split()[0] for line in heads] == [row["verdict"] for row in rows]
    assert [line.split()[-1] for line in heads] == [row["finding"].rsplit("/", 1)[1] for row in rows]
    assert "    相鄰兩數。" in lines
    assert "    3 = 120" in lines


def test_a_check_is_traced_to_all_its_passages(kg: Kg, audited: Path) -> None:
    row = rows_of(kg, audited)[0]
    iri = str(row["finding"])
    digest = iri.rpartition("/")[2]
    documents = [kg("trace", name, "--store", audited, "--json") for name in (iri, f"<{iri}>", digest, digest[:9])]
    assert {ran.out for ran in documents} == {documents[0].out}
    found = json.loads(documents[0].out)
    assert (found["iri"], found["row"]) == (iri, row)
    assert [(term["role"], term["trace"]["quote"]["text"]) for term in found["terms"]] == [
        ("first", "3場"),
        ("second", "120人"),
    ]
    assert all(term["trace"]["verified"] for term in found["terms"])
    told = kg("trace", iri, "--store", audited).out
    assert "【3場】" in told
    assert "【120人】" in told
    assert "fails  相鄰兩數。" in told
    assert told.count("SHA-256") == 2


def test_a_check_that_is_not_there(kg: Kg, audited: Path) -> None:
    iri = str(rows_of(kg, audited)[0]["finding"])
    ran = kg("trace", f"{iri[:-3]}zzz", "--store", audited)
    assert (ran.code, ran.out) == (2, "")
    assert "No check" in ran.err
    assert "Did you mean" in ran.err
    ran = kg("trace", iri.rpartition("/")[0] + "/", "--store", audited)
    assert ran.code == 2


def test_digits_of_several_things_are_not_enough(kg: Kg, audited: Path, tmp_path: Path) -> None:
    report = tmp_path / "long.txt"
    sentences = "".join(f"辦理第{number}類訓練{number}場，計{number + 7}人參加。\n" for number in range(20, 50))
    report.write_text(f"某市政府人事處109年度業務報告\n{sentences}", encoding="utf-8")
    assert kg("ingest", report, "--store", audited, "--workers", 1).code == 0
    rows = rows_of(kg, audited)
    facts = {term["fact"].rpartition(".")[2] for row in rows for term in row["terms"]}  # type: ignore[attr-defined]
    checks = {str(row["finding"]).rpartition("/")[2] for row in rows}
    times = Counter(check[0] for check in checks)
    one = min(digit for digit in {fact[0] for fact in facts} if times[digit] == 1)
    two, count = times.most_common(1)[0]
    assert count > 1
    for digits, words in (
        (one, "begins the hashes of a check and of facts"),
        (two, f"begins the hashes of {count} checks"),
        (f"https://w3id.org/kaogong/id/check/{two}", f"begins the hashes of {count} checks"),
    ):
        ran = kg("trace", digits, "--store", audited)
        assert (ran.code, ran.out) == (2, "")
        assert words in ran.err
        assert "Give more of it" in ran.err
