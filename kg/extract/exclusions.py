"""Numbers that are no quantities, and why: dates, ordinals, articles of laws, grades, codes, telephones, names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.extract.date_rules import Beside, spans_of_years
from kg.extract.numerals import Numeral, Script
from kg.extract.tables import Row, make_rows
from kg.model.alternation import alternation

FILE = "exclusions.toml"
WORD = "part of a word"
Place = tuple[int, int]

# Dates by their shape, for what the finder of dates leaves: years of the Republic (60 to 139) and Gregorian years with
# 年, what follows them, months, days behind a month, and 109.9.26 or 2020/9/26.
_YEAR = r"(?:[6-9]\d|1[0-3]\d|19\d\d|20\d\d)"
_HAN_YEAR = (
    r"(?:[六七八九]十[一二三四五六七八九]?|一?百(?:[零○〇][一二三四五六七八九]|一?十[一二三四五六七八九]?|二十[一二三四五六七八九]?)?"
    r"|[六七八九][○〇零一二三四五六七八九]|一[○〇零一二][○〇零一二三四五六七八九])"
)
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
_DAY = r"(?:[0-3]?\d|[一二三廿卅]?十?[一二三四五六七八九十])"
# A lookahead for the first characters keeps the forms from being tried at every place.
_DATE = re.compile(
    rf"(?=[民本去今前同\d一二三四五六七八九十百])(?:民國(?:前)?[\d一二三四五六七八九十百○〇零]+年?"
    rf"|(?<![\d.,])(?:{_YEAR}|{_HAN_YEAR})(?:[-~—–至到、及]{_YEAR})?(?:會計|學|預算|兵役)?年(?!資|以上|期|內|歷史|租)(?:度|{_MONTH}(?:{_DAY}日?)?)?"
    rf"|(?<![\d.,個])(?<!個){_MONTH}(?!票|刊|薪|俸|餅)(?:{_DAY}(?:日(?:(?:[、及至~-]|或){_DAY}(?=[日、及至~-]))*日?|(?=[、及至~-]{_DAY}日)))?"
    rf"|(?<![\d.])(?:{_YEAR}[./]\d{{1,2}}[./]\d{{1,2}})(?![\d.])"
    rf"|[本去今前同]\((?:{_YEAR})\)(?:學)?年)"
)
_BARE_YEAR = re.compile(rf"(?:[6-9]\d|{_HAN_YEAR})年")
# Plans that are named by their years: 十年減半計畫.
_YEARS_OF_PLAN = re.compile(
    r"(?<![分期於每滿近約逾長達第])(?:[一二三四五六七八九十]{1,2}|(?<!\d)\d{1,2})年(?![內來間至起底初度期])"
    r"(?:(?!辦理|推動|實施|完成|執行|投入|編列|修正|補助|規劃|核定)[\u4e00-\u9fff]){1,6}?(?:計畫|方案)"
    # 五年五百億頂尖大學計畫, 8年800億治水計畫
    r"|(?:[一二三四五六七八九十]{1,2}|(?<!\d)\d{1,2})年(?:[一二三四五六七八九十百千]+|[\d,]+)[億兆](?!元)[\u4e00-\u9fff]{0,8}?(?:計畫|方案|預算|專案)"
)
# Ages that name a group which is counted: 15至24歲占24.6%, 65歲以上老人計34萬人. One that grants something is a rule.
_AGE_BAND = re.compile(
    r"[\d一二三四五六七八九十]{1,3}(?:歲?[至到~-][\d一二三四五六七八九十]{1,3})?歲(?:以上|以下)?[之的]?"
    r"(?:(?:老年|老人|長者|高齡者?|人口|人數|民眾|婦女|女性|男性|青少年|青年|兒童|學童|幼兒|勞工|國民|居民|會說\w{1,3}語|者"
    r"|就業|失業|勞動力|吸菸|吸煙|駕駛人?|學生|病患|患者|個案|族群|旅客|遊客|選民|市民|農民|漁民)*(?:計有|共計|共有|計|共|約|達|占|佔|有|逾|僅)"
    r"|(?:老年|就業|失業|勞動|高齡|青年|婦女)?人口|勞動力) ?(?=[\d一二三四五六七八九十百])"
)
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("web address", re.compile(r"(?:https?://|www\.)[!-~]+|[\w.-]{1,64}@[\w.-]{1,64}", re.ASCII)),
    (
        "telephone",
        re.compile(
            r"\(0\d{1,2}\)\d{3,4}-?\d{3,4}"
            r"|(?=\d)(?:(?<![\d,.])0\d{1,3}-\d{3,4}-?\d{3,4}(?:#\d+)?|(?<!\d)\d{3,4}-\d{4}(?!\d))"
        ),
    ),
    (
        "clock time",
        re.compile(
            r"(?=\d)(?:(?<![\d:])[0-2]?\d:[0-5]\d(?!\d|:|\.\d)|(?<!\d)[0-2]?\d時[0-5]?\d分|(?<![\d.])[0-2]?\d點[0-5]\d分)"
        ),
    ),
    ("date", _DATE),
    (
        "list mark",
        re.compile(
            r"\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)(?![人名位件%元])|(?:^|(?<=[。;:；：]))\d{1,2}[、.](?=[^\d])"
        ),
    ),
    ("part of a name", re.compile(r"《[^《》]{1,40}》")),
    ("part of a name", _YEARS_OF_PLAN),
    ("age band", _AGE_BAND),
)
_QUOTED = re.compile(r"「([^「」]{1,16})」|『([^『』]{1,16})』")
# What makes a number the end of a code: A380, COVID-19.
_CODE = re.compile(r"[A-Za-z]-?$")
_LOOK = 8


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: the number is none where one of `before` ends at it and one of `after` (none of `unless`) follows it."""

    reason: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exclusions:
    """The rows of `rules/exclusions.toml`, ready for use."""

    rules: tuple[Rule, ...] = field(repr=False)
    words: re.Pattern[str] = field(repr=False)
    spans: Beside = field(repr=False)

    def reason(self, text: str, numeral: Numeral) -> str | None:
        """Why a numeral is no quantity, by the words that touch it; None where nothing says so."""
        start, end = numeral.start, numeral.end
        for rule in self.rules:
            if rule.before and not text.endswith(rule.before, max(0, start - _LOOK), start):
                continue
            if rule.after and not text.startswith(rule.after, end):
                continue
            if not text.startswith(rule.unless, end):
                return rule.reason
        letters = numeral.script is Script.ARABIC and _CODE.search(text[max(0, start - 2) : start])
        return "part of a name" if letters else None

    def covers(self, text: str) -> "Covers":
        """Where shapes of a text make every number in them none."""
        covered = [
            (found.span(), reason)
            for reason, shape in _SHAPES
            for found in shape.finditer(text)
            if shape is not _DATE or not self._length_of_time(text, found)
        ]
        return Covers(
            _first(covered),
            frozenset(_inside(self.words, text)),
            _first((found.span(), "") for found in _QUOTED.finditer(text)),
        )

    def _length_of_time(self, text: str, found: re.Match[str]) -> bool:
        """設定地上權70年: what looks like a year is a number of years."""
        return _BARE_YEAR.fullmatch(found[0]) is not None and self.spans.beside(text, *found.span())


