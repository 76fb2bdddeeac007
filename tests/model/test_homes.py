"""Which things and names hold in a report: those of its own government, and those of nobody in particular."""

import pytest

from kg.model.concepts import Concept, Scheme, Vocabulary
from kg.model.facts import ReportInfo
from kg.model.homes import at_home, bodies_of, names_here


def body(slug, label, *names, parent=None):
    features = tuple(("localName", name) for name in names)
    return Concept(Scheme.AGENCY, slug, label, slug, names=(*names, f"{label}本部"), parent=parent, features=features)


CITY = body("city", "高雄市政府")
WELFARE = body("welfare", "高雄市政府社會局", "社會局", parent="city")
CENTRE = body("centre", "長青中心", "長青", parent="welfare")
UNION = body("union", "高雄市公務人員協會", "公務人員協會")
STATE = body("state", "行政院", "院")
CAMP = Concept(Scheme.PROGRAMME, "camp", "共識營", "Camp", features=(("localTo", "city"),))
FREE = Concept(Scheme.PROGRAMME, "free", "員工協助方案", "EAP")
BODIES = bodies_of(Vocabulary((CITY, WELFARE, CENTRE, UNION, STATE, CAMP, FREE)))


def info(owner=None, issuer=None):
    return ReportInfo("one", "報告", issuer, owner, None, None)


def test_the_bodies_are_the_agencies():
    assert sorted(BODIES) == ["centre", "city", "state", "union", "welfare"]


@pytest.mark.parametrize(
    ("report", "home"),
    [
        (info(owner="高雄市政府"), True),
        (info(issuer="高雄市政府"), True),
        (info(owner="臺南市政府"), False),
        (info(), False),
    ],
)
def test_a_thing_of_one_government_is_at_home_in_its_reports(report, home):
    assert at_home(CAMP, BODIES, report) is home
    assert at_home(FREE, BODIES, report) is True


@pytest.mark.parametrize(
    ("concept", "report", "holds"),
    [
        (WELFARE, info(owner="高雄市政府"), True),
        (CENTRE, info(owner="高雄市政府"), True),
        (CENTRE, info(issuer="高雄市政府社會局"), True),
        (WELFARE, info(owner="臺南市政府"), False),
        (WELFARE, info(), False),
        # Below nobody, but with the city in its name.
        (UNION, info(owner="高雄市政府"), True),
        (UNION, info(owner="臺南市政府"), False),
        (STATE, info(owner="高雄市政府"), False),
        # 行政院 is no 政府, so that no city is known by it.
        (UNION, info(owner="高雄市"), False),
    ],
)
def test_a_local_name_holds_in_reports_of_the_bodys_own_government(concept, report, holds):
    local = concept.features[0][1]
    names = list(names_here(concept, BODIES, report))
    assert names[0] == concept.label
    assert f"{concept.label}本部" in names
    assert (local in names) is holds
