"""The starter codebooks that travel with the program, written for common studies."""

import json
from dataclasses import dataclass
from pathlib import Path

from intercoder.errors import UserError
from intercoder.project.codebook_document import from_json
from intercoder.records import Codebook
from intercoder.resources import resource

NAMES = ("news-frames", "incivility", "sourcing", "tone")
"""Written out, in the order in which they are offered; each is `codebooks/NAME.json`."""


@dataclass(frozen=True)
class Starter:
    """A starter codebook: its name on the command line, what it is for, and the works its concepts come from."""

    name: str
    title: str
    about: str
    sources: tuple[str, ...]
    codebook: Codebook


def starters() -> tuple[Starter, ...]:
    """All of them."""
    return tuple(starter(name) for name in NAMES)


def starter(name: str) -> Starter:
    """The starter codebook of this name. Raises UserError if there is none."""
    if name not in NAMES:
        raise UserError(f"There is no starter codebook “{name}”.", f"They are: {', '.join(NAMES)}.")
    document = json.loads(resource(f"codebooks/{name}.json").read_text(encoding="utf-8"))
    codebook = from_json(document)
    return Starter(name, codebook.title, str(document["about"]), tuple(document["sources"]), codebook)


def is_starter(path: Path) -> bool:
    """Whether somebody means a starter codebook and not a file."""
    return str(path) in NAMES and not path.exists()
