"""What stands above a block: the lines that introduce it and the headings over it, with the names in them."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from kg.model.above import blocks_above
from kg.model.mentions import Mentions, NameMention
from kg.model.text import BlockKind, Outline

HEADING = BlockKind.HEADING


class Line(Struct, frozen=True, gc=False):
    """A heading or an introducing line: its text and the names in it, places in that text."""

    text: str
    names: Sequence[NameMention]


class Above:
    """The lines above every block, found once a report."""

    def __init__(self, outline: Outline, mentions: Mentions) -> None:
        names: dict[int, list[NameMention]] = {}
        for name in mentions.names:
            names.setdefault(name.block, []).append(name)
        self._chains = blocks_above(outline)
        self._headings = {block.ordinal for block in outline.blocks if block.kind is HEADING}
        self._lines = [Line(block.flow.text, names.get(block.ordinal, ())) for block in outline.blocks]

    def lines(self, block: int) -> tuple[Line, ...]:
        """The introducing lines and the headings above a block, the nearest first."""
        return tuple([self._lines[above] for above in self._chains[block]])

    def chain(self, block: int) -> tuple[int, ...]:
        """The blocks of those lines."""
        return self._chains[block]

    def line(self, block: int) -> Line:
        """A block itself."""
        return self._lines[block]

    def items(self) -> Iterable[Sequence[int]]:
        """The paragraphs that have the same lines above them, in reading order, for every such set of lines."""
        found: dict[tuple[int, ...], list[int]] = {}
        for block, chain in enumerate(self._chains):
            if chain and block not in self._headings:
                found.setdefault(chain, []).append(block)
        return found.values()

    def texts(self, block: int) -> tuple[str, ...]:
        """Their texts."""
        return tuple([self._lines[above].text for above in self._chains[block]])
