"""HTML: what a browser shows of the body, paragraph by paragraph, with the numbers of its lists.

Scripts, styles, what is deleted or hidden, navigation and forms are left out and counted.
"""

import codecs
import re
from collections import Counter

from lxml import etree

from kg.errors import TooLargeError, UnreadableError
from kg.model.places import Hidden
from kg.model.text import Source
from kg.readers.html.body import Body
from kg.readers.package import Element, refuse_large, root_path
from kg.readers.plain import decode
from kg.readers.typeset import Block, typeset

MEDIA_TYPE = "text/html"
# HTML Living Standard, 13.2.3.2: so far into a file the declaration of its encoding is looked for.
_FRONT = 1024
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Encoding Standard, 4.2: what these labels mean is a larger encoding than their own.
_MEANT = {"big5": "cp950", "big5-hkscs": "big5hkscs", "gb2312": "gb18030", "gbk": "gb18030", "utf-8": "utf-8"}


def read_html(data: bytes, name: str, sha256: str) -> Source:
    """Reads an HTML document. Raises UnreadableError for bytes that are in no encoding that it may be in, for markup
    that is nested too deep, and for a document without any words; TooLargeError for more tags than any report has."""
    refuse_large(data, name)
    encoding, text = _decoded(data, name)
    left_out: Counter[Hidden] = Counter()
    found = typeset(blocks_of(text, name, left_out), name)
    return found.source(MEDIA_TYPE, encoding, sha256, left_out)


def blocks_of(text: str, name: str, left_out: Counter[Hidden]) -> list[Block]:
    """The paragraphs and tables of an HTML document, or of a piece of one. Raises as `read_html` does."""
    root = _tree(text, name)
    return Body(left_out).blocks(root, root_path(root))


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """The encoding and the text: by its first bytes, by what it declares, else as a plain text is read."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, _by(data, encoding, name)
    declared = _CHARSET.search(data[:_FRONT])
    label = declared[1].decode("ascii").lower() if declared else ""
    encoding = _MEANT.get(label, label)
    if not encoding or encoding == "utf-8" or data.startswith(codecs.BOM_UTF8):
        return decode(data, name)
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise UnreadableError(f"{name} says that it is in '{label}', which is not known. Save it as UTF-8.") from error
    return encoding, _by(data, encoding, name)


def _by(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableError(f"{name} says that it is in {encoding}, and is not: {error}.") from error


def _tree(text: str, name: str) -> Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError, UnicodeEncodeError) as error:
        raise UnreadableError(f"{name} is no HTML: {error}.") from error
    if root is None:
        raise UnreadableError(f"{name} holds no words.")
    for fault in parser.error_log:
        if "depth" in fault.message.lower() or "huge" in fault.message.lower():
            raise TooLargeError(f"{name}, line {fault.line}: {fault.message}.")
    return root
