"""The instrument: `codebook`."""

from pathlib import Path

import click

from intercoder.cli.output import FILE, as_json, print_json, refuse
from intercoder.errors import UserError
from intercoder.wording import counted


@click.command()
@click.argument("project", type=FILE)
@click.argument("action", type=click.Choice(["export", "import", "check", "freeze"]))
@click.argument("file", type=FILE, required=False)
@click.option("--version", help="With freeze: the number; proposed from the changes if it is left out.")
@click.option("--note", default="", help="With freeze: why.")
@as_json
def codebook(project: Path, action: str, file: Path | None, version: str | None, note: str, as_json: bool) -> int:
    """Writes the codebook to FILE, reads it from there, checks it for what often goes wrong, or freezes a version.

    The suffix of FILE says the format: .json .csv .xlsx .qdc; .html and .docx are for reading and can only be written.
    """
    if action in ("check", "freeze"):
        if file is not None:
            raise click.UsageError(f"{action} takes no FILE.")
        return _check_codebook(project, as_json) if action == "check" else _freeze(project, version, note, as_json)
    if file is None:
        raise click.UsageError(f"{action} needs a FILE.")
    from intercoder.project import Project
    from intercoder.tasks import codebook_file

    if action == "export":
        with Project.open(project, read_only=True) as opened:
            losses = codebook_file.write(opened.codebook.current(), file)
        report: dict[str, object] = {"file": str(file), "losses": losses}
        words = f"Wrote {file}"
    else:
        content, losses = codebook_file.read_with_notes(file)
        with Project.open(project) as opened:
            opened.codebook.load(content)
        report = {"file": str(file), "variables": len(content.variables), "losses": losses}
        words = f"{counted(len(content.variables), 'variable')} from {file}"
    if as_json:
        print_json(report)
        return 0
    click.echo(words)
    for loss in losses:
        click.echo(f"note: {loss}", err=True)
    return 0


def _freeze(project: Path, version: str | None, note: str, as_json: bool) -> int:
    from dataclasses import asdict

    from intercoder.project import Project

    with Project.open(project) as opened:
        state = opened.codebook.draft()
        if not state.is_draft:
            said = "The codebook has no questions." if state.frozen is None else f"Nothing was changed since v{state.frozen}."
            return refuse(UserError(said, "There is nothing to freeze."))
        back = opened.codebook.freeze(version or state.proposed, note)
        number = opened.codebook.version
    if as_json:
        print_json({"version": number, "changes": [asdict(c) for c in state.changes], "reopened": back})
    else:
        for change in state.changes:
            click.echo(f"{change.kind}: {change.sentence}")
        click.echo(f"Codebook v{number} is frozen; {counted(back, 'finished unit')} {'is' if back == 1 else 'are'} open again")
    return 0


def _check_codebook(project: Path, as_json: bool) -> int:
    from dataclasses import asdict

    from intercoder.project import Project
    from intercoder.tasks.codebook_lint import lint

    with Project.open(project, read_only=True) as opened:
        found = lint(opened.codebook.current(), opened.codebook.uses())
    ok = not any(f.severity == "error" for f in found)
    if as_json:
        print_json({"ok": ok, "findings": [asdict(f) for f in found]})
    else:
        for f in found:
            click.echo(f"{f.severity}: {f.message}")
        click.echo(f"{counted(len(found), 'thing')} to look at" if found else "Nothing to look at")
    errors = sum(f.severity == "error" for f in found)
    return (
        0
        if ok
        else refuse(
            UserError(f"The codebook has {errors} {'fault' if errors == 1 else 'faults'}.", "Mend them before coding begins.")
        )
    )
