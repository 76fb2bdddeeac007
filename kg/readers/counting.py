"""How a number of a list is drawn: 一 壹 ㈠ ① a iv, by the names that the formats give to these ways of counting.

ECMA-376 part 1, 17.18.59 (ST_NumberFormat); OpenDocument 1.3 part 3, 19.501 (style:num-format) with the samples that
LibreOffice writes for Chinese ways; CSS Counter Styles Level 3, sections 6 and 7.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

_HAN = "〇一二三四五六七八九"
_LEGAL = "零壹貳參肆伍陸柒捌玖"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
# Above so much no list of a report counts; a file that says so is not followed.
MOST = 9_999

Count = Callable[[int], str]


def _decimal(value: int) -> str:
    return str(value)


def _letters(value: int) -> str:
    """a … z, aa … zz, aaa …: as word processors count."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    drawn = ""
    for worth, sign in _ROMAN:
        while value >= worth:
            drawn, value = drawn + sign, value - worth
    return drawn


def _thousands(digits: str, tens: tuple[str, str, str, str]) -> Count:
    """十, 十一, 二十, 一百零五: a numeral as it is read."""

    def count(value: int) -> str:
        drawn, gap = "", False
        for place in range(3, -1, -1):
            digit = value // 10**place % 10
            if digit:
                one = place == 1 and digit == 1 and not drawn and digits is _HAN
                drawn += ("零" if gap and drawn else "") + ("" if one else digits[digit]) + tens[place]
                gap = False
            else:
                gap = True
        return drawn

    return count


def _digits(digits: str) -> Count:
    """一〇五: digit by digit."""
    return lambda value: "".join(digits[int(digit)] for digit in str(value))


def _signs(signs: str, otherwise: Count) -> Count:
    """A sign a number, as far as there are signs."""
    return lambda value: signs[value - 1] if value <= len(signs) else otherwise(value)


def _block(first: str, length: int, otherwise: Count) -> Count:
    return _signs("".join(chr(ord(first) + place) for place in range(length)), otherwise)


def _upper(count: Count) -> Count:
    return lambda value: count(value).upper()


def _full(value: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))


def _zero(value: int) -> str:
    return f"{value:02}"


def _nothing(_: int) -> str:
    return ""


_chinese = _thousands(_HAN, ("", "十", "百", "千"))
_legal = _thousands(_LEGAL, ("", "拾", "佰", "仟"))
_legal_simplified = _thousands(_LEGAL_SIMPLIFIED, ("", "拾", "佰", "仟"))
_circled = _block("①", 20, _decimal)

# Word's names.
WORD: Mapping[str, Count] = MappingProxyType(
    {
        "decimal": _decimal,
        "decimalZero": _zero,
        "decimalFullWidth": _full,
        "decimalFullWidth2": _full,
        "decimalHalfWidth": _decimal,
        "upperLetter": _upper(_letters),
        "lowerLetter": _letters,
        "upperRoman": _upper(_roman),
        "lowerRoman": _roman,
        "chineseCounting": _chinese,
        "chineseCountingThousand": _chinese,
        "taiwaneseCounting": _chinese,
        "taiwaneseCountingThousand": _chinese,
        "ideographDigital": _digits(_HAN),
        "taiwaneseDigital": _digits("○" + _HAN[1:]),
        "japaneseCounting": _chinese,
        "japaneseDigitalTenThousand": _digits(_HAN),
        "ideographLegalTraditional": _legal,
        "chineseLegalSimplified": _legal_simplified,
        "ideographTraditional": _signs(_STEMS, _decimal),
        "ideographZodiac": _signs(_BRANCHES, _decimal),
        "decimalEnclosedCircle": _circled,
        "decimalEnclosedCircleChinese": _circled,
        "decimalEnclosedParen": _block("⑴", 20, _decimal),
        "decimalEnclosedFullstop": _block("⒈", 20, _decimal),
        "ideographEnclosedCircle": _block("㊀", 10, _decimal),
        "none": _nothing,
    }
)
# What stands first in the samples by which OpenDocument names a way of counting.
OPEN: Mapping[str, Count] = MappingProxyType(
    {
        "1": _decimal,
        "a": _letters,
        "A": _upper(_letters),
        "i": _roman,
        "I": _upper(_roman),
        "１": _full,
        "一": _chinese,
        "壹": _legal,
        "甲": _signs(_STEMS, _decimal),
        "子": _signs(_BRANCHES, _decimal),
        "①": _circled,
        "⑴": _block("⑴", 20, _decimal),
        "㊀": _block("㊀", 10, _decimal),
        "": _nothing,
    }
)
# CSS: the way, and what stands behind the number.
STYLE: Mapping[str, tuple[Count, str]] = MappingProxyType(
    {
        "decimal": (_decimal, ". "),
        "decimal-leading-zero": (_zero, ". "),
        "lower-alpha": (_letters, ". "),
        "lower-latin": (_letters, ". "),
        "upper-alpha": (_upper(_letters), ". "),
        "upper-latin": (_upper(_letters), ". "),
        "lower-roman": (_roman, ". "),
        "upper-roman": (_upper(_roman), ". "),
        "cjk-ideographic": (_chinese, "、"),
        "trad-chinese-informal": (_chinese, "、"),
        "simp-chinese-informal": (_chinese, "、"),
        "cjk-decimal": (_digits(_HAN), "、"),
        "trad-chinese-formal": (_legal, "、"),
        "simp-chinese-formal": (_legal_simplified, "、"),
        "cjk-heavenly-stem": (_signs(_STEMS, _decimal), "、"),
        "cjk-earthly-branch": (_signs(_BRANCHES, _decimal), "、"),
    }
)


def draw(count: Count | None, value: int) -> str:
    """A number as it is drawn; in digits where the way of counting is not known or has no sign for it."""
    return count(value) if count is not None and 0 < value <= MOST else str(value)
