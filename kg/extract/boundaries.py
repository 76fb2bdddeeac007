"""Where a name may begin: Chinese puts no blanks between words, so a name known by its end is followed leftwards to a
sign that no name holds, to a word before which none begins, or to a word with which names begin."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kg.model.alternation import alternation, first_of

# What is no letter, digit or joining sign ends a name.
SIGN = r"[^\u3400-\u9fff\uf900-\ufaffA-Za-z0-9○〇·‧・+&_ ]"
# A count or a date stands before a name and is no part of it: 等23個機關, 103年6月國立高雄大學.
NUMBER = (
    r"[\d,]+[多餘]?(?:年度?|月份?|日|次|屆|期|個|家|所|名|位|人|件|項|場|場次|梯次|處|班)?"
    r"|[○〇零一二三四五六七八九十廿卅百]+(?:學年度?|年度?|月份?)|[○〇零一二三四五六七八九十廿卅百千]+[多餘]?[個家]|學年度?|[上下]半年|去年|今年|本年度?"
)


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The rows of `rules/boundaries.toml`, compiled."""

    words: re.Pattern[str]
    signs: re.Pattern[str]
    numbers: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where names of one text may begin, sorted. `counted` holds the places after counts and dates too."""

    plain: Sequence[int]
    counted: Sequence[int]

    def before(self, place: int) -> int:
        """The last place before `place` where a name may begin that holds counts and dates."""
        return self.plain[bisect_right(self.plain, place - 1) - 1]

    def counted_before(self, place: int) -> int:
        """The last place before `place` where a name may begin that holds none."""
        return self.counted[bisect_right(self.counted, place - 1) - 1]


def compile_boundaries(rows: Iterable[Mapping[str, object]]) -> Boundaries:
    """Compiles the rows, tried in their order."""
    taken = list(rows)
    begin = first_of(word for row in taken for word in _words(row["words"]))
    words = re.compile(f"(?={begin})(?:{'|'.join(_row(row) for row in taken)})")
    return Boundaries(words, re.compile(SIGN), re.compile(NUMBER))


def _row(row: Mapping[str, object]) -> str:
    ahead, behind = (_words(row.get(key)) for key in ("unless_followed_by", "unless_after"))
    before = f"(?={first_of(_words(row['words']))})(?<!{alternation(behind)})" if behind else ""
    after = f"(?!{alternation(ahead)})" if ahead else ""
    return f"{before}{alternation(_words(row['words']))}{after}"


def _words(value: object) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else []


def cut_places(text: str, starts: Iterable[int], boundaries: Boundaries) -> Cuts:
    """The cuts of a text. `starts` are the places of words with which names begin (本府, 國立)."""
    ends = (found.end() for pattern in (boundaries.words, boundaries.signs) for found in pattern.finditer(text))
    plain = sorted({0, *starts, *ends})
    counts = (found.end() for found in boundaries.numbers.finditer(text))
    return Cuts(plain, sorted({*plain, *chain(counts)}))
