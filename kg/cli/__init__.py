"""The command line: arguments in, exit code out.

Data goes to stdout, words to stderr. Exit codes: 0 done, 1 data that breaks a shape, 2 input that the caller must mend,
3 knowledge that the curator must mend, 4 the store or the machine, 70 a bug of ours (EX_SOFTWARE of sysexits.h), with
its traceback, 130 interrupted, 141 the reader of the pipe left.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper

import click

from kg.cli.group import PipeClosed, kg
from kg.errors import InputError, KgError, KnowledgeError, NotConformingError, StoreError

EXITS: tuple[tuple[type[KgError], int], ...] = (
    (NotConformingError, 1),
    (InputError, 2),
    (KnowledgeError, 3),
    (StoreError, 4),
)
BUG = 70
INTERRUPTED = 130
PIPE_CLOSED = 141


def exit_code(error: KgError) -> int:
    """The exit code of an error, by who must act."""
    return next((code for kind, code in EXITS if isinstance(error, kind)), 1)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        result = kg.main(args=arguments, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        return exit_code(error)
    except (KeyboardInterrupt, click.Abort):
        click.echo("kg: interrupted", err=True)
        return INTERRUPTED
    except (BrokenPipeError, PipeClosed):
        _give_up_stdout()
        return PIPE_CLOSED
    except OSError as error:
        click.echo(f"kg: {_refused(error)}", err=True)
        _give_up_stdout()
        return exit_code(StoreError())


def _refused(error: OSError) -> str:
    """What the machine refuses, of which file, and what can be done about it."""
    from kg.store.files import in_words  # not before it is needed: it comes with the whole store

    return f"{os.fsdecode(error.filename)}: {in_words(error)}" if error.filename else in_words(error)


def _give_up_stdout() -> None:
    """The interpreter flushes stdout once more when it ends, which would complain about a closed pipe again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_utf8() -> None:
    """Data is UTF-8 in any locale, and names of files the bytes that they are; a terminal gets what it can show."""
    if not isinstance(sys.stdout, TextIOWrapper):
        return
    if sys.stdout.isatty():
        sys.stdout.reconfigure(errors="replace")
    else:
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs `kg` with these arguments (those of the process by default) and ends the process with its exit code."""
    _write_utf8()
    try:
        code = _run(arguments)
    except Exception:
        traceback.print_exc()
        code = BUG
    sys.exit(code)
