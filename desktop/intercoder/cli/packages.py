"""Work that goes out and comes back: `package`, `merge`."""

from pathlib import Path
from typing import Any

import click

from intercoder.cli.output import FILE, as_json, print_json, progress


@click.command()
@click.argument("project", type=FILE)
@click.option("--coder", required=True, metavar="NAME")
@click.option("--out", required=True, type=FILE, metavar="FILE")
def package(project: Path, coder: str, out: Path) -> None:
    """Makes the package of a coder."""
    from intercoder.project import Project
    from intercoder.tasks import packages

    with Project.open(project) as opened:
        report = packages.package(opened, coder, out)
    click.echo(f"{report['file']}: {report['units']} units for {coder}")


@click.command()
@click.argument("project", type=FILE)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE…")
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@as_json
def merge(project: Path, files: tuple[Path, ...], dry_run: bool, as_json: bool) -> None:
    """Takes packages back into PROJECT."""
    from intercoder.project import Project
    from intercoder.tasks import packages

    with Project.open(project) as opened, progress("Merging") as tick:
        document: Any = packages.merge(opened, list(files), dry_run, tick)
    if as_json:
        print_json(document)
        return
    for r in document["packages"]:
        state = " (merged before, nothing to do)" if r["known"] else ""
        click.echo(
            f"{r['coder']}, round {', '.join(r['rounds'])}, codebook {r['codebook_version']}: {r['new']} new,"
            f" {r['changed']} changed, {r['identical']} identical, {len(r['conflicts'])} conflicts{state}"
        )
