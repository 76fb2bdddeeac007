"""Tells which queries an index answers at once: one basic graph pattern that hangs together, without paths.

It is asked before parsing and sees tokens alone, so it says no where it is in doubt.
"""

from collections.abc import Iterator
from types import MappingProxyType

from kg.errors import InputError
from kg.store.tokens import Token, TokenKind, tokens

# A longer text is no simple query, and is not looked at.
LONGEST = 4_000
IGNORED = (TokenKind.SPACE, TokenKind.COMMENT)
TERMS = (TokenKind.IRI, TokenKind.NAME, TokenKind.STRING, TokenKind.LANGUAGE)
# Words that may stand around the pattern, and within it.
FORMS = ("select", "ask", "construct", "describe")
MODIFIERS = ("distinct", "reduced", "order", "by", "asc", "desc", "limit", "offset")
AROUND = frozenset((*FORMS, *MODIFIERS, "where", "from", "named", "count", "as", "prefix", "base"))
WITHIN = frozenset(("a", "true", "false"))
# How many terms of a triple the next one has, by the sign between them.
KEPT = MappingProxyType({".": 0, ";": 1, ",": 2})


def is_simple(text: str) -> bool:
    """Whether a query is of one basic graph pattern whose triples hang together: a single triple, several of one
    subject, or several that are joined by their variables and begin at a constant; or a DESCRIBE without a pattern."""
    if len(text) > LONGEST:
        return False
    try:
        found = [token for token in tokens(text) if token.kind not in IGNORED]
    except InputError:
        return False
    if not any(token.text == "{" for token in found):
        return bool(found) and found[0].text.lower() == "describe" and all(_is_plain(token, AROUND) for token in found)
    block = _pattern(found)
    return block is not None and _holds_together(list(_triples(block)))


def _pattern(found: list[Token]) -> list[Token] | None:
    """The tokens of the last braces, where there is one pair of them (two in a CONSTRUCT) and only plain words around
    them; None otherwise."""
    starts = [number for number, token in enumerate(found) if token.text == "{"]
    ends = [number for number, token in enumerate(found) if token.text == "}"]
    constructs = any(token.text.lower() == "construct" for token in found)
    if not starts or len(starts) != len(ends) or len(starts) > 1 + constructs:
        return None
    if any(start > end for start, end in zip(starts, ends, strict=True)) or starts[1:] < ends[:-1]:
        return None
    around = (*found[: starts[0]], *found[ends[-1] + 1 :])
    if not all(_is_plain(token, AROUND) or token.text in "(*)" for token in around):
        return None
    block = found[starts[-1] + 1 : ends[-1]]
    plain = all(_is_plain(token, WITHIN) or token.text in (".", ";", ",", "^") for token in block)
    return block if plain else None


def _is_plain(token: Token, words: frozenset[str]) -> bool:
    if token.kind is TokenKind.WORD:
        return token.text.lower() in words or token.text.replace(".", "").isdigit()
    return token.kind is TokenKind.VARIABLE or token.kind in TERMS


def _triples(block: list[Token]) -> Iterator[tuple[str, ...]]:
    """The triples of a pattern. A datatype is a term more, and so is what is no triple; the parser will say so."""
    begun: list[str] = []
    terms: list[str] = []
    for token in (*block, Token(TokenKind.SIGN, ".", -1)):
        if token.text in KEPT:
            if len(terms) > len(begun):
                yield tuple(terms)
            begun = terms[: KEPT[token.text]]
            terms = [*begun]
        elif token.text != "^" and token.kind is not TokenKind.LANGUAGE:
            terms.append(token.text)


def _holds_together(triples: list[tuple[str, ...]]) -> bool:
    """Whether an index leads from each triple to the next: all are of one subject, or a constant is a begin."""
    if not all(3 <= len(triple) <= 4 for triple in triples):
        return False
    if len(triples) < 2:
        return True
    variables = [{term for term in triple if term[0] in "?$"} for triple in triples]
    if not all(len(names) < 3 for names in variables):
        return False
    star = len({triple[0] for triple in triples}) == 1
    anchored = any(term[0] not in "?$" for triple in triples for term in (triple[0], *triple[2:]))
    return star or (anchored and _are_joined(variables))


def _are_joined(variables: list[set[str]]) -> bool:
    reached, left = variables[0], variables[1:]
    while left:
        near = [names for names in left if names & reached or not names]
        if not near:
            return False
        left = [names for names in left if names not in near]
        reached = reached.union(*near)
    return True
