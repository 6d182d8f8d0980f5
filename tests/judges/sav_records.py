#!/usr/bin/env python3
# ruff: noqa - a stand-alone program, kept as it was written.
"""Raw dictionary records of a .sav or .zsav, and the rules that only the records can prove.

    sav_records.py FILE [--strict]

Prints one JSON object: header; variables (short name, type, label, missing values, print format); value labels; documents;
extension records by subtype (7 multiple response sets, 11 measure, width and alignment, 13 long names, 14 very long strings,
16 case count, 17 file attributes, 18 variable attributes, 20 encoding, 21 labels and 22 missing values of long strings); and
  rules   a very long string (over 255 bytes) is stored as segments of 255 bytes. SPSS joins them by their short names, so
          (1) every segment's short name must begin with the first five bytes of its string's own short name,
          (2) no other variable may share those five bytes with a very long string, and
          (3) no short name may stand twice.
          PSPP joins the segments by position and cannot see a breach of these rules. And
          (4) every variable's measurement level is set (1 nominal, 2 ordinal, 3 scale): PSPP shows a guess where it is not.
Exit 0: read; 1: with --strict, a rule is broken; 2: not a little-endian system file. Standard library only; written from the
description of the system file format in the PSPP developers' manual.
"""

import argparse
import json
import struct
import sys


def text(raw):
    return raw.decode("utf-8", "replace").rstrip(" \0")


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, n):
        raw = self.data[self.at : self.at + n]
        if len(raw) < n:
            raise ValueError(f"file ends at byte {self.at}")
        self.at += n
        return raw

    def ints(self, n):
        return struct.unpack(f"<{n}i", self.take(4 * n))


def records(data):
    """The JSON object described above."""
    r = Reader(data)
    magic = r.take(4)
    if magic not in (b"$FL2", b"$FL3"):
        raise ValueError("not an SPSS system file")
    product = text(r.take(60))
    layout, case_size, compression, weight, cases = r.ints(5)
    if layout not in (2, 3):
        raise ValueError("not little-endian")
    bias = struct.unpack("<d", r.take(8))[0]
    created = text(r.take(9)) + " " + text(r.take(8))
    label = text(r.take(64))
    r.take(3)
    out = {
        "header": {
            "magic": magic.decode(),
            "product": product,
            "case_size": case_size,
            "compression": compression,
            "weight": weight,
            "cases": cases,
            "bias": bias,
            "created": created,
            "label": label,
        },
        "variables": [],
        "value_labels": [],
        "documents": [],
        "extensions": {},
    }
    slot = 0
    while True:
        (kind,) = r.ints(1)
        if kind == 2:
            slot += 1
            width, has_label, n_missing, fmt, _ = r.ints(5)
            name, lab = text(r.take(8)), None
            if has_label:
                (n,) = r.ints(1)
                lab = text(r.take((n + 3) // 4 * 4)[:n])
            miss = [r.take(8) for _ in range(abs(n_missing))]
            if width != -1:
                out["variables"].append(
                    {
                        "slot": slot,
                        "short_name": name,
                        "width": width,
                        "label": lab,
                        "format": [fmt >> 16 & 255, fmt >> 8 & 255, fmt & 255],
                        "missing_kind": n_missing,
                        "missing": [struct.unpack("<d", m)[0] if width == 0 else text(m) for m in miss],
                    }
                )
        elif kind == 3:
            (n,) = r.ints(1)
            labels = []
            for _ in range(n):
                value, size = r.take(8), r.take(1)[0]
                labels.append([value, text(r.take((1 + size + 7) // 8 * 8 - 1)[:size])])
            if r.ints(1)[0] != 4:
                raise ValueError("value labels without their variables")
            (k,) = r.ints(1)
            slots = list(r.ints(k))
            numeric = all(v["width"] == 0 for v in out["variables"] if v["slot"] in slots)
            out["value_labels"].append(
                {"slots": slots, "labels": [[struct.unpack("<d", v)[0] if numeric else text(v), s] for v, s in labels]}
            )
        elif kind == 6:
            (n,) = r.ints(1)
            out["documents"] += [text(r.take(80)) for _ in range(n)]
        elif kind == 7:
            subtype, size, count = r.ints(3)
            raw = r.take(size * count)
            out["extensions"][str(subtype)] = raw.decode("utf-8", "replace")
            if subtype == 11:  # measure, (width,) alignment for each variable
                numbers = struct.unpack(f"<{count}i", raw)
                step = count // max(len(out["variables"]), 1)
                for v, measure in zip(out["variables"], numbers[:: step or 1]):
                    v["measure"] = measure
        elif kind == 999:
            r.ints(1)
            out["data_at"] = r.at
            break
        else:
            raise ValueError(f"unknown record {kind} at byte {r.at - 4}")
    out["rules"] = breaches(out)
    return out


def breaches(out):
    """Breaches of the four rules."""
    bad, owner = [], {}
    shorts = [v["short_name"] for v in out["variables"]]
    for entry in out["extensions"].get("14", "").split("\0\t"):
        name, _, size = entry.strip("\0\t ").partition("=")
        if not name or name not in shorts:
            continue
        first = shorts.index(name)
        n = (int(size) + 251) // 252
        for i in range(first, first + n):
            owner[i] = name
            if i < len(shorts) and not shorts[i].startswith(name[:5]):
                bad.append(f"{name}: segment {i - first + 1} of {n} is called {shorts[i]}")
    names = dict(e.split("=", 1) for e in out["extensions"].get("13", "").split("\t") if "=" in e)
    for i, s in enumerate(shorts):
        for long in set(owner.values()) - {owner.get(i)}:
            for shown in (s, names.get(s, s)):
                if shown.upper()[:5] == long[:5] and i not in owner:
                    bad.append(f"{long}: {names.get(s, s)} begins with the same five bytes")
                    break
    bad += [
        f"{v['short_name']}: measurement level not set"
        for i, v in enumerate(out["variables"])
        if v.get("measure") not in (1, 2, 3) and owner.get(i, v["short_name"]) == v["short_name"]
    ]
    bad += [f"short name {s} stands {shorts.count(s)} times" for s in dict.fromkeys(shorts) if shorts.count(s) > 1]
    firsts = [n[:5] for n in set(owner.values())]
    bad += [f"{s}: two very long strings begin with the same five bytes" for s in set(firsts) if firsts.count(s) > 1]
    return bad


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("file")
    ap.add_argument("--strict", action="store_true")
    a = ap.parse_args()
    try:
        with open(a.file, "rb") as f:
            out = records(f.read())
    except ValueError as e:
        print(f"{a.file}: {e}", file=sys.stderr)
        return 2
    print(json.dumps(out, indent=1, ensure_ascii=False))
    return 1 if a.strict and out["rules"] else 0


if __name__ == "__main__":
    sys.exit(main())
