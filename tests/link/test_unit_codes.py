"""Units: every measure that is read has a concept, and every code of a concept is well formed."""

import re
import tomllib
from pathlib import Path

from kg.extract import units as extracting
from kg.iris import Iris
from kg.model.concepts import Scheme
from kg.model.folding import fold
from kg.resources import open_resources
from kg.vocabulary import load_vocabulary

RULES = Path(extracting.__file__).parent / "rules" / "units.toml"
UNITS = load_vocabulary(open_resources(), Iris()).scheme(Scheme.UNIT)
CURRENCIES = {"TWD", "USD", "EUR", "JPY", "GBP", "CNY", "HKD", "KRW", "AUD"}
# Terms of UCUM (The Unified Code for Units of Measure, 2.1, sections 2 to 4), as far as reports need them: metric atoms
# take a prefix, others none; a term is atoms with exponents, joined by . and /; an annotation stands for one.
METRIC = (
    "m",
    "g",
    "s",
    "L",
    "t",
    "W",
    "J",
    "cal",
    "V",
    "A",
    "Hz",
    "Pa",
    "bar",
    "Bq",
    "Sv",
    "B",
    "By",
    "bit",
    "ar",
    "Cel",
)
PLAIN = (
    *("1", "%", "min", "h", "d", "wk", "mo", "a"),
    *("[ppth]", "[ppm]", "[ppb]", "[nmi_i]", "[mi_i]", "[ft_i]", "[in_i]", "[sft_i]", "[lb_av]", "[oz_av]", "[gal_us]"),
    *("[HP]", r"\{[a-z]+\}"),
)
PREFIX = "(?:T|G|M|k|h|d|c|m|u|n)"
ATOM = "|".join(
    [f"{PREFIX}?(?:{'|'.join(METRIC)})"] + [one if one.startswith("\\") else re.escape(one) for one in PLAIN]
)
TERM = re.compile(rf"(?:{ATOM})\d?(?:[./](?:{ATOM})\d?)*")


def features(unit, name):
    return [value for key, value in unit.features if key == name]


def codes():
    return {unit.slug: code for unit in UNITS for code in features(unit, "notation")}


def test_every_measure_that_is_read_has_a_concept():
    names = {fold(name) for unit in UNITS for name in (unit.label, *unit.names)}
    table = tomllib.loads(RULES.read_text(encoding="utf-8"))
    measures = [row for row in table["units"] if row["class"] == "measure"]
    written = {name for row in measures for name in ([row["written"]] if "written" in row else row["surfaces"])}
    written |= {row["unit"] for row in table["stated"] if row["unit"]}
    assert len(written) > 200
    assert sorted(name for name in written if fold(name) not in names) == []


def test_every_code_is_of_ucum_or_a_currency():
    found = codes()
    assert len(found) > 90
    assert {slug: code for slug, code in found.items() if code not in CURRENCIES and not TERM.fullmatch(code)} == {}
    assert {found[slug] for slug in ("twd", "usd", "eur")} == {"TWD", "USD", "EUR"}


def test_what_is_no_code_is_found_out():
    assert [code for code in ("KW", "m^2", "kg/", "Kb", "cc", "km km", "/h", "NTD") if TERM.fullmatch(code)] == []
    assert all(TERM.fullmatch(code) for code in ("m3/d", "kW.h", "MBy/s", "km2", "{person}", "mbar", "har"))


def test_units_of_one_code_are_few_and_known():
    by_code: dict[str, list[str]] = {}
    for slug, code in codes().items():
        by_code.setdefault(code, []).append(slug)
    assert {code: sorted(slugs) for code, slugs in by_code.items() if len(slugs) > 1} == {
        "{person}": ["person", "person-time"]
    }


def test_matches_are_units_of_qudt_and_none_twice():
    text = (open_resources().directory("ontology") / "vocab" / "units.ttl").read_text(encoding="utf-8")
    matches = re.findall(r"skos:exactMatch <([^>]+)>", text)
    assert len(matches) > 80
    assert len(matches) == len(set(matches))
    assert all(re.fullmatch(r"http://qudt\.org/vocab/unit/[A-Za-z0-9_-]+", match) for match in matches)
