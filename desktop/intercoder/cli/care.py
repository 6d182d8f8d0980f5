"""The project file itself: `check`, `backup`, `backups`, `restore`, `history`, `remove-import`."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from intercoder.cli.output import FILE, as_json, print_json, refuse
from intercoder.errors import UserError
from intercoder.wording import counted


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
    return refuse(UserError(f"{project} has {counted(len(document['problems']), 'problem')}.", "Open a backup of the project."))


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


@click.command()
@click.argument("project", type=FILE)
@as_json
def backups(project: Path, as_json: bool) -> None:
    """Lists the backups of PROJECT with what each holds."""
    from intercoder.project import Project
    from intercoder.tasks import packages

    with Project.open(project, read_only=True) as opened:
        document: Any = packages.backups(opened)
    if as_json:
        print_json(document)
        return
    if not document["backups"]:
        click.echo("There are no backups yet. They are made daily, and before a merge.")
    for b in document["backups"]:
        if not b["sound"]:
            click.echo(f"{b['file']}: damaged, {b['bytes']:,} bytes")
            continue
        codings = ", ".join(f"{coder} {n:,}" for coder, n in b["codings"].items()) or "none"
        click.echo(
            f"{b['file']}: {b['articles']:,} articles, {b['comments']:,} comments; codings: {codings};"
            f" last step “{b['last_step']}”, {b['steps_since']} steps since"
        )


@click.command()
@click.argument("backup_file", type=FILE, metavar="BACKUP")
@click.argument("dest", type=FILE)
@as_json
def restore(backup_file: Path, dest: Path, as_json: bool) -> None:
    """Restores BACKUP to the new project file DEST."""
    from intercoder.tasks import packages

    report = packages.restore(backup_file, dest)
    print_json(report) if as_json else click.echo(f"{report['file']}: {report['bytes']} bytes, checked")


@click.command()
@click.argument("project", type=FILE)
@click.argument("ref")
@as_json
def history(project: Path, ref: str, as_json: bool) -> None:
    """Says who coded the unit REF, when, before and after."""
    from intercoder.project import Project
    from intercoder.tasks import removing

    with Project.open(project, read_only=True) as opened:
        document: Any = removing.history(opened, ref)
    if as_json:
        print_json(document)
        return
    if not document["changes"]:
        click.echo(f"Nothing of {ref} was coded that may be seen.")
    for c in document["changes"]:
        when = datetime.fromtimestamp(c["at"] / 1000).astimezone().strftime("%Y-%m-%d %H:%M:%S")
        by = "" if c["by"] == c["coder"] else f", by {c['by']}"
        before, after = (c[side] if c[side] is not None else "–" for side in ("before", "after"))
        click.echo(f"{when}  {c['coder']}{by}, {c['round']}, {c['unit']}, {c['what']}: {before} → {after}")


@click.command("remove-import")
@click.argument("project", type=FILE)
@click.argument("source", metavar="IMPORT")
@click.option("--with-codings", is_flag=True, help="Codings of its articles and comments go too.")
@as_json
def remove_import(project: Path, source: str, with_codings: bool, as_json: bool) -> None:
    """Removes what the file IMPORT (number or name) brought; makes a backup before."""
    from intercoder.project import Project
    from intercoder.tasks import removing

    with Project.open(project) as opened:
        r = removing.remove_import(opened, source, with_codings)
    if as_json:
        print_json(r)
    else:
        parts = ", ".join(counted(int(str(r[f"{noun}s"])), noun) for noun in ("article", "comment", "coding"))
        click.echo(f"{r['file']}: {parts} removed")
        click.echo(f"Backup: {r['backup']}")
