#!/usr/bin/env python3
# ruff: noqa - a stand-alone program, kept as it was written.
"""Judge a REFI-QDA file (standard 1.5): schema, references and, above all, offsets.

    judge_qdpx.py FILE.qdpx|FILE.qdc|FILE.qde [--name-is-text] [--texts] [--sources FOLDER] [--project-xsd X] [--codebook-xsd X]
    judge_qdpx.py --selftest

* archive: one project.qde at the root, lower-case folder sources/, safe and distinct entry names, sound checksums
* XSD validation (refi/Project.xsd for .qdpx and .qde, refi/Codebook.xsd for .qdc)
* GUIDs well-formed and unique; the target of every reference exists and is of the right kind; creatingUser is a User;
  every internal:// path has its entry
* every selection: 0 <= start < end <= length under the standard's convention (Unicode code points, line ends as stored, BOM not
  counted, end exclusive), and with --name-is-text the selection's name must be the start of its text: only that proves that
  nothing is shifted
* for foreign files: the share of selections that begin and end at word boundaries under eight conventions (code points or UTF-16
  units x CRLF counted 2 or 1 x BOM counted or not), and the likeliest
Prints one JSON object. Exit 0: no error (warnings allowed); 1: errors; 3: lxml is missing. Entities are never expanded, nothing is
fetched. Needs lxml.
"""

import argparse
import collections
import itertools
import json
import os
import re
import sys
import tempfile
import unicodedata
import uuid
import zipfile

try:
    from lxml import etree
except ImportError:
    print("lxml is not installed", file=sys.stderr)
    sys.exit(3)

HERE = os.path.dirname(os.path.abspath(__file__))
GUID = re.compile(r"^(\{)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?(1)\})$")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # characters that an XML attribute cannot hold
PROJECT, CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
STANDARD = "codepoint,crlf=2,bom=not counted"
SOURCES = ("TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource")
TARGETS = {
    "CodeRef": ("Code",),
    "SourceRef": SOURCES,
    "NoteRef": ("Note", "TextSource"),
    "VariableRef": ("Variable",),
    "MemberCode": ("Code",),
    "MemberNote": ("Note", "TextSource"),
    "MemberSource": SOURCES,
}
USER_FIELDS = ("creatingUser", "modifyingUser", "creatingUserGUID", "modifyingUserGUID")


def local(e):
    return etree.QName(e).localname if isinstance(e.tag, str) else ""


def key(guid):
    return guid.strip("{}").lower()


class Text:
    """A text addressed by code points or by UTF-16 code units."""

    def __init__(self, text, unit):
        self.unit = unit
        self.text = text if unit == "codepoint" else text.encode("utf-16-le")
        self.length = len(self.text) if unit == "codepoint" else len(self.text) // 2

    def cut(self, start, stop):
        start, stop = max(start, 0), max(stop, 0)
        return (
            self.text[start:stop]
            if self.unit == "codepoint"
            else self.text[2 * start : 2 * stop].decode("utf-16-le", "replace")
        )

    def clean(self, start, stop):
        """Whether the stretch begins and ends at word boundaries."""
        if not 0 <= start < stop <= self.length:
            return False
        s, before, after = self.cut(start, stop), self.cut(start - 1, start) if start else "", self.cut(stop, stop + 1)
        return (
            not s[:1].isspace()
            and "\ufffd" not in s
            and not (before.isalnum() and s[:1].isalnum())
            and not (after.isalnum() and s[-1:].isalnum())
        )


def conventions(text, bom):
    """The text under each of the eight ways of counting, the standard's first."""
    for unit, crlf, counted in itertools.product(("codepoint", "utf16"), (2, 1), (False, True)):
        t = text if crlf == 2 else text.replace("\r\n", "\n")
        yield (
            f"{unit},crlf={crlf},bom={'counted' if counted else 'not counted'}",
            Text(("\ufeff" if counted and bom else "") + t, unit),
        )


