"""ODT: the text of the document with its notes. What was deleted is kept apart in the file and left out, as are
comments and hidden text; page headers and footers stand in the styles. The numbers of headings and lists are computed.

OpenDocument 1.3 part 2 (packages) and part 3 (schema).
"""

from collections import Counter

from kg.errors import UnreadableError
from kg.model.places import Hidden
from kg.model.text import Source
from kg.readers.odt.body import Body, Spot
from kg.readers.odt.lists import Lists
from kg.readers.odt.styles import OFFICE, STYLE, TEXT, Styles
from kg.readers.odt.words import Reader
from kg.readers.package import Element, Package, local_name, root_path, steps
from kg.readers.typeset import Block, typeset

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_RUNNING = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")


def read_odt(data: bytes, name: str, sha256: str) -> Source:
    """Reads an ODT document. Raises UnreadableError for what is none, is damaged or protected, and for one without any
    words; TooLargeError for what unpacks beyond the limits of `kg.readers.package`."""
    package = Package(data, name, "an ODT document")
    if _MANIFEST in package and any(local_name(one) == "encryption-data" for one in package.tree(_MANIFEST).iter()):
        raise UnreadableError(f"{name} is protected by a password. Save it without one.")
    root = package.tree(CONTENT)
    shared = package.tree("styles.xml") if "styles.xml" in package else None
    left_out: Counter[Hidden] = Counter()
    found = typeset(_blocks(root, shared, left_out, name), name)
    _count_others(package, shared, left_out)
    return found.source(MEDIA_TYPE, "odt", sha256, left_out)


def _blocks(root: Element, shared: Element | None, left_out: Counter[Hidden], name: str) -> list[Block]:
    styles = Styles(one for one in (root, shared) if one is not None)
    body = Body(styles, Lists(styles), Reader(styles, left_out), left_out, CONTENT)
    found = _text_of(root)
    if found is None:
        kinds = [local_name(kind) for part, _ in steps(root, "") for kind in part if part.tag == f"{OFFICE}body"]
        raise UnreadableError(f"{name} is no text but {' and '.join(kinds) or 'nothing that is known'}.")
    blocks = list(body.blocks(*found, Spot()))
    for number, (note, place) in enumerate(body.notes, 1):
        for part, where in steps(note, place):
            if part.tag == f"{TEXT}note-body":
                blocks += body.blocks(part, where, Spot(f"note {number}"))
    return blocks


def _text_of(root: Element) -> tuple[Element, str] | None:
    """The element that holds the text, with its XPath."""
    for body, path in steps(root, root_path(root)):
        for kind, place in steps(body, path):
            if (body.tag, kind.tag) == (f"{OFFICE}body", f"{OFFICE}text"):
                return kind, place
    return None


def _count_others(package: Package, shared: Element | None, left_out: Counter[Hidden]) -> None:
    """Counts what stands in other parts of the package and is not read."""
    left_out[Hidden.METADATA] += "meta.xml" in package
    if shared is not None:
        running = (one for kind in _RUNNING for one in shared.iter(f"{STYLE}{kind}"))
        left_out[Hidden.RUNNING] += sum(any(str(text).strip() for text in one.itertext()) for one in running)
