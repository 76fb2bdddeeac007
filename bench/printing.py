"""How long PDFs of 50, 100 and 200 pages take to be read, and how much memory the program takes that opens them.

The packaged reports are printed one after another, with running lines, by the printer of the tests.
"""

import resource
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import cycle, islice

import pypdfium2

from bench.building import packaged_reports
from bench.table import Measured, timed
from kg.readers.pdf import read_pdf
from kg.readers.pdf.pages import command
from tests.readers.documents.pdfs import as_pdf

PAGES = (50, 100, 200)
# Runs the program that opens PDFs and says the most memory that it took, in KiB.
_WATCH = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


def made_pdf(pages: int) -> bytes:
    """The pages of all reports, as often as it takes to have so many."""
    printed = [pypdfium2.PdfDocument(as_pdf(report.source.text)) for report in packaged_reports()]
    places = [(document, place) for document in printed for place in range(len(document))]
    made, out = pypdfium2.PdfDocument.new(), BytesIO()
    for document, place in islice(cycle(places), pages):
        made.import_pages(document, [place])
    made.save(out)
    return out.getvalue()


def memory_of(data: bytes) -> int:
    """The most memory of the program that opens a PDF, in MiB."""
    watched = [sys.executable, "-c", _WATCH, *command()]
    told = subprocess.run(watched, input=data, capture_output=True, check=True).stdout
    return int(told) // 1024


def _processor() -> float:
    """Seconds of the processor so far, of this process and of those that it started."""
    taken = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in taken)


def measure_printing() -> Iterator[Measured]:
    """Seconds of reading, by the clock and of the processor, and the most memory of the program that opens the file."""
    for pages in PAGES:
        data = made_pdf(pages)
        before = _processor()
        seconds, source = timed(lambda data=data: read_pdf(data, "made.pdf", "0" * 64))
        used = f"{_processor() - before:.2f} s of a processor"
        amount = f"{used}; {len(source.text):,} characters; {memory_of(data)} MiB to open {len(data) / 1e6:.1f} MB"
        yield Measured("PDF", f"{pages} pages", seconds, amount)
