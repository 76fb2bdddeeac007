"""The outlines that are read from the five reports, against those written by hand; and the sections of annotated
figures. The recorded figures are a ratchet: they may rise, and none may fall.
"""

import json
import unicodedata
from bisect import bisect_right
from collections import Counter

import pytest

from tests.structure.outlines import CORPUS, OUTLINED, read


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def plain(text):
    return "".join(unicodedata.normalize("NFKC", text).split())


def chains(spans_and_levels):
    """For every heading the spans of those above it and its own."""
    stack, result = [], set()
    for span, level in spans_and_levels:
        del stack[level:]
        stack.append(span)
        result.add(tuple(stack))
    return result


def f1(right, given, wanted):
    return 2 * right / (given + wanted)


def compare(outline, wanted):
    """F1 of headings by span, of whole chains of headings, and of their numbers."""
    given = {(part.heading.start, part.heading.end): part for part in outline.sections}
    hand = {(row["start"], row["end"]): row for row in wanted}
    both = given.keys() & hand.keys()
    found = {
        tuple((up.heading.start, up.heading.end) for up in outline.above(part.ordinal)) for part in outline.sections
    }
    written = chains(((row["start"], row["end"]), row["level"]) for row in wanted)
    numbers = sum(given[span].number == hand[span]["number"] for span in both)
    return {
        "headings": f1(len(both), len(given), len(hand)),
        "chains": f1(len(found & written), len(found), len(written)),
        "numbers": numbers / len(both),
    }


def block_at(outline, offset):
    """The block whose text has the character at an offset."""
    return next(block for block in outline.blocks if _has(block, offset))


def _has(block, offset):
    index = bisect_right(block.flow.offsets, offset) - 1
    return index >= 0 and block.flow.offsets[index] == offset


def same_section(outline, row):
    above = outline.headings(block_at(outline, row["start"]).section)
    one, other = ([plain(part) for part in parts] for parts in (above, row["section"]))
    return one == other or bool(one and other and one[-1] == other[-1])


WHOLE = {"headings": 1.0, "chains": 1.0, "numbers": 1.0}
RECORDED = {
    "kcg-personnel-2014": WHOLE | {"sections": 1.0},
    "kcg-personnel-2016-09_2017-02": WHOLE | {"sections": 1.0},
    "kcg-personnel-2017-07_2017-12": WHOLE | {"sections": 1.0},
    "kcg-personnel-2020-07_2020-12": WHOLE | {"sections": 1.0},
    "kcg-personnel-2025-03_2025-08": WHOLE | {"sections": 1.0},
}


@pytest.mark.parametrize("report", OUTLINED)
def test_outline_is_the_one_written_by_hand(report):
    figures = compare(read(report), rows(CORPUS / report / "outline.jsonl"))
    assert {name: figures[name] >= RECORDED[report][name] for name in figures} == dict.fromkeys(figures, True), figures


@pytest.mark.parametrize("report", sorted(path.parent.parent.name for path in CORPUS.glob("*/gold/measurements.jsonl")))
def test_figures_stand_under_their_headings(report):
    outline = read(report)
    figures = rows(CORPUS / report / "gold" / "measurements.jsonl")
    right = Counter(same_section(outline, row) for row in figures)
    assert right[True] / len(figures) >= RECORDED[report]["sections"]


def test_all_reports_are_measured():
    assert len(RECORDED) == 5
    assert sum("sections" in figures for figures in RECORDED.values()) == 5
