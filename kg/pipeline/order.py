"""The order of the stages for one report, and the knowledge that they work with."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import ParamSpec, TypeVar

from kg.audit.coverage import number_runs
from kg.extract import ExtractRules, extract
from kg.extract import load_rules as load_extract_rules
from kg.graph import change_rows, entity_rows, fact_rows, ontology_quads, report_quads, vocabulary_quads
from kg.interpret import InterpretRules, interpret
from kg.interpret import load_rules as load_interpret_rules
from kg.iris import Iris
from kg.link import link
from kg.model.concepts import Vocabulary
from kg.model.facts import Reading
from kg.model.mentions import Mentions
from kg.pipeline.findings import findings_of
from kg.pipeline.product import Product, Progress, Task, Timing
from kg.reason import Schema, close_schema, infer
from kg.resources import open_resources
from kg.settings import Settings
from kg.structure import Families, load_families, read_outline
from kg.validate import Shapes, load_shapes, validate
from kg.vocabulary import load_vocabulary

P = ParamSpec("P")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the stages work with, the same for all reports.

    context  N-Quads of vocabulary and ontology, in which a report's graph is closed and validated
    """

    iris: Iris
    families: Families
    extract: ExtractRules
    interpret: InterpretRules
    vocabulary: Vocabulary
    schema: Schema
    shapes: Shapes
    context: bytes = field(repr=False)
