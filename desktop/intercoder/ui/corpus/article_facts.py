"""The facts of an article in words, as the pane at the right of the Corpus lists them."""

from PySide6.QtCore import QCoreApplication

from intercoder.records import Unit
from intercoder.ui import figures
from intercoder.ui.corpus import article_model
from intercoder.ui.isolate import side_by_side
from intercoder.ui.text.article_blocks import Facts


def of_article(row) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    """What is known of an article; what is absent is named."""
    return [
        ("Headline", row.headline or "none in the file"),
        ("Outlet", row.outlet or "not known"),
        ("Published", row.published or "not known"),
        ("Byline", row.byline or "none in the file"),
        ("Section", row.section or "not known"),
        ("Language", row.language or "not known"),
        ("Address", row.url or "none in the file"),
        ("Reference", row.ref),
    ]


def of_texts(units: list[Unit], row) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    """How much text of which kind an article has."""
    by_kind: dict[str, list[Unit]] = {}
    for unit in units:
        by_kind.setdefault(unit.kind, []).append(unit)
    characters = sum(len(unit.text or "") for unit in by_kind.get("body", []))
    paragraphs = figures.counted(len(by_kind.get("paragraph", [])), "paragraph", "paragraphs")
    body = f"{paragraphs}, {figures.counted(characters, 'character', 'characters')}" if characters else "none in the file"
    facts = [("Body", body)]
    for kind, name, words in (
        ("correction", "Correction", "a text of its own"), ("boilerplate", "Boilerplate", "kept and marked"),
        ("caption", "Captions", "texts of their own"),
    ):  # fmt: skip
        if kind in by_kind:
            facts.append((name, f"{len(by_kind[kind])}, {words}"))
    declared = "not declared" if row.declared_comments is None else f"{figures.count(row.declared_comments)} declared"
    return [*facts, ("Comments", f"{figures.count(row.comments)} found, {declared}")]


def beside(row, units: list[Unit], material) -> Facts:  # type: ignore[no-untyped-def]
    """What stands beside the texts of an article: how many comments, and by whom and when each is."""
    found = figures.counted(row.comments, _tr("comment"), _tr("comments"))
    if article_model.has_other_count(row):
        lines = figures.counted(row.comments, _tr("line"), _tr("lines"))
        found = _tr("{0} · header says {1}").format(lines, row.declared_comments)
    notes = {}
    for comment in material.comments_of([unit.id for unit in units if unit.kind == "comment"]):
        parts = (comment.author, comment.posted, _tr("a reply") if comment.reply_to else None)
        notes[comment.unit] = side_by_side(parts)
    return Facts(found, {unit: note for unit, note in notes.items() if note})


def _tr(words: str) -> str:
    return QCoreApplication.translate("ArticleFacts", words)
