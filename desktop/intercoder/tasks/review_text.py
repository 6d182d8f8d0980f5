"""How differences between declared and found comments were resolved, in a sentence for the methods section."""

from typing import TYPE_CHECKING

from intercoder.records import COUNT_REASONS
from intercoder.wording import counted

if TYPE_CHECKING:
    from intercoder.project import Project


def count_sentence(project: "Project") -> str:
    """What became of the headers that declared another number of comments; empty where all agreed at the import."""
    if project.is_package:
        return ""
    summary = project.review.summary()
    if not summary.differed:
        return ""
    parts = [f"the header of {counted(summary.differed, 'article')} declared another number of comments than the import found"]
    if summary.equal_now:
        parts.append(f"in {summary.equal_now:,} the numbers agree after a review")
    if summary.accepted:
        reasons = ", ".join(f"{COUNT_REASONS[r]}: {n:,}" for r, n in summary.accepted.items())
        parts.append(f"in {sum(summary.accepted.values()):,} the comments found were kept ({reasons})")
    if summary.open:
        parts.append(f"{summary.open:,} {'was' if summary.open == 1 else 'were'} not reviewed")
    text = "; ".join(parts)
    edits = [counted(summary.joined, "line") + " joined with the comment before"] if summary.joined else []
    edits += [counted(summary.split, "comment") + " made by a split"] if summary.split else []
    return f"{text[0].upper()}{text[1:]}" + (f" ({', '.join(edits)})." if edits else ".")
