"""Two annual reports of a made-up bureau, read from their texts: what must be found in them, and what must not."""

from dataclasses import replace
from datetime import date

import pytest

from kg.audit.between import check_between, load_lore
from kg.model.facts import ReportInfo
from kg.model.mentions import Period
from kg.model.text import Source
from tests.audit.inside.reports import read_text
from tests.interpret.gold_facts import gold_vocabulary

FIRST = """海港市政府漁業局111年度工作報告

壹、漁業管理
一、漁船檢查
111年度檢查漁船1,250艘次，查獲違規案件86件，裁罰金額計430萬元，較110年增加12件。
截至111年12月底止，本市設籍漁船計2,318艘，其中動力漁船1,905艘、無動力舢舨413艘。
二、漁民福利
111年度發放老漁津貼3,420人，計2億8,500萬元。辦理漁民健檢12場次，計有645人參加。
三、漁村旅遊
111年度辦理漁村小旅行24梯次，計有1,128人（男性542人、女性586人）參加。
預計於112年12月完成漁港監視系統50處。
規劃於112年度辦理海洋教育活動30場次。
預計於114年12月完成漁貨直銷中心3處。
自105年起累計放流魚苗1,860萬尾。
自103年起改善魚塭供水212處。
漁會員工編制員額為58人。
漁獲物抽驗合格率98.5%，已達95%之目標。

貳、漁港建設
111年度辦理漁港疏浚3處，疏浚土方12萬6,000立方公尺，經費3,650萬元。
預計於112年6月完成漁港夜間照明改善17座。
"""
SECOND = """海港市政府漁業局112年度工作報告

壹、漁業管理
一、漁船檢查
112年度檢查漁船1,310艘次，查獲違規案件95件，裁罰金額計512萬元，較111年增加15件。111年查獲違規案件86件。
截至112年12月底止，本市設籍漁船計2,301艘，其中動力漁船1,893艘、無動力舢舨408艘。
二、漁民福利
112年度發放老漁津貼3,390人，計2億8,100萬元。
三、漁村旅遊
112年度辦理漁村小旅行24梯次，計有1,128人（男性542人、女性586人）參加。
漁港監視系統至112年12月完成38處。
112年度辦理海洋教育活動31場次。
自105年起累計放流魚苗1,790萬尾。
自103年起改善魚塭供水198處。
漁會員工編制員額維持60人。
漁獲物抽驗合格率94.1%，未達95%之目標。

貳、漁港建設
112年度辦理漁港疏浚2處，疏浚土方8萬立方公尺，經費2,910萬元。較111年減少740萬元。
"""
EXPECTED = {
    ("implied", "fails", "95 − 15 = 80, printed 86"),
    ("implied", "holds", "29100000 + 7400000 = 36500000, printed 36500000"),
    ("implied", "cannot-tell", "86 − 12 = 74"),
    ("restated", "holds", "86 = 86"),
    ("running", "fails", "18600000 > 17900000"),
    ("unchanged", "cannot-tell", "58 ≠ 60"),
    ("copied", "cannot-tell", "{24、1128、542、586} = {24、1128、542、586}, 8 free digits"),
    ("planned", "missed", "38 < 50"),
    ("planned", "met", "31 > 30"),
    ("planned", "unheard", "17"),
    ("target", "met", "98.5 > 95"),
    ("target", "missed", "94.1 < 95"),
}


def account(year, text):
    covered = Period(date(year, 1, 1), date(year, 12, 31))
    title = text.split("\n", 1)[0]
    info = ReportInfo(f"fish-{year}", title, "海港市政府漁業局", "海港市政府", "annual report", covered)
    _, told, _ = read_text(Source(f"{year}.txt", "text/plain", "utf-8", "0" * 64, text), info)
    return replace(told, info=info)


@pytest.fixture(scope="module")
def findings():
    accounts = [account(2022, FIRST), account(2023, SECOND)]
    assert [len(one.statements) for one in accounts] == [27, 25]
    return check_between(accounts, load_lore(gold_vocabulary().concepts))


def test_what_two_reports_say_is_held_together(findings):
    assert {(one.rule, one.verdict.value, one.formula) for one in findings} == EXPECTED


def test_every_finding_names_its_reports_and_speaks_both_languages(findings):
    for one in findings:
        assert set(one.reports) <= {"fish-2022", "fish-2023"}
        assert one.message.zh
        assert one.message.en
