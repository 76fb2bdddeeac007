"""Cuts a SPARQL text into tokens, in one linear pass and without a grammar (SPARQL 1.1, section 19.8).

It is made for judging a text before a parser sees it: where a parser might read something in two ways, the token is
the longer one, and `Token` says enough to tell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.errors import InputError


class TokenKind(StrEnum):
    SPACE = "space"
    COMMENT = "comment"
    STRING = "string"
    IRI = "iri"
    VARIABLE = "variable"
    LANGUAGE = "language"
    NAME = "name"  # prefix:local, _:label
    WORD = "word"  # a keyword, a function, a number: a run of letters, digits, "." and "-" without ":"
    OPEN = "open"
    CLOSE = "close"
    SIGN = "sign"


# Outside strings a backslash escapes the next character of a local name, also a quote: it never starts a string.
LETTER = r"[\w.\-]|[^\x00-\x7f]"
LOCAL = rf"(?:{LETTER}|[:%]|\\.)*"
TOKEN = re.compile(
    "|".join(
        rf"(?P<{kind}>{pattern})"
        for kind, pattern in (
            (TokenKind.SPACE, r"[ \t\r\n]+"),
            (TokenKind.COMMENT, r"\#[^\r\n]*"),
            (
                TokenKind.STRING,
                r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""|' + r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''|"
                r'"(?:[^"\\\r\n]|\\.)+"|' + r"'(?:[^'\\\r\n]|\\.)+'|" + r"""""(?!")|''(?!')""",
            ),
            (TokenKind.IRI, r'<(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>'),
            (TokenKind.VARIABLE, r"[?$](?:\w|[^\x00-\x7f])+"),
            (TokenKind.LANGUAGE, r"@[A-Za-z]+(?:-+[A-Za-z0-9]+)*"),
            (TokenKind.NAME, rf"(?:{LETTER})*+:{LOCAL}"),
            (TokenKind.WORD, rf"(?:{LETTER})+"),
            (TokenKind.OPEN, r"[({\[]"),
            (TokenKind.CLOSE, r"[)}\]]"),
            (TokenKind.SIGN, r"\\.|."),
        )
    ),
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: TokenKind
    text: str
    start: int


def place(text: str, offset: int) -> str:
    """Where an offset is, as people count: "line 2, column 10"."""
    before = text[:offset]
    return f"line {before.count(chr(10)) + 1}, column {offset - before.rfind(chr(10))}"


def tokens(text: str) -> Iterator[Token]:
    """All tokens of the text, white space and comments too. Raises InputError for a string that is not closed."""
    kinds = {kind.value: kind for kind in TokenKind}  # asking the class takes many times as long
    for match in TOKEN.finditer(text):
        kind = kinds[str(match.lastgroup)]
        if kind is TokenKind.SIGN and match.group() in "\"'":
            raise InputError(f"The string that begins at {place(text, match.start())} of the query is not closed.")
        yield Token(kind, match.group(), match.start())
