"""What the front of a report says about the report: title, issuer, kind, coverage, session. Nothing is guessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KnowledgeError
from kg.model.mentions import Period
from kg.readers.periods import find_period
from kg.resources import read_table

RULES = Path(__file__).parent / "titles.toml"
# A title, a session and a coverage stand at the front: so many lines with something in them are looked at.
FRONT_LINES = 60
LONGEST_TITLE = 60
_IN_BRACKETS = re.compile(r"\((?P<inside>[^()]{4,40})\)$")
_TAIL = re.compile(r"(?:目錄|\([^()]*\))$")


@dataclass(frozen=True, slots=True)
class FrontRules:
    """The compiled rows of `titles.toml`."""

    title: re.Pattern[str]
    body: re.Pattern[str]
    issuer: re.Pattern[str]
    session: re.Pattern[str]
    kinds: tuple[tuple[re.Pattern[str], str], ...]


@dataclass(frozen=True, slots=True)
class Front:
    """What was found; None for what the text does not say."""

    title: str | None = None
    issuer: str | None = None
    kind: str | None = None
    coverage: Period | None = None
    session: str | None = None


def load_front_rules(path: Path = RULES) -> FrontRules:
    """Compiles the rows. Raises KnowledgeError where the file is not as it must be."""
    try:
        rows = read_table(path)
        single = {name: re.compile(rows[name]["pattern"]) for name in ("title", "body", "issuer", "session")}
        kinds = tuple((re.compile(row["pattern"]), str(row["name"])) for row in rows["kind"])
    except (KeyError, re.error) as error:
        raise KnowledgeError(f"{path}: {error}") from error
    return FrontRules(**single, kinds=kinds)


def read_front(text: str, rules: FrontRules) -> Front:
    """What the first lines of a text say about the report."""
    lines = [line for line in _lines(text) if len(line) <= LONGEST_TITLE]
    title = _title(lines, rules)
    issuer = rules.issuer.match(title) if title else None
    return Front(
        title=title,
        issuer=issuer["issuer"] if issuer else None,
        kind=next((name for pattern, name in rules.kinds if title and pattern.search(title)), None),
        coverage=_coverage(title, lines),
        session=next((match["session"] for line in lines if (match := rules.session.search(line))), None),
    )


def _lines(text: str) -> Iterator[str]:
    """The first lines with something in them: without tags and blanks, widths folded."""
    found = 0
    for raw in text.lstrip("\ufeff").splitlines():
        line = "".join(re.sub(r"<[^<>]*>", "", raw).split())
        if line:
            yield "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in line)
            found += 1
        if found == FRONT_LINES:
            return


def is_title(line: str, rules: FrontRules) -> bool:
    """Whether a line, without blanks and folded, is the title of a report."""
    return not re.search(r"[。;,:]", line) and rules.title.search(_TAIL.sub("", line)) is not None


def _title(lines: list[str], rules: FrontRules) -> str | None:
    for place, line in enumerate(lines):
        if is_title(line, rules):
            title = line.removesuffix("目錄")
            above = lines[place - 1] if place else ""
            return above + title if not rules.issuer.match(title) and rules.body.match(above) else title
    return None


def _coverage(title: str | None, lines: list[str]) -> Period | None:
    """The period in the title; else the one that stands alone in brackets at the end of a front line."""
    stated = find_period(title) if title else None
    if stated:
        return stated
    for line in lines:
        brackets = _IN_BRACKETS.search(line)
        period = find_period(brackets["inside"]) if brackets else None
        if period:
            return period
    return None
