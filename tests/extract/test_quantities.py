"""What the sentences do not show: spans, parts, steps, names, errors, and that reading is linear."""

import time
from dataclasses import replace
from decimal import Decimal

import pytest

from kg.errors import KnowledgeError
from kg.extract import tables
from kg.extract.qualifiers import load_qualifiers
from kg.extract.quantities import find_quantities, load_quantity_rules
from kg.extract.units import load_units
from kg.model.mentions import NameKind, NameMention, Part
from kg.model.text import Span
from tests.extract.sentence import mentions, outline_of

RULES = load_quantity_rules()


def quotes(text):
    return [one.span.cut(text) for one in mentions(text)[0]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("受訓涵蓋率至少達 50%，", ["至少達 50%"]),
        ("滿意度達 95% 以上。", ["95% 以上"]),
        ("每人最高新台幣 5,000 元", ["最高新台幣 5,000 元"]),
        ("計有３萬6,528 瀏覽\n\n人次", ["３萬6,528 瀏覽\n\n人次"]),
        ("酌增 2-4 分；", ["2-4 分", "2-4 分"]),
        ("員額97(12)人", ["97(12)人", "97(12)人"]),
        ("減少76件（-47%）", ["76件", "-47%"]),
        ("最長還款年限為 6 年。", ["6 年"]),
    ],
)
def test_a_quote_is_number_unit_and_the_bound_that_touches(text, wanted):
    assert quotes(text) == wanted


def test_parts_of_one_quote():
    parts = [(one.value, one.part) for one in mentions("員額97(12)人，酌增2-4分")[0]]
    assert parts == [(97, Part.OUTER), (12, Part.INNER), (2, Part.LOW), (4, Part.HIGH)]


def test_steps_of_a_range_share_its_multiplier():
    steps = [one.step for one in mentions("應付一四○—二○○億元")[0]]
    assert steps == [Decimal(10) ** 8] * 2


def test_the_number_is_bare():
    text = "約 1 萬 2 千個新會員"
    assert [one.number.cut(text) for one in mentions(text)[0]] == ["1 萬 2 千"]


def test_what_stands_in_a_name_is_a_part_of_it():
    text = "辦理城市3人籃球賽，計5人"
    outline = outline_of(text)
    name = NameMention(0, 2, 9, Span(2, 9), NameKind.PROGRAMME, text[2:9], text[2:9])
    found, excluded, _ = find_quantities(outline, (), (name,), RULES)
    assert [one.value for one in found] == [5]
    assert [(one.span.cut(text), one.reason) for one in excluded] == [("3", "part of a name")]


def test_a_second_block_counts_from_its_own_beginning():
    outline = outline_of("計5人")
    twice = replace(outline, blocks=(outline.blocks[0], replace(outline.blocks[0], ordinal=1)))
    found, _, _ = find_quantities(twice, (), (), RULES)
    assert [(one.block, one.start, one.end) for one in found] == [(0, 1, 3), (1, 1, 3)]


@pytest.mark.parametrize(
    ("name", "text", "load", "said"),
    [
        ("units.toml", '[[units]]\nclass="odd"\nhan="always"\nsurfaces=["人"]', load_units, "[[units]] 1"),
        ("units.toml", "[[units", load_units, "units.toml"),
        ("qualifiers.toml", '[[qualifiers]]\nqualifier="gt"\nplace="beside"', load_qualifiers, "[[qualifiers]] 1"),
    ],
)
def test_a_row_that_is_wrong_is_named(tmp_path, monkeypatch, name, text, load, said):
    (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(tables, "RULES", tmp_path)
    with pytest.raises(KnowledgeError) as raised:
        load()
    assert said in str(raised.value)


SENTENCE = "本期查緝走私農漁畜產品計1,254件、較上年同期減少76件（-5.7%），至少達二．五公頃；「90%以上」由一般人員辦理。"


def _seconds(text):
    """The least of three runs: what else the machine does only adds."""
    outline, found = outline_of(text), []
    for _ in range(3):
        began = time.process_time()
        find_quantities(outline, (), (), RULES)
        found.append(time.process_time() - began)
    return min(found)


@pytest.mark.parametrize("sentence", [SENTENCE, "1", "一", "a", "（", "1、", "技士及", "「", "1-", "十萬"])
def test_reading_is_linear(sentence):
    short = sentence * (4000 // len(sentence))
    assert _seconds(short * 16) < 40 * max(_seconds(short), 0.01)
