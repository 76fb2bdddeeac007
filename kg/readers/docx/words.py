"""The words of a paragraph of a DOCX document, without what is deleted, hidden, a comment or an instruction.

ECMA-376 part 1, 17.3 (paragraphs and runs), 17.13 (annotations), 17.16 (fields).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model.places import Hidden
from kg.readers.docx.styles import Styles, W, value
from kg.readers.package import Element, local_name, steps

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# What holds runs and adds nothing to them.
_FRAMES = frozenset(
    f"{W}{name}"
    for name in (
        *("hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "ins", "moveTo", "customXml", "bdo", "dir"),
        *("ruby", "rubyBase"),
    )
)
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_SIGNS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_NOTES = frozenset({f"{W}footnoteReference", f"{W}endnoteReference"})
_DRAWN = frozenset({f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent"})


@dataclass(slots=True)
class Found:
    """What a paragraph has: its words, the text boxes that hang on it with their XPaths, the notes that it refers to
    ("footnote" or "endnote", and the id)."""

    text: list[str] = field(default_factory=list)
    boxes: list[tuple[Element, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


class Reader:
    """Reads paragraphs; counts what is left out. Fields may begin in one paragraph and end in another."""

    def __init__(self, styles: Styles, left_out: Counter[Hidden]) -> None:
        self._styles = styles
        self._left_out = left_out
        # For every field that is open whether its result has begun.
        self._fields: list[bool] = []

    def read(self, paragraph: Element, path: str) -> Found:
        """What a paragraph has; `path` is its XPath."""
        found = Found()
        self._inside(paragraph, path, paragraph, found)
        return found

    def _inside(self, element: Element, path: str, paragraph: Element, found: Found) -> None:
        for child, place in steps(element, path):
            if child.tag == f"{W}r":
                self._run(child, place, paragraph, found)
            elif child.tag in _GONE:
                self._left_out[Hidden.DELETED] += 1
            elif child.tag in _FRAMES:
                self._inside(child, place, paragraph, found)
            elif child.tag in _DRAWN:
                self._drawing(child, place, found)
            elif child.tag.startswith(MATH):
                found.text.extend(self._shown(str(text.text or "")) for text in child.iter(f"{MATH}t"))

    def _run(self, run: Element, path: str, paragraph: Element, found: Found) -> None:
        if self._styles.hides(run, paragraph):
            self._left_out[Hidden.HIDDEN] += 1
            self._follow_fields(run)
            return
        for child, place in steps(run, path):
            if child.tag == f"{W}t":
                found.text.append(self._shown(child.text or ""))
            elif child.tag in _SIGNS:
                found.text.append(self._shown(_SIGNS[child.tag]))
            elif child.tag == f"{W}br":
                found.text.append(self._shown("\n") if child.get(f"{W}type", "") in ("", "textWrapping") else "")
            elif child.tag in _NOTES:
                self._left_out[Hidden.NOTE_MARK] += 1
                found.notes.append((local_name(child).removesuffix("Reference"), str(child.get(f"{W}id", ""))))
            elif child.tag in _DRAWN:
                self._drawing(child, place, found)
            else:
                self._other(child, place, paragraph, found)

    def _other(self, child: Element, path: str, paragraph: Element, found: Found) -> None:
        if child.tag == f"{W}fldChar":
            self._follow(child)
        elif child.tag == f"{W}instrText":
            self._left_out[Hidden.FIELD] += 1
        elif child.tag == f"{W}delText":
            self._left_out[Hidden.DELETED] += 1
        elif child.tag == f"{W}sym":
            self._left_out[Hidden.UNMAPPED] += 1
        elif child.tag in _FRAMES:
            self._inside(child, path, paragraph, found)

    def _shown(self, text: str) -> str:
        return text if all(self._fields) else ""

    def _follow_fields(self, run: Element) -> None:
        for mark in run.iterfind(f"{W}fldChar"):
            self._follow(mark)

    def _follow(self, mark: Element) -> None:
        kind = str(mark.get(f"{W}fldCharType", ""))
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, element: Element, path: str, found: Found) -> None:
        """The text boxes of a drawing. Where it is told in two ways, for older programs too, the first one counts."""
        if element.tag == f"{W}object":
            self._left_out[Hidden.OBJECT] += 1
        for child, place in _boxes(element, path):
            found.boxes.append((child, place))


def _boxes(element: Element, path: str) -> Iterator[tuple[Element, str]]:
    chosen = None
    for child, place in steps(element, path):
        if element.tag == f"{MC}AlternateContent":
            if chosen is not None:
                return
            chosen = child
        if child.tag == f"{W}txbxContent":
            yield child, place
        else:
            yield from _boxes(child, place)


def mark_deleted(paragraph: Element) -> bool:
    """Whether the end of a paragraph is deleted, so that it goes on in the next one."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def is_header(row: Element) -> bool:
    """Whether a row of a table is marked as one that is repeated on every page."""
    mark = row.find(f"{W}trPr/{W}tblHeader")
    return mark is not None and value(mark, "true") not in ("0", "false", "off")
