"""What the library for PDF (pdfium) says of each page: characters with their places, straight strokes, counts.

It runs as a program of its own (`python extraction.py`), since it opens files that may be made to do harm by a library
that no exception stops: the operating system bounds its memory and its time. It knows nothing of the rest of the
package, so that it starts fast. Standard input is the file; on standard output stands, for the document and for every
page, a line of JSON, behind that of a page its numbers as 32-bit floats.

Places are in points from the left and upper edge of the page as it is shown: turned by its /Rotate, cut to its crop
box (ISO 32000-2, 7.7.3.3 and 14.11.2).
"""

import ctypes
import json
import resource
import signal
import sys
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from math import ceil, pi

import pypdfium2
from pypdfium2 import raw

MEMORY = 1 << 30
# Seconds of the processor: for opening, and for each page that was read. A page of 1,500 characters takes 0.01.
SECONDS, SECONDS_A_PAGE = 7, 0.1
MOST_PAGES = 2_000
MOST_CHARACTERS = 100_000
MOST_OBJECTS = 50_000
MOST_STROKES = 20_000
DEEPEST = 4
# A stroke, or a filled rectangle that is drawn as one, is so thin, in points.
THIN = 3.0
INVISIBLE = 3
# Pictures of pages: the longer side in pixels; the distance of a line around a box, in points, and its colour.
PIXELS, AROUND, COLOUR = 1_400, 2.0, (190, 30, 45)
ERRORS = {1: "unknown", 2: "file", 3: "format", 4: "password", 5: "security", 6: "page"}
# Annotations that people write beside a text (ISO 32000-2, table 171), by their numbers in pdfium.
_REMARKS = frozenset({1, 3, *range(5, 17)})
Affine = tuple[float, float, float, float, float, float]
_SAME: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def main() -> None:
    """Reads standard input, writes standard output. Ends by a signal where a limit is reached. An argument asks for a
    picture of one page, as JSON: "page" from 1, and "boxes" on it that are drawn, in points."""
    confine()
    data = sys.stdin.buffer.read()
    if len(sys.argv) > 1:
        sys.stdout.buffer.write(_picture(data, **json.loads(sys.argv[1])))
        return
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        _say({"error": ERRORS.get(error.err_code or 1, "unknown")})
        return
    pages = len(document)
    if pages > MOST_PAGES or not pages:
        _say({"error": "pages", "pages": pages})
        return
    _say({"pages": pages, **_of_document(document)})
    for number in range(pages):
        _allow(number)
        _page(document, number)


def confine() -> None:
    """Bounds this process: memory, time, no dump of its memory. A limit that is lower already stays."""
    _bound(resource.RLIMIT_AS, MEMORY)
    _bound(resource.RLIMIT_CORE, 0)
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    _allow(0)


def _bound(what: int, wanted: int) -> None:
    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _allow(pages: int) -> None:
    _bound(resource.RLIMIT_CPU, ceil(SECONDS + SECONDS_A_PAGE * pages))


def _say(words: dict[str, object], numbers: "array[float] | None" = None) -> None:
    sys.stdout.buffer.write(json.dumps(words).encode() + b"\n" + (numbers.tobytes() if numbers is not None else b""))
    sys.stdout.buffer.flush()


def _of_document(document: pypdfium2.PdfDocument) -> dict[str, int]:
    told = sum(raw.FPDF_GetMetaText(document, name, None, 0) > 2 for name in (b"Title", b"Author", b"Subject"))
    return {
        "metadata": int(told > 0),
        "attached": max(0, raw.FPDFDoc_GetAttachmentCount(document)),
        "scripts": max(0, raw.FPDFDoc_GetJavaScriptActionCount(document)),
    }


