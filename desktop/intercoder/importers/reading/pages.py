"""A scraped page divided into its parts: body, correction, comments header, the site's words, comments."""

import re
from collections.abc import Mapping

from intercoder.importers.reading.anchors import Anchor, find_anchors, shape_below
from intercoder.importers.reading.contract import LineRole, Mode
from intercoder.importers.reading.words import (
    CORRECTION,
    PINGBACK,
    TERMINATOR,
    THREAD_END,
    counts_in_brackets,
    declared_number,
    is_header,
    is_policy,
)
from intercoder.records import Comment, Issue, Kind, Text

REACH = 20
"""So far below its header a thread of names and days may begin, behind the site's words."""
NAVIGATION_LINES = 4
"""So many short lines in a row without a full stop, at the edge of an article, are a menu."""
SHORT_LINE = 60
SENTENCE = 80
"""A line above this length is prose, with a full stop or without."""
WRAPPED_LINE = 100
_NUMBERS = re.compile(r"(?<!\d)\d{1,6}(?!\d)")
_STOP = re.compile(r"[.!?…。！？؟۔:;][\"'”’»)\]]*$")

Part = Text | Comment


def find_header(lines: list[str]) -> int | None:
    """The index of the comments header.

    Of several: the last one with a comment's head below it; else the last with a number and something below it; else
    the last without a number that has something below it. `5 Comments` in the line with author and day above an
    article is none.
    """
    headers = [at for at, line in enumerate(lines) if is_header(line)]
    if not headers:
        return None
    filled = [at for at, line in enumerate(lines) if line.strip()]
    sentence = next((at for at in filled if _is_sentence(lines[at])), len(lines))

    def has_article_above(at: int) -> bool:
        """Whether a sentence stands above a line, or nothing at all: comments whose article is not in the file."""
        return filled[0] == at or sentence < at

    shapes = {at: shape_below(lines, at) for at in headers}
    if anchored := [at for at in headers if shapes[at] and (shapes[at] != "day" or has_article_above(at))]:
        return anchored[-1]
    headers = [at for at in headers if counts_in_brackets(lines[at]) or has_article_above(at)]
    numbered = [at for at in headers if declared_number(lines[at]) is not None]
    below = [at for at in numbered or headers if filled[-1] > at]
    if below:
        return below[-1]
    if numbered:
        return numbered[-1]
    return headers[-1] if headers and _is_capital(lines[headers[-1]]) else None


def divide(
    lines: list[str], repeated: frozenset[str], roles: Mapping[int, LineRole], mode: Mode | None = None
) -> tuple[list[Part], list[Issue]]:
    """The parts of a page in their order, and what is to be said about them.

    `roles` are what the researcher said of lines, by their index, and win over every guess.
    """
    cut = _first(roles, "thread_end")
    if cut is not None:
        above, said = divide(lines[:cut], repeated, {at: role for at, role in roles.items() if at < cut}, mode)
        return [*above, *(_boilerplate(lines, at) for at in range(cut, len(lines)) if lines[at].strip())], said
    chosen = _first(roles, "comments_header")
    header = find_header(lines) if chosen is None else chosen
    repeated = repeated | {lines[at] for at, role in roles.items() if role == "boilerplate"}
    issues: list[Issue] = []
    by_name = mode in (None, "anchors")
    anchors = _within_thread(lines, find_anchors(lines, header), issues) if by_name else []
    if by_name and not anchors and chosen is None and header is not None and (loose := find_anchors(lines, None)):
        anchors = _within_thread(lines, loose, issues)  # The line that looks like a header is a label elsewhere on the page.
        header = header if 0 < anchors[0].line - header <= REACH else None
    if header is None and anchors:
        nearest = next((at for at in range(anchors[0].line - 1, -1, -1) if lines[at].strip()), None)
        header = nearest if nearest is not None and is_header(lines[nearest], any_word=True) else None
    top = header if header is not None else anchors[0].line if anchors else len(lines)
    parts = _article(lines, top, repeated)
    if header is not None:
        number = number_of_header(lines[header], header == chosen)
        parts.append(Text("comments_header", lines[header], _line(header), declared_comments=number))
        top += 1
    if anchors:
        parts += [_boilerplate(lines, at) for at in range(top, anchors[0].line) if lines[at].strip()]
        parts += _anchored(lines, anchors, issues)
    elif header is not None:
        _warn_of_several_headers(lines, header, issues)
        parts += _thread(lines, top, repeated, mode)
    return parts, issues


def number_of_header(line: str, chosen: bool) -> int | None:
    """The number that a comments header declares; of a line chosen by the researcher the only number in it."""
    number = declared_number(line)
    number = declared_number(line, any_word=True) if number is None else number
    numbers = _NUMBERS.findall(line) if number is None and chosen else []
    return int(numbers[0]) if len(numbers) == 1 else number


