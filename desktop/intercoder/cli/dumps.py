"""Material: `inspect`, `new`, `import`."""

from pathlib import Path
from typing import Any

import click

from intercoder.cli.output import FILE, as_json, print_json, progress
from intercoder.wording import counted

leave_out = click.option(
    "--leave-out",
    "left_out",
    multiple=True,
    metavar="NAME",
    help="Leave this file out, or files like it, as *.json.",
)


@click.command()
@click.argument("paths", type=FILE, nargs=-1, required=True, metavar="PATH…")
@click.option("--format", "format_", metavar="KEY", help="Read as this format instead of the best one.")
@click.option("--items", is_flag=True, help="Also the articles with their comments.")
@click.option("--profile", type=FILE, help="An import profile, as for import.")
@leave_out
@as_json
def inspect(
    paths: tuple[Path, ...], format_: str | None, items: bool, profile: Path | None, left_out: tuple[str, ...], as_json: bool
) -> None:
    """Says what an import of PATH would create, writing nothing."""
    from intercoder.tasks.dump_profile import PLAIN, Profiles, read_profile
    from intercoder.tasks.dump_reading import names_like
    from intercoder.tasks.inspect import inspect as task

    chosen = Profiles(read_profile(profile) if profile else PLAIN, left_out=names_like(paths, left_out))
    with progress("Reading") as tick:
        document = task(list(paths), format_, items or not as_json, tick, profile=chosen)
    print_json(document) if as_json else _show_files(document)


def _amount(counts: Any) -> str:
    articles, comments = counted(counts["articles"], "article"), counted(counts["comments"], "comment")
    return f"{articles}, {comments}, {counts['skipped']:,} skipped"


def _show_files(document: Any) -> None:
    for file in document["files"]:
        click.echo(f"{file['path']}: {_amount(file)}")
        read_as = ", ".join(filter(None, (file["format"] or "not read", file["encoding"])))
        click.echo(f"  {read_as}: {file['evidence']}")
        for warning in file["warnings"]:
            click.echo(f"  {warning['locator'] or 'file'}: {warning['message']}")
    totals = document["totals"]
    said = [counted(totals["files"], "file"), _amount(totals), counted(totals["warnings"], "warning")]
    said += [f"{totals[key]:,} {key}" for key in ("new", "identical", "changed", "conflict") if key in totals]
    click.echo(f"In all: {', '.join(said)}")
    if near := document.get("near_duplicates"):
        click.echo(f"Near duplicates: {counted(near['articles'], 'article')} in {counted(near['groups'], 'group')}")
    if saved := document.get("saved"):
        click.echo(f"Skipped records: {saved['rows']} in {saved['file']}")


@click.command()
@click.argument("project", type=FILE)
@click.option("--title", default="", help="The name of the study.")
@click.option("--codebook", type=FILE, help="A codebook file, or a starter: news-frames, incivility, sourcing, tone.")
def new(project: Path, title: str, codebook: Path | None) -> None:
    """Makes an empty project."""
    from intercoder.project import Project
    from intercoder.tasks import codebook_file, starters

    content = None
    if codebook is not None:
        chosen = starters.is_starter(codebook)
        content = starters.starter(str(codebook)).codebook if chosen else codebook_file.read(codebook)
    with Project.create(project, title, content) as made:
        click.echo(f"Made {made.path}")


@click.command("import")
@click.argument("project", type=FILE)
@click.argument("paths", type=FILE, nargs=-1, required=True, metavar="PATH…")
@click.option("--format", "format_", metavar="KEY", help="Read as this format instead of the best one.")
@click.option("--profile", type=FILE, help="An import profile: roles of columns, order of dates, encoding, rules for lines.")
@click.option("--no-original", is_flag=True, help="Do not keep the original bytes in the project.")
@click.option("--pseudonyms", is_flag=True, help="Numbers for commenters' names; the key goes into a file beside the project.")
@click.option("--near-duplicates", is_flag=True, help="Group wire copy and updated versions when all is read.")
@click.option("--skipped", type=FILE, metavar="FILE.csv", help="Save what this import skipped, with place, reason and text.")
@leave_out
@as_json
def import_(
    project: Path,
    paths: tuple[Path, ...],
    format_: str | None,
    profile: Path | None,
    no_original: bool,
    pseudonyms: bool,
    near_duplicates: bool,
    skipped: Path | None,
    left_out: tuple[str, ...],
    as_json: bool,
) -> None:
    """Imports dumps into PROJECT."""
    from dataclasses import replace

    from intercoder.project import Project
    from intercoder.tasks.dump_profile import PLAIN, Profiles, read_profile
    from intercoder.tasks.dump_reading import names_like
    from intercoder.tasks.dump_skipped import assure_place, save_skipped
    from intercoder.tasks.importing import import_dump
    from intercoder.tasks.near_duplicates import group_near_duplicates

    chosen = read_profile(profile) if profile else PLAIN
    chosen = replace(chosen, keep_original=chosen.keep_original and not no_original, pseudonyms=chosen.pseudonyms or pseudonyms)
    if skipped:
        assure_place(skipped, paths)
    with Project.open(project) as opened, progress("Importing") as tick:
        before = opened.material.last_issue()
        document = import_dump(opened, list(paths), format_, tick, Profiles(chosen, left_out=names_like(paths, left_out)))
        if near_duplicates:
            document["near_duplicates"] = group_near_duplicates(opened, tick)
        if skipped:
            document["saved"] = save_skipped(opened, skipped, before)
    print_json(document) if as_json else _show_files(document)
