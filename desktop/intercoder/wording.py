"""Numbers in sentences, for everything that is said without the window."""


def counted(number: int, one: str, more: str | None = None) -> str:
    """A number with its noun: `1 unit`, `2,000 units`, `3 bodies`."""
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"
