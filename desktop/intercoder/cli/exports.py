"""What leaves the program: `export`."""

from pathlib import Path

import click

from intercoder.cli.output import FILE, as_json, print_json, progress


@click.command()
@click.argument("project", type=FILE)
@click.argument("kind")
@click.argument("dest", type=FILE)
@as_json
def export(project: Path, kind: str, dest: Path, as_json: bool) -> None:
    """Exports PROJECT as KIND (spss, csv, agreement) to DEST."""
    from intercoder.project import Project
    from intercoder.tasks import export as task

    with Project.open(project, read_only=True) as opened, progress("Exporting") as tick:
        report = task.export(opened, kind, dest, tick)
    if as_json:
        print_json(task.as_json(report))
        return
    for file in report.files:
        click.echo(f"{file.path}: {file.rows} rows")
    for loss in report.losses:
        click.echo(f"{loss.where}: {loss.message}", err=True)
