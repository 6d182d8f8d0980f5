"""The description of a folder of CSV files as a Frictionless tabular data package (specs.frictionlessdata.io, v1)."""

import json
import re

from intercoder.exporters.dates import date_form
from intercoder.exporters.folder import stamp
from intercoder.exporters.model import ExportColumn, ExportedFile, ExportOptions, ExportStudy, ExportTable, Loss

Json = dict[str, object]


def descriptor(
    study: ExportStudy, tables: list[ExportTable], files: list[ExportedFile], options: ExportOptions
) -> tuple[bytes, list[Loss]]:
    """datapackage.json with one resource for each table, and what had to be described less well."""
    losses: list[Loss] = []
    written = {f.path: f for f in files}
    package: Json = {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9._-]+", "-", study.title.lower()).strip("-") or "study",
        "title": study.title,
        **({"created": stamp(study)} if study.saved_at else {}),
        "x-project-uid": study.project_uid,
        "x-codebook-version": study.codebook_version,
        **({"formulaGuard": True} if options.guard else {}),
        "resources": [_resource(t, written[f"{t.name}.csv"], study, options, losses) for t in tables],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode(), losses


def _resource(table: ExportTable, file: ExportedFile, study: ExportStudy, options: ExportOptions, losses: list[Loss]) -> Json:
    return {
        "name": table.name.lower().replace(" ", "-"),
        "path": file.path,
        "title": table.title,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ";" if options.excel else ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "schema": _schema(table, study, losses),
    }


def _schema(table: ExportTable, study: ExportStudy, losses: list[Loss]) -> Json:
    """The fields. Missing codes belong to the whole schema: listed are those that are missing in every coded column.

    Where a text of the table equals one of them, none is listed; the others stand at their fields.
    """
    codes = [set(c.missing) for c in table.columns if c.missing]
    common = set.intersection(*codes) if codes else set()
    texts = {str(n) for n in common}
    if any(v in texts for c, vs in _columns(table) if c.kind != "number" for v in vs):
        losses.append(Loss("missing_by_field", table.name, "a text equals a missing code; the codes are listed by field"))
        common = set()
    schema: Json = {
        "fields": [_field(c, vs, common) for c, vs in _columns(table)],
        "missingValues": ["", *(str(n) for n in sorted(common, reverse=True))],
    }
    if codes:
        schema["x-missing-labels"] = {str(n): label for n, label in study.triple.labels.items()}
    if table.key:
        schema["primaryKey"] = list(table.key)
    return schema


def _columns(table: ExportTable) -> list[tuple[ExportColumn, list[object]]]:
    return [(c, list(v)) for c, v in zip(table.columns, table.cells, strict=True)]


def _field(column: ExportColumn, values: list[object], common: set[int]) -> Json:
    field: Json = {"name": column.name, "type": _type(column, values), "title": column.label or column.name}
    if column.labels:
        numbers = {*column.labels, *column.missing, *(v for v in values if isinstance(v, int))} - common
        field["constraints"] = {"enum": sorted(numbers)}
        field["categories"] = [{"value": n, "label": text} for n, text in sorted(column.labels.items())]
    if own := set(column.missing) - common:
        field["x-missing"] = [str(n) for n in sorted(own, reverse=True)]
    if column.level:
        field["x-level"] = column.level
    if column.origin:
        field["x-uid"] = column.origin
    return field


def _type(column: ExportColumn, values: list[object]) -> str:
    if column.kind == "date":
        forms = {"day": "date", "utc": "datetime"}
        return forms.get(date_form([v for v in values if isinstance(v, str)]), "string")
    if column.kind == "text":
        return "string"
    whole = column.decimals == 0 and all(v is None or float(str(v)).is_integer() for v in values)
    return "integer" if whole else "number"
