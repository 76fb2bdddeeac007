"""DOCX documents of hand-written XML, so that a test says itself what stands in them."""

from collections.abc import Mapping
from html import escape

from tests.readers.documents.made import packed

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)


def docx(body: str, more: Mapping[str, str] | None = None) -> bytes:
    """A DOCX document of the XML of its body; `more` are the roots' contents of other parts, by the name of the root:
    numbering, styles, footnotes, comments, header1."""
    parts = {"_rels/.rels": RELATIONS, "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"}
    for name, inside in (more or {}).items():
        root = {"header1": "hdr"}.get(name, name)
        parts[f"word/{name}.xml"] = f"<w:{root} {NAMES}>{inside}</w:{root}>"
    return packed(parts)


def run(text: str, properties: str = "") -> str:
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, *, style: str = "", number: tuple[int, int] | None = None, inside: str = "") -> str:
    """A paragraph; `number` is list and level, `inside` the XML of what stands behind its text."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{inside}</w:p>"


def levels(*shapes: tuple[str, str], more: str = "") -> str:
    """The levels of a list: way of counting and text ("taiwaneseCountingThousand", "%1、")."""
    return "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{way}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
        for place, (way, text) in enumerate(shapes)
    )


def numbering(abstract: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{abstract}</w:abstractNum>{lists}'


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, header: bool = False) -> str:
    return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if header else ''}{''.join(cells)}</w:tr>"


def cell(*texts: str, columns: int = 1, merge: str | None = None) -> str:
    """A cell of paragraphs; `merge` is "restart" where it begins a merged one, "" where it goes on with one."""
    properties = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    if merge is not None:
        properties += f'<w:vMerge w:val="{merge}"/>' if merge else "<w:vMerge/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(paragraph, texts)) or '<w:p/>'}</w:tc>"
