"""Runs the cases against both, and counts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.conformance.cases import KINDS, Case, Data, read_cases
from bench.conformance.comparing import Form, expected_form, form_of_quads
from bench.conformance.engines import Engine, Library, RefusedError, Served, quads_of
from kg.errors import InputError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case: "" where it passed, else what was wrong."""

    case: Case
    ours: str
    theirs: str


def run_suite(directory: Path) -> Iterator[Outcome]:
    """The cases of the suite that lies there, each asked of both. Raises InputError where there is none."""
    served, library, count = Served(), Library(), 0
    for case in read_cases(directory):
        count += 1
        yield Outcome(case, _judged(served, case), _judged(library, case))
    if not count:
        raise InputError(f"{directory}: here are no manifests of a test suite (NAME/manifest.ttl).")


def counted(outcomes: Iterable[Outcome]) -> Iterator[dict[str, object]]:
    """A row a kind of test, and one for all."""
    found = list(outcomes)
    for kind in (*KINDS.values(), ""):
        chosen = [one for one in found if kind in ("", one.case.kind)]
        passed = Counter(ours=sum(not one.ours for one in chosen), library=sum(not one.theirs for one in chosen))
        yield {"tests": kind or "all", "cases": len(chosen), **passed}


def _judged(engine: Engine, case: Case) -> str:
    try:
        return _compared(engine, case)
    except Exception as error:  # whatever goes wrong is the outcome of the case
        return f"{type(error).__name__}: {error}"


def _compared(engine: Engine, case: Case) -> str:
    if "syntax" in case.kind:
        taken = _taken(engine, case)
        return "" if taken == case.kind.endswith("taken") else ("taken" if taken else "refused")
    if isinstance(case.result, Data):
        return _difference(engine.updated(case), form_of_quads(quads_of(case.result)))
    assert case.result is not None
    return _difference(engine.answer(case), expected_form(case.result, case.result.as_uri()))


def _taken(engine: Engine, case: Case) -> bool:
    """Whether a text is read as SPARQL; what comes of it does not count."""
    try:
        (engine.updated if case.kind.startswith("update") else engine.answer)(case)
    except RefusedError:
        return False
    except (InputError, OSError, RuntimeError):
        return True
    return True


def _difference(found: Form, wanted: Form) -> str:
    return "" if found == wanted else f"expected {str(wanted)[:160]}, got {str(found)[:160]}"
