"""The example study: `demo`."""

from pathlib import Path

import click

from intercoder.cli.output import FILE, progress


@click.command()
@click.argument("folder", type=FILE, metavar="DIR")
def demo(folder: Path) -> None:
    """Does the main job on the example study in DIR, from dump to tables."""
    from intercoder.tasks.demo import demo as task

    with progress("Agreement") as tick:
        task(folder, click.echo, tick)
