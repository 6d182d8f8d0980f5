"""Work that goes out and comes back: `package`, `packages`, `merge`."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from intercoder.cli.output import FILE, as_json, print_json, progress
from intercoder.wording import counted

_LISTED = 20  # losers of a merge that are printed; the JSON document has all
_NEWEST = "newest"


@click.command()
@click.argument("project", type=FILE)
@click.option("--coder", required=True, metavar="NAME")
@click.option("--out", required=True, type=FILE, metavar="FILE")
def package(project: Path, coder: str, out: Path) -> None:
    """Makes the package of a coder."""
    from intercoder.project import Project
    from intercoder.tasks import packages

    with Project.open(project) as opened:
        report: Any = packages.package(opened, coder, out)
    click.echo(f"{report['file']}: {counted(report['units'], 'unit')} for {coder}")


@click.command()
@click.argument("package", type=FILE)
@click.argument("folder", type=FILE, required=False)
@as_json
def handin(package: Path, folder: Path | None, as_json: bool) -> None:
    """Writes a verified copy of PACKAGE into the team folder, under a name that nothing has; by default beside it."""
    from intercoder.project import Project
    from intercoder.tasks import team_folder

    with Project.open(package, read_only=True) as opened:
        report = team_folder.hand_in(opened, folder or package.absolute().parent)
    if as_json:
        print_json(report)
    else:
        click.echo(f"{report['file']}: {report['finished']} of {report['units']} units of {report['coder']} finished")


@click.command()
@click.argument("project", type=FILE)
@click.option("--recall", type=int, metavar="N", help="Call package N back: its units may change again.")
@as_json
def packages(project: Path, recall: int | None, as_json: bool) -> None:
    """Lists the packages that were made of PROJECT."""
    from intercoder.project import Project
    from intercoder.tasks import packages as tasks

    if recall is not None:
        with Project.open(project) as opened:
            called = tasks.recall(opened, recall)
        print_json(called) if as_json else click.echo(f"Package {recall} of {called['coder']} is recalled.")
        return
    with Project.open(project, read_only=True) as opened:
        document: Any = tasks.issued(opened)
    if as_json:
        print_json(document)
        return
    if not document["packages"]:
        click.echo("No package was made yet.")
    for p in document["packages"]:
        back = f"recalled {_when(p['recalled_at'])}" if p["recalled_at"] else f"merged {counted(p['merged'], 'time')} since"
        units = counted(p["units"], "unit")
        click.echo(f"{p['number']:>4}  {_when(p['issued_at'])}  {p['coder']}, {p['file']}: {units}, {back}")


@click.command()
@click.argument("project", type=FILE)
@click.argument("files", type=FILE, nargs=-1, metavar="[FILE…]")
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@click.option("--list", "listing", is_flag=True, help="The merges that were made, newest first.")
@click.option("--take-back", is_flag=False, flag_value=_NEWEST, metavar="[N]", help="Take merge N back; by default the newest.")
@as_json
def merge(project: Path, files: tuple[Path, ...], dry_run: bool, listing: bool, take_back: str | None, as_json: bool) -> None:
    """Takes packages back into PROJECT, or takes a merge back."""
    from intercoder.project import Project
    from intercoder.tasks import packages

    if sum((bool(files), listing, take_back is not None)) != 1:
        raise click.UsageError("Name the packages, or --list, or --take-back.")
    if take_back not in (None, _NEWEST) and not str(take_back).isdecimal():
        raise click.UsageError(f"--take-back needs the number of a merge, not “{take_back}”.")
    document: Any
    if listing:
        with Project.open(project, read_only=True) as opened:
            document = packages.merges(opened)
        print_json(document) if as_json else _say_merges(document)
    elif take_back is not None:
        with Project.open(project) as opened:
            document = packages.take_back(opened, None if take_back == _NEWEST else int(take_back))
        print_json(document) if as_json else _say_taken_back(document)
    else:
        with Project.open(project, read_only=dry_run) as opened, progress("Merging") as tick:
            document = packages.merge(opened, list(files), dry_run, tick)
        print_json(document) if as_json else _say_merged(document)


def _say_merged(document: Any) -> None:
    for r in document["packages"]:
        state = " (merged before, nothing to do)" if r["known"] else ""
        unknown = f", {r['unknown']} for questions that the codebook has no more" if r["unknown"] else ""
        removed = f", {r['removed']} removed" if r["removed"] else ""
        conflicts = counted(len(r["conflicts"]), "conflict")
        click.echo(
            f"{r['coder']}, round {', '.join(r['rounds'])}, codebook {r['codebook_version']}: {r['new']} new,"
            f" {r['changed']} changed, {r['identical']} identical{removed}, {conflicts}{unknown}{state}"
        )
        for c in r["conflicts"][:_LISTED]:
            click.echo(
                f"  {c['unit']}, {c['what']}: {c['lost']} ({_when(c['lost_at'])}), now {c['won']} ({_when(c['won_at'])})"
            )
        if len(r["conflicts"]) > _LISTED:
            click.echo(f"  and {len(r['conflicts']) - _LISTED} more; --json lists all")


def _say_merges(document: Any) -> None:
    if not document["merges"]:
        click.echo("Nothing was merged yet.")
    for m in document["merges"]:
        state = f"  taken back {_when(m['taken_back'])}" if m["taken_back"] else ""
        click.echo(
            f"{m['number']:>4}  {_when(m['at'])}  {m['coder']}, {m['file']}: {m['new']} new, {m['changed']} changed{state}"
        )


def _say_taken_back(document: Any) -> None:
    steps = counted(document["steps"], "step")
    click.echo(f"Merge {document['merge']} of {document['coder']} ({document['file']}) is taken back: {steps} went.")
    if document["kept"]:
        others = ", ".join(str(n) for n in document["kept_by"])
        click.echo(f"Kept: {counted(document['kept'], 'step')} that also came with merge {others}.")


def _when(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000).astimezone().strftime("%Y-%m-%d %H:%M:%S")
