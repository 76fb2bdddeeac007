"""Reports in each format: what a word processor would write of these paragraphs and tables."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from html import escape

import docx

from tests.readers.documents.parts import Rows, parts_of
from tests.readers.documents.pdfs import as_pdf

ODF = "urn:oasis:names:tc:opendocument:xmlns"


def as_html(text: str) -> bytes:
    body = "\n".join(_html(part) for part in parts_of(text))
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>報告</title></head><body>{body}</body></html>".encode()
    )


def _html(part: str | Rows) -> str:
    if isinstance(part, str):
        return f"<p>{escape(part)}</p>" if part.strip() else "<hr>"
    cells = (
        "".join(f"<td>{''.join(f'<p>{escape(one)}</p>' for one in cell)}</td>" for cell in row) for row in part.rows
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def as_markdown(text: str) -> bytes:
    return "\n\n".join(_markdown(part) for part in parts_of(text)).encode()


def _markdown(part: str | Rows) -> str:
    if isinstance(part, str):
        return escaped(part.strip())
    rows = ["|".join("<br>".join(escaped(one) for one in cell) for cell in row) for row in part.rows]
    return "\n".join([rows[0], "|".join("---" for _ in part.rows[0]), *rows[1:]])


def escaped(text: str) -> str:
    """Characters of a paragraph, each that may be a mark behind a backslash (CommonMark 0.31, 2.4)."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def as_docx(text: str) -> bytes:
    document = docx.Document()
    for part in parts_of(text):
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=0, cols=2)
        for row in part.rows:
            for cell, paragraphs in zip(table.add_row().cells, row, strict=True):
                cell.paragraphs[0].text = paragraphs[0]
                for paragraph in paragraphs[1:]:
                    cell.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_odt(text: str) -> bytes:
    return odt("".join(_odf(part) for part in parts_of(text)))


def _odf(part: str | Rows) -> str:
    if isinstance(part, str):
        return f"<text:p>{odf_words(part)}</text:p>"
    rows = (
        "".join(
            f"<table:table-cell>{''.join(f'<text:p>{odf_words(one)}</text:p>' for one in cell)}</table:table-cell>"
            for cell in row
        )
        for row in part.rows
    )
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"


def odf_words(text: str) -> str:
    """Characters of a paragraph: tabs, and blanks behind blanks, are elements (OpenDocument 1.3 part 3, 6.1)."""
    made, blank = [], True
    for char in text:
        if char == "\t":
            made.append("<text:tab/>")
        elif char == " " and blank:
            made.append("<text:s/>")
        else:
            made.append(escape(char, quote=False))
        blank = char == " "
    return "".join(made)


def odt(body: str, automatic: str = "", styles: str = "", more: Mapping[str, str] | None = None) -> bytes:
    """An ODT document of the XML of its text and styles."""
    names = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "table", "style"))
    names += f' xmlns:draw="{ODF}:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    names += ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    content = (
        f"<office:document-content {names}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    shared = f"<office:document-styles {names}><office:styles>{styles}</office:styles></office:document-styles>"
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "styles.xml": shared}
    return packed({**parts, **(more or {})})


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


MAKERS: Mapping[str, Callable[[str], bytes]] = {
    ".html": as_html,
    ".docx": as_docx,
    ".odt": as_odt,
    ".pdf": as_pdf,
    ".md": as_markdown,
}
