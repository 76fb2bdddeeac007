"""The data cube keeps the constraints of RDF Data Cube (section 11); every fact with a metric is in it."""

from collections import Counter, defaultdict

import pytest
from rdflib import RDF, RDFS, Graph, Namespace

from kg.export import export
from kg.iris import Iris

QB = Namespace("http://purl.org/linked-data/cube#")
KG = Namespace(Iris().term(""))


@pytest.fixture(scope="module")
def cube(corpus_view, resources):
    return read(export(corpus_view, resources, "cube"))


def read(data):
    return Graph().parse(data=data, format="turtle")


def dimensions(cube):
    """By data set: the dimensions that its structure asks for."""
    return {
        data_set: {
            dimension
            for component in cube.objects(cube.value(data_set, QB.structure), QB.component)
            for dimension in cube.objects(component, QB.dimension)
        }
        for data_set in cube.subjects(RDF.type, QB.DataSet)
    }


def test_every_observation_has_one_data_set_with_one_structure(cube):
    observations = list(cube.subjects(RDF.type, QB.Observation))
    assert len(observations) > 400
    for observation in observations:
        [data_set] = cube.objects(observation, QB.dataSet)  # IC-1
        [structure] = cube.objects(data_set, QB.structure)  # IC-2
        assert (structure, RDF.type, QB.DataStructureDefinition) in cube


def test_structures_have_a_measure_and_dimensions_have_a_range(cube):
    structures = list(cube.subjects(RDF.type, QB.DataStructureDefinition))
    assert len(structures) == 4
    for structure in structures:
        components = list(cube.objects(structure, QB.component))
        assert sum(1 for component in components if (component, QB.measure, KG.value) in cube) == 1  # IC-3
        orders = [cube.value(component, QB.order).toPython() for component in components]
        assert len(set(orders)) == len(orders)
    for dimension in cube.subjects(RDF.type, QB.DimensionProperty):
        assert cube.value(dimension, RDFS.range) is not None  # IC-4
        assert {label.language for label in cube.objects(dimension, RDFS.label)} == {"zh-hant", "en"}


def test_every_dimension_has_one_value_and_no_two_observations_have_the_same(cube):
    asked = dimensions(cube)
    seen = defaultdict(list)
    for observation, data_set in cube.subject_objects(QB.dataSet):
        values = []
        for dimension in sorted(asked[data_set]):
            [value] = cube.objects(observation, dimension)  # IC-11
            values.append(value)
        seen[data_set, *values].append(observation)
        assert len(list(cube.objects(observation, KG.value))) == 1  # IC-14
    assert seen
    assert [found for found in seen.values() if len(found) > 1] == []  # IC-12


def test_a_place_is_left_out_where_it_is_not_told_and_nothing_is_made_up(cube, corpus_view):
    for data_set, asked in dimensions(cube).items():
        shape = data_set.rsplit("#cube-", 1)[1]
        told = {name for name in ("period", "agency") if KG[name] in asked}
        assert (
            told
            == {
                "full": {"period", "agency"},
                "without-agency": {"period"},
                "without-period": {"agency"},
                "bare": set(),
            }[shape]
        )
        for observation in cube.subjects(QB.dataSet, data_set):
            assert {name for name in ("period", "agency") if cube.value(observation, KG[name])} == told
    shapes = Counter(name.rsplit("#cube-", 1)[1] for name in cube.objects(None, QB.dataSet))
    assert set(shapes) == {"full", "without-agency", "without-period"}


def test_every_fact_with_a_metric_is_in_it_with_its_value(cube, corpus_view):
    expected = {
        row["fact"]: (row["series"], row["value"])
        for entry in corpus_view.manifest.reports
        for row in corpus_view.facts(entry.id)
        if row["series"]
    }
    found = {
        str(fact): (str(data_set).rsplit("/", 1)[1].split("#")[0], cube.value(fact, KG.value).toPython())
        for fact, data_set in cube.subject_objects(QB.dataSet)
    }
    assert found.keys() == expected.keys()
    assert all(float(found[fact][1]) == float(expected[fact][1]) for fact in expected)
    assert all(found[fact][0] == expected[fact][0] for fact in expected)


def test_claims_of_one_thing_in_one_report_are_counted_in_reading_order(cube):
    tellings = defaultdict(list)
    for fact, data_set in cube.subject_objects(QB.dataSet):
        metric = str(data_set).split("#")[0]
        tellings[metric, cube.value(fact, KG.inReport)].append(cube.value(fact, KG.telling).toPython())
    assert max(map(len, tellings.values())) > 2
    for counted in tellings.values():
        assert sorted(counted) == list(range(1, len(counted) + 1))


def test_one_report_alone_and_none(corpus_view, empty_view, resources):
    first = corpus_view.manifest.reports[0].id
    alone = read(export(corpus_view, resources, "cube", reports=[first]))
    reports = set(alone.objects(None, KG.inReport))
    assert [str(report).rsplit("/", 1)[1] for report in reports] == [first]
    nothing = read(export(empty_view, resources, "cube"))
    assert not list(nothing.subjects(RDF.type, QB.Observation))
    assert len(list(nothing.subjects(RDF.type, QB.DataStructureDefinition))) == 4
