"""What Plan says about a round and a sample: in a line, and in the pane at the right."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from intercoder.ui import figures
from intercoder.ui.facts import FactsPane

if TYPE_CHECKING:
    from intercoder.project import Project
    from intercoder.project.samples import Sample
    from intercoder.records import Round

    Tr = Callable[[str], str]

_MOST_DAYS = 12


def in_short(sample: "Sample", tr: "Tr") -> str:
    """One line, such as: 100 articles · simple random · seed 7."""
    kind = str(sample.parameters.get("unit", "article"))
    parts = [figures.counted(sample.size, kind, "bodies" if kind == "body" else f"{kind}s"), _method(sample.method, tr)]
    if sample.seed is not None:
        parts.append(tr("seed {0}").format(sample.seed))
    return " · ".join(parts)


def of_round_in_short(round_: "Round", works: list, tr: "Tr") -> str:
    """Whether it is blind and open, and how far it is."""
    blind = tr("Blind: coders do not see each other's codings") if round_.blind else tr("Open: coders see each other's codings")
    assigned, finished = (sum(getattr(work, key) for work in works) for key in ("assigned", "finished"))
    counters = tr("{0} of {1} units finished").format(figures.count(finished), figures.count(assigned))
    parts = [blind, counters if works else tr("nothing assigned")]
    return " · ".join([tr("Closed"), *parts] if not round_.open else parts)


def show_round(pane: FactsPane, project: "Project", round_: "Round", tr: "Tr") -> None:
    """The facts of a round, and how its units were dealt out."""
    from intercoder.tasks.sampling_text import dealing

    pane.begin()
    yes_no = {True: tr("yes"), False: tr("no")}
    pane.add_group(tr("Round"), [(tr("Blind"), yes_no[round_.blind]), (tr("Open"), yes_no[round_.open])])
    for sample, rule in project.plan.deals(round_.id):
        units = figures.counted(int(str(rule["units"])), tr("unit"), tr("units"))
        facts = [
            (tr("Units"), units),
            (tr("Sample"), sample or tr("everything that has questions")),
            (tr("Coders"), ", ".join(map(str, rule["coders"]))),  # type: ignore[call-overload]
            (tr("Seed"), str(rule["seed"])),
        ]
        words = dealing(rule)
        pane.add_group(tr("Assigned"), [*facts, (tr("In words"), words)] if words else facts)


def show_sample(pane: FactsPane, sample: "Sample", tr: "Tr") -> None:
    """How a sample was drawn: numbers, strata, weeks and what was missing, and the sentence for a paper."""
    from intercoder.tasks.sampling_text import drawing

    pane.begin()
    found = sample.parameters
    facts = [(tr("Method"), _method(sample.method, tr)), (tr("Drawn"), figures.count(sample.size))]
    if "population" in found:
        facts.append((tr("Out of"), figures.count(int(str(found["population"])))))
    if sample.by:
        facts.append((tr("By"), sample.by))
    facts.append((tr("Seed"), tr("none needed") if sample.seed is None else str(sample.seed)))
    pane.add_group(tr("The draw"), facts)
    if found.get("strata"):
        rows = [
            (str(name), tr("{0} of {1}").format(figures.count(got), figures.count(of))) for name, of, got in found["strata"]
        ]  # type: ignore[attr-defined]
        pane.add_group(tr("Strata"), rows, 132)
    groups = found.get("weeks_by") or ({"": found} if found.get("weeks") else {})
    for name, part in groups.items():  # type: ignore[attr-defined]
        weeks = [(tr("Week {0}").format(n), "\n".join(map(_dated, days))) for n, days in enumerate(part["weeks"], 1)]
        pane.add_group(str(name) or tr("Days"), weeks)
        if part.get("short"):
            days = ", ".join(f"{day} ({count})" for day, count in part["short"])
            pane.add_warning(tr("Some weekdays have too few days."), days)
        missing = part.get("missing_days")
        if missing:
            more = tr(" and {0} more").format(len(missing) - _MOST_DAYS) if len(missing) > _MOST_DAYS else ""
            pane.add_group(
                tr("Days without an article"), [(figures.count(len(missing)), ", ".join(missing[:_MOST_DAYS]) + more)]
            )
    if found.get("undated"):
        pane.add_warning(
            tr("{0} left out: their date is missing or too coarse.").format(figures.count(int(str(found["undated"]))))
        )
    pane.add_group(tr("For the methods section"), [(tr("In words"), drawing(sample))])


def _dated(day: str) -> str:
    return f"{date.fromisoformat(day):%a} {day}"


def _method(method: str, tr: "Tr") -> str:
    return {
        "all": tr("all"), "random": tr("simple random"), "stratified": tr("stratified"), "weeks": tr("constructed weeks"),
        "per-article": tr("per article"),
    }.get(method, method)  # fmt: skip
