"""A flow is a text made ready for matching, and every character of it leads back to the one it came from."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.model.text import Span
from kg.structure.flow import fold, fold_char, is_blank, make_flow

# What reports are made of: Han characters, digits and letters of both widths, marks, white space, unseen signs.
PIECES = st.sampled_from(
    "高雄市政府人事處年月日約元、，。（）「」％１２３ＡＢ123abAB,.%() \n\r\t　\u200b\ufeff臺\uf9e4⁺𠮷"
)
TEXTS = st.text(st.one_of(PIECES, st.characters(exclude_categories=["Cs"])), max_size=80)


@st.composite
def texts_and_pieces(draw):
    text = draw(TEXTS)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    return text, [Span(start, end) for start, end in zip(places[::2], places[1::2], strict=False)]


@given(texts_and_pieces())
def test_offsets_ascend_and_stay_inside_the_pieces(given_one):
    text, pieces = given_one
    flow = make_flow(text, pieces)
    assert len(flow.text) == len(flow.offsets)
    assert all(one < other for one, other in zip(flow.offsets, flow.offsets[1:], strict=False))
    assert all(any(piece.start <= offset < piece.end for piece in pieces) for offset in flow.offsets)


@given(texts_and_pieces())
@example(("ａ b", [Span(0, 3)]))
def test_every_fold_is_one_character_to_one(given_one):
    text, pieces = given_one
    flow = make_flow(text, pieces)
    for char, offset in zip(flow.text, flow.offsets, strict=True):
        assert len(char) == 1
        if char == " ":
            assert is_blank(text[offset])
        else:
            assert char == fold(text, offset)
            assert unicodedata.normalize("NFKC", char) == unicodedata.normalize("NFKC", text[offset])


@given(texts_and_pieces())
def test_nothing_but_white_space_and_unseen_signs_is_left_out(given_one):
    text, pieces = given_one
    kept = set(make_flow(text, pieces).offsets)
    left = [text[at] for piece in pieces for at in range(piece.start, piece.end) if at not in kept]
    assert all(is_blank(char) for char in left)


@given(TEXTS)
def test_a_blank_stands_only_between_two_ascii_letters_or_digits(text):
    flow = make_flow(text, [Span(0, len(text))]).text
    for place, char in enumerate(flow):
        if char == " ":
            around = flow[place - 1] + flow[place + 1]
            assert around.isascii()
            assert around.isalnum()


@given(TEXTS)
def test_a_span_of_the_flow_begins_and_ends_at_its_characters(text):
    flow = make_flow(text, [Span(0, len(text))])
    for start in range(len(flow.text)):
        span = flow.span(start, len(flow.text))
        assert (span.start, span.end) == (flow.offsets[start], flow.offsets[-1] + 1)


@given(TEXTS)
def test_folding_twice_is_folding_once(text):
    once = make_flow(text, [Span(0, len(text))]).text
    assert make_flow(once, [Span(0, len(once))]).text == once


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("51 億 344 萬\n\n6,042 元", "51億344萬6,042元"),
        ("１，１９３人，另有２人", "1,193人，另有2人"),
        ("web ITR 系統", "web ITR系統"),
        ("109 年 12 月", "109年12月"),
        ("10 20", "10 20"),
        ("高\u200b雄\ufeff市", "高雄市"),
        ("（一）２５．３４％", "(一)25.34%"),
        ("\uf9e4", "理"),
        ("A⁺", "A+"),
        (" 前後 ", "前後"),
        ("", ""),
    ],
)
def test_what_is_joined_and_folded(text, flow):
    assert make_flow(text, [Span(0, len(text))]).text == flow


def test_pieces_are_joined_over_what_lies_between_them():
    text = "共10<br>場"
    flow = make_flow(text, [Span(0, 3), Span(7, 8)])
    assert flow.text == "共10場"
    assert flow.span(1, 4).cut(text) == "10<br>場"


def test_pieces_that_go_back_are_refused():
    with pytest.raises(ValueError, match="must ascend"):
        make_flow("一二三", [Span(1, 3), Span(0, 1)])


def test_a_compatibility_character_that_folds_to_several_stays():
    several = [chr(code) for code in range(0xF900, 0xFB00) if len(unicodedata.normalize("NFKC", chr(code))) != 1]
    assert all(fold_char(char) == char for char in several)
