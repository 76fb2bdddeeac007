"""The text of a report with its blocks, facts and misses where they stand: what a page of the report shows."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

import pyoxigraph

from kg.iris import Iris
from kg.model.folding import fold
from kg.questions.answer import as_value
from kg.questions.catalogue import load_query
from kg.questions.fill import fill
from kg.questions.reports import find_report, report_row
from kg.questions.sources import source_of
from kg.resources import Resources
from kg.store import View

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of a block in which nothing begins or ends.

    start, end  in code points of the source
    facts       rows of the facts whose quotes hold it, in reading order
    missed      the row of the number, name or award word that was not understood, or None
    layout      whether it is no content: marks of a page or table that stand within a paragraph
    """

    text: str
    start: int
    end: int
    facts: tuple[Row, ...] = ()
    missed: Row | None = None
    layout: bool = False

    @property
    def begun(self) -> tuple[tuple[int, int], ...]:
        """The places of quotes that begin here and go on beyond: 1至3次 holds that of 1次."""
        places = dict.fromkeys((int(row["start"]), int(row["end"])) for row in self.facts)
        return tuple(place for place in places if place[0] == self.start and place[1] != self.end)


@dataclass(frozen=True, slots=True)
class DocumentBlock:
    """A heading or paragraph. `level` is the depth of a heading, 0 at the top, and None for a paragraph."""

    iri: str
    ordinal: int
    number: str
    start: int
    end: int
    level: int | None
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Its words, with its mark and without layout."""
        return "".join(piece.text for piece in self.pieces if not piece.layout)


@dataclass(frozen=True, slots=True)
class Document:
    """A report as a page shows it. `skipped` counts the characters that are no part of a block: layout, page numbers,
    tables of contents."""

    report: Row
    text: str = field(repr=False)
    blocks: tuple[DocumentBlock, ...] = field(repr=False)
    skipped: int
    facts: tuple[Row, ...] = field(repr=False)
    missed: tuple[Row, ...] = field(repr=False)

    def words(self, start: int, end: int) -> str:
        """What stands from start to end, without the layout that a page break or a table puts between."""
        place = bisect_right(self.blocks, start, key=lambda block: block.start) - 1
        block = self.blocks[max(0, place)] if self.blocks else None
        pieces = block.pieces if block and block.start <= start and end <= block.end else ()
        cut = (self.text[max(start, piece.start) : min(end, piece.end)] for piece in pieces if not piece.layout)
        return "".join(cut) or self.text[start:end]


def report_text(view: View, report: str) -> str:
    """The text of a report's file, as all offsets count it. Raises UnknownNameError for a report that is not here."""
    return source_of(view, report).text


def read_document(view: View, resources: Resources, report: str) -> Document:
    """The report of that id with all that was read in it. Raises UnknownNameError with near ids."""
    missed = view.rows_with(report, "coverage", "fate", "missed")
    return _document(view, resources, report, missed)


def read_words(view: View, resources: Resources, report: str) -> Document:
    """The same without what was missed and without marks of facts in its blocks: for who wants its words alone."""
    return _document(view, resources, report, None)


def _document(view: View, resources: Resources, report: str, missed: tuple[Row, ...] | None) -> Document:
    entry = find_report(view, report)
    text = report_text(view, report)
    facts = view.facts(report)
    marks = _Marks((), ()) if missed is None else _Marks(facts, missed)
    rows = _rows(view, resources, report)
    owned = _owned([(int(row["start"]), int(row["end"])) for row in rows])
    blocks = tuple(_block(row, parts, text, marks) for row, parts in zip(rows, owned, strict=True))
    inside = sum(end - start for parts in owned for start, end in parts)
    return Document(report_row(view, entry), text, blocks, len(text) - inside, facts, missed or ())