def judge(path, options):
    """The JSON object described above."""
    errors, warnings = [], []
    res = {"file": os.path.basename(path), "errors": errors, "warnings": warnings}
    names, archive = [], None
    if zipfile.is_zipfile(path):
        archive = zipfile.ZipFile(path)
        if archive.testzip():
            errors.append(f"corrupt entry {archive.testzip()}")
        names = archive.namelist()
        errors += [f"unsafe entry name {n!r}" for n in names if n.startswith("/") or ".." in n.split("/") or "\\" in n]
        if len(set(names)) != len(names):
            errors.append("duplicate entries")
        if names.count("project.qde") != 1:
            errors.append("no single project.qde at the root")
            return res
        raw = archive.read("project.qde")
        folders = {n.split("/")[0] for n in names if "/" in n} - {"sources"}
        if folders:
            warnings.append(f"folder(s) other than lower-case sources/: {sorted(folders)}")
    else:
        with open(path, "rb") as f:
            raw = f.read()
    if raw.startswith(b"\xef\xbb\xbf"):
        warnings.append("BOM before the XML declaration")
    try:
        root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as e:
        errors.append(f"not well-formed: {e}")
        return res
    kind = local(root)
    res.update(root=kind, namespace=etree.QName(root).namespace, origin=root.get("origin"), name=root.get("name"))
    wanted, xsd = (CODEBOOK, options.codebook_xsd) if kind == "CodeBook" else (PROJECT, options.project_xsd)
    if res["namespace"] != wanted:
        errors.append(f"namespace {res['namespace']!r} is not {wanted!r}")
    schema = etree.XMLSchema(etree.parse(xsd))
    res["xsd_valid"] = schema.validate(root)
    errors += [f"xsd line {x.line}: {x.message}" for x in list(schema.error_log)[:25]]
    res["elements"] = dict(collections.Counter(local(e) for e in root.iter() if local(e)).most_common())
    references(root, kind, errors)
    paths = collections.Counter(
        "/".join(reversed([x.get("name") or "" for x in [e, *e.iterancestors("{*}Code")]])) for e in root.iter("{*}Code")
    )
    warnings += [f"{n} codes share the path {p!r}" for p, n in paths.items() if n > 1]
    errors += [
        f"code {e.get('name')!r}: colour {e.get('color')!r}"
        for e in root.iter("{*}Code")
        if e.get("color") and not re.match(r"^#([0-9a-fA-F]{3}){1,2}$", e.get("color"))
    ]
    res["codes"] = sum(paths.values())
    selections(root, path, archive, names, options, res)
    return res


def references(root, kind, errors):
    """GUIDs and what points at them. A codebook's MemberCode names its target in @guid, a project's in @targetGUID."""
    owner, pointers = {}, []
    for e in root.iter():
        if not local(e):
            continue
        if kind == "CodeBook" and local(e) == "MemberCode":
            pointers.append((e, e.get("guid")))
            continue
        if e.get("targetGUID") is not None:
            pointers.append((e, e.get("targetGUID")))
        guid = e.get("guid")
        if guid:
            if not GUID.match(guid):
                errors.append(f"{local(e)} has a malformed guid {guid!r}")
            if key(guid) in owner:
                errors.append(f"guid {guid} used by {owner[key(guid)]} and {local(e)}")
            owner[key(guid)] = local(e)
    for e, target in pointers:
        found, allowed = owner.get(key(target or "")), TARGETS.get(local(e))
        if not found:
            errors.append(f"{local(e)} points at the unknown guid {target}")
        elif allowed and found not in allowed:
            errors.append(f"{local(e)} {target} points at a {found}")
    for e in root.iter():
        errors += [
            f"{local(e)}/@{f} {e.get(f)} is not a User"
            for f in USER_FIELDS
            if local(e) and e.get(f) and owner.get(key(e.get(f))) != "User"
        ]


