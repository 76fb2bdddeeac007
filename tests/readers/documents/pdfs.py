"""PDFs: what a word processor would print of paragraphs and tables, on A4 with running lines.

The font is one that every reader of PDF has to know by its name (Adobe-CNS1, ISO 32000-2, 9.7.5.2), so that none is
needed to make them.
"""

import io
from collections.abc import Callable
from html import escape

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tests.readers.documents.parts import Rows, parts_of

FONT = "MSung-Light"
HEADER = "某市政府人事處　工作報告"
WIDTH = 451.0


def style(**more: object) -> ParagraphStyle:
    """How paragraphs are set; lines may be broken before every character that may begin one."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return ParagraphStyle("text", fontName=FONT, fontSize=12, leading=18, wordWrap="CJK", **more)


def as_pdf(text: str) -> bytes:
    return printed([flowable for part in parts_of(text) for flowable in _flowables(part)])


def printed(story: list[Flowable], header: str | None = HEADER) -> bytes:
    """A PDF of these paragraphs and tables, with a header and the number of the page on every page, or with neither."""

    def run(canvas: Canvas, document: SimpleDocTemplate) -> None:
        if header is None:
            return
        canvas.setFont(FONT, 9)
        canvas.drawString(72, 805, header)
        canvas.drawCentredString(297, 30, f"- {document.page} -")

    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, leftMargin=72, rightMargin=72, invariant=1)
    document.build(story, onFirstPage=run, onLaterPages=run)
    return out.getvalue()


def _flowables(part: str | Rows) -> list[Flowable]:
    if not isinstance(part, str):
        return [table(part.rows, (130, WIDTH - 130), repeatRows=1, splitInRow=1)]
    if "\t" in part:
        left, _, right = part.rpartition("\t")
        cells = [[Paragraph(escape(left), style()), Paragraph(escape(right), style(alignment=TA_RIGHT))]]
        return [Table(cells, (WIDTH - 60, 60), style=[("TOPPADDING", (0, 0), (-1, -1), 0)])]
    return [Paragraph(escape(part), style())] if part.strip() else [Spacer(1, 12)]


def table(rows: object, widths: tuple[float, ...], **more: object) -> Table:
    """A ruled table of cells of paragraphs."""
    assert isinstance(rows, tuple)
    cells = [[[Paragraph(escape(one), style()) for one in cell] for cell in row] for row in rows]
    look = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, "black"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.5, "black"),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    return Table(cells, widths, style=look, **more)


def drawn(draw: Callable[[Canvas], None], size: tuple[float, float] = A4) -> bytes:
    """A PDF that a test draws itself."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.setFont(FONT, 12)
    draw(canvas)
    canvas.save()
    return out.getvalue()