def _rows(view: View, resources: Resources, report: str) -> list[Row]:
    iris = Iris(view.manifest.base_iri)
    query = load_query(resources, "internal/document", iris)
    graph = pyoxigraph.NamedNode(iris.graph(f"report/{report}"))
    solutions = view.select(fill(query, {"graph": graph}))
    names = [variable.value for variable in solutions.variables]
    return [{name: as_value(row[name]) for name in names} for row in solutions]


def _owned(places: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """For every block its parts without the blocks that stand inside it: a cell of a table that is continued on the
    next page encloses its neighbours."""
    starts = sorted(places)
    found = []
    for start, end in places:
        parts, place = [], start
        for other, stop in starts[bisect_right(starts, (start, end)) : bisect_left(starts, (end, 0))]:
            if place < other:
                parts.append((place, other))
            place = max(place, stop)
        found.append([*parts, (place, end)] if place < end else parts)
    return found


def _block(row: Row, parts: Sequence[tuple[int, int]], text: str, marks: "_Marks") -> DocumentBlock:
    number, level = str(row["number"] or ""), None if row["level"] is None else int(row["level"])
    layout = tuple(_layout(text, parts, number + str(row["text"])))
    pieces = tuple(piece for first, last in parts for piece in marks.cut(text, (first, last), layout))
    return DocumentBlock(
        str(row["block"]), int(row["ordinal"]), number, int(row["start"]), int(row["end"]), level, pieces
    )


def without_layout(sentence: str, block: str) -> str:
    """A sentence of a block as the block says it: what a page break or a table puts into it is left out."""
    if fold(sentence) in fold(block):
        return sentence
    place, kept = 0, []
    for start, end in _layout(sentence, [(0, len(sentence))], block):
        kept.append(sentence[place:start])
        place = end
    return "".join([*kept, sentence[place:]])


def _layout(text: str, parts: Sequence[tuple[int, int]], words: str) -> Iterator[tuple[int, int]]:
    """Runs of characters of these parts that are not of the words which the block says: `words` folds what it joins."""
    folded = fold(words)
    if fold("".join(text[start:end] for start, end in parts)) == folded:
        return
    places = [place for start, end in parts for place in range(start, end) if fold(text[place])]
    if len(places) == len(folded):
        return
    matcher = SequenceMatcher(None, [fold(text[place]) for place in places], list(folded), autojunk=False)
    for tag, first, last, _, _ in matcher.get_opcodes():
        if tag in ("delete", "replace"):
            yield places[first], places[last - 1] + 1


class _Marks:
    """What is to be marked in a text, found by place. A quote lies inside one block."""

    def __init__(self, facts: Sequence[Row], missed: Sequence[Row]) -> None:
        self._facts, self._missed = _by_start(facts), _by_start(missed)

    def cut(self, text: str, part: tuple[int, int], layout: Sequence[tuple[int, int]]) -> Iterator[Piece]:
        """The characters of a part in pieces."""
        start, end = part
        facts, missed = _between(self._facts, start, end), _between(self._missed, start, end)
        marked = [(row["start"], row["end"]) for row in (*facts, *missed)]
        ends = {place for places in (*marked, *layout) for place in places if start < place < end}
        for first, last in pairwise(sorted({start, end} | ends)):
            holding, outside = (
                tuple(_holding(facts, first, last)),
                any(one <= first and last <= two for one, two in layout),
            )
            yield Piece(text[first:last], first, last, holding, next(_holding(missed, first, last), None), outside)


def _by_start(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row["start"], row["end"]))


def _between(rows: Sequence[Row], start: int, end: int) -> Sequence[Row]:
    """Those that begin at one of these places; `rows` are sorted by place."""
    return rows[bisect_left(rows, start, key=_start) : bisect_left(rows, end, key=_start)]


def _start(row: Row) -> int:
    return int(row["start"])


def _holding(rows: Iterable[Row], start: int, end: int) -> Iterator[Row]:
    return (row for row in rows if row["start"] <= start and end <= row["end"])