def selections(root, path, archive, names, options, res):
    """Texts and the offsets of every selection in them."""
    errors, warnings = res["errors"], res["warnings"]

    def load(internal):
        if not internal:
            return None, "no path"
        m = re.match(r"internal:/{1,2}(.*)", internal)
        if not m:
            warnings.append(f"path not internal: {internal}")
        rel = m.group(1) if m else internal
        if archive is None:
            f = os.path.join(options.sources or os.path.join(os.path.dirname(path), "sources"), os.path.basename(rel))
            if not os.path.isfile(f):
                return None, f"no file {rel}"
            with open(f, "rb") as h:
                return h.read(), None
        for n in names:
            if n in ("sources/" + rel, rel):
                return archive.read(n), None
        for n in names:
            if n.lower() in (("sources/" + rel).lower(), rel.lower()):
                warnings.append(f"{rel}: found only ignoring case, as {n}")
                return archive.read(n), None
        return None, f"entry missing: {internal}"

    score, checked, docs = collections.Counter(), 0, []
    for s in itertools.chain(*(root.iter("{*}" + t) for t in ("TextSource", "Transcript", "Representation"))):
        inline = s.find("{*}PlainTextContent")
        if inline is not None:
            text, bom = inline.text or "", False
            if s.get("plainTextPath"):
                errors.append(f"{s.get('name')}: both PlainTextContent and plainTextPath")
            if "\r" in text:
                warnings.append("CR inside PlainTextContent")
        else:
            data, problem = load(s.get("plainTextPath"))
            if data is None:
                errors.append(f"{local(s)} {s.get('name')!r}: {problem}")
                continue
            bom = data.startswith(b"\xef\xbb\xbf")
            try:
                text = data.decode("utf-8-sig")
            except UnicodeDecodeError as e:
                errors.append(f"{s.get('plainTextPath')}: not UTF-8 ({e})")
                continue
        marked = [x for x in s.iter("{*}PlainTextSelection", "{*}TranscriptSelection") if x.get("startPosition") is not None]
        docs.append(
            {
                "name": s.get("name"),
                "code_points": len(text),
                "utf16": len(text.encode("utf-16-le")) // 2,
                "bom": bom,
                "crlf": text.count("\r\n"),
                "lf": text.count("\n") - text.count("\r\n"),
                "cr": text.count("\r") - text.count("\r\n"),
                "nfc": unicodedata.is_normalized("NFC", text),
                "selections": len(marked),
            }
        )
        if bom and marked:
            warnings.append(f"{s.get('name')}: text starts with a BOM (readers disagree whether it counts)")
        if "\r\n" in text and marked:
            warnings.append(f"{s.get('name')}: CRLF line ends (readers disagree whether they count 1 or 2)")
        readings = dict(conventions(text, bom))
        for x in marked:
            try:
                start, stop = int(x.get("startPosition")), int(x.get("endPosition"))
            except (TypeError, ValueError):
                errors.append(f"selection {x.get('guid')}: position not an integer")
                continue
            checked += 1
            score.update(n for n, t in readings.items() if t.clean(start, stop))
            one_selection(x, start, stop, readings[STANDARD], s.get("name"), options, res)
    res["sources"], res["selections_checked"] = docs, checked
    if not checked:
        return
    every = [n for n, _ in conventions("", False)]
    best = max(every, key=lambda n: (score[n], n == STANDARD))
    res["clean_word_boundaries"] = {n: f"{score[n]}/{checked}" for n in sorted(every, key=lambda n: -score[n])}
    res["likely_convention"] = best
    if score[best] < 0.5 * checked:
        warnings.append(
            "under every convention fewer than half of the selections have clean word boundaries: offsets probably wrong"
        )
    if score[best] > score[STANDARD]:
        warnings.append(f"offsets look like {best}, not like the standard ({STANDARD})")


def one_selection(x, start, stop, text, source, options, res):
    """Range, name and, on demand, the text of one selection."""
    quote, name = text.cut(start, stop), x.get("name")
    if not 0 <= start < stop <= text.length:
        res["errors"].append(f"selection {x.get('guid')} [{start},{stop}) outside its text of {text.length} code points")
    if options.name_is_text:
        plain = [" ".join(NOT_XML.sub("", v or "").rstrip("\u2026").split()) for v in (name, quote)]
        if not plain[1].startswith(plain[0]) or bool(plain[0]) is not bool(plain[1]):
            res["errors"].append(f"selection {x.get('guid')}: name {name!r} is not the text {quote[:60]!r}")
    if options.texts:
        memo = x.find("{*}Description")
        res.setdefault("selections", []).append(
            {
                "source": source,
                "start": start,
                "end": stop,
                "name": name,
                "text": quote,
                "memo": None if memo is None else memo.text,
                "codes": [c.get("targetGUID") for c in x.iter("{*}CodeRef")],
                "coders": [c.get("creatingUser") for c in x.iter("{*}Coding")],
            }
        )


