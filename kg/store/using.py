"""Writes the data set of a request into an update (SPARQL 1.1 Protocol, section 2.2.3)."""

from collections.abc import Iterator, Sequence

from kg.errors import InputError
from kg.store.tokens import Token, TokenKind, place, tokens

IGNORED = (TokenKind.SPACE, TokenKind.COMMENT)
CONFLICTING = ("using", "with")


def with_using(text: str, graphs: Sequence[str], named_graphs: Sequence[str]) -> str:
    """The update with these graphs, written as terms (<iri>), as USING and USING NAMED of each of its operations.

    Raises InputError for an update that names its data set itself, as the protocol wants.
    """
    found = [token for token in tokens(text) if token.kind not in IGNORED]
    clauses = "".join([*(f" USING {iri}" for iri in graphs), *(f" USING NAMED {iri}" for iri in named_graphs)])
    pieces, done = [], 0
    for start, piece in _clauses(text, found, clauses):
        pieces += [text[done:start], piece]
        done = start
    return "".join([*pieces, text[done:]])


def _clauses(text: str, found: list[Token], clauses: str) -> Iterator[tuple[int, str]]:
    """What is put in before which offset: before every WHERE outside of braces. `DELETE WHERE { … }` has no place for
    USING; it means `DELETE { … } WHERE { … }` (SPARQL 1.1 Update, section 3.1.3.3)."""
    depth = 0
    for before, token, number in zip([None, *found], found, range(len(found)), strict=False):
        depth += (token.text == "{") - (token.text == "}")
        word = token.text.lower() if token.kind is TokenKind.WORD and depth == 0 else ""
        if word in CONFLICTING:
            raise InputError(
                f"{token.text} at {place(text, token.start)}: the request names the graphs of the update by its "
                "parameters, so the update cannot."
            )
        if word == "where":
            short = before is not None and before.text.lower() == "delete"
            yield token.start, f"{_block(text, found[number + 1 :]) if short else ''}{clauses} "


def _block(text: str, rest: list[Token]) -> str:
    """The text from the first token, a brace, to the brace that closes it."""
    depth = 0
    for token in rest:
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0:
            return text[rest[0].start : token.start + 1]
    return ""
