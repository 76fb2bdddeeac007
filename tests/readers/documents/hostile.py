"""Reads what was made to do harm, in a process of its own that may take 1 GiB of memory and 10 s of time on one core.

Run as `python -m tests.readers.documents.hostile`; prints a line a case: its name, and the error or "read".
"""

import random
import resource
import zlib
from collections.abc import Iterator

from kg.errors import InputError
from kg.readers import read_source
from tests.readers.documents.made import MAKERS, odt, packed
from tests.readers.documents.pdf_cases import harmful
from tests.readers.documents.word import NAMES, RELATIONS, docx, paragraph

MEMORY, SECONDS = 1 << 30, 10
LIMIT = 100_000_000
TEXT = "某市政府人事處109年度業務報告\n一、訓練\n109年度辦理訓練3場，共有120人參加。\n" * 5
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + place)} '{f'&{chr(97 + place)};' * 20}'>" for place in range(12)
)
OUTSIDE = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"
Case = tuple[str, str, bytes]


def cases() -> Iterator[Case]:
    """Name, ending and bytes."""
    for ending, make in MAKERS.items():
        whole = make(TEXT)
        yield from ((f"cut{place}", ending, whole[: place * len(whole) // 12]) for place in range(12))
        yield from _damaged(ending, whole)
    yield from _packages()
    yield from _pages()
    yield from _markdown()
    yield from ((name, ".pdf", data) for name, data in harmful())


def _damaged(ending: str, whole: bytes) -> Iterator[Case]:
    chance = random.Random(11)
    for number in range(40):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 30))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        yield f"damaged{number}", ending, bytes(data)


def _word(document: str | bytes) -> bytes:
    return packed({"_rels/.rels": RELATIONS, "word/document.xml": document})


def _packages() -> Iterator[Case]:
    attributes = " ".join(f"a{place}='1'" for place in range(2_100_000))
    many, deep = "<w:p/>" * 2_500_000, "<w:ins>" * 50_000
    yield "unpacks", ".docx", _word(b"<w:document>" + b" " * 200_000_000)
    yield "unpacks", ".odt", odt("", more={"content.xml": b"<a>" + b" " * 200_000_000})
    yield "elements", ".docx", docx(many)
    yield "attributes", ".docx", docx(f"<w:p {attributes}/>")
    yield "deep", ".docx", docx(deep)
    yield "deep", ".odt", odt("<text:span>" * 50_000)
    yield "laughs", ".docx", _word(f"{LAUGHS}]><w:document {NAMES}><w:body>{paragraph('')}&m;</w:body></w:document>")
    yield "laughs", ".odt", odt("", more={"content.xml": f"{LAUGHS}]><x>&m;</x>"})
    yield "outside", ".docx", _word(f"{OUTSIDE}<w:document {NAMES}><w:body><w:p>&a;</w:p></w:body></w:document>")
    yield "password", ".docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    yield "password", ".odt", _locked()
    yield "nothing", ".docx", b""
    yield "other", ".docx", packed({"x.txt": "x"})
    yield "other", ".odt", docx(paragraph("文"))
    yield "other", ".docx", odt("<text:p>文</text:p>")
    cell = (
        f'<table:table-cell table:number-columns-repeated="99999"><text:p>{"字" * 100_000}</text:p></table:table-cell>'
    )
    row = f'<table:table-row table:number-rows-repeated="99999">{cell}</table:table-row>'
    yield "repeated", ".odt", odt(f"<table:table>{row * 3}</table:table>")


def _locked() -> bytes:
    """A zip file of which every part says that it is encrypted."""
    data = bytearray(odt("<text:p>文</text:p>"))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(sign)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(sign, start + 4)
    return bytes(data)


def _pages() -> Iterator[Case]:
    yield "deep", ".html", b"<div>" * 200_000 + "文".encode()
    yield "elements", ".html", b"<p>x" * 2_500_000
    yield "cells", ".html", ("<table><tr><td rowspan=99999 colspan=9999>文<td>文" + "<tr><td>文" * 200_000).encode()
    yield "nothing", ".html", b""
    yield "bytes", ".html", bytes(range(256)) * 100
    yield "packed", ".html", zlib.compress(TEXT.encode())


def _markdown() -> Iterator[Case]:
    yield "nothing", ".md", b""
    yield "deep", ".md", b"> " * 100_000 + "文".encode()
    yield "lists", ".md", "".join(f"{'  ' * place}- 文\n" for place in range(1_000)).encode()
    for name, mark in (("brackets", "["), ("links", "[文]("), ("stars", "*a"), ("ticks", "`a"), ("quotes", "文`")):
        yield name, ".md", (mark * (90_000 // len(mark))).encode()
        yield f"many{name}", ".md", (mark * 300_000).encode()
    yield "long", ".md", "109年度辦理訓練3場，共有120人參加。\n".encode() * 300_000
    yield "cells", ".md", b"|a" * 2_000 + b"\n" + b"|-" * 2_000 + b"\n" + b"|b\n" * 20_000
    yield "html", ".md", b"<div>" * 20_000 + "文".encode()


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for name, ending, data in cases():
        # The limit is on the time of the process so far, so each case gets its own.
        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS, resource.RLIM_INFINITY))
        try:
            read_source(data, f"report{ending}", LIMIT)
            told = "read"
        except InputError as error:
            told = f"{type(error).__name__}: {error}"
        print(f"{ending} {name} {told}", flush=True)


if __name__ == "__main__":
    main()
