"""Numbers that are no quantities, and why: dates, ordinals, articles of laws, grades, codes, telephones, names."""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.extract.date_rules import Beside, spans_of_years
from kg.extract.numerals import Numeral, Script
from kg.extract.tables import Row, make_rows
from kg.model.alternation import branches

ARABIC = Script.ARABIC

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
# Plans that are named by their years: 十年減半計畫. Here and in the pattern of list marks the first character stands in
# front of what must stand before it, so that the engine passes over all others.
_TENS = r"(?:(?<=[一二三四五六七八九十])[一二三四五六七八九十]?|(?<=\d)(?<!\d\d)\d?)"
_YEARS_OF_PLAN = re.compile(
    rf"[\d一二三四五六七八九十](?:(?<![分期於每滿近約逾長達第].){_TENS}年(?![內來間至起底初度期])"
    r"(?:(?!辦理|推動|實施|完成|執行|投入|編列|修正|補助|規劃|核定)[\u4e00-\u9fff]){1,6}?(?:計畫|方案)"
    # 五年五百億頂尖大學計畫, 8年800億治水計畫
    rf"|{_TENS}年(?:[一二三四五六七八九十百千]+|[\d,]+)[億兆](?!元)[\u4e00-\u9fff]{{0,8}}?(?:計畫|方案|預算|專案))"
)
# Ages that name a group which is counted: 15至24歲占24.6%, 65歲以上老人計34萬人. One that grants something is a rule.
_AGE_BAND = re.compile(
    r"[\d一二三四五六七八九十]{1,3}(?:歲?[至到~-][\d一二三四五六七八九十]{1,3})?歲(?:以上|以下)?[之的]?"
    r"(?:(?:老年|老人|長者|高齡者?|人口|人數|民眾|婦女|女性|男性|青少年|青年|兒童|學童|幼兒|勞工|國民|居民|會說\w{1,3}語|者"
    r"|就業|失業|勞動力|吸菸|吸煙|駕駛人?|學生|病患|患者|個案|族群|旅客|遊客|選民|市民|農民|漁民)*(?:計有|共計|共有|計|共|約|達|占|佔|有|逾|僅)"
    r"|(?:老年|就業|失業|勞動|高齡|青年|婦女)?人口|勞動力) ?(?=[\d一二三四五六七八九十百])"
)
# Ages between which children are that somebody raises, or that a system serves: they tell who is spoken of.
_AGES_OF = re.compile(
    r"(?:(?<=撫育)|(?<=育有))[\d一二三四五六七八九十]{1,3}歲?[至到~-][\d一二三四五六七八九十]{1,3}歲"
    r"|[\d一二三四五六七八九十]{1,3}歲?[至到~-][\d一二三四五六七八九十]{1,3}歲(?:幼兒|嬰幼兒|兒童)?(?:托育|教保|照顧)(?:服務)?(?:體系|網絡)"
)


# Groups cut from a whole by rank: 最高20%家庭所得為最低20%家庭之6倍.
_BY_RANK = re.compile(
    r"(?:最高|最低|最富有?|最窮|前|後)的?[\d.一二三四五六七八九十]{1,4}[%％]之?(?:所得|家庭|戶|者|人口|家戶|縣市|企業|廠商)"
)
# What a map shows how small: 五萬分之一地質圖.
_SCALE = re.compile(
    r"[\d,一二三四五六七八九十百千萬]{2,7}分之[一1](?:之|比例尺)?(?:[\u4e00-\u9fff]{0,4}(?:圖|模型)|比例)|比例尺[\d一二三四五六七八九十百千萬]{1,6}分之[一1]"
)
# How long a mean is taken over: 10年平均, 近三個月平均.
_MEAN_OF = re.compile(r"(?:[\d一二三四五六七八九十]{1,3}(?:個月|年|日|季)(?:移動|的|之)?平均(?!為|每))")


