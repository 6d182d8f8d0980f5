"""The command `review`: the comments of an import, counted against their headers, joined, split and marked."""

from pathlib import Path
from typing import Any

import click

from intercoder.cli.output import FILE, as_json, print_json
from intercoder.errors import UserError
from intercoder.records import COUNT_REASONS
from intercoder.wording import counted

FACTS = ("headline", "outlet", "day")
VERBS = (
    "list", "accept", "reconsider", "join", "split", "boilerplate", "comment", "not-codable", "codable", "reply", *FACTS,
)  # fmt: skip


@click.command()
@click.argument("project", type=FILE)
@click.argument("verb", type=click.Choice(VERBS), default="list")
@click.argument("refs", nargs=-1, metavar="[REF]…")
@click.option("--reason", type=click.Choice(list(COUNT_REASONS)), help="accept: why the header says another number.")
@click.option("--at", type=int, help="split: the character, from 0, before which the comment is cut.")
@click.option("--to", metavar="REF|TEXT", help="reply: the comment answered (else none). headline, outlet, day: the right one.")
@click.option("--ask-again", is_flag=True, help="join: where a coder answered differently of the two, ask again.")
@click.option("--with-codings", is_flag=True, help="boilerplate, not-codable: codings of the comment go too.")
@as_json
def review(
    project: Path, verb: str, refs: tuple[str, ...], reason: Any, at: int | None, to: str | None,
    ask_again: bool, with_codings: bool, as_json: bool,
) -> None:  # fmt: skip
    """Reviews imported comments: lists the counts that are open (or those of REF…), or does one VERB to one REF.

    accept, reconsider, headline, outlet and day take an article, the others a comment. Each is one step; the window undoes it
    by name.
    """
    from intercoder.project import Project
    from intercoder.tasks import reviewing

    if verb != "list" and len(refs) != 1:
        raise UserError(f"{verb} takes one reference, {len(refs)} were given.", "References look like A0012 or A0012-C003.")
    if verb == "accept" and reason is None:
        raise UserError("Accepting a count needs its reason.", "--reason " + ", ".join(COUNT_REASONS))
    if verb == "split" and at is None:
        raise UserError("A split needs the character before which the comment is cut.", "Give --at N, counted from 0.")
    if verb in FACTS and to is None:
        raise UserError(f"{verb} needs what it is to be.", 'Give --to TEXT; --to "" says that an outlet or a day is not known.')
    with Project.open(project, read_only=verb == "list") as opened:
        document: Any
        if verb == "list":
            document = reviewing.open_counts(opened, refs)
        elif verb == "accept":
            document = reviewing.accept(opened, refs[0], reason)
        elif verb == "join":
            document = reviewing.join(opened, refs[0], ask_again)
        elif verb == "split":
            document = reviewing.split(opened, refs[0], at or 0)
        elif verb == "boilerplate":
            document = reviewing.boilerplate(opened, refs[0], with_codings)
        elif verb in ("codable", "not-codable"):
            document = reviewing.codable(opened, refs[0], verb == "codable", with_codings)
        elif verb == "reply":
            document = reviewing.reply(opened, refs[0], to)
        elif verb in FACTS:
            document = reviewing.set_fact(opened, refs[0], verb, to or "")
        else:
            document = {"reconsider": reviewing.reconsider, "comment": reviewing.comment}[verb](opened, refs[0])
    if as_json:
        print_json(document)
    elif verb == "list":
        _print_counts(document["articles"])
    elif verb in FACTS:
        click.echo(f"{document['step']}.")
    else:
        _print_step(document)


def _print_counts(articles: list[Any]) -> None:
    if not articles:
        click.echo("Nothing is open: each header and its comments agree, or the count was accepted.")
    for article in articles:
        title = f" {article['headline']}" if article["headline"] else ""
        click.echo(f"{article['article']}{title}: {_count(article)}")
        for line in article["lines"]:
            mark = "+" if line["likely_continuation"] else " " if line["codable"] else "x"
            words = " ".join((line["text"] or "").split())
            click.echo(f"  {mark} {line['ref']}  {words if len(words) <= 90 else words[:89] + '…'}")
    if any(line["likely_continuation"] for article in articles for line in article["lines"]):
        click.echo("+ is likely a further paragraph of the comment above: intercoder review PROJECT join REF")


def _print_step(document: Any) -> None:
    click.echo(f"{document['step']}. {document['article']}: {_count(document)}")
    if document["asked_again"]:
        units = "unit is" if document["asked_again"] == 1 else "units are"
        click.echo(f"{document['asked_again']} finished {units} open again")


def _count(document: Any) -> str:
    if document["declared_comments"] is None:
        return f"{counted(document['comments'], 'comment')}, none declared"
    reason = f", accepted: {COUNT_REASONS[document['reason']]}" if document["reason"] else ""
    return f"{document['declared_comments']} declared, {document['comments']} found{reason}"
