"""The packaged reports in every format: the same facts as of their texts, each of which leads back to its place."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from pypdfium2 import PdfDocument, PdfTextPage

from kg.graph import fact_rows
from kg.iris import Iris
from kg.model.places import Place
from kg.model.text import Source
from kg.pipeline.gather import Report, catalogue_of, find_files, gather
from kg.pipeline.order import Clock, Knowledge, Read, load_knowledge, read_report
from kg.pipeline.product import silent
from kg.pipeline.shared import make_shared
from kg.readers import READERS, read_source
from kg.resources import open_resources, packaged
from tests.readers.documents.made import MAKERS

KEPT = Path(__file__).parent / "kept"
FIELDS = ("quote", "value", "unit", "kind", "period", "series")
LIMIT = 10**8
REPORTS = (
    *("kcg-personnel-2014", "kcg-personnel-2016-09_2017-02", "kcg-personnel-2017-07_2017-12"),
    *("kcg-personnel-2020-07_2020-12", "kcg-personnel-2025-03_2025-08"),
)


@pytest.fixture(scope="module")
def reports() -> Mapping[str, Report]:
    files = find_files([packaged() / "reports"])
    return {report.info.id: report for report in gather(files, {}, catalogue_of(files, open_resources()), LIMIT)}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    resources, iris = open_resources(), Iris()
    return load_knowledge(resources, iris, make_shared(resources, iris))


@pytest.fixture(scope="module")
def expected(reports: Mapping[str, Report], knowledge: Knowledge) -> Mapping[str, Counter[str]]:
    return {name: facts_of(read(report.source, report, knowledge)) for name, report in reports.items()}


def read(source: Source, report: Report, knowledge: Knowledge) -> Read:
    return read_report(source, report.info, knowledge, Clock(report.info.id, silent))


def facts_of(read: Read) -> Counter[str]:
    rows = ({**row, "quote": "".join(str(row["quote"]).split())} for row in fact_rows(read.reading, read.links, Iris()))
    return Counter(json.dumps([row[field] for field in FIELDS], ensure_ascii=False, sort_keys=True) for row in rows)


def test_every_format_is_made() -> None:
    assert {".html", ".docx", ".odt", ".pdf", ".md"} <= set(MAKERS) <= set(READERS)


@pytest.mark.parametrize("format_", MAKERS)
@pytest.mark.parametrize("name", REPORTS)
def test_the_same_facts(
    reports: Mapping[str, Report],
    knowledge: Knowledge,
    expected: Mapping[str, Counter[str]],
    name: str,
    format_: str,
) -> None:
    report = reports[name]
    data = MAKERS[format_](report.source.text)
    source = read_source(data, f"report{format_}", LIMIT)
    found = read(source, report, knowledge)
    facts = facts_of(found)
    same = (facts & expected[name]).total()
    assert same >= 0.99 * expected[name].total()
    assert same >= 0.99 * facts.total()
    assert len(found.reading.facts) > 90
    cutter = Cutter(data, format_)
    for fact in found.reading.facts:
        span = fact.quantity.span
        assert cutter.cut(source, span.start, span.end) == "".join(span.cut(source.text).split())


@pytest.mark.parametrize("path", sorted(KEPT.iterdir()), ids=lambda path: path.suffix)
def test_a_report_that_is_kept_as_a_file(
    reports: Mapping[str, Report], knowledge: Knowledge, expected: Mapping[str, Counter[str]], path: Path
) -> None:
    """What a program of another day wrote is read as what the makers write today."""
    report = reports[path.stem]
    found = facts_of(read(read_source(path.read_bytes(), path.name, LIMIT), report, knowledge))
    same = (found & expected[path.stem]).total()
    assert same >= 0.99 * max(found.total(), expected[path.stem].total())


def test_a_file_of_every_format_is_kept() -> None:
    assert {path.suffix for path in KEPT.iterdir()} == set(MAKERS)


class Cutter:
    """Cuts quotes out of the file itself, by the places that the reader gives and without the reader."""

    def __init__(self, data: bytes, format_: str) -> None:
        self._data, self._format = data, format_
        self._roots: dict[str, etree._Element] = {}
        self._pages: dict[int, list[tuple[float, float, str]]] = {}

    def cut(self, source: Source, start: int, end: int) -> str:
        """The characters of a quote without white space."""
        return "".join(self._at(place, source.text[place.start : place.end]) for place in source.places.of(start, end))

    def _at(self, place: Place, quote: str) -> str:
        if place.page is not None:
            return self._on_page(place)
        if place.line is not None:
            return self._in_line(place.line, quote)
        root = self._root(place.part)
        names = {prefix: name for prefix, name in root.nsmap.items() if prefix}
        (element,) = root.xpath(place.path, namespaces=names)
        said = "".join("".join(element.itertext()).split())
        bare = "".join(quote.split())
        assert bare in said
        return bare

    def _in_line(self, line: int, quote: str) -> str:
        said = "".join(unescaped(self._data.decode().split("\n")[line - 1]).split())
        bare = "".join(quote.split())
        assert bare in said
        return bare

    def _on_page(self, place: Place) -> str:
        """The characters of the page of which the middle is in the box, as the library says them."""
        assert place.page is not None
        assert place.box is not None
        box = place.box
        if place.page not in self._pages:
            page = PdfDocument(self._data)[place.page - 1]
            self._pages[place.page] = list(_middles(page.get_textpage(), page.get_height()))
        inside = (
            char for x, y, char in self._pages[place.page] if box.left < x < box.right and box.top < y < box.bottom
        )
        return "".join("".join(inside).split())

    def _root(self, part: str) -> etree._Element:
        if part not in self._roots:
            if self._format == ".html":
                self._roots[part] = etree.fromstring(self._data, etree.HTMLParser(encoding="utf-8"))
            else:
                self._roots[part] = etree.fromstring(ZipFile(BytesIO(self._data)).read(part))
        return self._roots[part]


def unescaped(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def _middles(page: PdfTextPage, height: float) -> Iterator[tuple[float, float, str]]:
    """The middle of every character, from the left and upper edge of its page, in the order in which they are drawn."""
    for place in range(page.count_chars()):
        left, bottom, right, top = page.get_charbox(place, loose=True)
        yield (left + right) / 2, height - (top + bottom) / 2, page.get_text_range(place, 1)
