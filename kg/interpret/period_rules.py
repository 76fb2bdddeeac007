"""Loads the words by which the time of a figure is told."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.model.alternation import alternation
from kg.resources import read_table

RULES = Path(__file__).parent / "rules" / "periods.toml"
NAMES = (
    "now",
    "former",
    "therefore",
    "effect",
    "counts",
    "change",
    "severally",
    "began",
    "planned",
    "tallied",
    "ballot",
    "polled",
)


@dataclass(frozen=True, slots=True)
class PeriodRules:
    """Compiled rules.

    now        the time of the report: 目前, 迄今
    former     the state before a change: 修正前
    therefore  where a reason ends and what was done begins: 爰
    effect     after a date: from it on something holds: 生效, 施行
    counts     after a date: a figure of that time follows: 計, 共
    change     between a time that is compared with and a figure: 減少, 提升
    severally  before the first of several dates: what follows was done on all of them: 分別於
    began      after a date: something began then: 爆發
    planned    before a date: something is or was to be at that time: 原定
    tallied    before a day: all that has ever been is counted: 統計至
    ballot     before a figure: what was counted on the day of an election: 投票率
    polled     after a day: an election was held on it: 舉行投票
    """

    now: re.Pattern[str]
    former: re.Pattern[str]
    therefore: re.Pattern[str]
    effect: re.Pattern[str]
    counts: re.Pattern[str]
    change: re.Pattern[str]
    severally: re.Pattern[str]
    began: re.Pattern[str]
    planned: re.Pattern[str]
    tallied: re.Pattern[str]
    ballot: re.Pattern[str]
    polled: re.Pattern[str]


def load_period_rules() -> PeriodRules:
    """The packaged rules. Raises KnowledgeError, with file and row, for what is not as it must be."""
    try:
        rows: Sequence[Mapping[str, Any]] = read_table(RULES)["words"]
    except KeyError as error:
        raise KnowledgeError(f"{RULES}: {error!r}") from error
    found: dict[str, re.Pattern[str]] = {}
    for number, row in enumerate(rows, 1):
        try:
            found[row["name"]] = _pattern(row)
        except (KeyError, TypeError, re.error) as error:
            raise KnowledgeError(f"{RULES}: [[words]] {number}: {error!r}") from error
    if set(found) != set(NAMES):
        raise KnowledgeError(f"{RULES}: the words must be named {', '.join(NAMES)}, not {', '.join(sorted(found))}.")
    return PeriodRules(**found)


def _pattern(row: Mapping[str, Any]) -> re.Pattern[str]:
    after, before = (re.escape(row.get(key, "")) for key in ("unless_after", "unless_before"))
    guard, end = (f"(?<![{after}])" if after else ""), (f"(?![{before}])" if before else "")
    return re.compile(f"{guard}{alternation(row['words'])}{end}")
