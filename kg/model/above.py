"""Which blocks stand above a block: the line that introduces it, the item above, and the headings of its section."""

import re
from collections.abc import Sequence

from kg.model.text import BlockKind, Outline

HEADING = BlockKind.HEADING

# A line that says in which unit the figures of a table are.
UNIT_LINE = re.compile(r"[(（]?單位[:：]")
INTRODUCES = re.compile(r"(?::|如[下次后後][:。]?)\Z")


def blocks_above(outline: Outline) -> tuple[tuple[int, ...], ...]:
    """For every block the ordinals of the blocks above it, nearest first: its lead and the leads of that, then the
    headings of its section, innermost first, each before the line that introduces it together with its like
    (執行成果如下:). Leads that stand after their block are left out."""
    named = _named(outline)
    chains: list[tuple[int, ...]] = []
    for block in outline.blocks:
        above = named[block.section] if block.section is not None else ()
        if block.lead is not None and block.lead < block.ordinal:
            chain = (block.lead, *chains[block.lead])
            above = (*chain, *(one for one in above if one not in chain))
        chains.append(above)
    return tuple(chains)


def _named(outline: Outline) -> list[tuple[int, ...]]:
    """For every section the ordinals of its heading, of the line that introduces it, and of those above, innermost
    first."""
    headings = _heading_blocks(outline)
    lines = _introducing_lines(outline, headings)
    found: list[tuple[int, ...]] = []
    for section in outline.sections:
        own = tuple(one for one in (headings[section.ordinal], lines[section.ordinal]) if one is not None)
        found.append(own if section.parent is None else (*own, *found[section.parent]))
    return found


def _heading_blocks(outline: Outline) -> tuple[int | None, ...]:
    """For every section the ordinal of the block that is its heading."""
    found: list[int | None] = [None] * len(outline.sections)
    starts = {section.heading.start: section.ordinal for section in outline.sections}
    for block in outline.blocks:
        if block.kind is HEADING and block.flow.offsets:
            section = starts.get(block.flow.offsets[0])
            if section is not None:
                found[section] = block.ordinal
    return tuple(found)


def _introducing_lines(outline: Outline, headings: Sequence[int | None]) -> tuple[int | None, ...]:
    """For every section the ordinal of the line of the section above that introduces it, as the first of a row of
    sections or a later one."""
    found: list[int | None] = []
    current: dict[int | None, int] = {}
    for section, heading in zip(outline.sections, headings, strict=True):
        before = outline.blocks[heading - 1] if heading else None
        if before is not None and before.section == section.parent and before.kind is BlockKind.PARAGRAPH:
            if INTRODUCES.search(before.flow.text):
                current[section.parent] = before.ordinal
            else:
                current.pop(section.parent, None)
        found.append(current.get(section.parent))
    return tuple(found)
