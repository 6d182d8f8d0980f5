"""Names that people type: the same name is the same string, however it was typed."""

import unicodedata


def proper(name: str) -> str:
    r"""A name of a coder or a round as it is kept: letters and accents composed, one space between words, none around.

    File names of macOS and tables that hold them have accents apart from their letters, which looks the same and is not.

    >>> proper(" Zoe\u0308  O'Brien\n") == "Zo\u00eb O'Brien"
    True
    """
    return " ".join(unicodedata.normalize("NFC", name).split())
