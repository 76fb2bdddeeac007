"""Persons whose names are not to be shown: `suppressions.toml` of a knowledge directory.

[[suppression]]
name = "王小明"
reason = "當事人請求"
who = "李大華"
when = 2026-05-01                               # may be left out

Every place where a report has the name is masked before the report is read, so that no graph, table, page or export can
hold it. The file itself stays in the store as it is, named by its hash, and is served by no address.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import KnowledgeError
from kg.model.masking import Spans, masked
from kg.pipeline.gather import Report
from kg.resources import Resources

FILE = "suppressions.toml"
NEEDED = ("name", "reason", "who")
FIELDS = (*NEEDED, "when")
# How long a post may be that stands between family name and given name: 王科長小明, 吳副總工程司駿傑.
POST = 6
HAN = r"[\u3400-\u9fff]"
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Suppression:
    """A person's decision that a name is not shown. `when` is an ISO day or ""."""

    name: str
    reason: str
    who: str
    when: str = ""

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the characters of the name stand. White space may part them, and so may, in a Chinese name of three
        characters or more, a post after the family name."""
        for found in self._pattern().finditer(text):
            for group in range(1, len(found.groups()) + 1):
                yield found.span(group)

    def _pattern(self) -> re.Pattern[str]:
        signs = [f"({re.escape(sign)})" for sign in self.name if not sign.isspace()]
        if not re.fullmatch(f"{HAN}{{3,}}", self.name):
            return re.compile(r"\s*".join(signs))
        return re.compile(rf"{signs[0]}\s*(?:{HAN}\s*){{0,{POST}}}?" + r"\s*".join(signs[1:]))


def load_suppressions(resources: Resources) -> tuple[Suppression, ...]:
    """The decisions of all knowledge directories, by name. Raises KnowledgeError, with the file and the row."""
    paths = (root / FILE for root in resources.roots[1:])
    found = [one for path in paths if path.is_file() for one in _read(path, resources)]
    return tuple(sorted(found, key=lambda one: one.name))


def _read(path: Path, resources: Resources) -> Iterator[Suppression]:
    try:
        rows = tomllib.loads(resources.text(path)).get("suppression", [])
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{path}: {error}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise KnowledgeError(f"{path}: suppressions are tables [[suppression]].")
    for place, row in enumerate(rows, 1):
        texts = {name: str(value).strip() for name, value in row.items()}
        missing = [name for name in NEEDED if not texts.get(name)]
        if missing or set(texts) - set(FIELDS):
            raise KnowledgeError(
                f"{path}, suppression {place}: it has {', '.join(NEEDED)}, and when, and nothing else."
            )
        if len(texts["name"]) < SHORTEST:
            raise KnowledgeError(f"{path}, suppression {place}: a name has at least {SHORTEST} characters.")
        yield Suppression(**texts)


def without_names(report: Report, decisions: Sequence[Suppression]) -> Report:
    """The report as it is to be read: with every name masked, in its text and in its title."""
    places = _places(report.source.text, decisions)
    title = report.info.title and masked(report.info.title, _places(report.info.title, decisions))
    return replace(
        report,
        source=replace(report.source, text=masked(report.source.text, places)),
        info=replace(report.info, title=title),
        masked=places,
    )


def _places(text: str, decisions: Iterable[Suppression]) -> Spans:
    return tuple(sorted({place for one in decisions for place in one.places(text)}))
