"""Programmes, bodies, awards and laws over reports that were written by hand."""

import re
from dataclasses import replace
from datetime import date

import pytest

from kg.lineage.bodies import Bodies, days_of, kin_of, standing
from kg.lineage.engagements import RULES, load_engaging
from kg.lineage.naming import Naming
from kg.lineage.requirements import RULES as LAWS
from kg.lineage.things import Things
from kg.model.concepts import Concept, Judgement, Scheme, Vocabulary
from kg.model.facts import Kind, ReportInfo
from kg.model.statements import Account
from kg.model.text import Span
from kg.model.threads import Part, State
from kg.resources import read_table
from tests.audit.between.bureau import line, report
from tests.lineage.written import account, change, entity

ENGAGING = load_engaging()
CAMP = Concept(Scheme.PROGRAMME, "camp", "共識營", "Camp")
CARE = Concept(Scheme.PROGRAMME, "care", "關懷方案", "Care")
SAME = Judgement(Scheme.PROGRAMME, "策勵營", "camp", True, "某人", "2026-01-01", "前後相承", "camps-are-one")
OTHER = Judgement(Scheme.PROGRAMME, "夏令營", "camp", False, "某人", "2026-01-01", "對象不同", "summer-is-other")


def things(
    *accounts: Account, concepts: tuple[Concept, ...] = (CAMP, CARE), judgements: tuple[Judgement, ...] = ()
) -> Things:
    return Things(accounts, Vocabulary(concepts, judgements))


def agency(slug: str, label: str) -> Concept:
    return Concept(Scheme.AGENCY, slug, label, slug)


def test_names_are_joined_with_their_evidence() -> None:
    first, second = "辦理首長團隊策勵營。", "辦理首長團隊共識營，即共識營。"
    camp = entity(first, "programme", "首長團隊策勵營", "camp", judgement="camps-are-one", reason="判定")
    found = things(
        account(2020, first, camp),
        account(2021, second, entity(second, "programme", "首長團隊共識營", "camp", aliases=["共識營"], score=0.97)),
        judgements=(SAME, OTHER),
    ).lineage(CAMP)
    assert [telling.report for telling in found.tellings] == ["report-2020", "report-2021"]
    by_name = {join.name: join for join in found.joins}
    assert set(by_name) == {"首長團隊共識營", "共識營"}
    join = by_name["首長團隊共識營"]
    assert (join.other, join.shared, join.within, join.use.score) == ("首長團隊策勵營", "首長團隊", False, 0.97)
    assert by_name["共識營"].within
    assert found.tellings[0].uses[0].judgement == SAME
    assert found.refusals == (OTHER,)


def test_metrics_that_two_names_share_are_evidence() -> None:
    def told(year: int, name: str) -> Account:
        figure = {"programme": name, "series": "guests"}
        made = report(year, line(f"{name}計【90人】參加。", figure))
        return replace(made, entities=(entity(made.text, "programme", name, "camp"),))

    found = things(told(2020, "策勵會"), told(2021, "共識營")).lineage(CAMP)
    assert [(join.other, join.metrics, join.likeness) for join in found.joins] == [("策勵會", ("guests",), 0.0)]
    assert [len(telling.figures) for telling in found.tellings] == [1, 1]


def test_names_without_a_concept_are_candidates() -> None:
    text = "辦理員工關懷方案、110年度員工關懷方案—愛的實施計畫、烹飪班。"
    known = entity(text, "programme", "員工關懷方案", "care")
    rows = [entity(text, "programme", name) for name in ("110年度員工關懷方案—愛的實施計畫", "烹飪班")]
    found = things(account(2021, text, known, *rows)).lineage(CARE)
    assert [(one.name, one.other, one.shared) for one in found.candidates] == [
        ("110年度員工關懷方案—愛的實施計畫", "員工關懷方案", "員工關懷方案")
    ]


def test_awards_by_a_candidate_are_not_certain() -> None:
    text = "員工關懷方案榮獲甲獎。110年員工關懷方案實施計畫榮獲乙獎優等。推薦丙獎。"
    rows = (
        entity(text, "programme", "員工關懷方案", "care"),
        entity(text, "programme", "110年員工關懷方案實施計畫"),
        entity(text, "award", "甲獎", recipient="某處", date="2021-05-01", **{"for": "員工關懷方案"}),
        entity(text, "award", "乙獎", recipient="某處", rank="優等", **{"for": "110年員工關懷方案實施計畫"}),
        entity(text, "award", "丙獎", recipient="員工關懷方案", rank="遴薦參選"),
    )
    found = things(account(2021, text, *rows)).lineage(CARE).conferrals
    assert [(one.award, one.year, one.dated, one.certain, one.won) for one in found] == [
        ("甲獎", "2021", True, True, True),
        ("乙獎", "2021", False, False, True),
        ("丙獎", "2021", False, True, False),
    ]


