"""What stands above a block: its lead, the leads of that, then the headings, nearest first."""

import pytest

from kg.model.above import blocks_above
from kg.model.text import Block, BlockKind, Flow, Outline, Section, Source, Span

# Every character is a block: capitals are headings, small letters paragraphs.
TEXT = "AaBbcde"
SECTIONS = (Section(0, None, 0, "", Span(0, 1)), Section(1, 0, 1, "", Span(2, 3)))
WHERE = {"A": None, "a": 0, "B": 0, "b": 1, "c": 1, "d": 1, "e": None}


def outline(**leads):
    blocks = tuple(
        Block(
            place,
            BlockKind.HEADING if char.isupper() else BlockKind.PARAGRAPH,
            Span(place, place + 1),
            Flow(char, (place,)),
            WHERE[char],
            lead=TEXT.index(leads[char]) if char in leads else None,
        )
        for place, char in enumerate(TEXT)
    )
    return Outline(Source("x", "text/plain", "utf-8", "00", TEXT), "general", (), None, SECTIONS, blocks, ())


def above(char, **leads):
    return "".join(TEXT[block] for block in blocks_above(outline(**leads))[TEXT.index(char)])


@pytest.mark.parametrize(("char", "found"), [("A", ""), ("a", "A"), ("B", "A"), ("b", "BA"), ("e", "")])
def test_headings_stand_above_innermost_first(char, found):
    assert above(char) == found


def test_leads_go_before_headings():
    leads = {"c": "b", "d": "c"}
    assert above("d", **leads) == "cbBA"
    assert above("c", **leads) == "bBA"


def test_a_heading_that_is_a_lead_stands_above_once():
    # The paragraph that a heading introduces has it as its lead and above its section.
    assert above("b", b="B") == "BA"


def test_a_lead_that_stands_after_its_block_is_left_out():
    assert above("b", b="d") == "BA"
    assert above("b", b="b") == "BA"
