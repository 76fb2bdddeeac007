"""What a publication has of what was found across reports: the names and hashes of its tables and graphs."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model.graphs import ACROSS, DRAWN
from kg.store import Manifest

# Tables of a publication: the findings that have this report as the latest of those they read.
FINDINGS = "findings/"


@dataclass(frozen=True, slots=True)
class Compared:
    """Hashes by name: of tables, "findings/{report}", and of graphs, "comparisons/{report}" and those of lineage."""

    tables: Mapping[str, str]
    graphs: Mapping[str, str]

    @classmethod
    def out_of(cls, manifest: Manifest) -> "Compared":
        """What a publication has of it."""
        return cls.of({**manifest.tables, **manifest.graphs})

    @classmethod
    def of(cls, made: Mapping[str, str]) -> "Compared":
        """Those among the hashes of a publication."""
        tables = {name: digest for name, digest in made.items() if name.startswith(FINDINGS)}
        graphs = {name: digest for name, digest in made.items() if name.partition("/")[0] in (ACROSS, *DRAWN)}
        return cls(tables, graphs)
