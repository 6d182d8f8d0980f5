"""What leaves the program: `export`."""

from pathlib import Path

import click

from intercoder.cli.output import FILE, as_json, print_json, progress


@click.command()
@click.argument("project", type=FILE)
@click.argument("kind")
@click.argument("dest", type=FILE)
@click.option("--round", "rounds", multiple=True, metavar="NAME", help="Only this round; may be given more than once.")
@click.option("--coder", "coders", multiple=True, metavar="NAME", help="Only this coder; may be given more than once.")
@click.option("--variable", "variables", multiple=True, metavar="NAME", help="Only this variable; may be given more than once.")
@click.option("--pseudonyms", is_flag=True, help="Coders by number; no name in any file.")
@click.option("--zsav", is_flag=True, help="spss: compressed files, for SPSS 21 and later.")
@click.option("--excel", is_flag=True, help="csv: a byte order mark and semicolons, for a double click.")
@click.option("--formula-guard", "guard", is_flag=True, help="csv: an apostrophe before texts that a spreadsheet would run.")
@click.option("--nvivo", is_flag=True, help="qdpx: offsets as NVivo counts them.")
@as_json
def export(
    project: Path,
    kind: str,
    dest: Path,
    as_json: bool,
    rounds: tuple[str, ...],
    coders: tuple[str, ...],
    variables: tuple[str, ...],
    **switches: bool,
) -> None:
    """Exports PROJECT as KIND to DEST.

    KIND is spss, csv, stata, agreement, kalpha, recal (DEST is a folder), or xlsx, qdpx, jsonl, webannotation, methods
    (DEST is a file).
    """
    from intercoder.project import Project
    from intercoder.tasks import export as task

    options = task.options(rounds=rounds, coders=coders, variables=variables, **switches)
    with Project.open(project, read_only=True) as opened, progress("Exporting") as tick:
        report = task.export(opened, kind, dest, tick, options)
    if as_json:
        print_json(task.as_json(report))
        return
    for file in report.files:
        click.echo(file.path if file.rows is None else f"{file.path}: {file.rows} rows")
    for loss in report.losses:
        times = f" ({loss.count} times)" if loss.count > 1 else ""
        click.echo(f"{loss.where}: {loss.message}{times}", err=True)
