"""How the words around a number bound it: 約50人, 至少達50%, 40歲以上, 以5人為限."""

import re
from dataclasses import dataclass, field

from msgspec import Struct

from kg.extract.tables import Row, make_rows
from kg.model.alternation import alternation
from kg.model.mentions import Qualifier

FILE = "qualifiers.toml"
# A clause is looked at so far back and no farther, so that reading stays linear in the length of the text.
_REACH = 24
_CLAUSE = re.compile(r"[，。；;：:、()「」!?]|(?<!\d),|\d|[一二三四五六七八九十百千萬億]")
# Both 逾 and 餘 around one number: more than it. Of two other words the one that stands closer to the number counts.


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one row. `not_after` are characters before, `not_before` words behind that make it another word;
    behind a word with `only_before` stands one of these characters or nothing."""

    qualifier: Qualifier
    place: str
    reach: str
    words: tuple[str, ...]
    not_after: str
    not_before: tuple[str, ...]
    only_before: str


class Bound(Struct, frozen=True, gc=False):
    """A qualifier, and how far its words reach over the quote's own start and end."""

    qualifier: Qualifier | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """The rows of `rules/qualifiers.toml`, ready for use. `lasts` are the characters with which words that touch a
    number, and fillers after them, end: most numbers stand behind none of them."""

    lasts: frozenset[str] = field(repr=False)
    touching: re.Pattern[str] = field(repr=False)
    clause: re.Pattern[str] = field(repr=False)
    behind: re.Pattern[str] = field(repr=False)
    before_words: dict[str, Words] = field(repr=False)
    after_words: dict[str, Words] = field(repr=False)

    def read(self, text: str, start: int, end: int) -> Bound:
        """The bound of a figure (number with unit) at characters start to end, with words that touch it."""
        after = self._after(text, end)
        before = self._touching(text, start)
        last = end + len(after[1]) if after else end
        if before is not None:
            return Bound(_stronger(before[0], after), before[1], last)
        if after is not None:
            return Bound(after[0].qualifier, start, last)
        return Bound(self._in_clause(text, start), start, end)

    def _after(self, text: str, end: int) -> tuple[Words, str] | None:
        found = self.behind.match(text, end)
        if found is None:
            return None
        row = self.after_words[found[0]]
        follows = text[found.end() : found.end() + 1]
        other = text.startswith(row.not_before, found.end()) or (row.only_before and follows not in row.only_before)
        return None if other else (row, found[0])

    def _touching(self, text: str, start: int) -> tuple[Words, int] | None:
        if text[max(0, start - 1) : start] not in self.lasts:
            return None
        window = text[max(0, start - _REACH) : start]
        found = self.touching.search(window)
        if found is None:
            return None
        row = self.before_words[found["word"]]
        place = start - len(window) + found.start("word")
        return None if _is_other(text, place, row) else (row, place)

    def _in_clause(self, text: str, start: int) -> Qualifier | None:
        if self.clause.search(text, max(0, start - _REACH), start) is None:
            return None
        window = text[max(0, start - _REACH) : start]
        begin = max((found.end() for found in _CLAUSE.finditer(window)), default=0)
        offset = start - len(window)
        for found in reversed(list(self.clause.finditer(window, begin))):
            row = self.before_words[found[0]]
            other = _is_other(text, offset + found.start(), row) or text.startswith(
                row.not_before, offset + found.end()
            )
            if not other:
                return row.qualifier
        return None


def _is_other(text: str, place: int, row: Words) -> bool:
    return place > 0 and text[place - 1] in row.not_after


def _stronger(before: Words, after: tuple[Words, str] | None) -> Qualifier:
    """Of a word before and a word behind: 約 yields to 以上, everything else holds against what follows."""
    if after is not None and before.qualifier is Qualifier.APPROX:
        return after[0].qualifier
    return before.qualifier


def load_qualifiers() -> Qualifiers:
    """Reads `rules/qualifiers.toml`."""
    rows = make_rows(FILE, "qualifiers", _make_words)
    fillers = [word for words in make_rows(FILE, "fillers", lambda row: tuple(row["words"])) for word in words]
    before = {word: row for row in rows if row.place == "before" for word in row.words}
    after = {word: row for row in rows if row.place == "after" for word in row.words}
    far = [word for word, row in before.items() if row.reach == "clause"]
    return Qualifiers(
        lasts=frozenset(word[-1] for word in (*before, *fillers)),
        touching=re.compile(f"(?P<word>{alternation(before)})(?:{alternation(fillers)}){{0,3}}$"),
        clause=re.compile(alternation(far)),
        behind=re.compile(alternation(after)),
        before_words=before,
        after_words=after,
    )


def _make_words(row: Row) -> Words:
    if row["place"] not in ("before", "after") or row["reach"] not in ("touching", "clause"):
        raise ValueError(f"place {row['place']}, reach {row['reach']}")
    return Words(
        Qualifier(row["qualifier"]),
        row["place"],
        row["reach"],
        tuple(row["words"]),
        row["unless_after"],
        tuple(row.get("unless_before", ())),
        str(row.get("only_before", "")),
    )
