"""What a check against the shapes found, as people and programs take it: text, JSON, Turtle, JUnit XML."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from types import MappingProxyType
from xml.etree import ElementTree as Xml

from kg.model.language import Language
from kg.pipeline.check import Checked
from kg.pipeline.findings import in_words, message_of
from kg.pipeline.product import Finding

# How a severity is called, and its plural in a count.
SEVERITIES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "violation": ("違反", "violation", "violations"),
        "warning": ("警告", "warning", "warnings"),
        "info": ("說明", "note", "notes"),
    }
)
# Characters that XML 1.0 cannot hold (section 2.2), escaped or not.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def counts(checked: Checked) -> dict[str, int]:
    """How many findings there are of each severity, by its plural: "violations", "warnings", "notes"."""
    found = Counter(finding.severity for finding in checked.findings)
    return {plural: found[severity] for severity, (_, _, plural) in SEVERITIES.items()}


def summary(checked: Checked, language: Language) -> str:
    """One line: whether it conforms, and how much was found."""
    told = counts(checked)
    if language is Language.CHINESE:
        parts = "、".join(f"{SEVERITIES[name][0]} {told[SEVERITIES[name][2]]} 項" for name in SEVERITIES)
        return f"{checked.name}：{'相符' if checked.conformance.conforms else '不符'}；{parts}"
    parts = ", ".join(f"{number} {plural}" for plural, number in told.items())
    return f"{checked.name}: {'conforms' if checked.conformance.conforms else 'does not conform'}; {parts}"


def as_text(checked: Checked, language: Language) -> str:
    """A line for each finding: severity, message, rule, node, value, and the words that it is about."""
    return "".join(f"{_severity(finding, language)}: {in_words(finding, language)}\n" for finding in checked.findings)


def as_document(checked: Checked) -> dict[str, object]:
    """As one JSON object. `conforms` is false where there is a violation; warnings and notes keep nothing back.

    In Turtle sh:conforms is false where there is any result, as SHACL has it (section 3.6.1.1).
    """
    return {
        "name": checked.name,
        "conforms": checked.conformance.conforms,
        **counts(checked),
        "results": [asdict(finding) for finding in checked.findings],
    }


def as_junit(checked: Checked, language: Language) -> str:
    """As JUnit XML, a test case for every finding, failed where it is a violation; one that passed where there is none.

    JUnit knows no warnings: theirs are passed cases with the words in their output.
    """
    suite = Xml.Element("testsuite", name=_writable(checked.name))
    for finding in checked.findings:
        case = Xml.SubElement(suite, "testcase", classname=finding.shape, name=_writable(finding.focus))
        words = _writable(in_words(finding, language))
        if finding.severity == "violation":
            message = _writable(message_of(finding, language))
            Xml.SubElement(case, "failure", type=finding.severity, message=message).text = words
        else:
            Xml.SubElement(case, "system-out").text = f"{_severity(finding, language)}: {words}"
    if not checked.findings:
        Xml.SubElement(suite, "testcase", classname="shapes", name=_writable(summary(checked, language)))
    numbers = {"tests": str(max(len(checked.findings), 1)), "failures": str(counts(checked)["violations"])}
    suite.attrib |= {**numbers, "errors": "0", "skipped": "0"}
    root = Xml.Element("testsuites", {"name": "kg validate", **numbers, "errors": "0"})
    root.append(suite)
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def _severity(finding: Finding, language: Language) -> str:
    return SEVERITIES[finding.severity][language is Language.ENGLISH]


def _writable(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", text)


def _json(checked: Checked, _: Language) -> str:
    return json.dumps(as_document(checked), ensure_ascii=False, indent=2) + "\n"


def _turtle(checked: Checked, _: Language) -> str:
    return checked.conformance.turtle()


VERDICTS: Mapping[str, Callable[[Checked, Language], str]] = MappingProxyType(
    {"human": as_text, "json": _json, "turtle": _turtle, "junit": as_junit}
)
