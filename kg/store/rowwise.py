"""Has what is OPTIONAL, and what is asked for each row, looked up row by row.

The library evaluates an OPTIONAL of more than one pattern, and a SELECT within a query, for all they find, and joins
afterwards: a page of eight rows costs as much as all of them. Inside LATERAL (SEP-0006 of SPARQL-dev, which the library
has) they are given each row in turn. Both mean the same where nothing inside names a variable anew: queries are written
in plain SPARQL 1.1, and changed only before the library is asked.
"""

import re

# What the sign stands in that is none of a query's own: a comment, a string, an IRI.
SIGNS = re.compile(
    r"(?P<each>\#\| for each\n\s*)|\#[^\n]*|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^<>\"{}|^`\\\s]*>|"
    r"(?P<optional>(?<![\w:?$\-])OPTIONAL(?=\s*\{))|(?P<open>\{)|(?P<close>\})",
    re.IGNORECASE,
)


def row_by_row(text: str) -> str:
    """The query with every `OPTIONAL { … }` as `LATERAL { OPTIONAL { … } }`, and with LATERAL before a group that
    follows a line `#| for each`.

    For queries of this package: VALUES, BIND and SELECT inside must not name a variable from outside, but that a SELECT
    may group by it.
    """
    pieces: list[str] = []
    opened: list[bool] = []  # of the braces that are open, whether it is that of an OPTIONAL
    optional, done = False, 0
    for sign in SIGNS.finditer(text):
        if sign["each"] or sign["optional"]:
            pieces += [text[done : sign.start()], "LATERAL " if sign["each"] else "LATERAL { "]
            optional, done = bool(sign["optional"]), sign.end() if sign["each"] else sign.start()
        elif sign["open"]:
            opened.append(optional)
            optional = False
        elif sign["close"] and opened and opened.pop():
            pieces += [text[done : sign.start()], "} "]
            done = sign.start()
    return "".join([*pieces, text[done:]])
