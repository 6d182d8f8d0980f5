#!/usr/bin/env python3
# ruff: noqa - a stand-alone program, kept as it was written.
"""Judge an SPSS system file (.sav, .zsav) by GNU PSPP, a reader that shares no code with pyreadstat.

    judge_sav.py FILE [--strict] [--max-categories N] [--cases N]
    judge_sav.py --selftest

Prints one JSON object:
  complaints   what PSPP said while opening the file; empty for a flawless file
  rules        breaches of the export rules: a variable without label or measurement level, a labelled integer variable shown
               with decimals, a value that occurs but has no label in a labelled variable, a missing code without a label
  header       file label, encoding, case count, compression, documents (notes)
  variables    name, position, label, measure, role, width, alignment, format, missing, n_valid, n_missing,
               value_labels {value: {label, user_missing}}, frequencies [[value, count, "valid" or "missing"], ...]
  mrsets       multiple response sets;  attributes  custom data file and variable attributes
Exit 0: no complaint (and, with --strict, no breach of a rule); 1: otherwise; 2: the file could not be read; 3: pspp is missing.
Agreement figures: judge_alpha.py. Raw records: sav_records.py. Needs the Debian package `pspp`; standard library only.
"""

import argparse
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile


def pspp(syntax, folder):
    """Runs SPSS syntax; gives stdout (tables as CSV) and stderr."""
    job = os.path.join(folder, "job.sps")
    with open(job, "w", encoding="utf-8") as f:
        f.write(syntax)
    r = subprocess.run(
        ["pspp", "--no-statrc", "-O", "format=csv", job],
        capture_output=True,
        cwd=folder,
        timeout=300,
        env=dict(os.environ, LC_ALL="C.UTF-8", LANG="C.UTF-8"),
    )
    return r.stdout.decode("utf-8", "replace"), r.stderr.decode("utf-8", "replace")


def tables(text):
    """(title, rows) of every table; PSPP separates tables by a blank line and titles them `Table: X`."""
    out, rows = [], None
    for row in csv.reader(io.StringIO(text)):
        if not row:
            rows = None
        elif row[0].startswith("Table: "):
            rows = []
            out.append((",".join(row)[7:], rows))
        elif rows is not None and not row[0].startswith("Footnote:"):
            rows.append(row)
    return out


def chunks(text):
    """Output cut at the ECHO lines that name a variable: (variable, output)."""
    for chunk in re.split(r'(?m)^"?@@VAR ', text)[1:]:
        yield chunk.splitlines()[0].strip().strip('"'), chunk


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def breaches(var):
    """Breaches of the export rules that one variable shows."""
    name, bad = var["name"], []
    if not var["label"].strip():
        bad.append(f"{name}: no variable label")
    if var["measure"].lower() not in ("nominal", "ordinal", "scale"):
        bad.append(f"{name}: measurement level {var['measure'] or 'not set'!r}")
    labels = {number(v): o for v, o in var["value_labels"].items() if not o["user_missing"]}
    if labels and None not in labels:
        if re.match(r"F\d+\.[1-9]", var["format"]) and all(v == int(v) for v in labels):
            bad.append(f"{name}: integer codes shown as {var['format']}")
        if isinstance(var["frequencies"], list):
            for value, count, kind in var["frequencies"]:
                if number(value) is not None and number(value) not in map(number, var["value_labels"]):
                    bad.append(f"{name}: {kind} value {value} ({count} cases) has no label")
    return bad


