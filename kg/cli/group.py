"""The group of all commands: those of this package, then those that others register under `kaogong.commands`."""

from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

import click

from kg import __version__

PLUGINS = "kaogong.commands"

# Name of the command, module that holds it, one line for the overview: a module is imported when its command runs,
# so that `kg --help` and every command start without the libraries of all others.
COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("kg.cli.publish", "Make the store hold exactly these reports."),
    "ingest": ("kg.cli.publish", "Add reports to the store, or replace them by id."),
    "remove": ("kg.cli.publish", "Take reports out of the store."),
    "publications": ("kg.cli.publications", "List what was published and can be rolled back to."),
    "rollback": ("kg.cli.publications", "Serve an earlier publication again."),
    "verify": ("kg.cli.keeping", "Prove every hash, quote and offset of what is published."),
    "backup": ("kg.cli.keeping", "Write the store to one file."),
    "restore": ("kg.cli.keeping", "Take a store back out of a file that kg backup wrote."),
    "reports": ("kg.cli.reports", "List the reports in the store."),
    "facts": ("kg.cli.rows", "Print the figures that the reports state."),
    "entities": ("kg.cli.rows", "Print the bodies, programmes, awards, systems and laws that the reports name."),
    "events": ("kg.cli.rows", "Print the changes of bodies and programmes that the reports tell of."),
    "coverage": ("kg.cli.coverage", "Tell what became of every number, quotation and award word."),
    "audit": ("kg.cli.audit", "Print what the checks found: sums, restatements, silences, promises."),
    "lineage": ("kg.cli.lineage", "Tell what became of metrics, things and passages over the reports."),
    "trace": ("kg.cli.trace", "Lead a fact, or all figures of a check, back to its characters in the source."),
    "search": ("kg.cli.search", "Find facts, names and passages by any words."),
    "ask": ("kg.cli.ask", "Ask one of the prepared questions."),
    "query": ("kg.cli.query", "Ask in SPARQL, read only."),
    "validate": ("kg.cli.validate", "Check a report, a graph, or what the store has, against the shapes."),
    "export": ("kg.cli.export", "Write the graph for other programs."),
    "vocabulary": ("kg.cli.vocabulary", "Propose concepts that the vocabulary lacks."),
    "outline": ("kg.cli.outline", "Show the headings and paragraphs that are read from a file."),
}


def _plugins() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=PLUGINS)}


class PipeClosed(Exception):
    """The reader of the output has left. Not an OSError, which click would end with an exit code of its own."""


class Commands(click.Group):
    """Finds a command by name, in this package first."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise PipeClosed from error

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return [*COMMANDS, *sorted(set(_plugins()) - set(COMMANDS))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's signature)
        if cmd_name in COMMANDS:
            found = getattr(import_module(COMMANDS[cmd_name][0]), cmd_name)
        elif cmd_name in (plugins := _plugins()):
            found = plugins[cmd_name].load()
        else:
            return None
        if not isinstance(found, click.Command):
            raise TypeError(f"{cmd_name} is registered as a command, but is {found!r}")
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, self._line(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def _line(self, ctx: click.Context, name: str) -> str:
        if name in COMMANDS:
            return COMMANDS[name][1]
        command = self.get_command(ctx, name)
        return command.get_short_help_str(limit=90) if command else ""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="kg", message="%(prog)s %(version)s")
def kg() -> None:
    """Kaogong 考功: the reports that governments file about themselves, as facts that lead back to their sentences.

    \b
      kg build                 read the packaged reports (or: kg build FILE DIRECTORY …)
      kg ask metric --param metric=english-rate
      kg facts | less          every figure;  kg trace FACT leads one back to its sentence

    Every command has --help and --json. Data goes to stdout, words to stderr.
    Exit codes: 0 done · 1 data that breaks a shape · 2 wrong input · 3 wrong knowledge files · 4 store or disk ·
    70 a bug of ours.
    """
