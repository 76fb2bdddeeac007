"""DOCX: the text of the main part with its footnotes, as it would be printed without marks of revision.

What is deleted, moved away, hidden or a comment is left out and counted; page headers and footers too. The numbers of
headings and lists are computed, since they stand nowhere in the file. ECMA-376 part 1, section 17.
"""

from collections import Counter
from posixpath import join, normpath

from kg.errors import UnreadableError
from kg.model.places import Hidden
from kg.model.text import Source
from kg.readers.docx.body import Body, Spot, notes_of
from kg.readers.docx.numbering import Numbering
from kg.readers.docx.styles import Styles, W
from kg.readers.docx.words import Reader
from kg.readers.package import Element, Package, local_name, root_path, steps
from kg.readers.typeset import Block, typeset

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOTES = ("footnote", "endnote")
_DOCUMENT = "/officeDocument"


def read_docx(data: bytes, name: str, sha256: str) -> Source:
    """Reads a DOCX document. Raises UnreadableError for what is none, is damaged or protected, and for one without any
    words; TooLargeError for what unpacks beyond the limits of `kg.readers.package`."""
    package = Package(data, name, "a DOCX document")
    part = _main_part(package, name)
    left_out: Counter[Hidden] = Counter()
    found = typeset(_blocks(package, part, left_out, name), name)
    _count_others(package, part, left_out)
    return found.source(MEDIA_TYPE, "docx", sha256, left_out)


def _main_part(package: Package, name: str) -> str:
    """The part that the package calls its document (ECMA-376 part 2, 8.5; part 1, 11.3.10)."""
    if "_rels/.rels" in package:
        for relation in package.tree("_rels/.rels"):
            if local_name(relation) == "Relationship" and str(relation.get("Type", "")).endswith(_DOCUMENT):
                return normpath(str(relation.get("Target", "")).lstrip("/"))
    if "word/document.xml" in package:
        return "word/document.xml"
    raise UnreadableError(f"{name} is a packed file, but no DOCX document: it names no main part.")


def _beside(package: Package, part: str, other: str) -> Element | None:
    """The root of another part in the directory of the main one, where there is one."""
    place = join(part.rpartition("/")[0], other)
    return package.tree(place) if place in package else None


def _blocks(package: Package, part: str, left_out: Counter[Hidden], name: str) -> list[Block]:
    root = package.tree(part)
    if root.tag != f"{W}document":
        raise UnreadableError(f"{name}: {part} is no DOCX document of the usual kind, its root is {root.tag}.")
    styles = Styles(_beside(package, part, "styles.xml"))
    numbering = Numbering(_beside(package, part, "numbering.xml"), styles)
    body = Body(styles, numbering, Reader(styles, left_out), left_out)
    blocks: list[Block] = []
    for element, place in steps(root, root_path(root)):
        if element.tag == f"{W}body":
            blocks += body.blocks(element, place, Spot(part))
    for kind in NOTES:
        known = notes_of(_beside(package, part, f"{kind}s.xml"), kind)
        directory = part.rpartition("/")[0]
        wanted = dict.fromkeys(number for of, number in body.notes if of == kind)
        for count, number in enumerate((number for number in wanted if number in known), 1):
            note, place = known[number]
            blocks += body.blocks(note, place, Spot(join(directory, f"{kind}s.xml"), f"{kind} {count}"))
    return blocks


def _count_others(package: Package, part: str, left_out: Counter[Hidden]) -> None:
    """Counts what stands in other parts of the package and is not read."""
    comments = _beside(package, part, "comments.xml")
    left_out[Hidden.COMMENT] += 0 if comments is None else sum(1 for _ in comments.iterfind(f"{W}comment"))
    directory = part.rpartition("/")[0]
    for other in package.names():
        running = other.startswith((join(directory, "header"), join(directory, "footer"))) and other.endswith(".xml")
        left_out[Hidden.RUNNING] += running
        left_out[Hidden.METADATA] += other.startswith("docProps/") and other.endswith(".xml")