class Covers(NamedTuple):
    """For places of a text: the reason that a shape gives, whether a word takes them up, whether a short quote does."""

    reasons: Mapping[int, tuple[Place, str]]
    words: frozenset[int]
    quoted: Mapping[int, tuple[Place, str]]


def _first(covered: Iterator[tuple[Place, str]] | Sequence[tuple[Place, str]]) -> dict[int, tuple[Place, str]]:
    owners: dict[int, tuple[Place, str]] = {}
    for span, reason in covered:
        for place in range(*span):
            owners.setdefault(place, (span, reason))
    return owners


def _inside(words: re.Pattern[str], text: str) -> Iterator[int]:
    for found in words.finditer(text):
        yield from range(*found.span())


def load_exclusions() -> Exclusions:
    """Reads `rules/exclusions.toml`."""
    words = [word for row in make_rows(FILE, "words", lambda row: tuple(row["words"])) for word in row]
    return Exclusions(make_rows(FILE, "exclusions", _make_rule), re.compile(alternation(words)), spans_of_years())


def _make_rule(row: Row) -> Rule:
    rule = Rule(row["reason"], tuple(row.get("before", ())), tuple(row.get("after", ())), tuple(row.get("unless", ())))
    if not rule.before and not rule.after:
        raise ValueError("neither before nor after")
    return rule
