"""The command line: thin, one function per command over the tasks.

Exit code 0 done; 1 refused, with one line `error: …` and where it helps `hint: …`; 2 wrong usage.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from intercoder import __version__
from intercoder.cli import agreement, care, codings, dumps, exports, instrument, packages, plan, review, search, study
from intercoder.cli.output import FILE, refuse
from intercoder.errors import Cancelled, UserError


def run(arguments: Sequence[str]) -> int:
    """Runs the program with these arguments; gives the exit code. No traceback reaches a researcher."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        result = commands.main(list(arguments), prog_name="intercoder", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt, Cancelled):
        click.echo("error: Stopped. Nothing of the file in work was kept.", err=True)
        return 1
    except UserError as error:
        return refuse(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except PermissionError as error:
        hint = "Check the rights of the file and of its folder."
        return refuse(UserError(f"{error.filename or 'A file'} may not be read or written.", hint))
    except Exception as error:
        if os.environ.get("INTERCODER_DEBUG"):
            raise
        hint = "This is a fault of the program. Run it again with INTERCODER_DEBUG=1 and send the report."
        return refuse(UserError(f"Unexpected: {type(error).__name__}: {error}", hint))
    return result if isinstance(result, int) else 0


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.pass_context
def commands(context: click.Context) -> int | None:
    """Content analysis of news articles and reader comments. Without a command: the window."""
    return _window(None) if context.invoked_subcommand is None else None


@commands.command("open")
@click.argument("project", type=FILE, required=False)
def open_(project: Path | None) -> int:
    """Opens the window, on PROJECT if given."""
    return _window(project)


def _window(project: Path | None) -> int:
    from intercoder.ui.app import run as run_window

    return int(run_window(project))


for command in (
    study.demo, dumps.inspect, dumps.new, dumps.import_, codings.import_codings,
    codings.import_project, instrument.codebook, plan.sample,
    plan.assign, agreement.agreement, exports.export, packages.package, packages.handin, packages.merge, care.check,
    care.backup,
    care.backups, care.restore, care.history, care.remove_import, packages.packages, review.review, search.search,
):  # fmt: skip
    commands.add_command(command)
