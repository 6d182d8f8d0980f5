"""A codebook from and to a file."""

import json
import os
from contextlib import suppress
from pathlib import Path

from intercoder.errors import UserError
from intercoder.project.codebook_document import as_json, from_json
from intercoder.records import Codebook


def read(path: Path) -> Codebook:
    """The codebook of a .json file. Raises UserError if it is missing, no JSON, or not sound."""
    _need_json(path)
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise UserError(f"There is no file {path}.", "Check the path.") from error
    except OSError as error:
        raise UserError(f"{path} could not be read: {error.strerror}.", "Check the rights of the file.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not a text in UTF-8.", "Save the codebook as JSON in UTF-8.") from error
    try:
        return from_json(json.loads(text))
    except json.JSONDecodeError as error:
        raise UserError(f"{path}, line {error.lineno}: this is no JSON ({error.msg}).", "Mend the line.") from error
    except ValueError as error:  # a number of thousands of digits
        raise UserError(f"{path} holds a number that is too large.", "Use short numbers.") from error
    except RecursionError as error:
        raise UserError(f"{path} is nested too deeply to be a codebook.", "Export a codebook to see the shape.") from error


def write(codebook: Codebook, path: Path) -> None:
    """Writes a codebook to a .json file, whole or not at all."""
    _need_json(path)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(as_json(codebook), ensure_ascii=False, indent=1) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        raise UserError(f"{path} could not be written: {error.strerror}.", "Choose another folder.") from error
    finally:
        with suppress(OSError):
            part.unlink()


def _need_json(path: Path) -> None:
    if path.suffix.lower() != ".json":
        raise UserError(f"{path.name} is no codebook file.", "Its name ends in .json.")
