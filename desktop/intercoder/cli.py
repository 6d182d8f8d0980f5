"""The command line: thin, one function per command over the tasks.

Exit code 0 done; 1 refused, with one line `error: …` and where it helps `hint: …`; 2 wrong usage.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from intercoder import __version__
from intercoder.errors import Cancelled, UserError
from intercoder.records import Tick, no_tick

F = TypeVar("F", bound=Callable[..., Any])
_FILE = click.Path(path_type=Path)


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
        return _refuse(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if os.environ.get("INTERCODER_DEBUG"):
            raise
        hint = "This is a fault of the program. Run it again with INTERCODER_DEBUG=1 and send the report."
        return _refuse(UserError(f"Unexpected: {type(error).__name__}: {error}", hint))
    return result if isinstance(result, int) else 0


def _refuse(error: UserError) -> int:
    click.echo("error: " + " ".join(error.message.split()), err=True)
    if error.hint:
        click.echo("hint: " + " ".join(error.hint.split()), err=True)
    return 1


def _print(document: object) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def as_json(function: F) -> F:
    """The option `--json`: one document on stdout."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")(function)


@contextmanager
def progress(label: str) -> Iterator[Tick]:
    """A tick that draws a bar on stderr, where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield no_tick
        return
    with click.progressbar(length=100, label=label, file=sys.stderr) as bar:

        def tick(done: int, total: int) -> None:
            if total:
                bar.update(int(100 * done / total) - bar.pos)

        yield tick


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.pass_context
def commands(context: click.Context) -> int | None:
    """Content analysis of news articles and reader comments. Without a command: the window."""
    return _window(None) if context.invoked_subcommand is None else None


@commands.command("open")
@click.argument("project", type=_FILE, required=False)
def open_(project: Path | None) -> int:
    """Opens the window, on PROJECT if given."""
    return _window(project)


def _window(project: Path | None) -> int:
    from intercoder.ui.app import run as run_window

    return int(run_window(project))


@commands.command()
@click.argument("folder", type=_FILE, metavar="DIR")
def demo(folder: Path) -> None:
    """Does the main job on the example study in DIR, from dump to tables."""
    from intercoder.tasks.demo import demo as task

    with progress("Agreement") as tick:
        task(folder, click.echo, tick)


@commands.command()
@click.argument("paths", type=_FILE, nargs=-1, required=True, metavar="PATH…")
@click.option("--format", "format_", metavar="KEY", help="Read as this format instead of the best one.")
@click.option("--items", is_flag=True, help="Also the articles with their comments.")
@as_json
def inspect(paths: tuple[Path, ...], format_: str | None, items: bool, as_json: bool) -> None:
    """Says what an import of PATH would create, writing nothing."""
    from intercoder.tasks.inspect import inspect as task

    with progress("Reading") as tick:
        document = task(list(paths), format_, items or not as_json, tick)
    _print(document) if as_json else _show_files(document)


def _show_files(document: Any) -> None:
    for file in document["files"]:
        click.echo(f"{file['path']}: {file['articles']} articles, {file['comments']} comments, {file['skipped']} skipped")
        click.echo(f"  {file['format']}, {file['encoding']}: {file['evidence']}")
        for warning in file["warnings"]:
            click.echo(f"  {warning['locator'] or 'file'}: {warning['message']}")
    totals = ", ".join(f"{count} {name}" for name, count in document["totals"].items())
    click.echo(f"In all: {totals}")


@commands.command()
@click.argument("project", type=_FILE)
@click.option("--title", default="", help="The name of the study.")
@click.option("--codebook", type=_FILE, help="A codebook file.")
def new(project: Path, title: str, codebook: Path | None) -> None:
    """Makes an empty project."""
    from intercoder.project import Project
    from intercoder.tasks import codebook_file

    content = codebook_file.read(codebook) if codebook else None
    with Project.create(project, title, content) as made:
        click.echo(f"Made {made.path}")


@commands.command("import")
@click.argument("project", type=_FILE)
@click.argument("paths", type=_FILE, nargs=-1, required=True, metavar="PATH…")
@click.option("--format", "format_", metavar="KEY", help="Read as this format instead of the best one.")
@as_json
def import_(project: Path, paths: tuple[Path, ...], format_: str | None, as_json: bool) -> None:
    """Imports dumps into PROJECT."""
    from intercoder.project import Project
    from intercoder.tasks.importing import import_dump

    with Project.open(project) as opened, progress("Importing") as tick:
        document = import_dump(opened, list(paths), format_, tick)
    _print(document) if as_json else _show_files(document)


@commands.command("import-codings")
@click.argument("project", type=_FILE)
@click.argument("file", type=_FILE, metavar="FILE.csv")
@click.option("--unit", required=True, metavar="COL", help="Unit ids, provider ids or references.")
@click.option("--coder", required=True, metavar="COL")
@click.option("--variable", metavar="COL", help="Long files: the name of the variable.")
@click.option("--value", metavar="COL", help="Long files: the value.")
@click.option("--variables", metavar="COL,COL…", help="Wide files: a column per variable.")
@click.option("--status", metavar="COL", help="value, undetermined, not_applicable or skipped.")
@click.option("--start", metavar="COL", help="Spans: first character, counted from 0.")
@click.option("--stop", metavar="COL", help="Spans: the character after the last.")
@click.option("--round", "round_name", default="main", show_default=True)
@click.option("--by", type=click.Choice(["id", "provider", "ref"]), help="How the unit column is read.")
@as_json
def import_codings(project: Path, file: Path, as_json: bool, round_name: str, by: str | None, **columns: str | None) -> None:
    """Imports codings made elsewhere, long or wide, as one undoable step."""
    from intercoder.project import Project
    from intercoder.tasks import codings_import

    wide = tuple(name.strip() for name in (columns.pop("variables") or "").split(",") if name.strip())
    if bool(wide) == bool(columns["variable"] and columns["value"]):
        raise click.UsageError("Name either --variable and --value, or --variables.")
    if bool(columns["start"]) != bool(columns["stop"]):
        raise click.UsageError("Name both --start and --stop.")
    given = codings_import.Columns(variables=wide, **columns)  # type: ignore[arg-type]
    with Project.open(project) as opened:
        report = codings_import.import_file(opened, file, given, round_name, by)
    if as_json:
        _print(report)
    else:
        click.echo(
            f"{report['rows']} codings of {report['units']} units: {report['new']} new, {report['identical']} identical,"
            f" {report['replaced']} replaced, {report['spans']} spans"
        )
        _listed("Coders added", report["coders_added"])
        _listed("Variables added", report["variables_added"])
        _listed("Units without text added", report["units_added"])


def _listed(label: str, names: Any) -> None:
    if names:
        more = f" and {len(names) - 10} more" if len(names) > 10 else ""
        click.echo(f"{label}: {', '.join(names[:10])}{more}")


@commands.command()
@click.argument("project", type=_FILE)
@click.argument("direction", type=click.Choice(["export", "import"]))
@click.argument("file", type=_FILE)
def codebook(project: Path, direction: str, file: Path) -> None:
    """Writes the codebook to FILE, or reads it from there."""
    from intercoder.project import Project
    from intercoder.tasks import codebook_file

    if direction == "export":
        with Project.open(project, read_only=True) as opened:
            codebook_file.write(opened.codebook.current(), file)
        click.echo(f"Wrote {file}")
        return
    content = codebook_file.read(file)
    with Project.open(project) as opened:
        opened.codebook.load(content)
    click.echo(f"{len(content.variables)} variables from {file}")


@commands.command()
@click.argument("project", type=_FILE)
@click.option("--coder", "coders", multiple=True, required=True, metavar="NAME", help="May be given more than once.")
@click.option("--round", "round_name", default="main", show_default=True)
@click.option("--overlap", type=click.FloatRange(0, 1), default=1.0, show_default=True, help="Share of units that all get.")
@click.option("--seed", type=int, default=1, show_default=True)
@as_json
def assign(project: Path, coders: tuple[str, ...], round_name: str, overlap: float, seed: int, as_json: bool) -> None:
    """Assigns every codable unit that has questions to coders."""
    from dataclasses import asdict

    from intercoder.project import Project

    with Project.open(project) as opened:
        report = asdict(opened.plan.assign(list(coders), round_name, None, overlap, seed))
    if as_json:
        _print(report)
    else:
        each = ", ".join(f"{name} {count}" for name, count in report["per_coder"].items())
        click.echo(f"{report['units']} units in round {round_name}, {report['shared']} coded by all: {each}")


@commands.command()
@click.argument("project", type=_FILE, required=False)
@click.option("--data", "files", type=_FILE, multiple=True, metavar="FILE", help="A file of codings instead of a project.")
@click.argument("more", type=_FILE, nargs=-1, metavar="[FILE…]")
@click.option("--variable", "variables", multiple=True, metavar="NAME")
@click.option("--round", "round_name")
@click.option("--level", type=click.Choice(["nominal", "ordinal", "interval", "ratio", "circular", "bipolar"]))
@click.option("--csv", "table", type=_FILE, metavar="FILE", help="All statistics as a long table into FILE.")
@as_json
def agreement(
    project: Path | None,
    files: tuple[Path, ...],
    more: tuple[Path, ...],
    variables: tuple[str, ...],
    round_name: str | None,
    level: str | None,
    table: Path | None,
    as_json: bool,
) -> None:
    """The reliability report of PROJECT, or the same statistics for --data FILE…"""
    if files:
        from intercoder.tasks import agreement_data

        given = [*files, *([project] if project else []), *more]
        document = agreement_data.statistics_of_files(given, level)
        _show_agreement(document, "" if as_json else agreement_data.as_table(document), table)
        return
    if project is None or more:
        raise click.UsageError("Name one project, or files with --data.")
    from intercoder.project import Project
    from intercoder.tasks import agreement as task

    with Project.open(project, read_only=True) as opened, progress("Agreement") as tick:
        report = task.report(opened, list(variables) or None, round_name, tick=tick)
    _show_agreement(task.as_json(report), "" if as_json else task.as_table(report), table)


def _show_agreement(document: dict[str, object], text: str, table: Path | None) -> None:
    """As text, or without one as JSON; `table` is the file that the statistics go into first."""
    if table is not None:
        from intercoder.tasks import agreement_csv

        rows = agreement_csv.write(document, table)
        text = f"{table}: {rows} rows" if text else ""
    click.echo(text) if text else _print(document)


@commands.command()
@click.argument("project", type=_FILE)
@click.argument("kind")
@click.argument("dest", type=_FILE)
@as_json
def export(project: Path, kind: str, dest: Path, as_json: bool) -> None:
    """Exports PROJECT as KIND (spss, csv, agreement) to DEST."""
    from intercoder.project import Project
    from intercoder.tasks import export as task

    with Project.open(project, read_only=True) as opened, progress("Exporting") as tick:
        report = task.export(opened, kind, dest, tick)
    if as_json:
        _print(task.as_json(report))
        return
    for file in report.files:
        click.echo(f"{file.path}: {file.rows} rows")
    for loss in report.losses:
        click.echo(f"{loss.where}: {loss.message}", err=True)


@commands.command()
@click.argument("project", type=_FILE)
@click.option("--coder", required=True, metavar="NAME")
@click.option("--out", required=True, type=_FILE, metavar="FILE")
def package(project: Path, coder: str, out: Path) -> None:
    """Makes the package of a coder."""
    from intercoder.project import Project
    from intercoder.tasks import packages

    with Project.open(project) as opened:
        report = packages.package(opened, coder, out)
    click.echo(f"{report['file']}: {report['units']} units for {coder}")


@commands.command()
@click.argument("project", type=_FILE)
@click.argument("files", type=_FILE, nargs=-1, required=True, metavar="FILE…")
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@as_json
def merge(project: Path, files: tuple[Path, ...], dry_run: bool, as_json: bool) -> None:
    """Takes packages back into PROJECT."""
    from intercoder.project import Project
    from intercoder.tasks import packages

    with Project.open(project) as opened, progress("Merging") as tick:
        document: Any = packages.merge(opened, list(files), dry_run, tick)
    if as_json:
        _print(document)
        return
    for r in document["packages"]:
        state = " (merged before, nothing to do)" if r["known"] else ""
        click.echo(
            f"{r['coder']}, round {', '.join(r['rounds'])}, codebook {r['codebook_version']}: {r['new']} new,"
            f" {r['changed']} changed, {r['identical']} identical, {len(r['conflicts'])} conflicts{state}"
        )


@commands.command()
@click.argument("project", type=_FILE)
@as_json
def check(project: Path, as_json: bool) -> int:
    """Proves that PROJECT is sound: texts, spans, history."""
    from intercoder.project import Project
    from intercoder.tasks import packages

    with Project.open(project, read_only=True) as opened:
        document: Any = packages.check(opened)
    if as_json:
        _print(document)
    if document["ok"]:
        if not as_json:
            click.echo(f"{project} is sound.")
        return 0
    if not as_json:
        for problem in document["problems"]:
            click.echo(problem["message"])
    return _refuse(UserError(f"{project} has {len(document['problems'])} problems.", "Open a backup of the project."))


@commands.command()
@click.argument("project", type=_FILE)
@click.argument("dest", type=_FILE)
@as_json
def backup(project: Path, dest: Path, as_json: bool) -> None:
    """Writes a verified copy of PROJECT to DEST."""
    from intercoder.project import Project
    from intercoder.tasks import packages

    with Project.open(project, read_only=True) as opened:
        report = packages.backup(opened, dest)
    _print(report) if as_json else click.echo(f"{report['file']}: {report['bytes']} bytes, checked")
