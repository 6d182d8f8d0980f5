"""What the commands share: how they print, refuse and show progress."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from intercoder.errors import UserError
from intercoder.records import Tick, no_tick

F = TypeVar("F", bound=Callable[..., Any])


class _File(click.Path):
    """A path with a name: an empty one, as of a variable of the shell that is not set, would be the present folder."""

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> Any:
        if not os.fspath(value):
            self.fail("a file or folder has a name, this is empty.", param, context)
        return super().convert(value, param, context)


FILE = _File(path_type=Path)


def refuse(error: UserError) -> int:
    """One line `error: …`, and `hint: …` where it helps, on stderr; gives the exit code 1."""
    click.echo("error: " + " ".join(error.message.split()), err=True)
    if error.hint:
        click.echo("hint: " + " ".join(error.hint.split()), err=True)
    return 1


def print_json(document: object) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def as_json(function: F) -> F:
    """The option `--json`: one document on stdout."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")(function)


@contextmanager
def progress(label: str) -> Iterator[Tick]:
    """A tick that draws a bar on stderr, where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield no_tick
        return
    with click.progressbar(length=100, label=label, file=sys.stderr) as bar:

        def tick(done: int, total: int) -> None:
            if total:
                bar.update(int(100 * done / total) - bar.pos)

        yield tick


def print_list(label: str, names: Any) -> None:
    """At most ten names after a label; nothing where there are none."""
    if names:
        more = f" and {len(names) - 10} more" if len(names) > 10 else ""
        click.echo(f"{label}: {', '.join(names[:10])}{more}")