@pytest.mark.parametrize("row", read_table(RULES)["part"], ids=lambda row: row["name"])
def test_what_bodies_do_in_programmes(row: dict[str, object]) -> None:
    assert row["examples"]
    assert row["counter"]
    for kind in ("examples", "counter"):
        for sentence in row[kind]:  # type: ignore[attr-defined]
            text = re.sub(r"[【】]", "", sentence) + "之某方案。"
            bodies = [entity(text, "agency", name) for name in re.findall(r"【(.+?)】", sentence)]
            told = ENGAGING.read(Naming(account(2021, text, *bodies, entity(text, "programme", "某方案"))))
            found = {one.body for one in told if one.part == row["name"]}
            assert found == ({body["name"] for body in bodies} if kind == "examples" else set()), sentence


def test_ranks_of_which_nobody_was_given_the_award() -> None:
    rows = read_table(RULES)["nominated"]
    assert all(ENGAGING.nominated.search(rank) for rank in rows["examples"])
    assert not any(ENGAGING.nominated.search(rank) for rank in rows["counter"])


def test_contractors_of_a_programme() -> None:
    first, second = "2020年委託甲基金會提供諮商服務。", "分別委託乙醫院與丙心理諮商所，結合優勢。共提供4人次諮商服務。"
    named = Concept(Scheme.PROGRAMME, "counselling", "諮商服務", "Counselling")
    accounts = (
        account(
            2020, first, entity(first, "agency", "甲基金會"), entity(first, "programme", "諮商服務", "counselling")
        ),
        account(
            2021,
            second,
            entity(second, "agency", "乙醫院"),
            entity(second, "agency", "丙心理諮商所"),
            entity(second, "programme", "諮商服務", "counselling"),
        ),
    )
    found = things(*accounts, concepts=(named,)).lineage(named).engagements
    assert [(one.report, one.part, one.body) for one in found] == [
        ("report-2020", Part.COMMISSIONED, "甲基金會"),
        ("report-2021", Part.COMMISSIONED, "乙醫院"),
        ("report-2021", Part.COMMISSIONED, "丙心理諮商所"),
    ]


OFFICES = (
    agency("east", "海港市東區戶政事務所"),
    agency("west", "海港市西區戶政事務所"),
    agency("new", "海港市政府新局"),
    agency("old", "海港市政府舊局"),
)
MERGED = "西區戶政事務所併入東區戶政事務所，修編前東區及西區戶政事務所22人，修編後19人。成立新局，舊局更名為中局。"


def merged() -> Account:
    text = MERGED
    east, west = (
        entity(text, "agency", f"海港市{side}區戶政事務所", slug) for side, slug in (("東", "east"), ("西", "west"))
    )
    changes = (
        change(
            text, "merged", west["name"], "西區戶政事務所併入", object=east["name"], date="2021-12-25", concept="west"
        ),
        change(
            text,
            "staffing_change",
            "海港市東區及西區戶政事務所",
            "修編前東區及西區戶政事務所22人，修編後19人",
            date="2021-12-25",
            before=22,
            after=19,
        ),
        change(text, "established", "海港市政府新局", "成立新局", date="2022", concept="new"),
        change(
            text, "renamed", "海港市政府舊局", "舊局更名為中局", object="海港市政府中局", date="2021-03", concept="old"
        ),
    )
    return account(2021, text, east, west, changes=changes)


@pytest.mark.parametrize(
    ("slug", "on", "state", "successor", "posts"),
    [
        ("west", "2021-12-24", State.STANDS, None, 22),
        ("west", "2021-12-25", State.GONE, "east", None),
        ("east", "2021-12-24", State.STANDS, None, 22),
        ("east", "2022-06-01", State.STANDS, None, 19),
        ("new", "2021-12-31", State.NOT_YET, None, None),
        ("new", "2022-06-01", State.UNCERTAIN, None, None),
        ("new", "2023-01-01", State.STANDS, None, None),
        ("old", "2021-03-15", State.UNCERTAIN, None, None),
        ("old", "2021-04-01", State.GONE, "海港市政府中局", None),
    ],
)
def test_where_a_body_stands_on_a_day(
    slug: str, on: str, state: State, successor: str | None, posts: int | None
) -> None:
    office = next(one for one in OFFICES if one.slug == slug)
    found = things(merged(), concepts=OFFICES).lineage(office)
    there = standing(slug, date.fromisoformat(on), found.alterations, ())
    assert (there.state, there.successor, there.posts) == (state, successor, posts)


def test_who_came_before_and_after() -> None:
    made = things(merged(), concepts=OFFICES)
    east, west = (made.lineage(office) for office in OFFICES[:2])
    assert [(kin.relation.value, kin.before, kin.concept) for kin in kin_of("east", east.alterations)] == [
        ("merged", True, "west")
    ]
    assert [(kin.relation.value, kin.before, kin.concept) for kin in kin_of("west", west.alterations)] == [
        ("merged", False, "east")
    ]
    assert [one.part for one in east.alterations] == ["object", "joint"]


