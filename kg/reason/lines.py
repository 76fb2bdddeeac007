"""N-Quads as `kg.graph` writes them (one space between terms, a graph on every line), read as texts of terms.

A term stays the text that it is in the line, <iri> or "literal"@tag: joining needs no more, and no parser is as fast.
"""

import re
from collections.abc import Iterator

Triple = tuple[str, str, str]
_LINE = re.compile(r'^(<[^<>"\s]*>) (<[^<>"\s]*>) (<[^<>"\s]*>|".*"\S*) (<[^<>"\s]*>) \.$', re.MULTILINE)


def read_lines(quads: bytes) -> Iterator[tuple[str, str, str, str]]:
    """Subject, predicate, object and graph of every line. Raises ValueError where a line has another form."""
    text = quads.decode("utf-8")
    count = 0
    for found in _LINE.finditer(text):
        count += 1
        s, p, o, g = found.groups()
        yield s, p, o, g
    if count != text.count("\n"):
        raise ValueError(f"{text.count(chr(10)) - count} lines are no N-Quads in the form that kg.graph writes.")
