"""The made reports: the same bytes everywhere, and read as what they are."""

import hashlib
from pathlib import Path

import pytest

from bench.making import gathered
from bench.reading import knowledge
from bench.synthetic import MOST, made_report, write_reports
from kg.pipeline.order import Clock, read_report
from kg.pipeline.product import silent

# Half of the numbers of a report have to be facts, and none may be lost on the way.
LEAST = 350


def test_the_same_number_is_the_same_report() -> None:
    digests = [hashlib.sha256(made_report(number).text.encode()).hexdigest()[:16] for number in (0, 41, MOST - 1)]
    assert digests == ["3b79809ebd87a61c", "a6612a7799864299", "07395c60e3ebf931"]


def test_there_are_so_many_reports_and_all_differ() -> None:
    made = [made_report(number) for number in range(0, MOST, 7)]
    assert len({one.id for one in made}) == len({one.text for one in made}) == len(made) == 144
    with pytest.raises(IndexError, match="1008 made reports"):
        made_report(MOST)


def test_reports_are_written_once(tmp_path: Path) -> None:
    (path,) = write_reports(tmp_path, 1, first=3)
    before = path.stat().st_mtime_ns
    assert write_reports(tmp_path, 1, first=3) == (path,)
    assert path.stat().st_mtime_ns == before


def test_a_made_report_is_read_by_the_real_reader(tmp_path: Path) -> None:
    (report,) = gathered(tmp_path, 1, first=45)
    assert (report.info.id, report.info.issuer) == ("made-civil-affairs-2005-07", "高雄市政府民政局")
    read = read_report(report.source, report.info, knowledge(), Clock(report.info.id, silent))
    assert len(read.reading.facts) >= LEAST
