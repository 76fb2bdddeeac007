"""A dossier as OpenDocument Text (ODF 1.2), which Taiwan's public bodies exchange."""

import io
import zipfile

from odf import text as odf_text
from odf.dc import Title
from odf.opendocument import OpenDocumentText
from odf.style import ParagraphProperties, Style, TextProperties

from api.dossier.content import Dossier, Entry, Quote

FONT = "Noto Serif TC"
# A file says no time: the same publication gives the same bytes (the earliest that a ZIP can tell).
EPOCH = (1980, 1, 1, 0, 0, 0)


def write_odt(dossier: Dossier) -> bytes:
    """The document as bytes."""
    document = OpenDocumentText()
    document.meta.addElement(Title(text=dossier.title))
    styles = _styles(document, dossier)
    add = document.text.addElement
    add(odf_text.H(outlinelevel=1, stylename=styles["title"], text=dossier.title))
    for line in (dossier.iri, *dossier.lead):
        add(odf_text.P(stylename=styles["small"], text=line))
    for ordinal, entry in enumerate(dossier.entries, 1):
        _add_entry(document, styles, ordinal, entry)
    add(odf_text.P(stylename=styles["small"], text=dossier.foot))
    written = io.BytesIO()
    document.write(written)
    return _without_time(written.getvalue())


def _styles(document: OpenDocumentText, dossier: Dossier) -> dict[str, Style]:
    language = {"language": "zh", "country": "TW"} if dossier.wording.language.key == "zh" else {"language": "en"}
    looks: dict[str, tuple[dict[str, str], dict[str, str]]] = {
        "title": ({"marginbottom": "0.3cm"}, {"fontsize": "20pt", "fontweight": "bold"}),
        "head": ({"margintop": "0.6cm", "marginbottom": "0.1cm"}, {"fontsize": "12pt", "fontweight": "bold"}),
        "body": ({"marginbottom": "0.15cm"}, {"fontsize": "11pt"}),
        "quote": ({"marginleft": "0.8cm", "marginbottom": "0.15cm"}, {"fontsize": "10.5pt"}),
        "small": ({"marginbottom": "0.1cm"}, {"fontsize": "9pt", "color": "#58625d"}),
    }
    made = {}
    for name, (paragraph, letters) in looks.items():
        style = Style(name=name, family="paragraph")
        style.addElement(ParagraphProperties(**paragraph))
        asian = {f"{key}asian": value for key, value in letters.items() if key != "color"}
        style.addElement(TextProperties(fontfamily=FONT, fontfamilyasian=FONT, **letters, **asian, **language))
        document.styles.addElement(style)
        made[name] = style
    lit = Style(name="lit", family="text")
    lit.addElement(TextProperties(fontweight="bold", fontweightasian="bold", backgroundcolor="#f6dc8f"))
    document.automaticstyles.addElement(lit)
    return {**made, "lit": lit}


def _add_entry(document: OpenDocumentText, styles: dict[str, Style], ordinal: int, entry: Entry) -> None:
    add = document.text.addElement
    add(odf_text.H(outlinelevel=2, stylename=styles["head"], text=f"{ordinal}. {entry.verdict} · {entry.kind}"))
    add(odf_text.P(stylename=styles["body"], text=entry.message))
    if entry.formula:
        add(odf_text.P(stylename=styles["small"], text=entry.formula))
    for quote in entry.quotes:
        add(_quoted(styles, quote))
    add(_linked(styles["small"], entry.iri, entry.iri))


def _quoted(styles: dict[str, Style], quote: Quote) -> odf_text.P:
    paragraph = odf_text.P(stylename=styles["quote"])
    paragraph.addText("「")
    for words, lit in quote.parts:
        if lit:
            paragraph.addElement(odf_text.Span(stylename=styles["lit"], text=words))
        else:
            paragraph.addText(words)
    paragraph.addText("」 ")
    paragraph.addElement(odf_text.A(href=quote.address, type="simple", text=quote.report))
    return paragraph


def _linked(style: Style, address: str, words: str) -> odf_text.P:
    paragraph = odf_text.P(stylename=style)
    paragraph.addElement(odf_text.A(href=address, type="simple", text=words))
    return paragraph


def _without_time(data: bytes) -> bytes:
    """The package anew, with one time for all: `mimetype` first and not compressed (ODF 1.2, part 3, section 3.3)."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(written, "w") as made:
        for name in given.namelist():
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info = zipfile.ZipInfo(name, EPOCH)
            info.external_attr = 0o644 << 16
            made.writestr(info, given.read(name), packing)
    return written.getvalue()
