"""Which blocks stand above a block: the line that introduces it, the item above, and the headings of its section."""

from kg.model.text import BlockKind, Outline


def blocks_above(outline: Outline) -> tuple[tuple[int, ...], ...]:
    """For every block the ordinals of the blocks above it, nearest first: its lead and the leads of that, then the
    headings of its section, innermost first. Leads that stand after their block, or in a circle, are left out."""
    headings = _heading_blocks(outline)
    chains: list[tuple[int, ...]] = []
    for block in outline.blocks:
        lead = block.lead if block.lead is not None and block.lead < block.ordinal else None
        chain = (lead, *chains[lead]) if lead is not None else ()
        named = [headings[section.ordinal] for section in reversed(outline.above(block.section))]
        chains.append((*chain, *(one for one in named if one is not None and one not in chain)))
    return tuple(chains)


def _heading_blocks(outline: Outline) -> tuple[int | None, ...]:
    """For every section the ordinal of the block that is its heading."""
    found: list[int | None] = [None] * len(outline.sections)
    starts = {section.heading.start: section.ordinal for section in outline.sections}
    for block in outline.blocks:
        if block.kind is BlockKind.HEADING and block.flow.offsets:
            section = starts.get(block.flow.offsets[0])
            if section is not None:
                found[section] = block.ordinal
    return tuple(found)
