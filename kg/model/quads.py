"""N-Quads as the rooms hand them to one another, read as texts of terms.

A term stays the text that it is in the line (<iri>, _:label, "literal"@tag, "literal"^^<datatype>): joining and
comparing need no more, and no parser is as fast. The form is that of pyoxigraph's writer: one space between the terms.
"""

import re

Quad = tuple[str, str, str, str]
Triple = tuple[str, str, str]
_REST = re.compile(r'(<[^<>"\s]*>|_:\S+|".*"\S*)( <[^<>"\s]*>| _:\S+)? \.')


def read_quads(quads: bytes) -> list[Quad]:
    """Subject, predicate, object and graph ("" for the default graph) of every line.

    Raises ValueError where a line has another form.
    """
    found: list[Quad] = []
    graph, tail, length = "", "", 0
    for line in quads.decode("utf-8").split("\n"):
        terms = line.split(" ", 2)
        if len(terms) < 3:
            _refuse_words(line)
            continue
        subject, predicate, rest = terms
        if not (tail and rest.endswith(tail) and (rest[0] == '"' or rest.count(" ") == 2)):
            graph, tail, length = _end_of(rest)
        found.append((subject, predicate, rest[:-length], graph))
    return found


def read_ground(quads: bytes) -> list[Quad]:
    """As `read_quads`, of graphs without blank nodes.

    Raises ValueError for a blank node, which in another file would be another thing, and for a triple of no graph.
    """
    rows = read_quads(quads)
    for s, p, o, g in rows:
        if s[0] == "_" or o[0] == "_" or not g:
            raise ValueError(f"Here stands a blank node, or a triple of no graph: {s} {p} {o[:80]}")
    return rows


def _refuse_words(line: str) -> None:
    if line:
        raise ValueError(f"This is no N-Quad in the form that kg.graph writes: {line[:80]}")


def _end_of(rest: str) -> tuple[str, str, int]:
    """The graph, the end of the line that begins with it, and its length; the end is "" where there is no graph, since
    then it is no sign of where an object ends."""
    match = _REST.fullmatch(rest)
    if match is None:
        raise ValueError(f"This is no end of an N-Quad in the form that kg.graph writes: {rest[-80:]}")
    graph = match[2] or ""
    return graph[1:], f"{graph} ." if graph else "", len(graph) + 2
