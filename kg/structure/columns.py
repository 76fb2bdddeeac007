"""Tables of two columns: headings to the left, all that was achieved under them to the right, page by page.

The lines of a page do not stand side by side: a left cell lists the headings of the page, the right cell all their
texts. Which text belongs to which heading is found by what a table shows: the count of marks that begins anew, a
sentence that ends, the words that heading and text share, and the height on the page where a layout program left it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.model.text import Span
from kg.structure.joining import Joiner, Passage, ends, joined
from kg.structure.lines import Line, items_of, paragraphs_of
from kg.structure.rules import StructureRules

LEFT, RIGHT = 1, 2
# Above so many pairs of heading and text in one row no table is laid out by likeness; order alone decides.
_MOST_PAIRS = 250_000
_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Region:
    """A table: the places of its lines among the lines, first to last."""

    first: int
    last: int


@dataclass(slots=True)
class _Row:
    """What is new in one row: headings that begin in it, texts that begin in it."""

    headings: list[list[Line]] = field(default_factory=list)
    texts: list[Line] = field(default_factory=list)


def find_tables(text: str, lines: Sequence[Line]) -> list[Region]:
    """The tables of two columns with headings to the left."""
    found: list[Region] = []
    run: list[int] = []
    for place, line in enumerate(lines):
        if text.count("\t", line.start, line.end) == 1:
            run.append(place)
        else:
            found += _region(text, lines, run)
            run = []
    return found + _region(text, lines, run)


def _region(text: str, lines: Sequence[Line], run: Sequence[int]) -> list[Region]:
    """A run of lines as a table, when more than half of its left cells have a mark and its right cells are longer."""
    if len(run) < 2:
        return []
    cells = [_tab(text, lines[place]) for place in run]
    left = sum(tab - lines[place].start for place, tab in zip(run, cells, strict=True))
    right = sum(lines[place].end - tab for place, tab in zip(run, cells, strict=True))
    headers = _headers(lines, run)
    written = [place for place in run if place not in headers]
    marked = sum(lines[place].mark is not None for place in written)
    if not written or marked * 2 < len(written) or right < 2 * left:
        return []
    return [Region(run[0], run[-1])]


def _tab(text: str, line: Line) -> int:
    return text.index("\t", line.start, line.end)


def _headers(lines: Sequence[Line], run: Sequence[int]) -> set[int]:
    """The header rows: the first row, where it is short and has no mark, and its repetitions."""
    first = lines[run[0]]
    if first.mark is not None or len(first.text) > 30 or "。" in first.text:
        return set()
    return {place for place in run if lines[place].text == first.text}


def read_table(
    source: str, lines: Sequence[Line], rules: StructureRules, joiner: Joiner
) -> tuple[list[Passage], list[Span]]:
    """The passages of a table in the order of its headings, and the spans of its header rows."""
    headers = _headers(lines, range(len(lines)))
    rows = _rows(source, lines, rules, headers)
    begun = {text.flow.offsets[0]: text for text in joiner.join([text for row in rows for text in row.texts], RIGHT)}
    passages: list[Passage] = []
    above: Passage | None = None
    for row in rows:
        heads = [joined(group, LEFT) for group in row.headings]
        new = [begun[text.flow.offsets[0]] for text in row.texts if text.flow.offsets[0] in begun]
        carried, *shares = share_out(heads, new, above)
        passages += carried
        for head, share in zip(heads, shares, strict=True):
            passages += [head, *share]
        above = new[-1] if new else above
    return passages, [lines[place].span for place in sorted(headers)]


def _rows(source: str, lines: Sequence[Line], rules: StructureRules, headers: set[int]) -> list[_Row]:
    """The rows of a table. A left cell that goes on behind a page break is added to the heading that it belongs to."""
    rows: list[_Row] = []
    fresh = False
    heading: list[Line] = []
    for place, line in enumerate(lines):
        if place in headers:
            fresh = True
            continue
        row = _Row()
        tab = _tab(source, line)
        for part in paragraphs_of(source, line, line.start, tab, rules):
            if part.mark is None and fresh and heading:
                heading.append(part)
            else:
                heading = [part]
                row.headings.append(heading)
            fresh = False
        row.texts += items_of(source, list(paragraphs_of(source, line, tab, line.end, rules)), rules)
        rows.append(row)
        fresh = False
    return rows


def share_out(heads: Sequence[Passage], texts: Sequence[Passage], above: Passage | None) -> list[list[Passage]]:
    """The texts of a row: first those that still belong to what was open before it, then those of each heading.

    The best of all ways to cut the texts in as many runs, a run for each heading in order, by the worth of each cut.
    """
    if not heads or not texts:
        return [list(texts), *([] for _ in heads)]
    if len(heads) * len(texts) > _MOST_PAIRS:
        return [[], *([] for _ in heads[1:]), list(texts)]
    cuts = _best(_carried(texts, above), heads, texts, above)
    bounds = [0, *cuts, len(texts)]
    return [list(texts[start:end]) for start, end in pairwise(bounds)]


def _carried(texts: Sequence[Passage], above: Passage | None) -> list[float]:
    """The worth of giving the first n texts to what was open before, for every n."""
    opened = _worth(texts[0], above) if above is not None else 3.0
    return [opened, *[-opened] * len(texts)]


def _best(carried: list[float], heads: Sequence[Passage], texts: Sequence[Passage], above: Passage | None) -> list[int]:
    """Where the run of each heading begins."""
    size = len(texts)
    worth = [_worth(text, texts[place - 1] if place else above) for place, text in enumerate(texts)]
    totals = carried
    steps: list[list[int]] = []
    for place, head in enumerate(heads):
        below = heads[place + 1] if place + 1 < len(heads) else None
        empty = 0.0 if below is not None and _stands_under(below, head) else -2.0
        likeness = [_likeness(head, text) for text in texts]
        best, start = _NEVER, 0
        row, step = [_NEVER] * (size + 1), [0] * (size + 1)
        for end in range(size + 1):
            # A heading without a text of its own ends where it begins.
            row[end], step[end] = totals[end] + empty, end
            if best > row[end]:
                row[end], step[end] = best, start
            if end < size:
                gain = totals[end] + (worth[end] if end else 0.0) + likeness[end]
                if gain > best:
                    best, start = gain, end
        totals, steps = row, [*steps, step]
    cuts: list[int] = []
    end = size
    for step in reversed(steps):
        end = step[end]
        cuts.append(end)
    return cuts[::-1]


def _worth(text: Passage, before: Passage | None) -> float:
    """How well a new heading's text may begin here."""
    if before is None:
        return 0.0
    if before.flow.text[-1] == ":" or not ends(before.flow.text):
        return -3.0
    if text.mark is not None:
        if text.mark.value != 1:
            return -5.0
        return 3.0 if before.mark is not None and before.mark.rank == text.mark.rank else 1.0
    return 1.5 if before.mark is not None else 1.0


def _stands_under(below: Passage, head: Passage) -> bool:
    return (
        below.mark is not None and head.mark is not None and below.mark.value == 1 and below.mark.rank > head.mark.rank
    )


def _likeness(head: Passage, text: Passage) -> float:
    """From 0 to 3: the share of the heading's pairs of characters that the text has; more where both stand level."""
    pairs = {head.body[place : place + 2] for place in range(len(head.body) - 1)}
    shared = sum(pair in text.flow.text for pair in pairs)
    level = 4.0 if head.top is not None and text.top is not None and abs(head.top - text.top) <= 8 else 0.0
    return 3.0 * shared / max(len(pairs), 1) + level
