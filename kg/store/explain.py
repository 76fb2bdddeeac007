"""Says what is wrong with a query that the parser refused: it names a place, seldom a reason."""

import re

from kg.errors import InputError
from kg.store.tokens import Token, TokenKind, place, tokens

FORMS = ("select", "construct", "describe", "ask")
PROLOGUE = ("prefix", "base", "version")
REASONS = {
    "IRI parsing failed": "an IRI before it is not absolute, or has a character that none may have",
    "The SELECT contains a variable that is unbound": (
        "SELECT names a variable that GROUP BY does not: group by it or aggregate it"
    ),
    "The SELECT overrides an existing variable using an expression": (
        "the name after AS in SELECT is a variable of the pattern already"
    ),
}


def explain(text: str, error: SyntaxError) -> InputError:
    """The parser's error in words, with line and column counted from 1."""
    found = [token for token in tokens(text) if token.kind not in (TokenKind.SPACE, TokenKind.COMMENT)]
    reason = _form(text, found) or _prefix(text, found) or _bracket(text, found) or _position(text, str(error))
    return InputError(f"The query cannot be read at {reason}.")


def _form(text: str, found: list[Token]) -> str | None:
    words = (token for token in found if token.kind is TokenKind.WORD and token.text.lower() not in PROLOGUE)
    first = next(words, None)
    if first is None:
        return f"{place(text, len(text))}: it asks nothing. A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
    if not first.text.lower().startswith(FORMS):
        where = place(text, first.start)
        return f"{where}: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with '{first.text}'"
    return None


def _prefix(text: str, found: list[Token]) -> str | None:
    declared, used = {"_"}, []
    for before, token in zip([None, *found], found, strict=False):
        if token.kind is not TokenKind.NAME:
            continue
        prefix = token.text.partition(":")[0]
        if before is not None and before.text.lower() == "prefix":
            declared.add(prefix)
        else:
            used.append((prefix, token))
    for prefix, token in used:
        if prefix not in declared:
            where = place(text, token.start)
            return f"{where}: the prefix '{prefix}:' is not declared. Write PREFIX {prefix}: <…> at the top"
    return None


def _bracket(text: str, found: list[Token]) -> str | None:
    pairs = {")": "(", "]": "[", "}": "{"}
    opened: list[Token] = []
    for token in found:
        if token.kind is TokenKind.OPEN:
            opened.append(token)
        elif token.kind is TokenKind.CLOSE and (not opened or opened.pop().text != pairs[token.text]):
            return f"{place(text, token.start)}: '{token.text}' closes nothing"
    return f"{place(text, opened[-1].start)}: '{opened[-1].text}' is not closed" if opened else None


def _position(text: str, message: str) -> str:
    match = re.match(r"error at (\d+):(\d+): ", message)
    if match is None:
        return f"{place(text, 0)}: {message}"
    line, column = int(match[1]), int(match[2])
    rest = text.split("\n")[line - 1][column - 1 :].strip()[:30]
    reason = next(
        (words for phrase, words in REASONS.items() if phrase in message),
        "what stands there, or just before, is no SPARQL",
    )
    where = f"before '{rest}'" if rest else "at the end of the line"
    return f"line {line}, column {column}, {where}: {reason}"
