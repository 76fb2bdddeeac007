"""Judges a text from outside before the parser sees it: a text deep in brackets ends the whole process there.

What is refused besides: an update for a query, and SERVICE and LOAD, with which the server calls other hosts, save
hosts that a setting names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.errors import InputError, TooLargeError
from kg.store.tokens import Token, TokenKind, place, tokens

IGNORED = (TokenKind.SPACE, TokenKind.COMMENT)
PROLOGUE = ("base", "prefix", "version")
UPDATES = ("insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with")
# An IRI with these two slashes cannot be anything else; `?a<b:c&&d:e>?f` can also be read as two comparisons.
CERTAIN = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """How much of a text is parsed, and which hosts it may have the server call.

    characters  length of the whole text
    depth       brackets of any kind open at one time
    weight      words, names and signs outside VALUES and DATA blocks: what grows the tree that the parser builds
    hosts       "example.org" or "example.org:8080", which SERVICE and LOAD may name
    """

    characters: int = 200_000
    depth: int = 64
    weight: int = 2_000
    hosts: frozenset[str] = frozenset()


def check_query(text: str, limits: QueryLimits) -> None:
    """Returns for a text that may be given to the parser.

    Raises TooLargeError, with the limit, for one that is too long, too deep or too large, and InputError, with the
    place, for an update, for SERVICE and for a string that is not closed. A text that passes may still be no SPARQL.
    """
    found = _tokens(text, limits)
    _refuse_update(text, found)
    _refuse_service(text, found, limits)
    _refuse_large(text, found, limits)


def check_update(text: str, limits: QueryLimits) -> None:
    """As `check_query`, for a text in SPARQL 1.1 Update."""
    found = _tokens(text, limits)
    _refuse_service(text, found, limits)
    _refuse_load(text, found, limits)
    _refuse_large(text, found, limits)


def _tokens(text: str, limits: QueryLimits) -> list[Token]:
    if len(text) > limits.characters:
        raise TooLargeError(f"The text has {len(text):,} characters; at most {limits.characters:,} are taken.")
    found = list(tokens(text))
    _refuse_ambiguous(text, found)
    return [token for token in found if token.kind not in IGNORED]


def _refuse_update(text: str, found: list[Token]) -> None:
    for token in found:
        word = token.text.lower()
        if token.kind is TokenKind.WORD and word not in PROLOGUE:
            if word in UPDATES:
                raise InputError(
                    f"{token.text} at {place(text, token.start)}: this is an update, and only queries are answered "
                    "here. An update is sent as 'update' or as application/sparql-update."
                )
            return


def _refuse_service(text: str, found: list[Token], limits: QueryLimits) -> None:
    """SERVICE may be glued to the words around it (1SERVICEex:x{}), and then looks like a prefix; but no name stands
    before { except after GRAPH."""
    for number, (before, token, after) in enumerate(zip([None, *found], found, [*found[1:], None], strict=False)):
        if _calls_known("service", found, number, limits):
            continue
        keyword = token.kind in (TokenKind.WORD, TokenKind.LANGUAGE) and "service" in token.text.lower()
        glued = (
            token.kind is TokenKind.NAME
            and "service" in token.text.partition(":")[0].lower()
            and (after is not None and after.text == "{")
            and not (before is not None and before.text.lower() == "graph")
        )
        if keyword or glued:
            raise InputError(
                f"SERVICE at {place(text, token.start)}: queries that call other servers are not answered. "
                "Ask each server by itself and join the answers."
            )


def _refuse_load(text: str, found: list[Token], limits: QueryLimits) -> None:
    """LOAD stands outside of braces, at the begin of an operation; any word that holds it is looked at."""
    depth = 0
    for number, token in enumerate(found):
        depth += (token.text == "{") - (token.text == "}")
        word = token.kind in (TokenKind.WORD, TokenKind.LANGUAGE, TokenKind.NAME) and depth == 0
        plain = token.text.partition(":")[0].lower()
        declared = number > 0 and found[number - 1].text.lower() == "prefix"
        if word and "load" in plain and not declared and not _calls_known("load", found, number, limits):
            raise InputError(
                f"{token.text} at {place(text, token.start)}: this server does not load from other servers. "
                "Send the graph itself: PUT /store?graph=IRI."
            )


def _calls_known(keyword: str, found: list[Token], number: int, limits: QueryLimits) -> bool:
    """Whether this token is that keyword, and calls a host that may be called: its address stands there as an IRI."""
    if found[number].kind is not TokenKind.WORD or found[number].text.lower() != keyword:
        return False
    rest = [token for token in found[number + 1 : number + 3] if token.text.lower() != "silent"]
    if not rest or rest[0].kind is not TokenKind.IRI or "\\" in rest[0].text:
        return False
    try:
        address = urlsplit(rest[0].text[1:-1])
        named = {address.hostname or "", address.netloc.rpartition("@")[2].lower()}
    except ValueError:
        return False
    return address.scheme in ("http", "https") and bool(named & limits.hosts)


def _refuse_ambiguous(text: str, found: list[Token]) -> None:
    """`?a<?b#>` is an IRI, or a comparison and a comment up to the end of the line: a long string that begins on the
    same line would then be text in one reading and a part of the query in the other."""
    doubtful = -1
    for token in found:
        if token.kind is TokenKind.IRI and "#" in token.text and not CERTAIN.match(token.text):
            doubtful = token.start
        several_lines = token.kind is TokenKind.STRING and re.search(r"[\r\n]", token.text)
        if several_lines and doubtful >= 0 and not re.search(r"[\r\n]", text[doubtful : token.start]):
            raise InputError(f"The string at {place(text, token.start)} must begin on a line of its own.")


def _refuse_large(text: str, found: list[Token], limits: QueryLimits) -> None:
    depth, weight, hidden = 0, 0, 0
    for token, data in _with_data(found):
        depth += (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE)
        if token.kind is TokenKind.IRI and not CERTAIN.match(token.text):
            hidden += len(re.findall(r"[(\[]", token.text))
        if depth + hidden > limits.depth:
            raise TooLargeError(
                f"More than {limits.depth} brackets are open at {place(text, token.start)} of the query. Nest it less."
            )
        if depth < 0:
            raise InputError(f"'{token.text}' at {place(text, token.start)} of the query closes nothing.")
        weight += 0 if data else _weight(token)
        if weight > limits.weight:
            raise TooLargeError(
                f"The query is too large at {place(text, token.start)}: more than {limits.weight:,} words and signs. "
                "Give long lists in a VALUES block, which does not count."
            )


def _with_data(found: list[Token]) -> Iterator[tuple[Token, bool]]:
    """Each token, and whether it is data: in the block of VALUES, INSERT DATA or DELETE DATA there are terms only, and
    they are parsed flat."""
    values, depth = False, 0
    for token in found:
        if depth:
            depth += (token.text == "{") - (token.text == "}")
        elif values and token.text == "{":
            values, depth = False, 1
        elif token.kind is TokenKind.WORD and token.text.lower() in ("values", "data"):
            values = True
        yield token, depth > 0


def _weight(token: Token) -> int:
    if token.kind in (TokenKind.WORD, TokenKind.NAME):
        return 1 + len(re.findall(r"[.\-]", token.text))
    if token.kind is TokenKind.IRI and not CERTAIN.match(token.text):
        return 1 + len(re.findall(r"[^\w.:#%~]", token.text))
    return 1
