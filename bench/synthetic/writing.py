"""Writes made reports: text files with a description beside each, for the reader to read as any other.

Reports are numbered from 0, body by body, and those of a body by half year. So a store that grows from 100 reports to
1,000 grows by bodies: what one body tells stays as long as it is, while what all tell (figures of the whole city, and
of metrics of the vocabulary) grows with the number of reports, as in life.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path

from bench.synthetic.figures import Course
from bench.synthetic.grammar import Grammar, Issuer, Item

CITY = "高雄市政府"
# Half years that each body reports on, from the first half of 2004 on; 24 bodies.
HALVES, FIRST_YEAR = 42, 2004
MOST = HALVES * 24
ROC = 1911
HAN = "一二三四五六七八九十"
MONTHS = ("1月至6月", "7月至12月")
DAYS = (("01-01", "06-30"), ("07-01", "12-31"))


@dataclass(frozen=True, slots=True)
class Made:
    """One made report: the text of its file, and the TOML that describes it."""

    id: str
    text: str = field(repr=False)
    description: str = field(repr=False)


@cache
def grammar() -> Grammar:
    return Grammar.load()


def made_report(number: int) -> Made:
    """The report of that number, of 0 to MOST - 1. Raises IndexError beyond."""
    if not 0 <= number < MOST:
        raise IndexError(f"There are {MOST} made reports, counted from 0; there is none of number {number}.")
    place, half = divmod(number, HALVES)
    issuer = grammar().issuers[place]
    year, part = FIRST_YEAR + half // 2, half % 2
    start, end = (f"{year}-{day}" for day in DAYS[part])
    title = f"{CITY}{issuer.name}業務報告（{_time(half)}）"
    description = {
        "id": f"made-{issuer.slug}-{start[:7]}",
        "title": title,
        "issuer": CITY + issuer.name,
        "owner": CITY,
        "kind": "council work report",
        "coverage": f"{start}/{end}",
    }
    rows = "".join(f'{name} = "{value}"\n' for name, value in description.items())
    return Made(description["id"], "\n\n".join((title, *_body(issuer, half))) + "\n", rows)


def write_reports(directory: Path, count: int, first: int = 0) -> tuple[Path, ...]:
    """Writes that many reports, each `ID.txt` with `ID.toml`, and returns the paths of the texts, in order of number.

    What lies there with these very bytes is left as it is.
    """
    directory.mkdir(parents=True, exist_ok=True)
    return tuple(_write(directory, made_report(number)) for number in range(first, first + count))


def _write(directory: Path, made: Made) -> Path:
    path = directory / f"{made.id}.txt"
    for file, text in ((path, made.text), (path.with_suffix(".toml"), made.description)):
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
    return path


def _body(issuer: Issuer, half: int) -> Iterator[str]:
    """Headings and paragraphs: two things of the body under each heading, then the personnel chapter."""
    headings = grammar().headings
    groups = groupby(grammar().items(issuer), key=lambda item: item.chapter)
    for place, (_, items) in enumerate(groups):
        yield f"{HAN[place]}、{headings[place % len(headings)]}"
        for below, (thing, told) in enumerate(groupby(items, key=lambda item: item.thing)):
            yield f"({HAN[below]}) {thing}業務"
            yield from _paragraphs(issuer, list(told), half)


def _paragraphs(issuer: Issuer, items: list[Item], half: int) -> Iterator[str]:
    told = [(item, Course(f"{issuer.slug}/{item.name}")) for item in items]
    lines = [_sentence(item, course, half) for item, course in told if course.told(half, HALVES - 1)]
    yield from (f"{place}. {line}" for place, line in enumerate(lines, 1))


def _sentence(item: Item, course: Course, half: int) -> str:
    year = FIRST_YEAR + half // 2 - ROC
    times = {
        "time": _time(half),
        "last": _time(half - 2),
        "end": f"{year}年{(6, 12)[half % 2]}月底止",
        "year": str(year),
        "next": str(year + 1),
    }
    return item.sentence.format(**item.fixed, **times, **course.gaps(half))


def _time(half: int) -> str:
    """A half year as reports have it: 106年7月至12月."""
    return f"{FIRST_YEAR + half // 2 - ROC}年{MONTHS[half % 2]}"
