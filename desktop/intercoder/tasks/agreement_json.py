"""Reliability data as a JSON document: one value per unit and coder, a set of values, or spans.

`{"kind": "coding" | "multilabel" | "spans", "level", "categories", "data": units x coders}`; `U` for a circular scale, `lo`
and `hi` for a bipolar one; for spans `length` and `coders: {name: [[start, stop, label], …]}`. Other fields are ignored.
"""

import math

from intercoder.agreement import Kind
from intercoder.agreement.codings import Codings, Label
from intercoder.agreement.continuum import Mark, MarkedText, SpanCodings
from intercoder.agreement.sets import SetCodings
from intercoder.errors import UserError

LARGEST = 10**100
"""Larger numbers are no measurements, and their squares overflow."""
LEVELS = ("nominal", "ordinal", "interval", "ratio", "circular", "bipolar")


def data_set(document: object, name: str, level: str | None) -> tuple[Kind, Codings | SetCodings | SpanCodings, str]:
    """What a document holds: its kind, the data and their level. Raises UserError with the first thing that is wrong."""
    if not isinstance(document, dict):
        raise UserError(f"{name}: is not a data set.", "It needs a JSON object with kind, categories and data.")
    kind = document.get("kind", "coding")
    if kind == "spans":
        return "spans", _spans(document, name), _nominal(level, "nominal", name)
    if kind == "multilabel":
        return "multilabel", _sets(document, name), _nominal(level, "set", name)
    if kind == "coding":
        codings = _codings(document, name, level)
        return "coding", codings, codings.level
    raise UserError(f"{name}: the kind '{kind}' holds no codings.", "Kinds are coding, multilabel and spans.")


def _nominal(level: str | None, own: str, name: str) -> str:
    if level not in (None, own, "nominal"):
        raise UserError(f"{name}: the level {level} does not fit sets and spans, which are nominal.")
    return own


def _codings(document: dict[str, object], name: str, level: str | None) -> Codings:
    own_level = str(level or document.get("level") or "nominal")
    if own_level not in LEVELS:
        raise UserError(f"{name}: there is no level '{own_level}'.", f"Levels are {', '.join(LEVELS)}.")
    cells = [[None if cell is None else _label(cell, name) for cell in row] for row in _data(document, name)]
    categories = _categories(document, name)
    scale = [_number(document, key, name) for key in ("U", "lo", "hi")]
    try:
        codings = Codings.from_cells(cells, categories, own_level, *scale)
    except KeyError as fault:
        raise UserError(f"{name}: '{fault.args[0]}' is not among the categories.") from fault
    if own_level != "nominal" and codings.numbers is None and not (own_level == "ordinal" and categories):
        raise UserError(f"{name}: the level {own_level} needs categories that are numbers.")
    if own_level == "circular" and not (scale[0] or 0) > 0:
        raise UserError(f"{name}: the level circular needs U, the number of positions on the circle.")
    if own_level == "bipolar" and (scale[1] is None or scale[2] is None or scale[1] >= scale[2]):
        raise UserError(f"{name}: the level bipolar needs lo and hi, the ends of the scale.")
    return codings


def _sets(document: dict[str, object], name: str) -> SetCodings:
    cells: list[list[frozenset[Label] | None]] = []
    for row in _data(document, name):
        if not all(cell is None or isinstance(cell, list) for cell in row):
            raise UserError(f"{name}: every coding of a multilabel set is a list of labels, or null.")
        cells.append([frozenset(_label(x, name) for x in cell) if isinstance(cell, list) else None for cell in row])
    try:
        return SetCodings.from_cells(cells, _categories(document, name))
    except KeyError as fault:
        raise UserError(f"{name}: '{fault.args[0]}' is not among the categories.") from fault


def _data(document: dict[str, object], name: str) -> list[list[object]]:
    data = document.get("data")
    if not isinstance(data, list) or not data or not all(isinstance(row, list) for row in data):
        raise UserError(f"{name}: data is not a list of units, each a list with a coding per coder.")
    widths = {len(row) for row in data}
    if len(widths) > 1:
        raise UserError(f"{name}: the units have different numbers of coders; write null where there is no coding.")
    if widths == {0}:
        raise UserError(f"{name}: there is no coder.")
    return data


def _categories(document: dict[str, object], name: str) -> list[Label] | None:
    listed = document.get("categories")
    if listed is None:
        return None
    if not isinstance(listed, list):
        raise UserError(f"{name}: categories is not a list.")
    labels = [_label(label, name) for label in listed]
    if len(set(labels)) < len(labels):
        raise UserError(f"{name}: a category is listed twice.")
    return labels


def _label(value: object, name: str) -> Label:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)) and not abs(value) <= LARGEST:
        raise UserError(f"{name}: {str(value)[:20]} is not a number that can be compared; write null where there is no coding.")
    if isinstance(value, (int, float, str)):
        return value
    raise UserError(f"{name}: a coding is a label or a number, not {type(value).__name__}.")


def _number(document: dict[str, object], key: str, name: str) -> float | None:
    value = document.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise UserError(f"{name}: {key} is not a number.")
    return float(value)


def _spans(document: dict[str, object], name: str) -> SpanCodings:
    length, coders = document.get("length"), document.get("coders")
    if isinstance(length, bool) or not isinstance(length, int) or length < 1:
        raise UserError(f"{name}: length is not the number of characters of the text.")
    if not isinstance(coders, dict) or not coders:
        raise UserError(f"{name}: coders is not an object with the spans of each coder.")
    marks = {coder: _marks(spans, coder, length, name) for coder, spans in coders.items()}
    found = sorted({label for spans in marks.values() for _, _, label in spans})
    listed = _categories(document, name)
    labels = found if listed is None else [str(label) for label in listed]
    stranger = next((label for label in found if label not in labels), None)
    if stranger is not None:
        raise UserError(f"{name}: '{stranger}' is not among the categories.")
    return SpanCodings((MarkedText(length, marks),), tuple(marks), tuple(labels))


def _marks(spans: object, coder: str, length: int, name: str) -> tuple[Mark, ...]:
    if not isinstance(spans, list):
        raise UserError(f"{name}: the spans of {coder} are not a list.")
    marks = []
    for span in spans:
        if not isinstance(span, list) or len(span) != 3 or not all(type(edge) is int for edge in span[:2]):
            raise UserError(f"{name}: a span of {coder} is not [start, stop, label].")
        start, stop, label = span
        if not 0 <= start < stop <= length:
            raise UserError(f"{name}: the span {start}–{stop} of {coder} lies outside the text or is empty.")
        marks.append((start, stop, str(_label(label, name))))
    return tuple(marks)
