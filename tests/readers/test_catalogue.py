"""What is known of a report beside its text, and who said so."""

from datetime import date
from pathlib import Path

import pytest

from kg.errors import InputError, KnowledgeError
from kg.model.mentions import Period
from kg.model.text import Source
from kg.readers import read_file, read_source
from kg.readers.catalogue import Catalogue, describe, load_catalogue, owner_of, report_id
from kg.resources import packaged

TEXT = "臺南市政府人事處109年度施政績效報告\n一、訓練\n內文。\n"


def source(text: str = TEXT, name: str = "tainan-2020.txt") -> Source:
    return read_source(text.encode(), name, 10_000)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def catalogue(tmp_path: Path, *rows: str) -> Catalogue:
    text = "".join(f'[[report]]\nsha256 = "{source().sha256}"\n{row}\n' for row in rows)
    return load_catalogue([written(tmp_path / "catalogue.toml", text)])


def test_the_text_speaks_where_nobody_else_does(tmp_path: Path) -> None:
    info = describe(source(), catalogue(tmp_path), None, {})
    assert (info.id, info.title) == ("tainan-2020", "臺南市政府人事處109年度施政績效報告")
    assert (info.issuer, info.owner) == ("臺南市政府人事處", "臺南市政府")
    assert info.kind == "annual performance report"
    assert info.coverage == Period(date(2020, 1, 1), date(2020, 12, 31))
    assert info.origin == "text"
    assert not info.begins_inside


def test_a_text_without_a_title_has_no_issuer(tmp_path: Path) -> None:
    info = describe(source("今年辦理3場。\n"), catalogue(tmp_path), None, {})
    assert (info.title, info.issuer, info.owner, info.kind, info.coverage) == ("tainan-2020", None, None, None, None)


def test_flags_go_before_the_sidecar_the_catalogue_and_the_text(tmp_path: Path) -> None:
    listed = catalogue(tmp_path, 'id = "listed"\nissuer = "甲市政府"\ntitle = "甲"\nkind = "a"\nsession = "第1次"')
    beside = written(tmp_path / "tainan-2020.toml", 'issuer = "乙市政府"\ntitle = "乙"\nkind = "b"')
    info = describe(source(), listed, beside, {"kind": "c"})
    assert (info.kind, info.title, info.issuer, info.id, info.session) == ("c", "乙", "乙市政府", "listed", "第1次")
    assert info.coverage == Period(date(2020, 1, 1), date(2020, 12, 31))
    origins = [
        describe(source(), listed, beside, {"kind": "c"}).origin,
        describe(source(), listed, beside, {}).origin,
        describe(source(), listed, None, {}).origin,
        describe(source("另一份。"), listed, None, {}).origin,
    ]
    assert origins == ["flags", "sidecar", "catalogue", "text"]


def test_a_later_catalogue_replaces_a_report_of_an_earlier_one(tmp_path: Path) -> None:
    rows = [f'[[report]]\nsha256 = "{source().sha256}"\nid = "{name}"\n' for name in ("one", "two")]
    paths = [written(tmp_path / f"{place}.toml", row) for place, row in enumerate(rows)]
    assert describe(source(), load_catalogue(paths), None, {}).id == "two"


@pytest.mark.parametrize(
    ("coverage", "days"),
    [
        ('"2020-07-01/2020-12-31"', (date(2020, 7, 1), date(2020, 12, 31))),
        ("{ start = 2020-07-01, end = 2020-12-31 }", (date(2020, 7, 1), date(2020, 12, 31))),
        ('{ start = "2020-07-01", end = "2020-07-01" }', (date(2020, 7, 1), date(2020, 7, 1))),
    ],
)
def test_coverage_is_two_days(tmp_path: Path, coverage: str, days: tuple[date, date]) -> None:
    beside = written(tmp_path / "beside.toml", f"coverage = {coverage}")
    assert describe(source(), catalogue(tmp_path), beside, {}).coverage == Period(*days)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('issuers = "x"', "no field 'issuers'. The fields are id, title"),
        ('id = "人事處"', "id must be of ASCII letters"),
        ('id = ""\ntitle = 3', "title must be text, not 3"),
        ('coverage = "2020"', "coverage must be two days"),
        ('coverage = "2020-12-31/2020-01-01"', "coverage must be two days"),
        ('issued = "last week"', "issued must be a date"),
        ('begins_inside = "perhaps"', "begins_inside must be true or false"),
    ],
)
def test_a_row_that_does_not_fit_is_named(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(KnowledgeError, match=f"catalogue.toml, report 1: {words}"):
        catalogue(tmp_path, row)
    beside = written(tmp_path / "beside.toml", row)
    with pytest.raises(InputError, match=f"beside.toml: {words}"):
        describe(source(), load_catalogue([]), beside, {})


def test_a_flag_that_does_not_fit_is_named() -> None:
    with pytest.raises(InputError, match="The options given: coverage must be two days"):
        describe(source(), load_catalogue([]), None, {"coverage": "2020"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("report = 3", r"reports are tables \[\[report\]\]"),
        ('[[report]]\nsha256 = "AB"', "report 1: sha256 must be 64 hexadecimal digits"),
        ("[[report]", "catalogue.toml: "),
    ],
)
def test_a_catalogue_that_is_none(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(KnowledgeError, match=words):
        load_catalogue([written(tmp_path / "catalogue.toml", text)])


def test_a_sidecar_that_is_no_toml(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"beside\.toml: "):
        describe(source(), load_catalogue([]), written(tmp_path / "beside.toml", "issuer = 臺南"), {})


def test_names_become_ascii_and_stay_apart() -> None:
    assert report_id("kcg-personnel-2014.txt") == "kcg-personnel-2014"
    assert report_id("Report 2014 (final).txt") == "Report-2014-final"
    chinese = [report_id(name) for name in ("人事處109.txt", "教育局109.txt", "人事處.txt", "教育局.txt")]
    assert len(set(chinese)) == 4
    assert all(name.isascii() for name in chinese)
    assert chinese[0].startswith("109-")
    assert report_id("人事處109.txt") == chinese[0]


@pytest.mark.parametrize(
    ("issuer", "owner"),
    [
        ("高雄市政府人事處", "高雄市政府"),
        ("臺南市政府", "臺南市政府"),
        ("勞動部", None),
        ("屏東縣政府消防局", "屏東縣政府"),
    ],
)
def test_a_body_belongs_to_the_government_in_its_name(issuer: str, owner: str | None) -> None:
    assert owner_of(issuer) == owner


def test_the_packaged_catalogue_knows_the_packaged_reports() -> None:
    directory = packaged() / "reports"
    known = load_catalogue([directory / "catalogue.toml"])
    infos = [describe(read_file(path, 10**7), known, None, {}) for path in sorted(directory.glob("*.txt"))]
    assert [info.id for info in infos] == sorted(path.stem for path in directory.glob("*.txt"))
    assert len(infos) == len(known.rows) == 5
    assert {info.origin for info in infos} == {"catalogue"}
    assert {info.issuer for info in infos} == {"高雄市政府人事處"}
    assert all(info.coverage for info in infos)
