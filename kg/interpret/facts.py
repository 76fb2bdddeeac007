"""From quantities to facts: what each measures, of whom, when and of which kind."""

from dataclasses import dataclass

from kg.interpret.above import Above
from kg.interpret.cues import Cues
from kg.interpret.dims import DimRules, load_dim_rules, read_dims
from kg.interpret.kinds import load_kind_rules, read_kinds
from kg.interpret.metrics import MetricRules, load_metric_rules, of_cell, read_metrics
from kg.interpret.periods import Nature, PeriodRules, load_period_rules, read_periods
from kg.interpret.programmes import ProgrammeRules, load_programme_rules, read_programmes
from kg.interpret.scenes import make_scenes
from kg.interpret.subjects import SubjectRules, load_subject_rules, read_agencies
from kg.interpret.temporality import load_temporality_rules, read_temporalities
from kg.model.facts import Fact, ReportInfo
from kg.model.mentions import Mentions
from kg.model.text import Outline


@dataclass(frozen=True, slots=True)
class FactRules:
    """Compiled rules."""

    kinds: Cues
    temporalities: Cues
    subjects: SubjectRules
    programmes: ProgrammeRules
    metrics: MetricRules
    dims: DimRules
    periods: PeriodRules


def load_fact_rules() -> FactRules:
    """The packaged rules. Raises KnowledgeError, with file and row, for what is not as it must be."""
    return FactRules(
        load_kind_rules(),
        load_temporality_rules(),
        load_subject_rules(),
        load_programme_rules(),
        load_metric_rules(),
        load_dim_rules(),
        load_period_rules(),
    )


def read_facts(outline: Outline, mentions: Mentions, info: ReportInfo, rules: FactRules) -> tuple[Fact, ...]:
    """The facts of a report, in reading order."""
    scenes, above = make_scenes(outline, mentions), Above(outline, mentions)
    blocks = dict.fromkeys(scene.quantity.block for scene in scenes)
    lines = {block: above.texts(block) for block in blocks}
    headed = [outline.head_texts(scene.passage.block, scene.quantity.start) for scene in scenes]
    texts = [(*heads[::-1], *lines[scene.quantity.block]) for scene, heads in zip(scenes, headed, strict=True)]
    kinds = read_kinds(scenes, texts, rules.kinds)
    temporalities = read_temporalities(scenes, texts, kinds, rules.temporalities)
    agencies = read_agencies(scenes, kinds, above, info, rules.subjects)
    programmes = read_programmes(scenes, above, rules.programmes)
    dims = read_dims(scenes, kinds, rules.dims)
    metrics = [
        of_cell(heads, scene.quantity.unit, rules.metrics) if heads else metric
        for scene, heads, metric in zip(
            scenes, headed, read_metrics(scenes, programmes, dims, rules.metrics), strict=True
        )
    ]
    natures = [Nature(kind.kind, temporality) for kind, temporality in zip(kinds, temporalities, strict=True)]
    datings = read_periods(outline, mentions, info.coverage, natures, rules.periods)
    return tuple(
        Fact(
            quantity=scene.quantity,
            metric=metrics[place],
            kind=kinds[place].kind,
            direction=kinds[place].direction,
            base=kinds[place].base or datings[place].base,
            temporality=temporalities[place],
            agency=agencies[place],
            programme=programmes[place],
            period=datings[place].period,
            period_source=datings[place].source,
            section=scene.passage.block.section,
            sentence=scene.passage.block.flow.span(*scene.sentence),
            dims=dims[place],
        )
        for place, scene in enumerate(scenes)
    )
