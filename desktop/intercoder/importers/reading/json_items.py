"""JSON and JSON Lines from strangers, value by value: too deep, too large or broken ones are issues, never errors."""

import json
from collections.abc import Iterator
from typing import cast

from intercoder.importers.reading.contract import Options, Source
from intercoder.importers.reading.encodings import Encoding, clean, decode, detect, replaced_issue, text_lines
from intercoder.importers.reading.texts import line_feeds
from intercoder.records import Issue

DEEPEST = 500
"""Each answer to an answer takes at least two levels, and threads of a hundred answers occur."""
WHOLE_BYTES = 200_000_000
LONGEST_NUMBER = 400
RAW = 200
Object = dict[str, object]
Item = tuple[str, object]
"""Where a value stands, and the value."""


def looks_like_json(head: bytes) -> bool:
    """Whether a file begins as a JSON object or a list of them."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:400].replace(b"\0", b"")
    if start[:1] == b"{":
        return start[1:].lstrip()[:1] in (b'"', b"}")
    return start[:1] == b"[" and start[1:].lstrip()[:1] in (b"{", b"]", b"[", b'"')


def is_lines(head: bytes) -> bool:
    """Whether each line of a file is a value of its own."""
    lines = [line for line in head.split(b"\n")[:3] if line.strip()]
    if len(lines) < 2 or not lines[0].lstrip(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    try:
        json.loads(lines[0].decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return lines[0].rstrip().endswith(b"}") and lines[1].lstrip().startswith(b"{")
    return lines[1].lstrip().startswith(b"{")


def parse(text: str) -> object:
    """The value of a JSON text. Raises ValueError, with a sentence, if it has none that can be used."""
    try:
        value = json.loads(text, parse_int=_whole, parse_constant=lambda _name: None, strict=False)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"{error.msg.lower()} at line {error.lineno}, column {error.colno}") from None
    if _depth(value) > DEEPEST:
        raise ValueError(f"it is nested more than {DEEPEST} deep")
    return cast(object, value)


def items(source: Source, options: Options) -> Iterator[Item | Issue]:
    """Yield the lines of JSON Lines one by one, or the one value of a document; what cannot be read is an issue."""
    encoding = options.encoding
    if encoding is None:
        with source.open() as stream:
            encoding = detect(stream)
    if is_lines(source.head()):
        yield from _lines(source, encoding)
        return
    if source.size > WHOLE_BYTES:
        message = f"The JSON document is larger than {WHOLE_BYTES:,} bytes; save it as JSON Lines, a record on each line."
        yield Issue("limit", message, "byte 0", "skipped")
        return
    text, replaced = clean(decode(source.read_bytes(), encoding))
    try:
        yield "value 1", parse(text)
    except ValueError as error:
        yield Issue("record_broken", f"The JSON cannot be read: {error}.", "byte 0", "skipped", raw=text[:RAW])
    if replaced:
        yield replaced_issue(replaced)


def _lines(source: Source, encoding: Encoding) -> Iterator[Item | Issue]:
    replaced = 0
    with text_lines(source.open(), encoding) as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            fit, count = clean(line)
            replaced += count
            try:
                yield f"line {number}", parse(fit)
            except ValueError as error:
                message = f"The line cannot be read as JSON: {error}."
                yield Issue("record_broken", message, f"line {number}", "skipped", raw=fit.rstrip("\n")[:RAW])
    if replaced:
        yield replaced_issue(replaced)


def _whole(digits: str) -> object:
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits


def _depth(value: object) -> int:
    deepest = 0
    waiting = [(value, 1)]
    while waiting:
        at, depth = waiting.pop()
        deepest = max(deepest, depth)
        if depth > DEEPEST + 1:
            return depth
        if isinstance(at, dict):
            waiting += [(inner, depth + 1) for inner in at.values() if isinstance(inner, (dict, list))]
        elif isinstance(at, list):
            waiting += [(inner, depth + 1) for inner in at if isinstance(inner, (dict, list))]
    return deepest


# ---------------------------------------------------------------- values


def text(value: object) -> str:
    """A value as text: a number as it is printed, a list of texts as lines, nothing for null and objects."""
    if isinstance(value, str):
        return line_feeds(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, list):
        return "\n".join(filter(None, map(text, value)))
    return ""


def word(value: object) -> str | None:
    """A value of metadata on one line; None where it is blank."""
    return " ".join(text(value).split()) or None


def objects(value: object) -> list[Object]:
    """The objects of a list; an object alone is a list of one."""
    if isinstance(value, dict):
        return [value]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def within(value: object, *path: str) -> object:
    """What stands in an object along these keys; None where there is nothing."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def whole(value: object) -> int | None:
    """A whole number; None of anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int) and abs(value) < 2**62:
        return value
    return int(value) if isinstance(value, str) and value.strip().lstrip("-").isdecimal() and len(value) < 18 else None
