"""The blocks above a block: leads, headings, and lines that introduce a row of sections."""

from kg.model.above import blocks_above
from kg.model.text import Block, BlockKind, Flow, Outline, Section, Source, Span


def outline(*rows):
    """Rows are (text, level of the heading or None, lead)."""
    text, blocks, sections, stack = "", [], [], []
    for ordinal, (words, level, lead) in enumerate(rows):
        span = Span(len(text), len(text) + len(words))
        text += words + "\n"
        if level is not None:
            stack = stack[:level]
        section = stack[-1] if stack else None
        kind = BlockKind.PARAGRAPH if level is None else BlockKind.HEADING
        flow = Flow(words, tuple(range(span.start, span.end)))
        blocks.append(Block(ordinal, kind, span, flow, section, lead=lead))
        if level is not None:
            sections.append(Section(len(sections), section, level, "", span))
            stack.append(len(sections) - 1)
    source = Source("x.txt", "text/plain", "utf-8", "0" * 64, text)
    return Outline(source, "general", (), None, tuple(sections), tuple(blocks), ())


def test_leads_come_before_headings_and_inner_headings_before_outer():
    found = blocks_above(
        outline(("壹", 0, None), ("一", 1, None), ("如下:", None, None), ("甲", None, 2), ("乙", None, 3))
    )
    assert found == ((), (0,), (1, 0), (2, 1, 0), (3, 2, 1, 0))


def test_a_line_introduces_the_sections_that_follow_it():
    rows = [("壹", 0, None), ("109年成果如下:", None, None), ("一", 1, None), ("甲", None, None), ("二", 1, None)]
    found = blocks_above(outline(*rows, ("乙", None, None)))
    assert found[3] == (2, 1, 0)
    assert found[5] == (4, 1, 0)


def test_a_line_of_another_kind_introduces_nothing():
    rows = [("壹", 0, None), ("109年成果豐碩。", None, None), ("一", 1, None), ("甲", None, None)]
    assert blocks_above(outline(*rows))[3] == (2, 0)


def test_a_lead_that_stands_later_is_left_out():
    assert blocks_above(outline(("甲", None, 1), ("乙", None, None))) == ((), ())