class Shape(NamedTuple):
    """What makes every number in it none, for a reason. All that it matches holds one of `signs`: a text without them
    is not searched."""

    reason: str
    pattern: re.Pattern[str]
    signs: tuple[str, ...]


SHAPES = (
    Shape(
        "web address",
        re.compile(r"(?:https?://|www\.)[!-~]+|[\w.-]{1,64}@[\w.-]{1,64}", re.ASCII),
        ("://", "www.", "@"),
    ),
    Shape(
        "telephone",
        re.compile(
            r"\(0\d{1,2}\)\d{3,4}-?\d{3,4}"
            r"|(?=\d)(?:(?<![\d,.])0\d{1,3}-\d{3,4}-?\d{3,4}(?:#\d+)?|(?<!\d)\d{3,4}-\d{4}(?!\d))"
        ),
        ("(0", "-"),
    ),
    Shape(
        "clock time",
        re.compile(
            r"(?=\d)(?:(?<![\d:])[0-2]?\d:[0-5]\d(?!\d|:|\.\d)|(?<!\d)[0-2]?\d時[0-5]?\d分|(?<![\d.])[0-2]?\d點[0-5]\d分)"
        ),
        (":", "時", "點"),
    ),
    Shape("date", _DATE, ("年", "月", "民國", ".", "/")),
    Shape(
        "list mark",
        re.compile(
            r"[(\d](?:(?<=\()(?:\d{1,2}|[一二三四五六七八九十]{1,3})\)(?![人名位件%元])"
            r"|(?:(?<=^\d)|(?<=[。;:；：]\d))\d?[、.](?=[^\d]))"
        ),
        ("(", "、", "."),
    ),
    # 表1各機關員額, 詳如附表3-2: but not 代表3人, 一覽表2份
    Shape(
        "number of a table",
        re.compile(r"(?:(?<=^[表圖])|(?<=[附如見詳(。;:,、][表圖]))\d{1,2}(?:[-.]\d{1,2})*(?![\d份張幅])"),
        ("表", "圖"),
    ),
    Shape("part of a name", re.compile(r"《[^《》]{1,40}》"), ("《",)),
    Shape("part of a name", _YEARS_OF_PLAN, ("計畫", "方案")),
    Shape("age band", _AGE_BAND, ("歲",)),
    Shape("age band", _AGES_OF, ("歲",)),
    Shape("group by rank", _BY_RANK, ("最高", "最低", "最富", "最窮", "前", "後")),
    Shape("scale of a map", _SCALE, ("分之",)),
    Shape("span of time", _MEAN_OF, ("年平均", "月平均", "日平均", "季平均", "移動平均", "的平均", "之平均")),
)
_QUOTED = re.compile(r"「([^「」]{1,16})」|『([^『』]{1,16})』")
# What makes a number the end of a code: A380, COVID-19.
_CODE = re.compile(r"[A-Za-z]-?$")
_ZEROS = re.compile(r"0\d")  # 006688措施
_LOOK = 8


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: the number is none where one of `before` ends at it and one of `after` (none of `unless`) follows it."""

    reason: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    unless: tuple[str, ...]

    def reason_of(self, text: str, start: int, end: int) -> str | None:
        """Its reason for a number at characters start to end of a text, None where its words do not stand there."""
        if self.before and not text.endswith(self.before, max(0, start - _LOOK), start):
            return None
        after = not self.after or text.startswith(self.after, end)
        return self.reason if after and not text.startswith(self.unless, end) else None


@dataclass(frozen=True, slots=True)
class Exclusions:
    """The rows of `rules/exclusions.toml`, ready for use.

    ended  for the last characters of words before a number the numbers of the rules that have such a word or none
           before, those alone under "";  begun: the same for the first characters of words after it
    """

    rules: tuple[Rule, ...] = field(repr=False)
    ended: Mapping[str, frozenset[int]] = field(repr=False)
    begun: Mapping[str, frozenset[int]] = field(repr=False)
    words: re.Pattern[str] = field(repr=False)
    spans: Beside = field(repr=False)

    def reason(self, text: str, numeral: Numeral) -> str | None:
        """Why a numeral is no quantity, by the words that touch it; None where nothing says so."""
        start, end = numeral.start, numeral.end
        ended = self.ended.get(text[start - 1 : start], self.ended[""])
        begun = self.begun.get(text[end : end + 1], self.begun[""])
        for number in sorted(ended & begun) if not ended.isdisjoint(begun) else ():
            reason = self.rules[number].reason_of(text, start, end)
            if reason is not None:
                return reason
        if numeral.script is not ARABIC:
            return None
        # A sign before each pattern: mostly a Chinese character stands there. 占GDP24.6% is a figure.
        letters = text[start - 1 : start].isascii() and not text.startswith(("%", "％"), end)
        coded = (letters and _CODE.search(text[max(0, start - 2) : start])) or (
            text[start] == "0" and _ZEROS.match(text, start)
        )
        return "part of a name" if coded else None

    def covers(self, text: str) -> "Covers":
        """Where shapes of a text make every number in them none."""
        reasons: dict[int, str] = {}
        for reason, shape, signs in SHAPES:
            for found in shape.finditer(text) if _holds_one(text, signs) else ():
                if shape is not _DATE or not self._length_of_time(text, found):
                    for place in range(*found.span()):
                        reasons.setdefault(place, reason)
        return Covers(text, self.words, reasons, _short_quotes(text))

    def _length_of_time(self, text: str, found: re.Match[str]) -> bool:
        """設定地上權70年: what looks like a year is a number of years."""
        return _BARE_YEAR.fullmatch(found[0]) is not None and self.spans.beside(text, *found.span())


def _short_quotes(text: str) -> Mapping[int, Place]:
    """The short quotes by all their places."""
    if not ("「" in text or "『" in text):
        return {}
    return {place: found.span() for found in _QUOTED.finditer(text) for place in range(*found.span())}


def _holds_one(text: str, signs: Iterable[str]) -> bool:
    for sign in signs:  # noqa: SIM110 (as a loop it takes a third of the time, and it is asked of every text)
        if sign in text:
            return True
    return False


@dataclass(slots=True)
class Covers:
    """For places of a text: the reason that a shape gives, the short quote that they stand in, and whether a word of
    `sought` takes them up, which is asked of few."""

    text: str
    sought: re.Pattern[str]
    reasons: Mapping[int, str]
    quoted: Mapping[int, Place]
    _words: frozenset[int] | None = None

    @property
    def words(self) -> frozenset[int]:
        """The places that words take up."""
        if self._words is None:
            found = self.sought.finditer(self.text)
            self._words = frozenset(place for word in found for place in range(*word.span()))
        return self._words


def load_exclusions() -> Exclusions:
    """Reads `rules/exclusions.toml`."""
    words = [word for row in make_rows(FILE, "words", lambda row: tuple(row["words"])) for word in row]
    rules = make_rows(FILE, "exclusions", _make_rule)
    ended = _index({word[-1] for word in rule.before} for rule in rules)
    begun = _index({word[0] for word in rule.after} for rule in rules)
    return Exclusions(rules, ended, begun, re.compile(branches(words)), spans_of_years())


def _index(chars: Iterable[Set[str]]) -> dict[str, frozenset[int]]:
    """For every character the numbers of those that hold it and of the empty ones, these under "" too."""
    rows = list(chars)
    return {
        char: frozenset(number for number, row in enumerate(rows) if not row or char in row)
        for char in {"", *(char for row in rows for char in row)}
    }


def _make_rule(row: Row) -> Rule:
    rule = Rule(row["reason"], tuple(row.get("before", ())), tuple(row.get("after", ())), tuple(row.get("unless", ())))
    if not rule.before and not rule.after:
        raise ValueError("neither before nor after")
    return rule
