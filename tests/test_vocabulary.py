"""The vocabulary: what is read from it, and what a curator is told who wrote something wrong."""

import re
import unicodedata

import pytest

from kg.errors import KnowledgeError
from kg.iris import Iris
from kg.model.concepts import Scheme
from kg.model.facts import ChangeType, Direction, Kind, PeriodSource, Temporality
from kg.model.findings import FindingKind, Verdict
from kg.model.mentions import NameKind, Part, Qualifier
from kg.resources import Resources, open_resources
from kg.vocabulary import load_vocabulary

PREFIXES = """
@prefix id: <https://w3id.org/kaogong/id/> .
@prefix agency: <https://w3id.org/kaogong/id/agency/> .
@prefix judgement: <https://w3id.org/kaogong/id/judgement/> .
@prefix kg: <https://w3id.org/kaogong/ontology#> .
@prefix kind: <https://w3id.org/kaogong/id/kind/> .
@prefix metric: <https://w3id.org/kaogong/id/metric/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix programme: <https://w3id.org/kaogong/id/programme/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <https://w3id.org/kaogong/id/unit/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
UNITS = """
id:unit a skos:ConceptScheme ; skos:prefLabel "單位"@zh-Hant .
unit:person a kg:Unit ; skos:inScheme id:unit ; skos:prefLabel "人"@zh-Hant, "person"@en .
"""
CITY = """
agency:city a kg:Agency ; skos:inScheme id:agency ; skos:prefLabel "某市政府"@zh-Hant, "City"@en .
"""
JUDGED = """
judgement:j1 a kg:Judgement ; kg:judgedName "市府" ; kg:judgedConcept agency:city ; kg:same true ;
  kg:judgedBy "某人" ; kg:judgedOn "2026-01-02"^^xsd:date ; kg:because "唯一" .
