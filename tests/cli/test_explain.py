"""What `kg reports explain` says of a file."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.audit.coverage import What
from kg.cli.describing import FLAGS
from kg.model.mentions import NameKind
from kg.model.places import Hidden
from kg.model.text import SkipReason
from kg.model.wordings import load_texts
from kg.pipeline.explain import TEXTS
from kg.readers.catalogue import FIELDS
from kg.resources import packaged
from kg.structure import load_families
from tests.cli.conftest import Ran

Kg = Callable[..., Ran]
REPORT = packaged() / "reports" / "kcg-personnel-2025-03_2025-08.txt"
# Of no family that is known, by nobody that is named, and with a number that nothing explains.
UNKNOWN = """港口年度紀要
進港船舶共3,204艘次，代號77。
「潮汐」一詞，計五怪。
"""


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    path = tmp_path / "port.txt"
    path.write_text(UNKNOWN, encoding="utf-8")
    return path


def test_a_report_of_a_known_family(kg: Kg) -> None:
    found = json.loads(kg("reports", "explain", REPORT, "--json").out)
    assert (found["encoding"], found["family"]["name"]) == ("utf-8", "council-report")
    counts = {(row["family"], row["words"]["en"]): row["count"] for row in found["family"]["evidence"]}
    assert counts["council-report", "a council is addressed"] == 2
    assert counts["chapters", "chapters stand at the beginning of lines"] == 0
    assert found["described"]["issuer"] == {"value": "高雄市政府人事處", "said_by": "catalogue"}
    assert found["described"]["coverage"]["value"] == {"start": "2025-03-01", "end": "2025-08-31"}
    assert found["found"]["headings"] > 40
    assert found["found"]["contents"] == 38
    assert found["found"]["facts"] > 100
    assert found["not_found"] == []
    assert len(found["not_understood"]) == min(10, found["not_understood_in_all"])


def test_an_unknown_report_is_read_by_the_general_rules(kg: Kg, unknown: Path) -> None:
    found = json.loads(kg("reports", "explain", unknown, "--json").out)
    assert found["family"]["name"] == "general"
    assert found["family"]["reasons"] == [{"zh": "各類報告之跡象均不足", "en": "no family shows enough evidence"}]
    assert found["described"]["title"]["said_by"] == "text"
    assert found["described"]["issuer"] == {"value": None, "said_by": None}
    assert found["found"]["facts"] == 1
    assert all(set(words) == {"zh", "en"} and words["zh"] != words["en"] for words in found["not_found"])
    assert [words["en"].partition(";")[0] for words in found["not_found"]] == [
        "the issuer of the report",
        "the coverage of the report",
        "sense in 50.0% of the numbers, where 5.0% is usual at most",
    ]
    assert [row["quote"] for row in found["not_understood"]] == ["77", "五"]


def test_it_is_said_in_words(kg: Kg, unknown: Path) -> None:
    unknown.with_suffix(".toml").write_text('issuer = "某港務局"\n', encoding="utf-8")
    ran = kg("reports", "explain", unknown)
    assert (ran.code, ran.err) == (0, "")
    for words in (
        "family general: no family shows enough evidence",
        "  council-report (needs 2): a session is named, weight 1: not at all\n",
        "  issuer: 某港務局 [sidecar]\n",
        "  facts: 1\n",
        "  the coverage of the report; say it by --coverage",
        "  numbers: 4, of which 50.0% understood\n",
        "not understood (the first 2 of 2)\n",
        " number 「77」 in: ",
    ):
        assert words in ran.out


def test_it_is_said_in_chinese(kg: Kg, unknown: Path) -> None:
    ran = kg("reports", "explain", unknown, "--lang", "zh-Hant")
    assert (ran.code, ran.err) == (0, "")
    for words in (
        "port.txt：38 字，編碼 utf-8\n",
        "報告類別 general：各類報告之跡象均不足\n",
        "  council-report（門檻 2）：載明屆次及會期，權重 1：未見\n",
        "  事實：1\n",
        "  報告涵蓋期間；請以 --coverage、NAME.toml 或報告目錄載明\n",
        "  數字：4，已判讀 50.0%\n",
        " 數字「77」，見：",
    ):
        assert words in ran.out
    assert not any(word in ran.out for word in ("understood", "headings", "found", "expected"))


def test_it_takes_what_describes_a_report_as_ingest_does(kg: Kg, unknown: Path) -> None:
    flags = ("--id", "port-2014", "--issuer", "某港務局", "--coverage", "2014-01-01/2014-12-31")
    found = json.loads(kg("reports", "explain", unknown, *flags, "--json").out)
    assert found["report"] == "port-2014"
    assert found["described"]["issuer"] == {"value": "某港務局", "said_by": "flags"}
    assert found["described"]["coverage"]["value"] == {"start": "2014-01-01", "end": "2014-12-31"}
    assert [words["en"] for words in found["not_found"]] == [
        "sense in 50.0% of the numbers, where 5.0% is usual at most"
    ]
    ran = kg("reports", "explain", unknown, "--coverage", "2014")
    assert ran.code == 2
    assert "coverage must be two days" in ran.err


def test_all_that_may_be_told_has_words_in_both_languages() -> None:
    texts = load_texts(TEXTS).texts
    names = {
        "skipped": {one.value for one in SkipReason},
        "hidden": {one.value for one in Hidden},
        "names": {one.value for one in NameKind},
        "all": {one.value for one in What},
        "one": {one.value for one in What},
        "field": set(FIELDS),
        "origin": {"flags", "sidecar", "catalogue", "text", "issuer"},
    }
    assert {field for field, _ in FLAGS} == set(FIELDS)
    for group, expected in names.items():
        assert {name for where, name in texts if where == group} == expected
    assert all(words.zh and words.en for words in texts.values())
    evidence = [one for family in load_families().rows for one in family.evidence]
    assert len(evidence) >= 5
    assert all(one.words_zh and not one.words_zh.isascii() and one.words.isascii() for one in evidence)


def test_nothing_is_stored_and_no_store_is_needed(kg: Kg, unknown: Path, tmp_path: Path) -> None:
    assert kg("reports", "explain", unknown, "--store", tmp_path / "store").code == 0
    assert not (tmp_path / "store").exists()


def test_options_before_the_command_are_not_lost(kg: Kg, unknown: Path) -> None:
    ran = kg("reports", "--json", "explain", unknown)
    assert (ran.code, ran.out) == (2, "")
    assert "Options stand behind 'explain', not before it." in ran.err


def test_a_file_that_is_not_there(kg: Kg, tmp_path: Path) -> None:
    ran = kg("reports", "explain", tmp_path / "none.txt")
    assert (ran.code, ran.out) == (2, "")
    assert "none.txt is no file." in ran.err
