"""Clauses end where an official sentence turns to another figure; brackets with figures are cut on their own."""

import re

import pytest

from kg.model.clauses import cut

FIGURE = re.compile(r"\d[\d,]*[人場件元%]?")


def parts(text):
    """The clauses of a text in order, a clause that a bracket parts written as one."""
    found = cut(text, [figure.span() for figure in FIGURE.finditer(text)])
    clauses = {}
    for char, number in zip(text, found.clauses, strict=True):
        clauses[number] = clauses.get(number, "") + char
    return [clauses[number] for number in sorted(clauses)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("辦理3場，計20人參加。", ["辦理3場，", "計20人參加。"]),
        ("單身34人、有眷9人", ["單身34人、", "有眷9人"]),
        ("計296人(男性148人、女性148人)參加", ["計296人()參加", "男性148人、", "女性148人"]),
        ("發放1,234元", ["發放1,234元"]),
        ("依「甲，乙」辦理3場", ["依「甲，乙」辦理3場"]),
        ("局(含所屬，以下同)計3人", ["局(含所屬，以下同)計3人"]),
        ("甲、乙、丙等3場", ["甲、乙、丙等3場"]),
    ],
)
def test_clauses(text, expected):
    assert parts(text) == expected


def test_sentences_count_from_the_left():
    assert cut("甲。乙。", []).sentences == (0, 0, 1, 1)


def test_a_long_paragraph_is_cut_like_its_pieces():
    piece = "單身34人、有眷9人(男性1人、女性2人)；"
    assert len(parts(piece * 500)) == 500 * len(parts(piece))