"""


@pytest.fixture
def load(tmp_path):
    """Writes files of a knowledge directory, given by name, and loads the vocabulary."""

    def load(base=None, prefixes=PREFIXES, **files):
        root = tmp_path / "ontology"
        (root / "vocab").mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            path = root / ("judgements.ttl" if name == "judgements" else f"vocab/{name}.ttl")
            path.write_text(prefixes + text, encoding="utf-8")
        return load_vocabulary(Resources((tmp_path,)), Iris(base) if base else Iris())

    return load


def only(vocabulary, scheme):
    [concept] = vocabulary.scheme(scheme)
    return concept


def test_a_metric_has_all_that_is_said_of_it(load):
    metrics = """
    metric:staff a kg:Metric ; skos:inScheme id:metric ; skos:prefLabel "員額"@zh-Hant, "Staff"@en .
    metric:cut a kg:Metric ; skos:inScheme id:metric ; skos:prefLabel "精簡員額"@zh-Hant, "Posts cut"@en ;
      skos:altLabel "減列員額"@zh-Hant, "裁減員額"@zh-Hant ; skos:broader metric:staff ; kg:aboutMetric metric:staff ;
      skos:definition "減少的員額。"@zh-Hant, "Posts cut."@en ; skos:example "精簡3人"@zh-Hant ;
      kg:usualUnit unit:person ; kg:usualKind kind:change ; kg:nearWords "精簡|裁減" ; skos:related agency:city .
    """
    kinds = 'kind:change a kg:Kind ; skos:inScheme id:kind ; skos:prefLabel "變動"@zh-Hant, "change"@en .'
    vocabulary = load(units=UNITS, agencies=CITY, kinds=kinds, metrics=metrics)
    cut, staff = vocabulary.scheme(Scheme.METRIC)
    assert (cut.slug, cut.label, cut.label_en, cut.definition) == ("cut", "精簡員額", "Posts cut", "減少的員額。")
    assert cut.names == ("減列員額", "裁減員額")
    assert (cut.parent, cut.about, cut.unit, cut.examples) == ("staff", "staff", "人", ("精簡3人",))
    assert cut.features == (("nearWords", "精簡|裁減"), ("related", "agency/city"), ("usualKind", "change"))
    assert (staff.parent, staff.about, staff.unit, staff.features) == (None, None, None, ())


def test_language_tags_are_compared_without_case(load):
    text = CITY.replace("@zh-Hant", "@ZH-hant").replace("@en", "@EN")
    assert only(load(agencies=text), Scheme.AGENCY).label_en == "City"


def test_judgements_of_an_overlay_are_added_to_those_of_the_package(tmp_path):
    known = load_vocabulary(open_resources(), Iris()).judgements
    (tmp_path / "ontology").mkdir()
    more = JUDGED.replace("agency:city", "agency:kcg")
    (tmp_path / "ontology" / "judgements.ttl").write_text(PREFIXES + more, encoding="utf-8")
    found = load_vocabulary(open_resources(tmp_path), Iris()).judgements
    assert set(found) - set(known) == {one for one in found if one.id == "j1"}
    assert len(found) == len(known) + 1 > 5
    (tmp_path / "ontology" / "judgements.ttl").write_text(PREFIXES + more.replace(":j1", f":{known[0].id}"))
    with pytest.raises(KnowledgeError, match=f"judgement/{known[0].id}: needs exactly one kg:judgedName"):
        load_vocabulary(open_resources(tmp_path), Iris())


def test_names_that_hold_in_reports_of_one_government_are_names(load):
    text = CITY.replace('"City"@en', '"City"@en ; kg:localName "市府"@zh-Hant')
    city = only(load(agencies=text), Scheme.AGENCY)
    assert city.names == ("市府",)
    assert city.features == (("localName", "市府"),)


def test_a_judgement_is_read_with_who_when_and_why(load):
    [judgement] = load(agencies=CITY, judgements=JUDGED).judgements
    assert (judgement.scheme, judgement.slug, judgement.name) == (Scheme.AGENCY, "city", "市府")
    assert (judgement.same, judgement.who, judgement.when, judgement.why) == (True, "某人", "2026-01-02", "唯一")
    assert judgement.id == "j1"
    assert not load(agencies=CITY, judgements=JUDGED.replace("true", "false")).judgements[0].same


def test_an_overlay_may_be_written_under_the_base_in_use(load):
    base = "https://example.org/kg/"
    moved = load(base, PREFIXES.replace("https://w3id.org/kaogong/", base), agencies=CITY)
    assert only(moved, Scheme.AGENCY).slug == "city"
    assert only(load(base, agencies=CITY), Scheme.AGENCY).slug == "city"


def test_another_file_may_add_names_and_examples(load):
    more = 'agency:city skos:altLabel "市府"@zh-Hant ; skos:example "市府表示"@zh-Hant .'
    city = only(load(agencies=CITY, more=more), Scheme.AGENCY)
    assert (city.names, city.examples) == (("市府",), ("市府表示",))


def test_a_name_of_two_concepts_is_taken_where_people_have_judged_it(load):
    other = CITY.replace("agency:city", "agency:other").replace('"某市政府"', '"他市政府"')
    named = [text.replace("@en .", '@en ; skos:altLabel "市府"@zh-Hant .') for text in (CITY, other)]
    assert len(load(agencies="".join(named), judgements=JUDGED).concepts) == 2


def test_the_digest_changes_with_any_file(load):
    first = load(agencies=CITY, judgements=JUDGED).digest
    assert re.fullmatch("[0-9a-f]{64}", first)
    assert load(agencies=CITY, judgements=JUDGED).digest == first
    assert load(agencies=CITY, judgements=JUDGED.replace("唯一", "僅此")).digest != first
    assert load(agencies=CITY + "\n", judgements=JUDGED).digest != first


def agency(*more):
    return {"agencies": CITY.replace("@en .", f"@en ; {' ; '.join(more)} .")}


MISTAKES = {
    "no Turtle": ({"agencies": "agency:city a kg:Agency ;;"}, r"agencies\.ttl: "),
    "a blank node": ({"agencies": CITY + "agency:city skos:note [ a skos:Concept ] ."}, "blank node.*give it an IRI"),
    "no label in English": (
        {"agencies": CITY.replace(', "City"@en', "")},
        r"agencies\.ttl: agency/city: has 0 preferred labels in en; exactly one is needed",
    ),
    "two labels in Chinese": (agency('skos:prefLabel "市"@zh-Hant'), "has 2 preferred labels in zh-Hant"),
    "a property that concepts do not have": (
        agency('kg:nearWord "市"'),
        r"agency/city: No property of concepts 'kg:nearWord'\. Did you mean kg:nearWords",
    ),
    "a body above that does not exist": (
        agency("org:subOrganizationOf agency:state"),
        "org:subOrganizationOf leads to agency/state, which does not exist",
    ),
    "a concept above of another scheme": (
        {"units": UNITS, **agency("skos:broader unit:person")},
        "skos:broader leads to unit/person, which is of another scheme",
    ),
    "a text where a concept must be": (
        agency('skos:broader "市"'),
        "skos:broader must lead to a concept, not to a text",
    ),
    "two concepts above": (
        {
            "agencies": CITY.replace("@en .", "@en ; skos:broader agency:a, agency:b .")
            + CITY.replace("city", "a").replace("某", "甲")
            + CITY.replace("city", "b").replace("某", "乙")
        },
        "has two concepts above it",
    ),
    "a concept above itself": (agency("org:subOrganizationOf agency:city"), "agency/city: stands above itself"),
    "a concept that nothing says what it is": (
        {"agencies": 'agency:city skos:prefLabel "某市"@zh-Hant, "City"@en .'},
        "agency/city: nothing says what it is",
    ),
    "a concept of another class than its IRI says": (
        {"agencies": CITY.replace("kg:Agency", "kg:Metric")},
        "agency/city: is not said to be a kg:Agency",
    ),
    "a scheme that is none": (
        {"agencies": CITY.replace("agency:city", "<https://w3id.org/kaogong/id/body/city>")},
        r"body/city: is no `id/\{scheme\}/\{slug\}` with a scheme of unit, metric, agency",
    ),
    "a slug that is not ASCII": ({"agencies": CITY.replace("agency:city", "agency:市")}, "an ASCII slug"),
    "a concept described in two files": (
        {"agencies": CITY, "more": CITY},
        r"agency/city: is described again in .*more\.ttl",
    ),
    "one name of two concepts": (
        {"agencies": CITY + CITY.replace("agency:city", "agency:town").replace("某市政府", "某 市 政府")},
        "agency/town: shares the name '某市政府' with agency/city, and no judgement says whose it is",
    ),
    "a judgement without a reason": (
        {"agencies": CITY, "judgements": JUDGED.replace(' ; kg:because "唯一"', "")},
        r"judgements\.ttl: judgement/j1: needs exactly one kg:because",
    ),
    "a judgement of two names": (
        {"agencies": CITY, "judgements": JUDGED.replace('"市府"', '"市府", "本府"')},
        "needs exactly one kg:judgedName",
    ),
    "a judgement of a concept that does not exist": (
        {"judgements": JUDGED},
        "judgement/j1: judges agency/city, which does not exist",
    ),
    "something else among the judgements": (
        {"judgements": "agency:city a kg:Judgement ."},
        r"is no kg:Judgement with an IRI `id/judgement/\{slug\}`",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_file_and_concept(load, mistake):
    files, message = MISTAKES[mistake]
    with pytest.raises(KnowledgeError, match=message):
        load(**files)


def test_our_own_vocabulary_is_without_mistakes():
    ours = load_vocabulary(open_resources(), Iris())
    counts = {scheme: len(ours.scheme(scheme)) for scheme in Scheme}
    assert all(count > 0 for count in counts.values())
    assert counts[Scheme.METRIC] > 100
    assert list(ours.concepts) == sorted(ours.concepts, key=lambda one: (one.scheme, one.slug))
    assert load_vocabulary(open_resources(), Iris("https://example.org/")).concepts == ours.concepts


def test_examples_stand_word_for_word_in_reports():
    resources = open_resources()
    texts = [plain(path.read_text(encoding="utf-8")) for path in resources.files("reports", "*.txt")]
    examples = [one for concept in load_vocabulary(resources, Iris()).concepts for one in concept.examples]
    assert len(examples) > 150
    assert [one for one in examples if not any(plain(one) in text for text in texts)] == []


def plain(text):
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_kinds_are_the_closed_lists_of_the_model():
    lists = (Kind, Direction, Temporality, PeriodSource, ChangeType, Qualifier, Part, NameKind, FindingKind, Verdict)
    values = [member.value for one in lists for member in one]
    concepts = {concept.slug for concept in load_vocabulary(open_resources(), Iris()).scheme(Scheme.KIND)}
    assert concepts == set(values)
    assert len(values) == len(concepts) == 59
