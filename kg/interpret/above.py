"""What stands above a block: the lines that introduce it and the headings over it, with the names in them."""

from dataclasses import dataclass

from kg.model.mentions import Mentions, NameMention
from kg.model.text import Block, BlockKind, Outline

LEADS = 3  # how far introducing lines are followed upwards


@dataclass(frozen=True, slots=True)
class Line:
    """A heading or an introducing line: its text and the names in it, places in that text."""

    text: str
    names: tuple[NameMention, ...]


class Above:
    """The lines above every block, made once a report."""

    def __init__(self, outline: Outline, mentions: Mentions) -> None:
        self._outline = outline
        names: dict[int, list[NameMention]] = {}
        for name in mentions.names:
            names.setdefault(name.block, []).append(name)
        self._names = {block: tuple(found) for block, found in names.items()}
        sections = {section.heading.start: section.ordinal for section in outline.sections}
        self._headings = {
            sections[block.flow.offsets[0]]: block
            for block in outline.blocks
            if block.kind is BlockKind.HEADING and block.flow.offsets and block.flow.offsets[0] in sections
        }
        self._lines: dict[int, tuple[Line, ...]] = {}

    def lines(self, block: int) -> tuple[Line, ...]:
        """The introducing lines and the headings above a block, the nearest first."""
        if block not in self._lines:
            self._lines[block] = self._look(self._outline.blocks[block])
        return self._lines[block]

    def texts(self, block: int) -> tuple[str, ...]:
        """Their texts."""
        return tuple(line.text for line in self.lines(block))

    def _look(self, block: Block) -> tuple[Line, ...]:
        found: list[Line] = []
        lead = block.lead
        while lead is not None and len(found) < LEADS:
            found.append(self._line(self._outline.blocks[lead]))
            lead = self._outline.blocks[lead].lead
        for section in reversed(self._outline.above(block.section)):
            heading = self._headings.get(section.ordinal)
            if heading is not None:
                found.append(self._line(heading))
        return tuple(found)

    def _line(self, block: Block) -> Line:
        return Line(block.flow.text, self._names.get(block.ordinal, ()))
