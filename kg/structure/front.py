"""Finds what frames a report and is not its content: titles, a table of contents, page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.model.text import SkipReason, Span
from kg.structure.lines import Line
from kg.structure.rules import Signs

# So far into a text a title is looked for, in lines with something in them.
FRONT = 60
LONGEST = 60
_ENTRY = re.compile(r"(?P<leader>\t|[.…．·‧⋯]{2,}|[ \u3000]{3,})[ \u3000]*\(?(?P<page>\d{1,3})\)?\s*$")
_NUMBERED = re.compile(
    r"^(?:[-–—~]\d{1,3}[-–—~]|第\d{1,3}頁(?:[,，/]?共\d{1,3}頁)?|(?:[Pp]age|[Pp]\.)\d{1,3}(?:of\d{1,3})?)$"
)
_BARE = re.compile(r"^\d{1,3}$")

# What is skipped, by the place of a line among the lines.
Skips = dict[int, SkipReason]


def find_contents(text: str, lines: Sequence[Line], signs: Signs) -> Skips:
    """The lines of tables of contents and their heads: at least three entries with page numbers that do not fall.

    Figures in columns look alike. So a head must stand before the entries, or dots lead to the numbers, or most entries
    stand once more in the text. One line without a number between two entries belongs to them: an entry that was too
    long for its line.
    """
    found: Skips = {}
    entries = [_ENTRY.search(text, max(line.start, line.end - 60), line.end) for line in lines]
    pages = [
        int(entry["page"]) if entry and not _cells(text, line) else None
        for entry, line in zip(entries, lines, strict=True)
    ]
    texts = Counter(line.text for line in lines)
    for first, last in _runs(pages):
        headed = first > 0 and signs.contents.search(lines[first - 1].text) is not None
        run = zip(entries[first : last + 1], lines[first : last + 1], strict=True)
        named = [(entry, line) for entry, line in run if entry is not None]
        led = sum(len(entry["leader"].strip()) > 1 for entry, _ in named)
        again = sum(line.text.removesuffix(entry["page"]) in texts for entry, line in named)
        if headed or 2 * max(led, again) > len(named):
            found |= dict.fromkeys(range(first - headed, last + 1), SkipReason.CONTENTS)
    return found


def _cells(text: str, line: Line) -> bool:
    """Whether a line has more than one column before its last."""
    return text.count("\t", line.start, line.end) > 1 and line.mark is None


def _runs(pages: Sequence[int | None]) -> Iterator[tuple[int, int]]:
    """First and last places of the runs of entries."""
    run: list[int] = []
    for place, page in enumerate(pages):
        if page is None:
            continue
        before = pages[run[-1]] if run else None
        if before is not None and (place - run[-1] > 2 or page < before):
            if len(run) > 2:
                yield run[0], run[-1]
            run = []
        run.append(place)
    if len(run) > 2:
        yield run[0], run[-1]


def find_page_numbers(lines: Sequence[Line]) -> Skips:
    """Lines that are page numbers: dressed as such, or at least three bare numbers that count up by one."""
    found = {
        place: SkipReason.PAGE_NUMBER
        for place, line in enumerate(lines)
        if len(line.text) <= 20 and _NUMBERED.match(line.text)
    }
    bare = [place for place, line in enumerate(lines) if len(line.text) <= 3 and _BARE.match(line.text)]
    run: list[int] = []
    for place in bare:
        if run and int(lines[place].text) != int(lines[run[-1]].text) + 1:
            run = []
        run.append(place)
        if len(run) >= 3:
            found |= dict.fromkeys(run[-3:], SkipReason.PAGE_NUMBER)
    return found


def find_titles(lines: Sequence[Line], signs: Signs, skipped: Skips) -> tuple[Skips, Span | None]:
    """The lines of the title, wherever it stands alone in a line, and its span at its first place."""
    titles: dict[str, tuple[int, ...]] = {}
    above: int | None = None
    for place, line in enumerate(lines[:FRONT]):
        if place in skipped:
            continue
        if line.mark is not None or len(line.text) > LONGEST or "。" in line.text:
            break
        if signs.title.search(line.text):
            titles.setdefault(line.text, (place,))
        elif above is not None and signs.title_end.search(line.text) and signs.body.search(lines[above].text):
            titles.setdefault(lines[above].text + line.text, (above, place))
        above = place
    found = {place: SkipReason.TITLE for places in titles.values() for place in places}
    found |= {place: SkipReason.TITLE for place, line in enumerate(lines) if line.text in titles}
    first = next(iter(titles.values()), None)
    span = Span(lines[first[0]].span.start, lines[first[-1]].span.end) if first else None
    return found, span
