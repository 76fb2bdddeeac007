"""A report as a page shows it: every character of a block once, every fact where it stands."""

import pytest

from kg.errors import UnknownNameError
from kg.questions.document import read_document, report_text, without_layout
from kg.resources import open_resources
from kg.store import View

REPORTS = (
    "kcg-personnel-2014",
    "kcg-personnel-2016-09_2017-02",
    "kcg-personnel-2017-07_2017-12",
    "kcg-personnel-2020-07_2020-12",
    "kcg-personnel-2025-03_2025-08",
)


@pytest.mark.parametrize("report", REPORTS)
def test_every_fact_is_lit_where_it_stands(corpus_view: View, report: str) -> None:
    document = read_document(corpus_view, open_resources(), report)
    lit: dict[str, str] = {}
    for block in document.blocks:
        for piece in block.pieces:
            assert document.text[piece.start : piece.end] == piece.text
            for fact in piece.facts:
                lit[fact["fact"]] = lit.get(fact["fact"], "") + piece.text
    assert len(lit) == len(corpus_view.facts(report)) > 90
    assert all(lit[str(row["fact"])] == row["quote"] for row in corpus_view.facts(report))


@pytest.mark.parametrize("report", REPORTS)
def test_no_character_is_shown_twice(corpus_view: View, report: str) -> None:
    document = read_document(corpus_view, open_resources(), report)
    places = [place for block in document.blocks for piece in block.pieces for place in range(piece.start, piece.end)]
    assert len(places) == len(set(places)) == len(document.text) - document.skipped
    assert document.text == report_text(corpus_view, report)
    assert sum(block.level is not None for block in document.blocks) > 20


def test_layout_inside_a_paragraph_is_told_apart(corpus_view: View) -> None:
    document = read_document(corpus_view, open_resources(), "kcg-personnel-2014")
    marked = [piece for block in document.blocks for piece in block.pieces if piece.layout]
    assert any(piece.text.startswith("</p>") for piece in marked)
    assert not any("</p>" in block.text for block in document.blocks)
    assert not any(piece.facts for piece in marked)


def test_the_words_of_a_place_leave_layout_out(corpus_view: View) -> None:
    document = read_document(corpus_view, open_resources(), "kcg-personnel-2014")
    rows = [row for row in document.facts if "<p" in document.text[row["sentence"][0] : row["sentence"][1]]]
    assert rows
    assert all("<p" not in document.words(*row["sentence"]) for row in rows)
    said = {row["fact"]: document.text[row["sentence"][0] : row["sentence"][1]] for row in rows}
    blocks = [block for block in document.blocks if "<p" in document.text[block.start : block.end]]
    for row in rows:
        block = next(one for one in blocks if one.start <= row["start"] < one.end)
        assert without_layout(said[row["fact"]], block.text) == document.words(*row["sentence"])
    assert without_layout("109 年\n計 5 人", "一、109年計5人。") == "109 年\n計 5 人"


def test_a_report_that_is_not_here(corpus_view: View) -> None:
    with pytest.raises(UnknownNameError, match="kcg-personnel-2014"):
        read_document(corpus_view, open_resources(), "kcg-personnel-2013")
