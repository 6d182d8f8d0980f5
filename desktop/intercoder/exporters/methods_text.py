"""The text for the methods section as a file: .txt, .md, .html or .docx, by the ending of its name."""

from html import escape
from pathlib import Path

from intercoder.errors import UserError
from intercoder.exporters import word
from intercoder.exporters.folder import whole_file
from intercoder.exporters.model import PLAIN, ExportOptions, ExportReport, ExportStudy
from intercoder.records import Tick, no_tick

ENDINGS = (".txt", ".md", ".html", ".docx")


def write(study: ExportStudy, destination: Path, options: ExportOptions = PLAIN, tick: Tick = no_tick) -> ExportReport:
    """Writes the text. Raises UserError, leaving nothing, when nothing was coded or the ending is not known."""
    if not study.methods:
        raise UserError("There are no codings to write about.", "Choose a round that was coded.")
    if not destination.is_dir() and destination.suffix.lower() not in ENDINGS:
        raise UserError(f"{destination.name} has no ending that is known.", f"Let it end in {', '.join(ENDINGS)}.")
    tick(0, 1)
    with whole_file(study, destination, " - methods.docx") as (draft, name):
        make = {".md": _markdown, ".html": _html, ".docx": _document}.get(Path(name).suffix.lower(), _plain)
        draft.add(name, make(study))
        tick(1, 1)
        return draft.finish_file(study, "methods", name)


def blocks(text: str) -> list[tuple[str, list[str]]]:
    """The paragraphs of the text and its lists: ("", [paragraph]) or (title, [item, …])."""
    found: list[tuple[str, list[str]]] = []
    for block in text.strip().split("\n\n"):
        lines = block.split("\n")
        if len(lines) > 1 and all(line.startswith("- ") for line in lines[1:]):
            found.append((lines[0], [line[2:] for line in lines[1:]]))
        else:
            found.append(("", [" ".join(lines)]))
    return found


def _plain(study: ExportStudy) -> bytes:
    return study.methods.encode()


def _markdown(study: ExportStudy) -> bytes:
    parts = [f"# {study.title}: reliability"]
    for title, lines in blocks(study.methods):
        parts += [f"## {title}", "\n".join(f"- {line}" for line in lines)] if title else lines
    return ("\n\n".join(parts) + "\n").encode()


def _html(study: ExportStudy) -> bytes:
    title = escape(f"{study.title}: reliability")
    parts = [f"<h1>{title}</h1>"]
    for name, lines in blocks(study.methods):
        items = [f"<li>{escape(line)}</li>" for line in lines]
        parts += [f"<h2>{escape(name)}</h2>", "<ul>", *items, "</ul>"] if name else [f"<p>{escape(lines[0])}</p>"]
    style = "body{font:17px/1.5 Georgia,serif;max-width:42rem;margin:3rem auto;padding:0 1rem}"
    head = f'<meta charset="utf-8"><title>{title}</title><style>{style}</style>'
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>\n<body>\n' + "\n".join(parts) + "\n</body></html>\n"
    ).encode()


def _document(study: ExportStudy) -> bytes:
    document = word.new_document(study, f"{study.title}: reliability")
    for title, lines in blocks(study.methods):
        if title:
            document.add_heading(word.clean(title), 2)
        for line in lines:
            document.add_paragraph(word.clean(line), style="List Bullet" if title else None)
    return word.data_of(document)
