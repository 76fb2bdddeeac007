"""Where a name may begin: Chinese puts no blanks between words, so a name known by its end is followed leftwards to a
sign that no name holds, to a word before which none begins, or to a word with which names begin."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model.alternation import alternation

# What is no letter, digit or joining sign ends a name.
SIGN = r"[^\u3400-\u9fff\uf900-\ufaffA-Za-z0-9○〇·‧・+&_ ]"
# A count or a date stands before a name and is no part of it: 等23個機關, 103年6月國立高雄大學.
NUMBER = (
    r"(?=[\d,○〇零一二三四五六七八九十廿卅百千學上下去今本])"  # what begins with none of these is not tried
    r"(?:[\d,]+[多餘]?(?:年度?|月份?|日|次|屆|期|個|家|所|名|位|人|件|項|場|場次|梯次|處|班"
    r"|面|座|枚|張|幀|隊|組|校|類|條|案|種)?"
    r"|[○〇零一二三四五六七八九十廿卅百]+(?:學年度?|年度?|月份?)|[○〇零一二三四五六七八九十廿卅百千]+[多餘]?[個家]"
    r"|學年度?|[上下]半年|去年|今年|本年度?)"
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
    tails: dict[str, list[str]] = {}
    for row in rows:
        for first in dict.fromkeys(word[0] for word in _words(row["words"])):
            tails.setdefault(first, []).append(_tail(row, first))
    # One branch a first character: the engine passes over all others, and tries the rows of that character alone.
    words = "|".join(f"{re.escape(first)}(?:{'|'.join(rows_of)})" for first, rows_of in tails.items())
    return Boundaries(re.compile(words), re.compile(SIGN), re.compile(NUMBER))


def _tail(row: Mapping[str, object], first: str) -> str:
    """A row's words that begin with a character, behind that character."""
    ahead, behind = (_words(row.get(key)) for key in ("unless_followed_by", "unless_after"))
    before = f"(?<!{alternation(word + first for word in behind)})" if behind else ""
    after = f"(?!{alternation(ahead)})" if ahead else ""
    return f"{before}{alternation(word[1:] for word in _words(row['words']) if word[0] == first)}{after}"


def _words(value: object) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else []


def cut_places(text: str, starts: Iterable[int], boundaries: Boundaries) -> Cuts:
    """The cuts of a text. `starts` are the places of words with which names begin (本府, 國立)."""
    plain = {0, *starts}
    plain.update([found.end() for found in boundaries.words.finditer(text)])
    plain.update([found.end() for found in boundaries.signs.finditer(text)])
    counted = plain.union([found.end() for found in boundaries.numbers.finditer(text)])
    return Cuts(sorted(plain), sorted(counted))
