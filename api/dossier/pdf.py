"""A dossier as PDF.

Chinese is set in a font of Adobe's Taiwan collection (Adobe-CNS1) by name: no font file is needed on the machine, the
text can be searched and copied, and whoever opens the file draws it with a font of that collection.
"""

import io
from collections.abc import Iterator
from html import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from api.dossier.content import Dossier, Entry, Quote

FONT = "MSung-Light"
MARGIN = 2 * cm
BASE = {"fontName": FONT, "fontSize": 10.5, "leading": 16, "wordWrap": "CJK"}
STYLES = {
    "title": ParagraphStyle("title", **{**BASE, "fontSize": 18, "leading": 26, "spaceAfter": 6}),
    "head": ParagraphStyle("head", **{**BASE, "fontSize": 12, "spaceBefore": 14, "spaceAfter": 3, "keepWithNext": 1}),
    "body": ParagraphStyle("body", **{**BASE, "spaceAfter": 3}),
    "quote": ParagraphStyle("quote", **{**BASE, "leftIndent": 18, "fontSize": 10, "spaceAfter": 3}),
    "small": ParagraphStyle("small", **{**BASE, "fontSize": 8, "leading": 12, "textColor": "#58625d"}),
}


def write_pdf(dossier: Dossier) -> bytes:
    """The document as bytes, the same for the same dossier."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    written = io.BytesIO()
    document = SimpleDocTemplate(
        written,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=dossier.title,
        lang=dossier.wording.language.value,
        invariant=1,  # no time, and no identifier made of it
    )
    document.build(list(_flow(dossier)))
    return written.getvalue()


def _flow(dossier: Dossier) -> Iterator[Paragraph]:
    yield _said("title", dossier.title)
    yield Paragraph(_link(dossier.iri, dossier.iri), STYLES["small"])
    for line in dossier.lead:
        yield _said("small", line)
    for ordinal, entry in enumerate(dossier.entries, 1):
        yield from _entry(ordinal, entry)
    yield _said("small", dossier.foot)


def _entry(ordinal: int, entry: Entry) -> Iterator[Paragraph]:
    yield _said("head", f"{ordinal}. {entry.verdict} · {entry.kind}")
    yield _said("body", entry.message)
    if entry.formula:
        yield _said("small", entry.formula)
    for quote in entry.quotes:
        yield Paragraph(_quoted(quote), STYLES["quote"])
    yield Paragraph(_link(entry.iri, entry.iri), STYLES["small"])


def _said(style: str, words: str) -> Paragraph:
    return Paragraph(escape(words), STYLES[style])


def _quoted(quote: Quote) -> str:
    parts = (
        f'<font backColor="#f6dc8f">{escape(words)}</font>' if lit else escape(words) for words, lit in quote.parts
    )
    return f"「{''.join(parts)}」 {_link(quote.address, quote.report)}"


def _link(address: str, words: str) -> str:
    return f'<link href="{escape(address)}" color="#8c2f1b">{escape(words)}</link>'
