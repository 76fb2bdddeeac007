"""PDFs of hand-written objects, and those that were made to do harm or hold no text that can be trusted."""

import io
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import reportlab
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.readers.documents.pdfs import FONT, as_pdf, drawn

WORDS = "109年度辦理訓練3場，共有120人參加。"


def of_objects(objects: Sequence[str | bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalog."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one.encode() if isinstance(one, str) else one))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def stream(data: bytes, more: str = "") -> bytes:
    packed = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode%s>>\nstream\n%s\nendstream" % (len(packed), more.encode(), packed)


def one_page(content: bytes, resources: str = "", count: int = 1) -> list[str | bytes]:
    """The objects of a document of one page that says that it has `count`."""
    return [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[3 0 R]/Count {count}>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>{resources}>>>>",
        stream(content),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]


def locked() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 700, "120")
    canvas.save()
    return out.getvalue()


def unmapped(text: str = "éèêëüñßøåæ") -> bytes:
    """A PDF with an embedded part of a font and no table of what its characters are."""
    pdfmetrics.registerFont(TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))

    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 12)
        canvas.drawString(72, 700, WORDS)
        canvas.setFont("Vera", 12)
        canvas.drawString(72, 680, text)

    return drawn(draw).replace(b"/ToUnicode", b"/Xxxxxxxxx")


def misnamed() -> bytes:
    """A PDF of which a font calls characters that are as wide as high by the numbers of letters."""
    return of_objects(one_page(b"BT /F 12 Tf 200 Tz 72 700 Td (!'#$9*6120+,-.) Tj ET"))


def scan(invisible: bytes = b"") -> bytes:
    """A PDF of a picture, with or without text that is not shown."""
    picture = stream(
        bytes(64 * 64), "/Type/XObject/Subtype/Image/Width 64/Height 64/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    return of_objects([*one_page(b"q 500 0 0 700 40 60 cm /I Do Q" + invisible, "/XObject<</I 6 0 R>>"), picture])


def harmful() -> Iterator[tuple[str, bytes]]:
    """Name and bytes."""
    text = b"BT /F 12 Tf 72 700 Td (120) Tj ET "
    yield "declared", of_objects(one_page(text, count=10_000))
    yield "loop", of_objects(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 500>>"])
    yield "unpacks", of_objects(one_page(b" " * 400_000_000))
    yield "characters", of_objects(one_page(b"BT /F 1 Tf 72 700 Td " + b"(120120120120) Tj " * 400_000 + b"ET"))
    yield "strokes", of_objects(one_page(text + b"72 72 m 500 72 l S 72 72 m 72 500 l S " * 200_000))
    form = stream(b"/X Do " * 10, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    yield "forms", of_objects([*one_page(text + b"/X Do", "/XObject<</X 6 0 R>>"), form])
    yield "deep", of_objects([*one_page(text), "[" * 100_000 + "]" * 100_000])
    yield "password", locked()
    yield "nothing", b""
    yield "other", b"PK\x03\x04" + bytes(2_000)
    yield "head", b"%PDF-1.7\n"
    yield "scan", scan()
    yield "unmapped", unmapped()
    yield "pages", as_pdf("")
