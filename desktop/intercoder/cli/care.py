"""The project file itself: `check`, `backup`."""

from pathlib import Path
from typing import Any

import click

from intercoder.cli.output import FILE, as_json, print_json, refuse
from intercoder.errors import UserError


@click.command()
@click.argument("project", type=FILE)
@as_json
def check(project: Path, as_json: bool) -> int:
    """Proves that PROJECT is sound: texts, spans, history."""
    from intercoder.project import Project
    from intercoder.tasks import packages

    with Project.open(project, read_only=True) as opened:
        document: Any = packages.check(opened)
    if as_json:
        print_json(document)
    if document["ok"]:
        if not as_json:
            click.echo(f"{project} is sound.")
        return 0
    if not as_json:
        for problem in document["problems"]:
            click.echo(problem["message"])
    return refuse(UserError(f"{project} has {len(document['problems'])} problems.", "Open a backup of the project."))


@click.command()
@click.argument("project", type=FILE)
@click.argument("dest", type=FILE)
@as_json
def backup(project: Path, dest: Path, as_json: bool) -> None:
    """Writes a verified copy of PROJECT to DEST."""
    from intercoder.project import Project
    from intercoder.tasks import packages

    with Project.open(project, read_only=True) as opened:
        report = packages.backup(opened, dest)
    print_json(report) if as_json else click.echo(f"{report['file']}: {report['bytes']} bytes, checked")
