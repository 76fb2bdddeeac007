"""`kg lineage`."""

import csv
import io
import json

from tests.cli.conftest import Kg


def test_a_metric_as_table_csv_and_json(corpus: Kg) -> None:
    table = corpus("lineage", "metric", "elearning-hours")
    assert table.code == 0
    assert "160489" in table.out
    assert "計入條件：認證 → 完成" in table.err
    rows = list(csv.DictReader(io.StringIO(corpus("lineage", "metric", "elearning-hours", "--format", "csv").out)))
    document = json.loads(corpus("lineage", "metric", "elearning-hours", "--json").out)
    assert [row["break"] for row in rows if row["break"]] == ["act"]
    assert {row["fact"] for row in rows} == {one["fact"] for group in document["figures"] for one in group["figures"]}
    assert [row["change"] for row in rows].count("") == len(rows) - 1


def test_differences_over_breaks_where_they_are_asked_for(corpus: Kg) -> None:
    arguments = ("lineage", "metric", "elearning-hours", "--across-breaks", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(corpus(*arguments).out)))
    assert [row["change"] for row in rows if row["break"]] == ["175447"]


def test_a_metric_by_its_label(corpus: Kg) -> None:
    one, other = (corpus("lineage", "metric", name, "--json") for name in ("通過英語檢定人數比例", "english-rate"))
    assert one.out == other.out != ""


def test_a_metric_that_is_not_there(corpus: Kg) -> None:
    ran = corpus("lineage", "metric", "english")
    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean english-rate" in ran.err


def test_where_a_body_stands_on_a_day(corpus: Kg) -> None:
    early, late = (corpus("lineage", "agency", "毒品防制局", "--on", day) for day in ("2017-12-31", "2018-01-01"))
    assert "2017-12-31：高雄市政府毒品防制局 not-yet" in early.err
    assert "高雄市政府毒品防制局 stands" in late.err
    assert corpus("lineage", "agency", "kcg-health", "--on", "soon").code == 2


def test_two_reports_compared(corpus: Kg) -> None:
    ran = corpus("lineage", "compare", "kcg-personnel-2014", "kcg-personnel-2020-07_2020-12")
    assert ran.code == 0
    assert "metrics in both" in ran.err
    assert corpus("lineage", "compare", "kcg-personnel-2014", "nothing").code == 2


def test_things_by_name(corpus: Kg) -> None:
    for arguments in (
        ("programme", "單身聯誼活動"),
        ("award", "行政院模範公務人員"),
        ("system", "iKPD 人事服務網"),
        ("law", "CEDAW"),
    ):
        ran = corpus("lineage", *arguments)
        assert (ran.code, "told in" in ran.err) == (0, True)
