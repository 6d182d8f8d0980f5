"""What to code: `sample`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from intercoder.cli.output import FILE, as_json, print_json, print_list, progress

METHODS = ("all", "random", "stratified", "weeks", "per-article")
KINDS = ("article", "headline", "lead", "body", "paragraph", "correction", "caption", "comment")
FIELDS = ("outlet", "section", "genre", "language", "source", "year", "month", "weekday")


@click.command()
@click.argument("project", type=FILE)
@click.option("--name", required=True, metavar="NAME", help="What the sample is called from now on.")
@click.option("--method", type=click.Choice(METHODS), default="random", show_default=True)
@click.option("--n", type=int, help="Units; for weeks: constructed weeks; for per-article: units per article.")
@click.option("--by", type=click.Choice(FIELDS), help="Stratify by this field of the article.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same sample.")
@click.option("--equal", is_flag=True, help="Strata of equal size instead of their shares.")
@click.option("--empty-days", is_flag=True, help="Constructed weeks may hold days without an article.")
@click.option("--unit", type=click.Choice(KINDS), help="What is drawn.  [default: article; comment for per-article]")
@click.option("--without-comments", is_flag=True, help="Articles are coded without their comments.")
@click.option("--words", default="", metavar="WORDS", help="Only units whose text has all these words.")
@click.option("--outlet", "outlets", multiple=True, metavar="NAME", help="Only this outlet; may be given more than once.")
@click.option("--from", "first", metavar="DAY", help="Only what was published on 2026-03-01 or later.")
@click.option("--to", "last", metavar="DAY", help="Only what was published on 2026-03-31 or earlier.")
@click.option("--one-per-group", is_flag=True, help="Of near duplicates only the first published.")
@click.option("--within", metavar="SAMPLE", help="Only what this sample holds.")
@click.option("--without", multiple=True, metavar="SAMPLE", help="Nothing of what this sample holds.")
@as_json
def sample(project: Path, name: str, as_json: bool, **options: Any) -> None:
    """Draws a sample and keeps it under a name."""
    from intercoder.project import Project
    from intercoder.project.samples import Filters
    from intercoder.tasks import sampling

    filters = Filters(
        options["unit"] or ("comment" if options["method"] == "per-article" else "article"),
        not options["without_comments"], options["words"], tuple(options["outlets"]), options["first"], options["last"],
        options["one_per_group"], options["within"], tuple(options["without"]),
    )  # fmt: skip
    wish = sampling.Wish(
        options["method"], options["n"], options["by"], options["seed"], options["equal"], options["empty_days"], filters
    )
    with Project.open(project) as opened, progress("Drawing") as tick:
        opened.need_project()
        document = sampling.document(opened, sampling.keep(opened, name, sampling.draw(opened, wish, tick)))
    if as_json:
        print_json(document)
    else:
        _say(document)


def _say(document: Mapping[str, Any]) -> None:
    seed = "" if document["seed"] is None else f", seed {document['seed']}"
    drawn, population = len(document["units"]), document["population"]
    click.echo(f"Sample {document['sample']}: {drawn:,} of {population:,} units, {document['method']}{seed}")
    for name, of, got in document.get("strata", ()):
        click.echo(f"  {name}: {got:,} of {of:,}")
    by = document.get("weeks_by") or ({"": document} if "weeks" in document else {})
    for name, found in by.items():
        if name:
            click.echo(f"{name}:")
        for number, week in enumerate(found["weeks"], 1):
            click.echo(f"  Week {number}: {', '.join(week)}")
        print_list("  Too few days", [f"{weekday} ({count})" for weekday, count in found["short"]])
        print_list("  Days without an article", found["missing_days"])
    if document.get("articles_with_fewer"):
        click.echo(f"  {document['articles_with_fewer']:,} of {document['articles']:,} articles have fewer.")
    if document.get("undated"):
        click.echo(f"  {document['undated']:,} were left out: their date is missing or too coarse.")
