"""Of which body a figure speaks: examples and counters of the word lists, and what holds without names."""

import pytest

from kg.interpret.kinds import load_kind_rules, read_kinds
from kg.interpret.subjects import load_subject_rules, read_agencies
from kg.model.facts import ReportInfo
from kg.model.mentions import NameKind
from tests.interpret.written import load, read_example

TABLE = load("subjects.toml")
EXAMPLES = [example for part in TABLE.values() for example in (*part["examples"], *part["counter"])]
OWNER = "臺北市政府"
INFO = ReportInfo("x", "x", "臺北市政府主計處", OWNER, None, None)


def bodies(written, info=INFO):
    kinds = read_kinds(written.scenes, written.texts, load_kind_rules())
    return read_agencies(written.scenes, kinds, written.above, info, load_subject_rules())


def test_every_list_has_examples():
    assert len(EXAMPLES) >= 18
    assert all(part["examples"] and part["counter"] for part in TABLE.values())


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example):
    written = read_example(example, NameKind.AGENCY)
    expected = tuple(OWNER if one == "-" else one for one in written.expected)
    assert bodies(written) == expected


def test_a_figure_without_a_body_is_of_the_government_then_of_the_issuer_then_of_nobody():
    written = read_example("辦理說明會【3場】")
    assert bodies(written) == (OWNER,)
    assert bodies(written, ReportInfo("x", "x", "審計部", None, None, None)) == ("審計部",)
    assert bodies(written, ReportInfo("x", "x", None, None, None, None)) == (None,)


def test_a_subject_holds_to_the_end_of_the_paragraph_or_until_another():
    written = read_example("＜水利局＞清淤【3公里】。另辦理演練【2場】。＜工務局＞養護道路【5公里】。", NameKind.AGENCY)
    assert bodies(written) == ("水利局", "水利局", "工務局")


def test_items_of_a_list_are_of_their_bodies():
    written = read_example("支援人力：＜警察局＞【35人】、＜消防局＞【20人】，合計【55人】", NameKind.AGENCY)
    assert bodies(written) == ("警察局", "消防局", OWNER)
