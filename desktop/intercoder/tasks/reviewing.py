"""The review of imported comments without the window: what is open, and one verb at a time, each as a document."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.records import CountReason, Unit
from intercoder.tasks import review
from intercoder.tasks.article_facts import set_day

if TYPE_CHECKING:
    from intercoder.project import Project


def open_counts(project: "Project", refs: Sequence[str] = ()) -> dict[str, object]:
    """The articles whose header declares another number of comments than there are, with their comments; or those named."""
    material, verbs = project.material, project.review
    articles = [material.unit_by_ref(ref).article for ref in refs] if refs else verbs.to_review()
    documents = []
    for article in dict.fromkeys(articles):
        row, count = material.article(article), verbs.count(article)
        comments = [unit for unit in material.units(article) if unit.kind == "comment"]
        continues = set(review.continuing(count, comments))
        facts = {comment.unit: comment for comment in material.comments_of([unit.id for unit in comments])}
        names = {unit.id: unit.ref for unit in comments}
        lines = [
            {
                "ref": unit.ref,
                "author": facts[unit.id].author,
                "text": unit.text,
                "codable": unit.codable,
                "reply_to": names.get(facts[unit.id].reply_to or 0),
                "likely_continuation": unit.id in continues,
            }
            for unit in comments
        ]
        documents.append(
            {
                "article": row.ref, "headline": row.headline, "declared_comments": count.declared, "comments": count.found,
                "reason": count.reason, "open": count.is_open, "lines": lines,
            }
        )  # fmt: skip
    return {"articles": documents}


def accept(project: "Project", ref: str, reason: CountReason) -> dict[str, object]:
    """Keeps the number of comments of an article with the reason why its header says another one."""
    article = project.material.unit_by_ref(ref).article
    project.review.accept(article, reason)
    return _report(project, article)


def reconsider(project: "Project", ref: str) -> dict[str, object]:
    """Takes an accepted count back."""
    article = project.material.unit_by_ref(ref).article
    if project.review.count(article).reason is None:
        raise UserError(f"The count of {ref} was not accepted.", "Nothing was changed.")
    project.review.reconsider(article)
    return _report(project, article)


def join(project: "Project", ref: str, ask_again: bool = False) -> dict[str, object]:
    """Joins a comment with the one before it."""
    return _on_unit(project, ref, lambda unit: project.review.join(unit.id, ask_again).asked_again)


def split(project: "Project", ref: str, at: int) -> dict[str, object]:
    """Cuts a comment before a character, counted from 0 in code points."""

    def cut(unit: Unit) -> int:
        if not 0 < at < len(unit.text or ""):
            raise UserError(
                f"{ref} has {len(unit.text or '')} characters; it cannot be cut at {at}.", "Count from 0, in code points."
            )
        return project.review.split(unit.id, at).asked_again

    return _on_unit(project, ref, cut)


def boilerplate(project: "Project", ref: str, codings_too: bool = False) -> dict[str, object]:
    """Marks a comment as the site's own text."""
    return _on_unit(project, ref, lambda unit: project.review.mark_boilerplate([unit.id], codings_too).asked_again)


def comment(project: "Project", ref: str) -> dict[str, object]:
    """Makes boilerplate a comment again."""
    return _on_unit(project, ref, lambda unit: project.review.mark_comment(unit.id).asked_again)


def codable(project: "Project", ref: str, is_codable: bool, codings_too: bool = False) -> dict[str, object]:
    """Takes a comment out of what is coded, or back in."""
    return _on_unit(project, ref, lambda unit: project.review.set_codable(unit.id, is_codable, codings_too).asked_again)


def reply(project: "Project", ref: str, to: str | None) -> dict[str, object]:
    """Says which comment of the same article a comment answers; None = none."""
    target = None if to is None else project.material.unit_by_ref(to).id
    return _on_unit(project, ref, lambda unit: project.review.reply_to(unit.id, target).asked_again)


def set_fact(project: "Project", ref: str, fact: str, words: str) -> dict[str, object]:
    """Sets the headline, outlet or day of an article; no words = an outlet or a day is not known."""
    article = project.material.unit_by_ref(ref).article
    if fact == "headline":
        project.review.set_headline(article, words)
    elif fact == "outlet":
        project.review.set_outlet(article, words)
    else:
        set_day(project, article, words)
    row = project.material.article(article)
    return {
        "step": project.undo_label, "article": row.ref, "headline": row.headline, "outlet": row.outlet,
        "published": row.published,
    }  # fmt: skip


def _on_unit(project: "Project", ref: str, act: Callable[[Unit], int]) -> dict[str, object]:
    unit = project.material.unit_by_ref(ref)
    asked_again = act(unit)
    return _report(project, unit.article, asked_again)


def _report(project: "Project", article: int, asked_again: int = 0) -> dict[str, object]:
    count = project.review.count(article)
    return {
        "step": project.undo_label, "article": project.material.article(article).ref, "declared_comments": count.declared,
        "comments": count.found, "reason": count.reason, "open": count.is_open, "asked_again": asked_again,
    }  # fmt: skip
