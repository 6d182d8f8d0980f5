"""Material: `inspect`, `new`, `import`."""

from pathlib import Path
from typing import Any

import click

from intercoder.cli.output import FILE, as_json, print_json, progress


@click.command()
@click.argument("paths", type=FILE, nargs=-1, required=True, metavar="PATH…")
@click.option("--format", "format_", metavar="KEY", help="Read as this format instead of the best one.")
@click.option("--items", is_flag=True, help="Also the articles with their comments.")
@as_json
def inspect(paths: tuple[Path, ...], format_: str | None, items: bool, as_json: bool) -> None:
    """Says what an import of PATH would create, writing nothing."""
    from intercoder.tasks.inspect import inspect as task

    with progress("Reading") as tick:
        document = task(list(paths), format_, items or not as_json, tick)
    print_json(document) if as_json else _show_files(document)


def _show_files(document: Any) -> None:
    for file in document["files"]:
        click.echo(f"{file['path']}: {file['articles']} articles, {file['comments']} comments, {file['skipped']} skipped")
        click.echo(f"  {file['format']}, {file['encoding']}: {file['evidence']}")
        for warning in file["warnings"]:
            click.echo(f"  {warning['locator'] or 'file'}: {warning['message']}")
    totals = ", ".join(f"{count} {name}" for name, count in document["totals"].items())
    click.echo(f"In all: {totals}")


@click.command()
@click.argument("project", type=FILE)
@click.option("--title", default="", help="The name of the study.")
@click.option("--codebook", type=FILE, help="A codebook file.")
def new(project: Path, title: str, codebook: Path | None) -> None:
    """Makes an empty project."""
    from intercoder.project import Project
    from intercoder.tasks import codebook_file

    content = codebook_file.read(codebook) if codebook else None
    with Project.create(project, title, content) as made:
        click.echo(f"Made {made.path}")


@click.command("import")
@click.argument("project", type=FILE)
@click.argument("paths", type=FILE, nargs=-1, required=True, metavar="PATH…")
@click.option("--format", "format_", metavar="KEY", help="Read as this format instead of the best one.")
@as_json
def import_(project: Path, paths: tuple[Path, ...], format_: str | None, as_json: bool) -> None:
    """Imports dumps into PROJECT."""
    from intercoder.project import Project
    from intercoder.tasks.importing import import_dump

    with Project.open(project) as opened, progress("Importing") as tick:
        document = import_dump(opened, list(paths), format_, tick)
    print_json(document) if as_json else _show_files(document)
