"""The environment: every setting is read by its name, and a value that does not fit is named."""

from dataclasses import fields
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.settings import Settings, read_settings


def test_defaults_without_environment():
    assert read_settings({}) == Settings()


def test_every_field_has_its_environment_name():
    values = {
        "store": "/tmp/s",
        "knowledge": "/tmp/k",
        "base_iri": "https://example.org/",
        "token": "secret",
        "union_default_graph": "off",
        "query_seconds": "2.5",
    }
    environment = {f"KG_{field.name.upper()}": values.get(field.name, "7") for field in fields(Settings)}
    read = read_settings(environment)
    assert read.store == Path("/tmp/s")
    assert read.union_default_graph is False
    assert read.query_seconds == 2.5
    assert read.query_rows == 7
    assert all(getattr(read, field.name) != field.default for field in fields(Settings))


def test_an_empty_value_counts_as_not_set():
    assert read_settings({"KG_QUERY_ROWS": ""}) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KG_QUERY_ROWS", "many"),
        ("KG_QUERY_ROWS", "0"),
        ("KG_QUERY_SECONDS", "-1"),
        ("KG_QUERY_SECONDS", "inf"),
        ("KG_BASE_IRI", "https://example.org"),
        ("KG_BASE_IRI", "ftp://example.org/"),
        ("KG_UNION_DEFAULT_GRAPH", "perhaps"),
    ],
)
def test_a_value_that_does_not_fit_is_named(name, value):
    with pytest.raises(InputError, match=f"{name}='{value}'"):
        read_settings({name: value})