def test_a_body_that_takes_the_name_of_another_is_put_under_it() -> None:
    text = "舊局改隸為新局。"
    rows = (entity(text, "agency", "海港市政府新局", "new"), entity(text, "agency", "海港市政府舊局", "old"))
    told = change(
        text, "renamed", "海港市政府舊局", "舊局改隸為新局", object="海港市政府新局", date="2021-01-01", concept="old"
    )
    found = things(account(2021, text, *rows, changes=(told,)), concepts=OFFICES).lineage(OFFICES[3])
    assert [(one.type, one.as_type) for one in found.alterations] == [("renamed", "transferred")]
    assert standing("old", date(2022, 1, 1), found.alterations, ()).state is State.STANDS


def test_bodies_that_are_told_together() -> None:
    bodies = Bodies(OFFICES)
    assert bodies.jointly("海港市東區及西區戶政事務所") == {"east", "west"}
    assert bodies.jointly("海港市東區戶政事務所") == frozenset()


def test_days_of_dates_that_are_told_in_part() -> None:
    assert days_of("2020") == (date(2020, 1, 1), date(2020, 12, 31))
    assert days_of("2020-02") == (date(2020, 2, 1), date(2020, 2, 29))
    assert days_of("2020-12") == (date(2020, 12, 1), date(2020, 12, 31))
    assert days_of("2020-02-03") == (date(2020, 2, 3), date(2020, 2, 3))


@pytest.mark.parametrize(("kind", "required"), [("examples", [True]), ("counter", [])])
def test_what_a_law_asks_for(kind: str, required: list[bool]) -> None:
    for sentence in read_table(LAWS)[kind]:
        made = report(2021, line(sentence + "。", {"kind": "target", "series": "staff"}))
        name = re.findall("「(.+?)」", sentence)[0]
        law = Concept(Scheme.LAW, "law", name, "Law")
        told = replace(made, entities=(entity(made.text, "law", name, "law"),))
        found = things(told, concepts=(law,)).lineage(law).requirements
        assert [one.required for one in found] == required, sentence


def test_a_law_asks_for_what_it_shares_words_with() -> None:
    text = (
        "依「障礙者權益保障法」、「原住民工作保障法」規定，應進用障礙者【80人】，已進用【90人】；應進用原住民【20人】。"
    )
    target, held = {"kind": "target"}, {"kind": Kind.OBSERVED.value}
    made = report(
        2021, line(text, target | {"metric": "應進用障礙者人數"}, held, target | {"metric": "應進用原住民人數"})
    )
    names = ("障礙者權益保障法", "原住民工作保障法")
    laws = [Concept(Scheme.LAW, slug, name, slug) for slug, name in zip("ab", names, strict=True)]
    told = replace(made, entities=tuple(entity(made.text, "law", law.label, law.slug) for law in laws))
    asked = {
        law.slug: [
            int(one.statement.value)
            for one in things(told, concepts=tuple(laws)).lineage(law).requirements
            if one.required
        ]
        for law in laws
    }
    assert asked == {"a": [80], "b": [20]}


def test_things_that_are_joined_are_told_together() -> None:
    text = "市府學院正式加盟國家學園。國家學園～市府學院上線。"
    college = Concept(Scheme.SYSTEM, "college", "市府學院平台", "College")
    park = Concept(Scheme.SYSTEM, "park", "國家學園平臺", "Park")
    text = text.replace("市府學院", "市府學院平台").replace("國家學園", "國家學園平臺")
    rows = (
        entity(text, "system", "市府學院平台", "college", aliases=["國家學園平臺～市府學院平台"]),
        entity(text, "system", "國家學園平臺", "park"),
    )
    found = things(account(2021, text, *rows), concepts=(college, park)).lineage(college)
    assert {(one.concept, one.words) for one in found.together} == {("park", "加盟")}


def test_headings_above_a_place() -> None:
    made = report(
        2021,
        line("甲。計【9人】。", {"section": ("一", "二")}),
        line(
            "乙。",
        ),
        line("丙。計【8人】。", {"section": ("一", "三")}),
    )
    naming = Naming(made)
    assert naming.section(Span(made.text.index("計"), made.text.index("計") + 1)) == ("一", "二")
    assert naming.section(Span(made.text.index("乙"), made.text.index("乙") + 1)) == ("一",)
    assert naming.sentence(Span(made.text.index("乙"), made.text.index("乙") + 1)).cut(made.text).strip() == "乙。"


def test_a_report_of_nobody() -> None:
    text = "辦理共識營。"
    made = replace(
        account(2021, text, entity(text, "programme", "共識營", "camp")),
        info=ReportInfo("r", "r", None, None, None, None),
    )
    assert len(things(made).lineage(CAMP).tellings) == 1
