"""How the units of a round were drawn and dealt out, in sentences for the methods section of a paper."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from intercoder.errors import UserError
from intercoder.project.samples import Sample
from intercoder.wording import counted

if TYPE_CHECKING:
    from intercoder.project import Project

_PLURALS = {"body": "bodies"}


def how_drawn(project: "Project", round_name: str) -> str:
    """Sentences on the samples and the dealing of a round; empty where units were coded without a plan."""
    sentences: list[str] = []
    for name, rule in project.plan.deals(project.plan.round(round_name).id):
        if name is not None:
            sentences.append(_of_name(project, name))
        sentences.append(dealing(rule))
    return " ".join(dict.fromkeys(sentence for sentence in sentences if sentence))


def is_sampled(project: "Project", round_name: str) -> bool:
    """Whether units of a round come from a sample, so that how they were drawn is known."""
    return any(name is not None for name, _ in project.plan.deals(project.plan.round(round_name).id))


def drawing(sample: Sample) -> str:
    """How one sample was drawn, in one or more sentences."""
    found: Mapping[str, Any] = sample.parameters
    kind = str(found.get("unit", "article"))
    things = _PLURALS.get(kind, f"{kind}s")
    number = found.get("population", sample.size)
    population = f"{counted(number, kind, things)}{_filtered(found)}"
    seed = f" (seed {sample.seed})"
    if sample.method == "all":
        return f"The sample “{sample.name}” is {'' if number == 1 else 'all '}{population}."
    if sample.method == "weeks":
        return _weeks(sample, found, things, population, seed)
    if sample.method == "per-article":
        most = f"{sample.n:,} {things if sample.n != 1 else kind}"
        text = f"For the sample “{sample.name}”, {most} per article were drawn at random{seed} from {population}"
        short = found.get("articles_with_fewer")
        return f"{text}; {short:,} of {found['articles']:,} articles had fewer." if short else f"{text}."
    if sample.method == "stratified":
        share = "with the same number" if found.get("equal") else "in proportion to the number"
        parts = ", ".join(f"{name} {drawn:,} of {of:,}" for name, of, drawn in found.get("strata", ()))
        return (
            f"The sample “{sample.name}” is a stratified random sample{seed} of {sample.size:,} out of {population}, {share} of"
            f" {things} of each {sample.by} ({parts})."
        )
    return f"The sample “{sample.name}” is a simple random sample{seed} of {sample.size:,} out of {population}."


def dealing(rule: Mapping[str, Any]) -> str:
    """How units were dealt out to coders; empty for a single coder."""
    coders = len(rule.get("coders", ()))
    if coders < 2:
        return ""
    what = "articles with their texts and comments" if rule.get("whole") else "units"
    several = f"{rule['times']} of the {coders}" if rule.get("times") and rule["times"] < coders else f"all {coders}"
    seed = f"(seed {rule['seed']})"
    order = "Each coder worked in a random order of their own"
    if rule["times"] == 1:
        return f"Each of the {what} was coded by one of the {coders} coders, dealt out at random {seed}. {order}."
    if rule["overlap"] >= 1:
        dealt = "" if several.startswith("all") else f" {seed}"
        return f"Every one of the {what} was coded by {several} coders{dealt}. {order}."
    if not rule["overlap"]:
        return f"Each of the {what} was coded by one of the {coders} coders, dealt out at random {seed}. {order}."
    return (
        f"{100 * rule['overlap']:.0f} % of the {what}, drawn at random {seed}, were coded by {several} coders, the others by"
        f" one each. {order}, in which the shared ones were not marked."
    )


def _of_name(project: "Project", name: str) -> str:
    try:
        return drawing(project.samples.sample(name))
    except UserError:  # it was removed or renamed since; that it was drawn still has to be said
        return f"They come from the sample “{name}”, which is no longer kept."


def _filtered(found: Mapping[str, Any]) -> str:
    parts = []
    if found.get("outlets"):
        parts.append("of " + ", ".join(name or "no outlet" for name in found["outlets"]))
    if found.get("first") or found.get("last"):
        first, last = found.get("first"), found.get("last")
        span = f"from {first} to {last}" if first and last else f"from {first}" if first else f"until {last}"
        parts.append(f"published {span}")
    if found.get("words"):
        parts.append(f"with the words “{found['words']}”")
    if found.get("one_per_group"):
        parts.append("without near duplicates")
    if found.get("within"):
        parts.append(f"of the sample “{found['within']}”")
    if found.get("without"):
        parts.append("outside " + ", ".join(f"“{name}”" for name in found["without"]))
    return f" {', '.join(parts)}" if parts else ""


def _weeks(sample: Sample, found: Mapping[str, Any], things: str, population: str, seed: str) -> str:
    weeks = f"{sample.n} constructed week{'s' if sample.n != 1 else ''}"
    text = f"The sample “{sample.name}” holds the {sample.size:,} {things} of {weeks}{seed} out of {population}"
    if sample.by:
        return f"{text}; each {sample.by} has weeks of its own."
    missing, short = len(found.get("missing_days", ())), found.get("short", ())
    said = "could be drawn" if found.get("empty_days") else "could not be drawn"
    days = f"{missing:,} day{'s' if missing != 1 else ''}"
    text += f"; {days} of the period without an article {said}" if missing else ""
    text += "; " + ", ".join(f"there were {count} of the weekday {day}" for day, count in short) if short else ""
    return text + "."
