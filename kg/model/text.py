"""Sources, spans and outlines: the text as the file says it, and where its parts stand."""

from dataclasses import dataclass, field
from enum import StrEnum

from kg.model.places import LeftOut, Places, Table


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Code points `start` (inclusive) to `end` (exclusive) of a source's text, counted from 0."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"no span: {start} to {end}")
        # By the slots themselves: of all values these are made most, and take half the time so.
        _SET_START(self, start)
        _SET_END(self, end)

    def cut(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start


_SET_START, _SET_END = (vars(Span)[name].__set__ for name in ("start", "end"))


@dataclass(frozen=True, slots=True)
class Source:
    """One version of a file. `text` is what the file says, never normalised: all spans count its code points.

    name        file name, without directories
    media_type  "text/plain", "text/html", "application/pdf", …
    encoding    "utf-8", "utf-8-sig" or "cp950": how the bytes were read; of a packed format its name: "docx", "pdf"
    sha256      hash of the file's bytes, in hex
    places      where its characters stand in the file; of a plain text nothing need be said
    headings    of paragraphs that the format itself calls headings: first character, level from 1
    tables      the tables of the format
    left_out    what the file has and the text has not, such as tracked deletions and comments

    The text is a pure function of the bytes and the reader. Of a document of markup it has a paragraph a line, a row of
    a table a line, a tab between its cells, and U+2029 between the paragraphs of a cell; the numbers of numbered lists,
    as they are drawn, before the words. Of a PDF the same, its lines being joined to paragraphs.
    """

    name: str
    media_type: str
    encoding: str
    sha256: str
    text: str = field(repr=False)
    places: Places = field(default=Places(), repr=False)
    headings: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    tables: tuple[Table, ...] = field(default=(), repr=False)
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """A run of text made ready for matching: what page breaks, line wraps and layout cut apart is joined again.

    text     white space left out (one blank kept between two ASCII letters or digits), full width folded to half
             width character by character, compatibility ideographs folded; nothing else is changed
    offsets  for every character of `text` the offset of its character in the source, ascending
    """

    text: str
    offsets: tuple[int, ...] = field(repr=False)

    def span(self, start: int, end: int) -> Span:
        """The span of the source that characters start to end (half-open, not empty) of the flow came from."""
        offsets = self.offsets
        return Span(offsets[start], offsets[end - 1] + 1)


class BlockKind(StrEnum):
    """What a block of an outline is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it.

    ordinal  place in the outline, from 0
    parent   ordinal of the section above, None at the top
    level    depth, 0 at the top
    number   the mark as written ("壹、", "(一)", "1."), "" where the heading has none
    heading  span of the heading's words: without mark, without a final 。 or ：
    pieces   what of that span is heading, where layout or another cell of a table stands between its parts; else empty
    """

    ordinal: int
    parent: int | None
    level: int
    number: str
    heading: Span
    pieces: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of a table of figures that says what others are: characters start to end of the flow of a block."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BlockCell:
    """A cell of a row of a table of figures: characters start to end of the row's flow.

    heads  what says what the cell is: a line above with the unit of all, the headers of its column, the uppermost
           first, then what its row begins with; none of those that say it of others
    """

    start: int
    end: int
    heads: tuple[Head, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph (also a list item or a table cell's paragraph), in reading order.

    ordinal  place in the outline, from 0
    kind     heading or paragraph
    span     from its first to its last character in the source, its mark included; may enclose layout
    flow     its text for matching, *without* its mark
    section  ordinal of the section that it stands in (a heading stands in the section above its own), or None
    number   the mark as written, "" where there is none
    label    span of a run-in label (組織整併：鑑於…), which is no heading, or None
    lead     ordinal of the block that introduces it (a line that ends in ： or 如下 before a list; the item above a
             sub-item), or None
    cells    of a row of a table of figures its cells, a tab between them in the flow; else none
    """

    ordinal: int
    kind: BlockKind
    span: Span
    flow: Flow
    section: int | None
    number: str = ""
    label: Span | None = None
    lead: int | None = None
    cells: tuple[BlockCell, ...] = ()

    def heads_of(self, start: int) -> tuple[Head, ...]:
        """What says what the cell is in which a character of the flow stands; nothing where it stands in none."""
        return next((cell.heads for cell in self.cells if cell.start <= start < cell.end), ())


class SkipReason(StrEnum):
    """Why a part of the source is not content."""

    CONTENTS = "table of contents"
    PAGE_NUMBER = "page number"
    TABLE_HEADER = "repeated table header"
    LAYOUT = "layout"
    RESIDUE = "residue of an editor"
    TITLE = "title of the document"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of the source that is not read for facts, with the reason."""

    span: Span
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class Outline:
    """A source with its structure.

    family   name of the family of reports by whose rules it was read ("general" where none fits)
    reasons  why that family, in words
    title    span of the document's title, or None
    tables   how many tables were read
    """

    source: Source
    family: str
    reasons: tuple[str, ...]
    title: Span | None
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...]
    tables: int = 0

    def head_texts(self, block: Block, start: int) -> tuple[str, ...]:
        """The words of what says what the cell is in which a character of a block's flow stands, the farthest first."""
        return tuple(self.blocks[head.block].flow.text[head.start : head.end] for head in block.heads_of(start))

    def above(self, section: int | None) -> tuple[Section, ...]:
        """A section and those above it, outermost first."""
        chain: list[Section] = []
        while section is not None:
            chain.append(self.sections[section])
            section = self.sections[section].parent
        return tuple(reversed(chain))

    def headings(self, section: int | None) -> tuple[str, ...]:
        """The headings of a section and those above it as written, outermost first, line breaks inside removed."""
        text = self.source.text
        return tuple(
            "".join(" ".join(piece.cut(text).split("\n")) for piece in part.pieces or (part.heading,))
            for part in self.above(section)
        )
