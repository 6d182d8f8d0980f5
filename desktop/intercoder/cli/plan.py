"""What is coded, and by whom: `sample`, `assign`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from intercoder.cli.output import FILE, as_json, print_json, print_list, progress
from intercoder.wording import counted

METHODS = ("all", "random", "stratified", "weeks", "per-article")
KINDS = ("article", "headline", "lead", "body", "paragraph", "correction", "caption", "comment")
PRESETS = ("training", "pilot", "main", "pairs", "double")
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
@click.option("--one-per-group", is_flag=True, help="Of near duplicates only the one that stands for them.")
@click.option("--within", metavar="SAMPLE", help="Only what this sample holds.")
@click.option("--without", multiple=True, metavar="SAMPLE", help="Nothing of what this sample holds.")
@as_json
def sample(project: Path, name: str, as_json: bool, **options: Any) -> None:
    """Draws a sample and keeps it under a name."""
    from intercoder.project import Project
    from intercoder.project.samples import Filters
    from intercoder.project.search import Scope
    from intercoder.tasks import corpus_hits, sampling

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
        corpus_hits.need_choices(opened, Scope(outlets=filters.outlets))
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


@click.command()
@click.argument("project", type=FILE)
@click.option("--coder", "coders", multiple=True, required=True, metavar="NAME", help="May be given more than once.")
@click.option("--round", "round_name", help="[default: main; with a preset training or pilot: its name]")
@click.option("--sample", metavar="NAME", help="The units of this sample; else every unit that has questions.")
@click.option(
    "--preset",
    type=click.Choice(PRESETS),
    help="Everybody the same 10 or the same 30, a tenth coded by all, a fifth by rotating pairs, everything by two.",
)
@click.option("--overlap", type=click.FloatRange(0, 1), help="Share of units that several coders code.  [default: 1.0]")
@click.option("--times", type=int, help="How many coders code those.  [default: all]")
@click.option("--n", type=int, help="Only so many units (articles, if whole), drawn by chance.")
@click.option("--whole", is_flag=True, help="An article with its texts and comments goes to the same coder.")
@click.option("--by-length", is_flag=True, help="Even out characters instead of units.")
@click.option("--fresh", is_flag=True, help="Nothing that was assigned in another round.")
@click.option("--even-out", is_flag=True, help="Who has less in the round gets more now.")
@click.option("--open", "is_open", is_flag=True, help="A new round in which coders see others' codings of a unit.")
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@click.option("--seed", type=int, default=1, show_default=True)
@as_json
def assign(
    project: Path, coders: tuple[str, ...], round_name: str | None, sample: str | None, preset: str | None, as_json: bool,
    is_open: bool, dry_run: bool, **options: Any,
) -> None:  # fmt: skip
    """Assigns units to coders; what was assigned stays."""
    from dataclasses import asdict, replace

    from intercoder.project import Project
    from intercoder.project.assigning import AssignReport
    from intercoder.project.dealing import PRESETS as RULES
    from intercoder.project.dealing import Rule

    rule = replace(RULES[preset] if preset else Rule(), **{k: v for k, v in options.items() if v is not None})
    name = (preset if preset in ("training", "pilot") else "main") if round_name is None else round_name
    with Project.open(project, read_only=dry_run) as opened:
        if dry_run:
            planned = opened.plan.preview(coders, name, rule, sample)
            per_coder = {load.coder: load.had + load.units for load in planned.loads}
            report = AssignReport(name, planned.units, planned.shared, per_coder)
        else:
            report = opened.plan.hand_out(coders, name, rule, sample, blind=not is_open)
    if as_json:
        print_json(asdict(report))
        return
    each = ", ".join(f"{coder} {count}" for coder, count in report.per_coder.items())
    who = f"{rule.times} coders" if rule.times and rule.times < len(coders) else "all"
    click.echo(f"{counted(report.units, 'unit')} in round {name}, {report.shared} coded by {who}: {each}")