def _first(roles: Mapping[int, LineRole], role: str) -> int | None:
    """The first line that has this role."""
    return min((at for at, found in roles.items() if found == role), default=None)


def _is_sentence(line: str) -> bool:
    line = line.rstrip()
    return len(line) > SENTENCE or _STOP.search(line) is not None


def _is_capital(line: str) -> bool:
    return line.strip().isupper()


def _line(at: int) -> str:
    return f"line {at + 1}"


def _boilerplate(lines: list[str], at: int) -> Text:
    return Text("boilerplate", lines[at], _line(at))


# ---------------------------------------------------------------- above the header


def _article(lines: list[str], top: int, repeated: frozenset[str]) -> list[Part]:
    """Body and corrections, and the menus and words of the site around them, of the lines above `top`."""
    start, stop = _without_menus(lines, top)
    while start < stop and (not lines[start].strip() or lines[start] in repeated):
        start += 1
    while stop > start and (not lines[stop - 1].strip() or lines[stop - 1] in repeated):
        stop -= 1
    corrections = _corrections(lines, start, stop)
    end = corrections[0] if corrections else stop
    parts: list[Part] = [_boilerplate(lines, at) for at in range(start) if lines[at].strip()]
    parts += _block(lines, start, end, "body")
    parts += [p for at in range(end, stop) if lines[at].strip() for p in _block(lines, at, at + 1, "correction")]
    parts += [_boilerplate(lines, at) for at in range(stop, top) if lines[at].strip()]
    return parts


def _corrections(lines: list[str], start: int, stop: int) -> list[int]:
    """The lines at the end of the body that correct it."""
    found: list[int] = []
    for at in range(stop - 1, start, -1):
        if CORRECTION.match(lines[at]):
            found.insert(0, at)
        elif lines[at].strip():
            break
    return found if any(line.strip() for line in lines[start : found[0] if found else stop]) else []


def _block(lines: list[str], start: int, stop: int, kind: Kind) -> list[Part]:
    """The text of lines [start, stop) without the blank ones at its edges; nothing if all are blank."""
    while start < stop and not lines[start].strip():
        start += 1
    while stop > start and not lines[stop - 1].strip():
        stop -= 1
    if start == stop:
        return []
    inside = lines[start:stop]
    ranges = paragraph_ranges(inside) if kind == "body" else ()
    return [Text(kind, "\n".join(inside), _line(start), ranges)]


def paragraph_ranges(lines: list[str]) -> tuple[tuple[int, int], ...]:
    """The ranges of the paragraphs: each line that is not blank, or in hard-wrapped text each block of them."""
    wrapped = _is_hard_wrapped(lines)
    ranges: list[tuple[int, int]] = []
    offset = 0
    open_block = False
    for line in lines:
        if line.strip():
            if wrapped and open_block:
                ranges[-1] = (ranges[-1][0], offset + len(line))
            else:
                ranges.append((offset, offset + len(line)))
        open_block = bool(line.strip())
        offset += len(line) + 1
    return tuple(ranges)


