"""ProQuest: exports as e-mail, HTML or text, with the same labels in each: `Author:`, `Full text:`, `ProQuest document ID:`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import MessageError
from email.policy import default
from functools import partial
from itertools import islice

from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.dates import find_date
from intercoder.importers.reading.encodings import Encoding, binary_kind, clean, decode, replaced_issue
from intercoder.importers.reading.markup import lines_of, parse_html, take_out, text_of
from intercoder.importers.reading.references import fit_bytes
from intercoder.importers.reading.texts import head_text, line_feeds, one_line, read_text, texts
from intercoder.records import Article, Issue, Tick

VERSION = 1
MARK = re.compile(r"ProQuest document ID\s*:", re.I)
LABEL = re.compile(
    r"\s*(?P<label>Authors?|Publication info|Abstract(?: \(summary\))?|Links|Full text|Subject|Location|People|"
    r"Company / organization|Classification|Identifier / keyword|Title|Alternate title|Publication title|Pages?|First page|"
    r"Publication year|Publication date|Year|Section|Publisher|Place of publication|Country of publication|"
    r"Publication subject|ISSN|Source type|Source|Language of publication|Language|Document type|Document feature|"
    r"ProQuest document ID|Document URL|Copyright|Last updated|Database|Number of pages|Column|Dateline|Issue|Volume|"
    r"Illustration|Product name|Business indexing term|Publication note|Credit|Edition|Ethnicity|e-?ISSN|"
    r"Accession number|NAICS|Caption)\s*:\s*(?P<value>.*)",
    re.S,
)
RULE = re.compile(r"\s*_{20,}\s*")
START = re.compile(r"""<a\s[^>]*name=["']?DocID_[^>]*>""", re.I)
EMAIL = re.compile(rb"(?:^|\n)(?:MIME-Version|Content-Type|Received|Subject):", re.I)
_INNER = re.compile(r"</?(?:html|head|body|meta|title)\b[^>]*>|\bhtml(?:>|&gt;)(?=\s*<)|<text\b[^>]*>|</text>", re.I)


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """E-mail, HTML or text with ProQuest's anchors or labels."""
    if kind := binary_kind(head):
        return Evidence(0, f"Not an export of ProQuest: {kind}.")
    anchors = len(re.findall(rb"""name=(?:3D)?["']?DocID_""", head))
    if anchors and EMAIL.search(head[:4096]):
        return Evidence(95, f"ProQuest e-mail: {counted(anchors, 'document')} in the part that was looked at.")
    if anchors:
        return Evidence(95, f"ProQuest HTML: {counted(anchors, 'document')} in the part that was looked at.")
    text = head_text(head)
    if MARK.search(text) and re.search(r"^Full text\s*:", text, re.M):
        count = len(MARK.findall(text))
        return Evidence(95, f"ProQuest text: “ProQuest document ID” {counted(count, 'time')} in the part that was looked at.")
    if EMAIL.search(head[:4096]) and b"ProQuest" in head:
        return Evidence(70, "An e-mail that names ProQuest.")
    return Evidence(0, "No document of ProQuest in the part that was looked at.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield the documents in their order."""
    data = source.read_bytes()
    if EMAIL.search(data[:4096]) and not START.search(data[:4096].decode("latin-1")):
        text, issues = _of_mail(data)
    else:
        text, issues = read_text(source, options)
    yield from issues
    starts = [match.start() for match in START.finditer(text)]
    documents: list[_Document]
    if starts:
        pieces = [text[start:stop] for start, stop in zip(starts, [*starts[1:], len(text)], strict=True)]
        documents = [_of_html(piece) for piece in pieces]
    else:
        documents = [found for block in _blocks(text.split("\n")) if (found := _of_lines(block)).labels]
    if not documents:
        yield Issue("no_text", "No document of ProQuest in the file.", "byte 0", "skipped")
    for number, document in enumerate(documents, 1):
        yield alone(f"document {number}", partial(document.article, number))
        tick(number, len(documents))


def _of_mail(data: bytes) -> tuple[str, list[Issue]]:
    """The text of an e-mail: its HTML part, else its plain one."""
    try:
        message = message_from_bytes(data, policy=default)
        parts = [part for part in message.walk() if part.get_content_maintype() == "text"]
        chosen = next((p for p in parts if p.get_content_subtype() == "html"), parts[0] if parts else None)
        payload = chosen.get_payload(decode=True) if chosen is not None else None
        charset = (chosen.get_content_charset() if chosen is not None else None) or "utf-8"
    except (MessageError, LookupError, ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        return "", [Issue("record_broken", f"The e-mail cannot be read: {type(error).__name__}.", "byte 0", "skipped")]
    if not isinstance(payload, bytes):
        return "", [Issue("no_text", "The e-mail has no text.", "byte 0", "skipped")]
    payload, references = fit_bytes(payload)
    try:
        text = payload.decode(charset)
    except (UnicodeError, LookupError):
        text = decode(payload, Encoding("utf-8", "utf-8"))
    text, count = clean(line_feeds(text))
    return text, [replaced_issue(count + references)] if count + references else []


@dataclass
class _Document:
    """The labels of a document, its headline and the lines of its text."""

    headline: str | None = None
    labels: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)

    def article(self, number: int) -> Article:
        """The article of the document."""
        place = f"document {number}"
        labels = {label.casefold(): value for label, value in self.labels.items()}
        raw = one_line(labels.get("publication date")) or one_line(labels.get("publication info"))
        found = find_date(raw or "")
        info = labels.get("publication info", "")
        outlet = one_line(re.split(r"\s*[;\[]", labels.get("publication title") or info)[0])
        headline = self.headline or one_line(labels.get("title"))
        when = found[0] if found else None
        kept = ("subject", "location", "people", "company / organization", "classification", "copyright", "publisher")
        body = "\n".join(self.body).strip("\n")
        lead = "\n".join(self.lead).strip("\n") if not body.strip() else ""
        return Article(
            texts(place, ("headline", headline), ("lead", lead), ("body", body)),
            place,
            headline,
            outlet,
            one_line(labels.get("author") or labels.get("authors")),
            when.value if when else None,
            raw,
            when.precision if when else None,
            one_line(labels.get("document url")),
            one_line(labels.get("language of publication") or labels.get("language")),
            one_line(labels.get("section")),
            one_line(labels.get("proquest document id")),
            stub=not body.strip() and not lead,
            extra={
                **{key: value for key in kept if (value := one_line(labels.get(key)) or "")},
                **({"abstract": abstract} if body.strip() and (abstract := "\n".join(self.lead).strip()) else {}),
            },
            issues=() if when else (Issue("date_unread", "The document has no day that could be read.", place),),
            edition=one_line(labels.get("edition")),
            page=one_line(labels.get("pages") or labels.get("page") or labels.get("first page")),
            genre=one_line(labels.get("document type")),
        )


def _of_html(piece: str) -> _Document:
    """A document of HTML. Pieces of other pages in its text (`<html>`, `<body>`) are taken away before it is parsed."""
    root, _issues = parse_html(f"<html><body>{_INNER.sub('', piece)}</body></html>")
    found = _Document()
    headline = next((p for p in root.iter("p") if "font-weight:bold" in (p.get("style") or "").replace(" ", "")), None)
    if headline is not None:
        found.headline = one_line(text_of(headline))
        take_out(root, [headline])
    _fill(found, lines_of(root))
    return found


def _of_lines(lines: list[str]) -> _Document:
    """A document of plain text; its headline is the first line that has no label."""
    found = _Document()
    filled = [line for line in lines if line.strip()]
    if filled and not LABEL.fullmatch(filled[0]):
        found.headline = one_line(filled[0])
        lines = lines[lines.index(filled[0]) + 1 :]
    _fill(found, lines)
    return found


def _fill(found: _Document, lines: list[str]) -> None:
    """Give each line to the label above it. Behind the text only labels that stand at the end of documents count."""
    label: str | None = None
    in_text = False
    for at, line in enumerate(lines):
        match = LABEL.fullmatch(line)
        if match and match["label"] == "Full text":
            in_text, label = True, None
            found.body += [match["value"].strip(" ")] if match["value"].strip() else []
        elif match and (not in_text or _is_tail(lines, at)):
            in_text, label = False, match["label"]
            _add(found, label, match["value"])
        elif in_text:
            found.body.append(line.strip(" "))
        elif label and line.strip():
            _add(found, label, line)


def _is_tail(lines: list[str], at: int) -> bool:
    """Whether the next lines with characters all have a label: `Source: Reuters` within a text has none below it."""
    following = islice((lines[n] for n in range(at, len(lines)) if lines[n].strip()), 3)
    return all(LABEL.fullmatch(line) for line in following)


def _add(found: _Document, label: str, value: str) -> None:
    if label.startswith("Abstract"):
        found.lead += [value.strip()] if value.strip() else []
    elif label == "Links":
        return
    elif value.strip():
        found.labels[label] = f"{found.labels[label]} {value.strip()}" if label in found.labels else value.strip()


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """The lines between rules of underscores."""
    block: list[str] = []
    for line in lines:
        if RULE.fullmatch(line):
            yield block
            block = []
        else:
            block.append(line)
    yield block
