"""The forms of dates as patterns. Each level may itself be a list or a range: 98至103年, 1至12月, 8月20、22日."""

import re

HAN = "一二三四五六七八九十廿卅百零〇○"
NUMBER = rf"(?:\d{{1,4}}|[{HAN}]{{1,6}})"
RANGE = r"(?:至|到|迄|[-~–—−─])"
LIST = rf"{NUMBER}(?:(?:{RANGE}|、?[及與和暨]|、){NUMBER}){{0,11}}"
# Where a number begins: not inside a longer one, and not after 第. A year may follow a list mark: 2.98至103年.
_YEAR_ALONE = rf"(?<![\d{HAN}第])(?<!\d[,/:])"
_ALONE = rf"{_YEAR_ALONE}(?<!\d\.)"
_LEAD = r"[本今去上前明次當]?"

NUMBERS = re.compile(NUMBER)
YEARS = re.compile(
    rf"(?P<era>中華民國|民國|西元|公元)?(?:{_LEAD}\((?P<inside>{LIST})\)|{_YEAR_ALONE}(?P<plain>{LIST}))"
    r"(?P<unit>學年度?|會計年度|年度?)"
)
DOTTED = re.compile(r"(?<![\d./-])(?P<year>\d{2,4})([./-])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d./-]|[年月%])")
BARE_YEARS = re.compile(rf"(?<![\d.,/])(?P<first>(?:19|20)\d\d){RANGE}(?P<last>(?:19|20)\d\d)(?![\d年.,/-])")
PART = re.compile(
    rf"(?P<half>[上下前後])半年度?|(?P<ordinal>第)?(?P<quarters>{LIST})季度?|前(?P<upto>[二三兩23])季"
    r"|(?:第?(?P<term>[一二12])|(?P<termword>[上下]))學期"
    rf"|(?:[本上]?\((?P<inside>\d{{1,2}})\)|(?P<months>{LIST}|元)|(?P<same>同))月(?:份|(?P<third>[上中下])旬|(?P<days>{LIST})[日號])?"
)
DAYS = re.compile(rf"(?P<days>{LIST})[日號]")
ENDING = re.compile(r"年?[底末](?!下)")
YEAR_END = re.compile(rf"(?<![\d{HAN})本今去上前明當同每歷青])年底")
WEEKDAY = re.compile(r"\((?:星期|週|周|禮拜)?[一二三四五六日、及至]{1,5}\)")
JOIN = re.compile(rf"(?P<range>起?{RANGE}|起至)|、?(?:以及|[及與和暨])|、")
OPEN = re.compile(r"起?(?:迄今|至今|以來|[至迄]目前)")
# Where a date may begin, and the characters with which those begin: without them the forms are not even tried.
START = (
    rf"(?:中華民國|民國|西元|公元){NUMBER}|{_LEAD}\({LIST}\)學?年|{_YEAR_ALONE}{LIST}(?:學年|會計年|年)|[本上]?\(\d{{1,2}}\)月|年底|{_ALONE}{LIST}[月季]|{_ALONE}元月"
    r"|(?:19|20)\d\d[-~–—](?:19|20)|\d{2,4}[./-]\d{1,2}[./-]\d|[上下]半年|第[\d一二三四]|前[二三兩23]季|同月\d"
)
BEGINNINGS = rf"[\d{HAN}中民西公本今去上前明次當(年元下第同]"
# After a list of years, quarters or months: the figures that follow belong to one each.
RESPECTIVELY = re.compile(r"[^,，。;；:：\d]{0,20}(?:分別[為有計達是]|(?:各|依序)[為達是])")