def _is_hard_wrapped(lines: list[str]) -> bool:
    """Whether line feeds only keep lines short: none is long, most break off within a sentence, blank lines divide."""
    full = [line for line in lines if line.strip()]
    if len(full) == len(lines) or len(full) < 4 or max(map(len, full)) > WRAPPED_LINE:
        return False
    broken = sum(1 for line in full if len(line) > WRAPPED_LINE // 2 and not _STOP.search(line.rstrip()))
    return broken * 2 > len(full)


def _without_menus(lines: list[str], top: int) -> tuple[int, int]:
    """The lines [start, stop) of the article. A page without a menu is all article."""
    menus = _menus(lines[:top])
    if not menus:
        return 0, top
    edges = [0, *(edge for menu in menus for edge in menu), top]
    stretches = list(zip(edges[::2], edges[1::2], strict=True))
    longest = max(stretches, key=lambda s: sum(len(line) for line in lines[s[0] : s[1]]))
    size = sum(len(line) for line in lines[longest[0] : longest[1]])
    return longest if size * 3 > sum(len(line) for line in lines[:top]) else (0, top)


def _menus(lines: list[str]) -> list[tuple[int, int]]:
    """Runs of at least NAVIGATION_LINES short lines without a full stop, as [start, stop)."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for at, line in enumerate([*lines, "."]):
        short = bool(line.strip()) and len(line) <= SHORT_LINE and not _STOP.search(line.rstrip())
        if short and start is None:
            start = at
        elif not short and start is not None:
            if at - start >= NAVIGATION_LINES:
                runs.append((start, at))
            start = None
    return runs


# ---------------------------------------------------------------- below the header


def _thread(lines: list[str], top: int, repeated: frozenset[str], mode: Mode | None) -> list[Part]:
    """Comments without anchors: blocks between blank lines, or else lines, after the site's words."""
    parts: list[Part] = []
    at = top
    while at < len(lines) and (not lines[at].strip() or is_policy(lines[at]) or lines[at] in repeated):
        if lines[at].strip():
            parts.append(_boilerplate(lines, at))
        at += 1
    end = next((i for i in range(at, len(lines)) if THREAD_END.fullmatch(lines[i].strip())), len(lines))
    last = max((i for i in range(at, end) if lines[i].strip()), default=at - 1)
    in_blocks = mode == "blocks" or (mode != "lines" and any(not line.strip() for line in lines[at : last + 1]))
    start = at
    for i in range(at, last + 1):
        if not lines[i].strip() or lines[i] in repeated:
            parts += [_boilerplate(lines, i)] if lines[i].strip() else []
            start = i + 1
        elif not in_blocks or i == last or not lines[i + 1].strip() or lines[i + 1] in repeated:
            parts.append(_comment(lines, start if in_blocks else i, i + 1))
    return parts + [_boilerplate(lines, i) for i in range(end, len(lines)) if lines[i].strip()]


def _comment(lines: list[str], start: int, stop: int) -> Part:
    text = "\n".join(lines[start:stop])
    if PINGBACK.fullmatch(text.strip()):
        return Text("boilerplate", text, _line(start))
    return Comment(text, _line(start))


def _warn_of_several_headers(lines: list[str], header: int, issues: list[Issue]) -> None:
    """A file may be several pages in a row; where one ends and the next begins nobody can say."""
    numbered = [at for at, line in enumerate(lines) if is_header(line) and declared_number(line) is not None]
    others = [at for at in numbered if at < header and declared_number(lines[at]) != declared_number(lines[header])]
    if others:
        places = ", ".join(_line(at) for at in [*others, header])
        message = f"{len(others) + 1} comments headers: {places}. Read as one article."
        issues.append(Issue("concatenated", message, _line(header)))


def _within_thread(lines: list[str], anchors: list[Anchor], issues: list[Issue]) -> list[Anchor]:
    """The anchors above the line that ends the thread; below it other articles may have names and days."""
    if not anchors:
        return anchors
    start = anchors[0].text
    end = next((at for at in range(start, len(lines)) if THREAD_END.fullmatch(lines[at].strip())), len(lines))
    inside = [anchor for anchor in anchors if anchor.line < end]
    if len(inside) < len(anchors):
        message = f"The thread was taken to end here; {len(anchors) - len(inside)} names and days below are not comments."
        issues.append(Issue("thread_end_guessed", message, _line(end)))
    return inside


def _anchored(lines: list[str], anchors: list[Anchor], issues: list[Issue]) -> list[Part]:
    """Comments between anchors; what follows a terminator or the thread is the site's."""
    stops = [a.line for a in anchors[1:]] + [len(lines)]
    cuts = [_cut(lines, a.text, stop) for a, stop in zip(anchors, stops, strict=True)]
    last = anchors[-1]
    text, after, sure = cuts[-1]
    if not sure and len(cuts) > 1:
        longest = max(cut[0] - a.text for a, cut in zip(anchors[:-1], cuts[:-1], strict=True))
        if text - last.text > longest:
            text = after = last.text + longest
            message = "The end of the last comment was guessed from the length of the others."
            issues.append(Issue("thread_end_guessed", message, _line(text)))
            cuts[-1] = (text, after, sure)
    parts: list[Part] = []
    for anchor, stop, (text, after, _sure) in zip(anchors, stops, cuts, strict=True):
        parts.append(_of_anchor(lines, anchor, text))
        parts += [_boilerplate(lines, at) for at in range(after, stop) if lines[at].strip()]
    return parts


def _cut(lines: list[str], start: int, stop: int) -> tuple[int, int, bool]:
    """Where the text of a comment ends, where the rest begins, and whether a line of the page shows it."""
    for at in range(start, stop):
        line = lines[at].strip()
        if THREAD_END.fullmatch(line) or PINGBACK.fullmatch(line):
            return at, at, True
        if at > start and TERMINATOR.fullmatch(line):
            rest = at
            while rest < stop and TERMINATOR.fullmatch(lines[rest].strip()):
                rest += 1
            if rest == stop or not lines[rest].strip() or stop == len(lines) or PINGBACK.fullmatch(lines[rest].strip()):
                return at, rest, True
    return stop, stop, False


def _of_anchor(lines: list[str], anchor: Anchor, stop: int) -> Comment:
    start = anchor.text
    while start < stop and not lines[start].strip():
        start += 1
    while stop > start and not lines[stop - 1].strip():
        stop -= 1
    return Comment(
        "\n".join(lines[start:stop]),
        _line(anchor.line),
        author=anchor.author,
        posted=anchor.posted.value if anchor.posted else None,
        posted_raw=anchor.posted_raw,
        posted_precision=anchor.posted.precision if anchor.posted else None,
    )
