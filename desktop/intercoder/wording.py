"""Numbers in sentences, for everything that is said without the window."""


def counted(number: int, one: str, more: str | None = None) -> str:
    """A number with its noun: `1 unit`, `2,000 units`, `3 bodies`."""
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"


NAMED = 60
"""Characters of a name in a sentence that stay; a category may be labelled with a whole paragraph."""


def named(label: str) -> str:
    r"""A label as it is named in a sentence: on one line, and its beginning where it is long.

    >>> named("Conflict\nframe"), named("No " * 30)
    ('Conflict frame', 'No No No No No No No No No No No No No No No No No No No No…')
    """
    line = " ".join(label.splitlines())
    return line if len(line) <= NAMED else line[:NAMED].rstrip() + "…"