def trial(path, shift=0, crlf=False, folder="sources", target=None, bom=False, sets=""):
    """Writes a small project: one text with an emoji, two coders, one selection each."""
    g = {
        n: str(uuid.uuid5(uuid.NAMESPACE_URL, n)).upper()
        for n in ("anna", "ben", "code", "text", "file", "s1", "s2", "c1", "c2", "set")
    }
    text = "Great \U0001f600 news.\nThe minister lied again, they say.\n"
    at = text.index("minister") + shift
    marks = "".join(
        f'<PlainTextSelection guid="{g[s]}" name="minister lied" startPosition="{at}" endPosition="{at + 13}" creatingUser="{g[u]}">'
        f'<Coding guid="{g[c]}" creatingUser="{g[u]}"><CodeRef targetGUID="{target or g["code"]}"/></Coding></PlainTextSelection>'
        for s, c, u in (("s1", "c1", "anna"), ("s2", "c2", "ben"))
    )
    qde = (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{PROJECT}" name="Trial" origin="judge" creatingUserGUID="{g["anna"]}">'
        f'<Users><User guid="{g["anna"]}" name="Anna"/><User guid="{g["ben"]}" name="Ben"/></Users>'
        f'<CodeBook><Codes><Code guid="{g["code"]}" name="Blame" isCodable="true" color="#1f77b4"/></Codes></CodeBook>'
        f'<Sources><TextSource guid="{g["text"]}" name="comment 1" plainTextPath="internal://{g["file"]}.txt">{marks}</TextSource></Sources>'
        f"{sets.format(**g)}</Project>"
    )
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("project.qde", qde)
        stored = text.replace("\n", "\r\n") if crlf else text
        z.writestr(f"{folder}/{g['file']}.txt", (b"\xef\xbb\xbf" if bom else b"") + stored.encode())


def selftest(options):
    """Right files must pass and wrong ones fail."""
    options.name_is_text, ok = True, True
    wanted = [
        ("right", {}, True),
        ("a set", {"sets": '<Sets><Set guid="{set}" name="all"><MemberSource targetGUID="{text}"/></Set></Sets>'}, True),
        ("shifted by one", {"shift": 1}, False),
        ("beyond the end", {"shift": 1000}, False),
        ("CRLF text, offsets of LF", {"crlf": True}, False),
        ("dangling code", {"target": str(uuid.uuid4())}, False),
        ("empty Sets", {"sets": "<Sets/>"}, False),
        ("capital Sources (a warning only)", {"folder": "Sources"}, True),
        ("BOM (a warning only)", {"bom": True}, True),
    ]
    with tempfile.TemporaryDirectory() as d:
        for name, change, expected in wanted:
            f = os.path.join(d, "trial.qdpx")
            trial(f, **change)
            res = judge(f, options)
            held = (not res["errors"]) is expected and (bool(res["warnings"]) is ("warning" in name) or not expected)
            ok &= held
            print("ok " if held else "NOT", name, res["errors"][:1], file=sys.stderr)
    return 0 if ok else 1


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("file", nargs="?")
    ap.add_argument("--name-is-text", action="store_true", help="error unless every selection/@name is the start of its text")
    ap.add_argument("--texts", action="store_true", help="print the text of every selection")
    ap.add_argument("--sources", help="folder with the texts of a bare .qde")
    ap.add_argument("--project-xsd", default=os.path.join(HERE, "refi", "Project.xsd"))
    ap.add_argument("--codebook-xsd", default=os.path.join(HERE, "refi", "Codebook.xsd"))
    ap.add_argument("--selftest", action="store_true")
    options = ap.parse_args()
    if options.selftest:
        return selftest(options)
    if not options.file:
        ap.error("FILE is missing")
    res = judge(options.file, options)
    print(json.dumps(res, indent=1, ensure_ascii=False))
    return 1 if res["errors"] else 0


if __name__ == "__main__":
    sys.exit(main())
