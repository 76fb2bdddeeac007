"""Options that say what is known of a report beside its text."""

from functools import wraps

import click

from kg.cli.options import Command

FLAGS = (
    ("id", "Identifier of the report, ASCII; by default from the catalogue or the file's name."),
    ("title", "Title of the report."),
    ("issuer", "Full name of the body that reports."),
    ("owner", "The government that 本府 stands for."),
    ("kind", "Kind of report, such as 'council work report'."),
    ("coverage", "What the report covers: 2014-01-01/2014-12-31."),
    ("issued", "When it was issued: a day, month or year."),
    ("session", "The council session that it was made for."),
    ("url", "Where the file was taken from."),
    ("begins_inside", "Whether the text begins in the midst of a chapter: true or false."),
)


def describes(command: Command) -> Command:
    """Adds the options that describe a report; hands the command `flags`, those that were given by field."""

    @wraps(command)
    def wrapped(**arguments: object) -> object:
        given = {name: arguments.pop(f"of_{name}") for name, _ in FLAGS}
        flags = {name: str(text) for name, text in given.items() if text is not None}
        return command(flags=flags, **arguments)

    for name, words in reversed(FLAGS):
        wrapped = click.option(f"--{name.replace('_', '-')}", f"of_{name}", metavar="TEXT", help=words)(wrapped)
    return wrapped
