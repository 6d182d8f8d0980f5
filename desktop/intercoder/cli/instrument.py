"""The instrument and the plan: `codebook`, `assign`."""

from pathlib import Path

import click

from intercoder.cli.output import FILE, as_json, print_json


@click.command()
@click.argument("project", type=FILE)
@click.argument("direction", type=click.Choice(["export", "import"]))
@click.argument("file", type=FILE)
def codebook(project: Path, direction: str, file: Path) -> None:
    """Writes the codebook to FILE, or reads it from there."""
    from intercoder.project import Project
    from intercoder.tasks import codebook_file

    if direction == "export":
        with Project.open(project, read_only=True) as opened:
            codebook_file.write(opened.codebook.current(), file)
        click.echo(f"Wrote {file}")
        return
    content = codebook_file.read(file)
    with Project.open(project) as opened:
        opened.codebook.load(content)
    click.echo(f"{len(content.variables)} variables from {file}")


@click.command()
@click.argument("project", type=FILE)
@click.option("--coder", "coders", multiple=True, required=True, metavar="NAME", help="May be given more than once.")
@click.option("--round", "round_name", default="main", show_default=True)
@click.option("--overlap", type=click.FloatRange(0, 1), default=1.0, show_default=True, help="Share of units that all get.")
@click.option("--seed", type=int, default=1, show_default=True)
@as_json
def assign(project: Path, coders: tuple[str, ...], round_name: str, overlap: float, seed: int, as_json: bool) -> None:
    """Assigns every codable unit that has questions to coders."""
    from dataclasses import asdict

    from intercoder.project import Project

    with Project.open(project) as opened:
        report = asdict(opened.plan.assign(list(coders), round_name, None, overlap, seed))
    if as_json:
        print_json(report)
    else:
        each = ", ".join(f"{name} {count}" for name, count in report["per_coder"].items())
        click.echo(f"{report['units']} units in round {round_name}, {report['shared']} coded by all: {each}")
