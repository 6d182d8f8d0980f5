"""Codings made elsewhere: `import-codings`."""

from pathlib import Path
from typing import Any

import click

from intercoder.cli.output import FILE, as_json, print_json, print_list, progress
from intercoder.wording import counted


@click.command("import-project")
@click.argument("project", type=FILE)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--round", "round_name", default="main", show_default=True)
@click.option("--offsets", metavar="WAY", help="How the file counts characters, such as utf16 or codepoint-crlf1.")
@click.option("--dry-run", is_flag=True, help="Only say what it would bring, with three quotes.")
@as_json
def import_project(project: Path, file: Path, round_name: str, offsets: str | None, dry_run: bool, as_json: bool) -> None:
    """Imports texts, codes and codings of another program into PROJECT: REFI-QDA (.qdpx), QualCoder, Taguette."""
    from intercoder.project import Project
    from intercoder.tasks import foreign_import

    if dry_run:
        with Project.open(project, read_only=True):
            document = foreign_import.preview_document(file, offsets)
    else:
        with Project.open(project) as opened, progress("Importing") as tick:
            document = foreign_import.import_project(opened, file, round_name, offsets, tick)
    if as_json:
        print_json(document)
        return
    click.echo(
        f"{document['origin']}: {document['texts']} texts, {document['codes']} codes, {document['highlights']} highlights,"
        f" {document['clean']} of them begin and end at words ({document['offsets']})"
    )
    for quote in document.get("quotes", ()):
        click.echo(f"  “{' '.join(str(quote).split())[:100]}”")
    for kind, count in document["ignored"].items():
        click.echo(f"Has no place here: {count} × {kind}", err=True)
    for warning in document["warnings"]:
        click.echo(warning, err=True)


@click.command("import-codings")
@click.argument("project", type=FILE)
@click.argument("file", type=FILE, metavar="FILE.csv")
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
@click.option("--labels", type=FILE, metavar="FILE", help="A table from,to of values that are written otherwise than meant.")
@as_json
def import_codings(
    project: Path, file: Path, as_json: bool, round_name: str, by: str | None, labels: Path | None, **columns: str | None
) -> None:
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
        report: Any = codings_import.import_file(opened, file, given, round_name, by, labels)
    if as_json:
        print_json(report)
    else:
        click.echo(
            f"{counted(report['rows'], 'coding')} of {counted(report['units'], 'unit')}:"
            f" {report['new']} new, {report['identical']} identical,"
            f" {report['replaced']} replaced, {report['spans']} spans"
        )
        print_list("Labels merged", [f"{name} ({n})" for name, n in report["labels_merged"].items()])
        print_list("Coders added", report["coders_added"])
        print_list("Variables added", report["variables_added"])
        print_list("Units without text added", report["units_added"])
