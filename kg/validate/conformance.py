"""What validation finds, as values and as a SHACL validation report."""

from dataclasses import dataclass, field

from kg.validate.shapes import Severity

SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """A rule that a node breaks.

    focus      IRI of the node (the label of a blank one, the text of a literal)
    path       the property or path that was looked at, in the syntax of SPARQL; "" where it is the node itself
    value      the value that breaks the rule, "" where none is to blame
    shape      IRI of the rule
    component  the kind of constraint, "MinCount", say
    """

    focus: str
    path: str
    value: str
    shape: str
    component: str
    severity: Severity
    message_zh: str
    message_en: str
    component_turtle: str = field(repr=False, default="")
    focus_turtle: str = field(repr=False, default="")
    path_turtle: str = field(repr=False, default="")
    value_turtle: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Conformance:
    """The results in order of focus node, path, value and rule."""

    results: tuple[Result, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing is a violation. Warnings keep nothing back."""
        return not self.violations

    @property
    def violations(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.severity is Severity.VIOLATION)

    def turtle(self) -> str:
        """The report in Turtle (SHACL, section 3.6). There sh:conforms is false where there is any result at all."""
        head = f"@prefix sh: <{SH}> .\n\n[] a sh:ValidationReport ;\n  sh:conforms {str(not self.results).lower()}"
        results = "".join(f" ;\n  sh:result [\n{_body(result)}\n  ]" for result in self.results)
        return f"{head}{results} .\n"


def _body(result: Result) -> str:
    lines = [
        "a sh:ValidationResult",
        f"sh:focusNode {result.focus_turtle}",
        f"sh:resultPath {result.path_turtle}" if result.path_turtle else "",
        f"sh:value {result.value_turtle}" if result.value_turtle else "",
        f"sh:sourceShape <{result.shape}>",
        f"sh:sourceConstraintComponent {result.component_turtle}",
        f"sh:resultSeverity sh:{result.severity.value.capitalize()}",
        f"sh:resultMessage {_text(result.message_zh)}@zh-Hant, {_text(result.message_en)}@en",
    ]
    return " ;\n".join(f"    {line}" for line in lines if line)


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
