"""Finds the files that travel with the program: the same in a checkout, a wheel and a frozen program."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of a file below `resources/`, such as `icons/app.svg`."""
    return _folder("resources_data", "resources") / name


def example_study() -> Path:
    """The folder of the example study: its dump, codebook, codings and expected tables."""
    return _folder("example_data", "projects/example")


def _folder(installed: str, checkout: str) -> Path:
    inside = _PACKAGE / installed
    return inside if inside.is_dir() else _PACKAGE.parents[1] / checkout
