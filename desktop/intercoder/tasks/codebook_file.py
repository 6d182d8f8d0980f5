"""A codebook from and to a file; the suffix says the format."""

import json
from collections.abc import Callable
from pathlib import Path

from intercoder.errors import UserError
from intercoder.project import durable
from intercoder.project.codebook_document import as_json, from_json
from intercoder.records import Codebook

READABLE = (".json", ".csv", ".xlsx", ".qdc")
WRITABLE = (*READABLE, ".html", ".docx")


def read(path: Path) -> Codebook:
    """The codebook of a file. Raises UserError if it is missing, of another format, or not sound."""
    return read_with_notes(path)[0]


def read_with_notes(path: Path) -> tuple[Codebook, list[str]]:
    """The codebook of a .json, .csv, .xlsx or .qdc file, and what had to be supposed to read it. Raises UserError."""
    suffix = path.suffix.lower()
    if suffix not in READABLE:
        raise UserError(f"{path.name} is no codebook file.", f"Its name ends in {', '.join(READABLE[:-1])} or {READABLE[-1]}.")
    data = _bytes(path)
    if suffix == ".json":
        return _from_json(data, path), []
    from intercoder.tasks.codebook_formats import exchange, tables

    if suffix == ".csv":
        return tables.read_csv(data, path), []
    return (tables.read_xlsx(data, path), []) if suffix == ".xlsx" else exchange.read_qdc(data)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"There is no file {path}.", "Check the path.") from error
    except OSError as error:
        raise UserError(f"{path} could not be read: {error.strerror}.", "Check the rights of the file.") from error


def _from_json(data: bytes, path: Path) -> Codebook:
    try:
        return from_json(json.loads(data.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not a text in UTF-8.", "Save the codebook as JSON in UTF-8.") from error
    except json.JSONDecodeError as error:
        raise UserError(f"{path}, line {error.lineno}: this is no JSON ({error.msg}).", "Mend the line.") from error
    except ValueError as error:  # a number of thousands of digits
        raise UserError(f"{path} holds a number that is too large.", "Use short numbers.") from error
    except RecursionError as error:
        raise UserError(f"{path} is nested too deeply to be a codebook.", "Export a codebook to see the shape.") from error


def write(codebook: Codebook, path: Path) -> list[str]:
    """Writes a codebook, whole or not at all; gives what the format cannot carry. .html and .docx are for reading."""
    data, losses = _written(codebook, path)
    try:
        with durable.writing(path) as part:
            part.write_bytes(data)
    except OSError as error:
        raise UserError(f"{path} could not be written: {error.strerror}.", "Choose another folder.") from error
    return losses


def _written(codebook: Codebook, path: Path) -> tuple[bytes, list[str]]:
    suffix = path.suffix.lower()
    if suffix not in WRITABLE:
        raise UserError(f"{path.name} is no codebook file.", f"Its name ends in {', '.join(WRITABLE[:-1])} or {WRITABLE[-1]}.")
    if suffix == ".json":
        return (json.dumps(as_json(codebook), ensure_ascii=False, indent=1) + "\n").encode(), []
    from intercoder.tasks.codebook_formats import exchange, page, paper, tables

    if suffix == ".qdc":
        return exchange.write_qdc(codebook)
    ways: dict[str, Callable[[Codebook], bytes]] = {
        ".csv": tables.write_csv, ".xlsx": tables.write_xlsx, ".html": page.write_html, ".docx": paper.write_docx,
    }  # fmt: skip
    losses = ["Keys and colours are left out; the file cannot be imported."] if suffix in (".html", ".docx") else []
    return ways[suffix](codebook), losses
