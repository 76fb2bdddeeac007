"""Markdown: what it is drawn as, with the line of every character. CommonMark 0.31, with tables and deletions as GitHub
has them, and notes in place of references of links.

A line of a paragraph stays a line, since reports are written so; marks of emphasis and of links are no text. Pieces of
HTML are read as HTML. What is deleted, comments, pictures, marks of notes and the data before the text are left out and
counted.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.errors import TooLargeError
from kg.model.places import Hidden
from kg.model.text import Source
from kg.readers.html import blocks_of
from kg.readers.plain import read_plain
from kg.readers.typeset import Block, Grid, GridCell, Piece, Words, typeset

MEDIA_TYPE = "text/markdown"
# A report of 500 pages has a million characters. Marks that open and close nothing are tried one against another.
MOST_CHARACTERS, MOST_MARKS = 5_000_000, 200_000
DEEPEST = 60
BULLET = "• "
_FRONT = re.compile(r"\ufeff?---[ \t]*\n(?:[^\n]*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\](?P<body>:)?[ \t]*")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARKS = re.compile(r"[\[\]*_`<~]")


def read_markdown(data: bytes, name: str, sha256: str) -> Source:
    """Reads Markdown in UTF-8 or Big5. Raises as `read_plain` does, UnreadableError for a text without any words, and
    TooLargeError above MOST_CHARACTERS or MOST_MARKS."""
    plain = read_plain(data, name, sha256)
    text = plain.text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_large(text, name)
    reader = _Reader(name)
    found = typeset(reader.read(text), name)
    return found.source(MEDIA_TYPE, plain.encoding, sha256, reader.left_out)


def _refuse_large(text: str, name: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise TooLargeError(f"{name} has {len(text):,} characters; the limit of Markdown is {MOST_CHARACTERS:,}.")
    marks = len(_MARKS.findall(text))
    if marks > MOST_MARKS:
        raise TooLargeError(f"{name} has {marks:,} marks of emphasis and links; the limit is {MOST_MARKS:,}.")


@dataclass(slots=True)
class _List:
    """A list that is open: the number of its last item, or None for bullets."""

    last: int | None


@dataclass(slots=True)
class _Reader:
    """Reads one document. `mark` is the number or bullet that the next paragraph begins with."""

    name: str
    left_out: Counter[Hidden] = field(default_factory=Counter)
    notes: list[Block] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    mark: Piece | None = None

    def read(self, text: str) -> Iterator[Block]:
        """The blocks of a text in order, its notes last."""
        front = _FRONT.match(text)
        self.left_out[Hidden.METADATA] += front is not None
        # What is left out before the text keeps its lines, so that those of the text are counted as in the file.
        start = front.end() if front else len(text) - len(text.removeprefix("\ufeff"))
        rest = "\n" * text[:start].count("\n") + text[start:]
        tokens = (
            MarkdownIt("commonmark", {"maxNesting": DEEPEST})
            .enable(["table", "strikethrough"])
            .disable("reference")
            .parse(rest)
        )
        # What is nested deeper is passed over by the library.
        if max((token.level for token in tokens), default=0) >= DEEPEST - 1:
            raise TooLargeError(f"{self.name} has lists or quotations nested beyond {DEEPEST} levels.")
        yield from self._blocks(tokens)
        yield from self.notes

    def _blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.type == "table_open":
                end = next(at for at in range(place, len(tokens)) if tokens[at].type == "table_close")
                yield self._table(tokens[place:end])
                place = end
            elif token.type == "inline":
                level = int(tokens[place - 1].tag[1]) if tokens[place - 1].type == "heading_open" else None
                yield from self._paragraph(token, level)
            else:
                yield from self._other(token)
            place += 1

    def _other(self, token: Token) -> Iterator[Block]:
        """What is no paragraph: the begin and end of lists and items, code, HTML, a line across."""
        line = token.map[0] + 1 if token.map else 1
        if token.type == "ordered_list_open":
            self.lists.append(_List(-1))
        elif token.type == "bullet_list_open":
            self.lists.append(_List(None))
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            self.lists.pop()
        elif token.type == "list_item_open":
            self.mark = self._number(token, line)
        elif token.type in ("fence", "code_block"):
            yield from self._code(token, line)
        elif token.type == "html_block":
            yield from self._html(token, line)

    def _number(self, token: Token, line: int) -> Piece:
        """The number of an item: as it is written where numbers rise, else counted on from the last."""
        inside = self.lists[-1]
        if inside.last is None:
            return _piece(BULLET, line, drawn=True)
        written = int(token.info)
        inside.last = max(written, inside.last + 1)
        return _piece(f"{inside.last}{token.markup} ", line, drawn=inside.last != written)

    def _paragraph(self, token: Token, level: int | None) -> Iterator[Block]:
        line = token.map[0] + 1 if token.map else 1
        pieces = list(self._pieces(token.children or (), line))
        mark, self.mark = self.mark, None
        note = _NOTE.match(token.content)
        if note is not None and note["body"]:
            self.notes.append(Words(tuple(pieces)))
        else:
            yield Words((mark, *pieces) if mark else tuple(pieces), level)

    def _pieces(self, children: Sequence[Token], line: int) -> Iterator[Piece]:
        """The pieces of a line of marked up text; what is deleted is left out."""
        deleted = 0
        for child in children:
            if child.type in ("s_open", "s_close"):
                deleted += 1 if child.type == "s_open" else -1
                self.left_out[Hidden.DELETED] += child.type == "s_open"
            elif child.type in ("softbreak", "hardbreak"):
                yield Piece("\n", "", "")
                line += 1
            elif not deleted:
                yield from self._piece(child, line)

    def _piece(self, child: Token, line: int) -> Iterator[Piece]:
        if child.type == "text":
            marks = _NOTE.findall(child.content)
            self.left_out[Hidden.NOTE_MARK] += len(marks)
            words = _NOTE.sub("", child.content) if marks else child.content
            yield from [_piece(words, line)] if words else []
        elif child.type == "code_inline":
            yield _piece(child.content, line)
        elif child.type == "image":
            self.left_out[Hidden.OBJECT] += 1
        elif child.type == "html_inline":
            self.left_out[Hidden.COMMENT] += child.content.startswith("<!--")
            if _LINE_BREAK.match(child.content):
                yield Piece("\n", "", "")

    def _code(self, token: Token, line: int) -> Iterator[Block]:
        first = line + (token.type == "fence")
        for number, words in enumerate(token.content.splitlines(), first):
            yield Words((_piece(words, number),) if words else ())

    def _html(self, token: Token, line: int) -> Iterator[Block]:
        comments = _COMMENT.findall(token.content)
        self.left_out[Hidden.COMMENT] += len(comments)
        markup = _COMMENT.sub("", token.content)
        if markup.strip():
            yield from (_at(block, line) for block in blocks_of(markup, f"{self.name}, line {line}", self.left_out))

    def _table(self, tokens: Sequence[Token]) -> Grid:
        rows: list[list[GridCell]] = []
        for before, token in pairwise(tokens):
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                line = token.map[0] + 1 if token.map else 1
                pieces = tuple(self._pieces(token.children or (), line))
                rows[-1].append(GridCell((Words(pieces),), header=before.type == "th_open"))
        return Grid(tuple(map(tuple, rows)))


def _piece(text: str, line: int, *, drawn: bool = False) -> Piece:
    return Piece(text, "", f"line {line}", drawn=drawn, line=line)


def _at(block: Block, line: int) -> Block:
    """A block of HTML with the line that the HTML begins in."""
    if isinstance(block, Words):
        return replace(
            block, pieces=tuple(replace(one, label=f"line {line}", line=line, path="") for one in block.pieces)
        )
    rows = (
        tuple(replace(cell, blocks=tuple(_at(one, line) for one in cell.blocks)) for cell in row) for row in block.rows
    )
    return Grid(tuple(rows))
