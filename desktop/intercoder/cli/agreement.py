"""Agreement: `agreement` of a project or of data files."""

from pathlib import Path

import click

from intercoder.cli.output import FILE, as_json, print_json, progress


@click.command()
@click.argument("project", type=FILE, required=False)
@click.option("--data", "files", type=FILE, multiple=True, metavar="FILE", help="A file of codings instead of a project.")
@click.argument("more", type=FILE, nargs=-1, metavar="[FILE…]")
@click.option("--variable", "variables", multiple=True, metavar="NAME")
@click.option("--round", "round_name")
@click.option("--level", type=click.Choice(["nominal", "ordinal", "interval", "ratio", "circular", "bipolar"]))
@click.option("--thresholds", type=(float, float), metavar="LOW HIGH", help="Limits of the verdict, else the project's.")
@click.option("--mix-versions", is_flag=True, help="Compare codings of codebook versions that differ in substance.")
@click.option("--resample-articles", is_flag=True, help="Intervals from whole articles with all their units.")
@click.option("--csv", "table", type=FILE, metavar="FILE", help="All statistics as a long table into FILE.")
@as_json
def agreement(
    project: Path | None,
    files: tuple[Path, ...],
    more: tuple[Path, ...],
    variables: tuple[str, ...],
    round_name: str | None,
    level: str | None,
    thresholds: tuple[float, float] | None,
    mix_versions: bool,
    resample_articles: bool,
    table: Path | None,
    as_json: bool,
) -> None:
    """The reliability report of PROJECT, or the same statistics for --data FILE…"""
    if files:
        if variables or round_name is not None or thresholds or mix_versions or resample_articles:
            raise click.UsageError("--data takes --level, --csv and --json; the other options are for a project.")
        from intercoder.tasks import agreement_data

        given = [*files, *([project] if project else []), *more]
        document = agreement_data.statistics_of_files(given, level)
        _show_agreement(document, "" if as_json else agreement_data.as_table(document), table)
        return
    if project is None or more:
        raise click.UsageError("Name one project, or files with --data.")
    if level is not None:
        raise click.UsageError("--level is for --data; in a project the codebook says the level of each variable.")
    from intercoder.project import Project
    from intercoder.tasks import agreement as task

    with Project.open(project, read_only=True) as opened, progress("Agreement") as tick:
        rules = task.rules_of(opened, thresholds, mix_versions, resample_articles)
        report = task.report(opened, list(variables) or None, round_name, tick=tick, rules=rules)
    _show_agreement(task.as_json(report), "" if as_json else task.as_table(report), table)


def _show_agreement(document: dict[str, object], text: str, table: Path | None) -> None:
    """As text, or without one as JSON; `table` is the file that the statistics go into first."""
    if table is not None:
        from intercoder.tasks import agreement_csv

        rows = agreement_csv.write(document, table)
        text = f"{table}: {rows} rows" if text else ""
    click.echo(text) if text else print_json(document)