def _page(document: pypdfium2.PdfDocument, number: int) -> None:
    """Reads a page and lets go of it before the next."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        _say({"damaged": True})
        return
    view = View(page)
    text_page = page.get_textpage()
    characters = _Characters(text_page, view)
    characters.read()
    strokes = array("f")
    for stroke in _strokes(page, _SAME, 0):
        if len(strokes) >= 4 * MOST_STROKES:
            break
        strokes.extend(view.box(*stroke))
    told = {
        "width": view.width,
        "height": view.height,
        "text": "".join(characters.text),
        "turns": "".join(characters.turns),
        "strokes": len(strokes) // 4,
        "pictures": _pictures(page),
        "remarks": sum(_remarks(page)),
        **characters.counts,
    }
    _say(told, characters.boxes + strokes)
    text_page.close()
    page.close()


def _picture(data: bytes, page: int, boxes: Sequence[Sequence[float]]) -> bytes:
    """A page as PNG, at most PIXELS wide and high, with a line around each box."""
    from PIL import ImageDraw

    shown = pypdfium2.PdfDocument(data)[page - 1]
    scale = PIXELS / max(shown.get_width(), shown.get_height(), 1.0)
    picture = shown.render(scale=scale).to_pil().convert("RGB")
    pen = ImageDraw.Draw(picture)
    for left, top, right, bottom in boxes:
        edges = (left - AROUND, top - AROUND, right + AROUND, bottom + AROUND)
        pen.rectangle([scale * edge for edge in edges], outline=COLOUR, width=3)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


class View:
    """How a page is shown: its size, and where a place of its own coordinates comes to stand."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._turn = raw.FPDFPage_GetRotation(page)
        self.width, self.height = page.get_width(), page.get_height()
        edges = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, edges)
        self._edges = (edges.left, edges.bottom, edges.right, edges.top)

    @property
    def turn(self) -> int:
        """By how many quarters, clockwise."""
        return int(self._turn)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a box as it is shown."""
        west, south, east, north = self._edges
        if self._turn == 1:
            return bottom - south, left - west, top - south, right - west
        if self._turn == 2:
            return east - right, bottom - south, east - left, top - south
        if self._turn == 3:
            return north - top, east - right, north - bottom, east - left
        return left - west, north - top, right - west, north - bottom


class _Characters:
    """The characters of a page that are drawn, in the order in which they are drawn."""

    def __init__(self, page: pypdfium2.PdfTextPage, view: View) -> None:
        self._page, self._view = page, view
        self.text: list[str] = []
        self.turns: list[str] = []
        self.boxes = array("f")
        self.counts: Counter[str] = Counter()

    def read(self) -> None:
        """`turns` says of every character in which direction it is read: quarters clockwise, "x" for aslant."""
        total = raw.FPDFText_CountChars(self._page)
        if total > MOST_CHARACTERS:
            self.counts["too_many"] = total
            return
        box = raw.FS_RECTF()
        seen: dict[int | None, bool] = {}
        for place in range(total):
            if raw.FPDFText_IsGenerated(self._page, place) == 1:
                continue
            code = raw.FPDFText_GetUnicode(self._page, place)
            if self._invisible(place, seen):
                self.counts["hidden"] += 1
                continue
            raw.FPDFText_GetLooseCharBox(self._page, place, box)
            self._take(code, place)
            self.boxes.extend(self._view.box(box.left, box.bottom, box.right, box.top))

    def _take(self, code: int, place: int) -> None:
        unknown = code in (0, 0xFFFD, 0xFFFE, 0xFFFF) or raw.FPDFText_HasUnicodeMapError(self._page, place) == 1
        # What stands for a hyphen at the end of a line.
        shown = "-" if code == 2 else chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else " "
        self.text.append("\ufffd" if unknown else shown)
        angle = raw.FPDFText_GetCharAngle(self._page, place) / (pi / 2)
        quarter = round(angle)
        self.turns.append(str((quarter + self._view.turn) % 4) if abs(angle - quarter) < 0.06 else "x")

    def _invisible(self, place: int, seen: dict[int | None, bool]) -> bool:
        """Whether a character is drawn with neither colour nor line (ISO 32000-2, 9.3.6)."""
        drawn = raw.FPDFText_GetTextObject(self._page, place)
        key = ctypes.cast(drawn, ctypes.c_void_p).value
        if key not in seen:
            seen[key] = bool(drawn) and raw.FPDFTextObj_GetTextRenderMode(drawn) == INVISIBLE
        return seen[key]


def _objects(page: pypdfium2.PdfPage | object, *, form: bool) -> Iterator[object]:
    total = raw.FPDFFormObj_CountObjects(page) if form else raw.FPDFPage_CountObjects(page)
    get = raw.FPDFFormObj_GetObject if form else raw.FPDFPage_GetObject
    for place in range(min(total, MOST_OBJECTS)):
        yield get(page, place)


def _pictures(page: pypdfium2.PdfPage) -> int:
    return sum(raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_IMAGE for one in _objects(page, form=False))


def _strokes(of: object, outer: Affine, depth: int) -> Iterator[tuple[float, float, float, float]]:
    """The straight strokes of a page or of a form in it, level or upright, as boxes: left, bottom, right, top."""
    for one in _objects(of, form=depth > 0):
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            yield from _strokes(one, _within(_matrix(one), outer), depth + 1)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            yield from _of_path(one, outer)


def _of_path(path: object, outer: Affine) -> Iterator[tuple[float, float, float, float]]:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, filled, stroked)
    if not filled.value and not stroked.value:
        return
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if raw.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        corners = [_placed(outer, x.value, y.value) for x, y in ((left, bottom), (right, top))]
        box = _box(corners)
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            yield box
            return
    if stroked.value:
        yield from _sides(path, _within(_matrix(path), outer))


def _sides(path: object, matrix: Affine) -> Iterator[tuple[float, float, float, float]]:
    """The straight parts of a path that are level or upright."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = before = (0.0, 0.0)
    for place in range(min(MOST_OBJECTS, raw.FPDFPath_CountSegments(path))):
        segment = raw.FPDFPath_GetPathSegment(path, place)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = _placed(matrix, x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        sides = [(before, here)] if kind == raw.FPDF_SEGMENT_LINETO else []
        if raw.FPDFPathSegment_GetClose(segment):
            sides.append((here, start))
        before = here
        for side in sides:
            box = _box(side)
            if min(box[2] - box[0], box[3] - box[1]) <= 1.0:
                yield box


def _box(corners: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def _matrix(one: object) -> Affine:
    made = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(one, made)
    return made.a, made.b, made.c, made.d, made.e, made.f


def _within(inner: Affine, outer: Affine) -> Affine:
    """First the inner, then the outer (ISO 32000-2, 8.3.4)."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _placed(matrix: Affine, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _remarks(page: pypdfium2.PdfPage) -> Iterator[bool]:
    for place in range(min(MOST_OBJECTS, raw.FPDFPage_GetAnnotCount(page))):
        remark = raw.FPDFPage_GetAnnot(page, place)
        if remark:
            yield raw.FPDFAnnot_GetSubtype(remark) in _REMARKS
            raw.FPDFPage_CloseAnnot(remark)


if __name__ == "__main__":
    main()