def judge(path, max_categories=60, cases=0):
    """The JSON object described above."""
    res = {
        "file": os.path.basename(path),
        "bytes": os.path.getsize(path),
        "complaints": [],
        "rules": [],
        "header": {},
        "variables": [],
        "mrsets": [],
        "attributes": [],
    }
    with tempfile.TemporaryDirectory() as d:
        f = os.path.join(d, "in" + (os.path.splitext(path)[1] or ".sav"))
        shutil.copyfile(path, f)
        get = f"GET FILE='{f}'.\n"
        out, err = pspp(
            get + "DISPLAY DICTIONARY.\nDISPLAY DOCUMENTS.\nDISPLAY FILE LABEL.\nMRSETS /DISPLAY NAME=ALL.\n"
            "DISPLAY @ATTRIBUTES.\nSHOW N.\n",
            d,
        )
        said = [s.replace(f, res["file"]) for s in (out + "\n" + err).splitlines() if re.search(r"\b(warning|error):", s)]
        res["complaints"] = [s for s in dict.fromkeys(said) if "SHOW: N is" not in s]
        tabs = tables(out)
        for title, rows in tabs:
            if title == "Variables":
                for v in (dict(zip(rows[0], r)) for r in rows[1:]):
                    res["variables"].append(
                        {
                            "name": v["Name"],
                            "position": int(v["Position"]),
                            "label": v.get("Label", ""),
                            "measure": v.get("Measurement Level", ""),
                            "role": v.get("Role", ""),
                            "width": v.get("Width", ""),
                            "alignment": v.get("Alignment", ""),
                            "format": v.get("Print Format", ""),
                            "missing": v.get("Missing Values", ""),
                            "value_labels": {},
                            "frequencies": None,
                        }
                    )
            elif title == "Multiple Response Sets":
                for r in rows[1:]:
                    res["mrsets"].append(dict(zip(rows[0], [c.split("\n") if i == len(r) - 1 else c for i, c in enumerate(r)])))
            elif title == "Variable and Dataset Attributes":
                of = ""
                for r in rows[1:]:
                    of = r[0] or of
                    res["attributes"].append({"of": of, "name": r[1], "value": r[2]})
        if not res["variables"]:
            res["complaints"].append(err.strip()[-500:] or "no variables")
            return res
        var = {v["name"]: v for v in res["variables"]}
        n = re.search(r"SHOW: N is (\d+)", out)
        res["header"]["cases"] = int(n.group(1)) if n else None
        for title, rows in tables(pspp(f"SYSFILE INFO FILE='{f}'.\n", d)[0]):
            for r in rows:
                if len(r) >= 2 and r[0] in (
                    "Label",
                    "Created",
                    "Product",
                    "Integer Format",
                    "Real Format",
                    "Weight",
                    "Compression",
                    "Encoding",
                    "Type",
                    "Variables",
                    "Cases",
                    "Charset",
                ):
                    res["header"][r[0].lower()] = r[1]
        res["header"]["documents"] = [r for t, rows in tabs if "ocument" in t for r in rows]
        # Value labels variable by variable: the table of all of them is headed by variable LABELS, which may repeat.
        ask = "".join(f"ECHO '@@VAR {v}'.\nDISPLAY DICTIONARY /VARIABLES={v}.\n" for v in var)
        for v, chunk in chunks(pspp(get + ask, d)[0]):
            for title, rows in tables(chunk):
                if title == "Value Labels" and v in var:
                    for r in rows[1:]:
                        var[v]["value_labels"][re.sub(r"\[a\]$", "", r[1])] = {
                            "label": r[2],
                            "user_missing": r[1].endswith("[a]"),
                        }
        # Frequencies with the labels dropped, so that values and not labels are shown; texts wider than 60 are left out.
        short = [v for v in var if not (re.match(r"A\d+$", var[v]["format"]) and int(var[v]["format"][1:]) > 60)]
        ask = "".join(f"VALUE LABELS {v} .\n" for v in var if var[v]["value_labels"]) + "SET FORMAT=F20.6.\n"
        ask += "".join(f"ECHO '@@VAR {v}'.\nFREQUENCIES VARIABLES={v} /FORMAT=AVALUE /STATISTICS=NONE.\n" for v in short)
        for v, chunk in chunks(pspp(get + ask, d)[0]):
            for title, rows in tables(chunk):
                if rows and len(rows[0]) >= 4 and rows[0][2] == "Frequency" and v in var:
                    freq, kind = [], ""
                    for r in rows[1:]:
                        kind = r[0] or kind
                        if kind in ("Valid", "Missing"):
                            freq.append([r[1], int(r[2]), kind.lower()])
                    var[v]["n_valid"] = sum(x[1] for x in freq if x[2] == "valid")
                    var[v]["n_missing"] = sum(x[1] for x in freq if x[2] == "missing")
                    var[v]["frequencies"] = freq if len(freq) <= max_categories else f"{len(freq)} distinct values"
        res["rules"] = [b for v in res["variables"] for b in breaches(v)]
        if cases:
            lists = [r for t, r in tables(pspp(get + f"N OF CASES {cases}.\nLIST.\n", d)[0]) if t == "Data List"]
            res["cases"] = lists[0] if lists else None
    return res


GOOD = """DATA LIST LIST NOTABLE /unit_id (A8) tone (F3.0).
BEGIN DATA
a 1
b 2
c -99
END DATA.
VARIABLE LABELS unit_id 'Unit' tone 'Tone'.
VALUE LABELS tone 1 'good' 2 'bad' -99 'skipped' -98 'not applicable' -97 'cannot be determined'.
MISSING VALUES tone (-99 THRU -97).
VARIABLE LEVEL unit_id (NOMINAL) tone (ORDINAL).
"""


def selftest():
    """PSPP writes one right and three wrong files; every verdict must be the expected one."""
    ok = True
    with tempfile.TemporaryDirectory() as d:
        for name, syntax, expected in (
            ("right", GOOD, True),
            ("no variable label", GOOD.replace("tone 'Tone'", ""), False),
            ("a value without label", GOOD.replace("2 'bad'", ""), False),
            ("decimals", GOOD + "FORMATS tone (F8.2).\n", False),
        ):
            f = os.path.join(d, "x.sav")
            pspp(syntax + f"SAVE OUTFILE='{f}'.\n", d)
            r = judge(f)
            held = (not r["complaints"] and not r["rules"]) is expected
            ok &= held
            print("ok " if held else "NOT", name, r["complaints"] + r["rules"], file=sys.stderr)
        with open(f, "r+b") as h:
            h.truncate(300)
        held = bool(judge(f)["complaints"])
        print("ok " if held else "NOT", "cut file", file=sys.stderr)
    return 0 if ok and held else 1


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("file", nargs="?")
    ap.add_argument("--strict", action="store_true", help="exit 1 for a breach of a rule as well")
    ap.add_argument("--max-categories", type=int, default=60)
    ap.add_argument("--cases", type=int, default=0, help="also list the first N cases as PSPP reads them")
    ap.add_argument("--selftest", action="store_true")
    a = ap.parse_args()
    if not shutil.which("pspp"):
        print("pspp is not installed (Debian package pspp)", file=sys.stderr)
        return 3
    if a.selftest:
        return selftest()
    if not a.file:
        ap.error("FILE is missing")
    res = judge(a.file, a.max_categories, a.cases)
    print(json.dumps(res, indent=1, ensure_ascii=False))
    if not res["variables"]:
        return 2
    return 1 if res["complaints"] or (a.strict and res["rules"]) else 0


if __name__ == "__main__":
    sys.exit(main())
