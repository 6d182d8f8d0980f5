"""`search`: words in the corpus, with what stands around them."""

from pathlib import Path
from typing import Any

import click

from intercoder.cli.output import FILE, as_json, print_json, progress

_SHOWN, _WIDTH = 50, 44  # hits that are printed by default; characters beside each
_KINDS = ("all", "article", "comment", "headline", "body")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("project", type=FILE)
@click.argument("query")
@click.option("--outlet", "outlets", multiple=True, metavar="NAME", help="Only this outlet; may be given more than once.")
@click.option("--since", metavar="DAY", help="Only what was published on 2026-03-01 or later; also a month or a year.")
@click.option("--until", metavar="DAY", help="Only what was published on 2026-03-31 or earlier.")
@click.option("--source", "sources", multiple=True, metavar="FILE", help="Only what came from this imported file.")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Only articles in this language, such as en.")
@click.option("--kind", type=click.Choice(_KINDS), default="all", show_default=True, help="Which texts are searched.")
@click.option("--author", default="", metavar="NAME", help="Only comments whose author's name has this in it.")
@click.option("--coded/--not-coded", default=None, help="Only texts in which something was coded, or nothing yet.")
@click.option("--order", type=click.Choice(("text", "date", "newest")), default="text", show_default=True)
@click.option("--limit", type=click.IntRange(0), help=f"Hits that are given.  [default: {_SHOWN}; all with --csv and --json]")
@click.option("--csv", "csv_path", type=FILE, metavar="FILE.csv", help="Save the hits as a table, one row per hit.")
@as_json
def search(project: Path, query: str, limit: int | None, csv_path: Path | None, as_json: bool, **options: Any) -> None:
    """Searches the texts of PROJECT for QUERY.

    QUERY has words that a text must all have, phrases in quotes, beginnings of words such as wat*, and words that a text must
    not have, such as -late.
    """
    from intercoder.project import Project
    from intercoder.project.search import Scope
    from intercoder.tasks import corpus_hits

    scope = Scope(
        tuple(options["outlets"]), options["since"], options["until"], tuple(options["sources"]), tuple(options["languages"]),
        corpus_hits.KINDS[options["kind"]], options["author"], options["coded"],
    )  # fmt: skip
    wish = corpus_hits.Wish(query, scope, options["order"])
    with Project.open(project, read_only=True) as opened, progress("Searching") as tick:
        corpus_hits.need_choices(opened, scope)
        if csv_path is not None:
            document = corpus_hits.save_hits(opened, wish, csv_path, limit, tick)
        else:
            document = corpus_hits.search(opened, wish, limit if as_json or limit is not None else _SHOWN, tick)
    if as_json:
        print_json(document)
    elif csv_path is not None:
        click.echo(f"{document['hits']:,} hits in {csv_path}")
    else:
        _show(document, corpus_hits.nothing_found(wish))


def _show(document: dict[str, Any], nothing: str) -> None:
    if not document["hits"]:
        click.echo(nothing)
        return
    for hit in document["results"]:
        before, quote, after = (" ".join(hit[part].split()) for part in ("before", "hit", "after"))
        place = "  ".join(str(part)[:24] for part in (hit["unit"], hit["outlet"] or "-", (hit["published"] or "-")[:10]))
        click.echo(f"{before[-_WIDTH:]:>{_WIDTH}} [{quote}] {after[:_WIDTH]:<{_WIDTH}}  {place}")
    more = document["hits"] - len(document["results"])
    click.echo(f"{document['hits']:,} hits in {document['texts']:,} texts" + (f"; {more:,} are not shown" if more else ""))
