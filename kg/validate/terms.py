"""RDF terms as texts, in the form of N-Triples: <iri>, _:label, "text", "text"@tag, "text"^^<datatype>."""

import re

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LITERAL = re.compile(r'"(.*)"(?:@([A-Za-z0-9-]+)|\^\^<([^<>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def is_iri(term: str) -> bool:
    return term[0] == "<"


def is_blank(term: str) -> bool:
    return term[0] == "_"


def is_literal(term: str) -> bool:
    return term[0] == '"'


def text_of(term: str) -> str:
    """An IRI without brackets, the label of a blank node, the lexical form of a literal."""
    if is_iri(term):
        return term[1:-1]
    return term[2:] if is_blank(term) else parts(term)[0]


def parts(literal: str) -> tuple[str, str, str]:
    """The lexical form of a literal, the IRI of its datatype, and its language tag ("" where it has none)."""
    match = _LITERAL.fullmatch(literal)
    assert match is not None
    text, language, datatype = match.groups()
    plain = _ESCAPE.sub(_unescaped, text) if "\\" in text else text
    return plain, datatype or (RDF + "langString" if language else XSD + "string"), language or ""


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _LETTERS.get(match[3], match[3])
