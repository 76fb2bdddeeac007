"""Where a name may begin: Chinese puts no blanks between words, so a name known by its end is followed leftwards to a
sign that no name holds, to a word before which none begins, or to a word with which names begin."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from kg.model.words import AllWords

# Keys of a row that say what may not stand about its words.
AROUND = ("unless_after", "unless_followed_by")
# What is no letter, digit or joining sign ends a name.
SIGN = r"[^\u3400-\u9fff\uf900-\ufaffA-Za-z0-9○〇·‧・+&_ ]"
# Signs that no boundary, number or anchor holds: what stands between two of them is cut by itself.
STOP = re.compile(r"[。，、；：;:「」『』()（）]")
# A count or a date stands before a name and is no part of it: 等23個機關, 103年6月國立高雄大學.
NUMBER = (
    r"(?=[\d,○〇零一二三四五六七八九十廿卅百千學上下去今本])"  # what begins with none of these is not tried
    r"(?:[\d,]+[多餘]?(?:年度?|月份?|日|次|屆|期|個|家|所|名|位|人|件|項|場|場次|梯次|處|班"
    r"|面|座|枚|張|幀|隊|組|校|類|條|案|種)?"
    r"|[○〇零一二三四五六七八九十廿卅百]+(?:學年度?|年度?|月份?)|[○〇零一二三四五六七八九十廿卅百千]+[多餘]?[個家]"
    r"|學年度?|[上下]半年|去年|今年|本年度?)"
)


class Around(NamedTuple):
    """What may not stand about the words of a row: endings of what stands before, beginnings of what follows."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class BoundaryWords:
    """The words of `rules/boundaries.toml`, looked for by an automaton: a pattern of them takes a tenth of a second to
    compile, in every process that reads one report."""

    def __init__(self, rows: Iterable[Mapping[str, object]]) -> None:
        """The rows are tried in their order; within a row the longest word is taken."""
        self._rows: list[Around] = []
        self._of: dict[str, list[int]] = {}
        for number, row in enumerate(rows):
            self._rows.append(Around(*(tuple(_words(row.get(key))) for key in AROUND)))
            for word in dict.fromkeys(_words(row["words"])):
                self._of.setdefault(word, []).append(number)
        self._automaton = AllWords(self._of)

    def ends(self, text: str, start: int, end: int) -> Iterator[int]:
        """Where the words end that stand in a stretch of a text, none overlapping another."""
        (found,) = self._automaton.find([text[start:end]])
        last = 0
        for place, here in groupby(sorted(found), key=itemgetter(0)):
            if place < last:
                continue
            tried = sorted((row, -there, word) for _, there, word in here for row in self._of[word])
            held = (-there for row, there, word in tried if self._holds(row, text, start + place, start - there, end))
            last = next(held, last)
            if last > place:
                yield start + last

    def _holds(self, row: int, text: str, start: int, stop: int, end: int) -> bool:
        """Whether what stands about a word lets it be a boundary. What follows is looked at up to the stretch's end."""
        before, after = self._rows[row]
        return not text.endswith(before, 0, start) and not text.startswith(after, stop, end)


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The rows of `rules/boundaries.toml`, compiled."""

    words: BoundaryWords
    signs: re.Pattern[str]
    numbers: re.Pattern[str]


class Cuts:
    """Where names of one text may begin.

    Few places are asked for, so the text is looked at by stretches between signs that no word, number or anchor holds,
    and only where it is asked for one in them.
    """

    def __init__(self, text: str, starts: Iterable[int], anchors: re.Pattern[str], boundaries: Boundaries) -> None:
        """`starts` are where known names begin, `anchors` words with which names begin (本府, 國立)."""
        self._text, self._starts, self._anchors, self._boundaries = text, sorted(starts), anchors, boundaries
        self._begins = [0, *[found.end() for found in STOP.finditer(text)]]
        self._plain: dict[int, Sequence[int]] = {}
        self._counted: dict[int, Sequence[int]] = {}

    def before(self, place: int) -> int:
        """The last place before `place` where a name may begin that holds counts and dates."""
        number = bisect_right(self._begins, place - 1) - 1
        plain = self._plain.get(number) or self._look(number)
        return plain[bisect_right(plain, place - 1) - 1]

    def counted_before(self, place: int) -> int:
        """The last place before `place` where a name may begin that holds none."""
        number = bisect_right(self._begins, place - 1) - 1
        counted = self._counted.get(number) or self._count(number)
        return counted[bisect_right(counted, place - 1) - 1]

    def _stretch(self, number: int) -> tuple[int, int]:
        """Where the stretch of a number begins and ends."""
        end = self._begins[number + 1] - 1 if number + 1 < len(self._begins) else len(self._text)
        return self._begins[number], end

    def _look(self, number: int) -> Sequence[int]:
        """The places in a stretch, sorted, without those after counts and dates."""
        start, end = self._stretch(number)
        text, boundaries = self._text, self._boundaries
        anchors = {found.end(): found.start() for found in self._anchors.finditer(text, start, end)}
        plain = {start, *anchors.values()}
        # A known name that begins where an anchor ends goes on from it: 本府|社會局 is one.
        known = self._starts[bisect_left(self._starts, start) : bisect_right(self._starts, end)]
        plain.update([one for one in known if one not in anchors])
        plain.update(boundaries.words.ends(text, start, end))
        plain.update([found.end() for found in boundaries.signs.finditer(text, start, end)])
        self._plain[number] = sorted(plain)
        return self._plain[number]

    def _count(self, number: int) -> Sequence[int]:
        """The places in a stretch, sorted, with those after counts and dates."""
        plain = self._plain.get(number) or self._look(number)
        counts = [found.end() for found in self._boundaries.numbers.finditer(self._text, *self._stretch(number))]
        self._counted[number] = sorted({*plain, *counts}) if counts else plain
        return self._counted[number]


def compile_boundaries(rows: Iterable[Mapping[str, object]]) -> Boundaries:
    """Compiles the rows, tried in their order."""
    return Boundaries(BoundaryWords(rows), re.compile(SIGN), re.compile(NUMBER))


def _words(value: object) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else []
