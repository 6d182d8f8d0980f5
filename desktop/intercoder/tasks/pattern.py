"""What is searched for in texts, and the search itself: words as they are typed, or a regular expression under guard.

A regular expression can need longer than anybody waits ("(a+)+b"), and nothing stops it from within. It therefore runs
in a process of its own, which is ended when one batch of texts takes too long; plain words never do.
"""

import multiprocessing
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from intercoder.errors import UserError
from intercoder.records import Tick

GUARD_S = 8.0
"""So long one batch of texts may take."""
_START_S = 60.0  # until the process has begun, on a slow machine
_STEP_S = 0.05  # between two looks at whether the search was cancelled
_JOINER = "\u200d"

Place = tuple[int, int, int]
"""Unit, start, stop: code points, stop exclusive."""


@dataclass(frozen=True)
class Query:
    """What to search for. Plain words match any run of white space between them."""

    words: str
    regex: bool = False
    whole_words: bool = False
    match_case: bool = False

    def pattern(self) -> str:
        """The regular expression of the search. Raises UserError if it is empty or not one."""
        if not self.words.strip():
            raise UserError("There is nothing to search for.", "Type a word, or a regular expression.")
        inner = self.words if self.regex else r"\s+".join(_word(word) for word in self.words.split())
        if self.regex:
            try:
                re.compile(inner, self.flags())
            except (re.error, OverflowError, RecursionError) as error:
                raise UserError(f"This is no regular expression: {error}.", "Mend it, or search for plain words.") from error
        if self.whole_words:
            inner = rf"(?<!\w)(?:{inner})(?!\w)"
        try:
            re.compile(inner, self.flags())
        except re.error as error:  # such as flags that must stand at the very start
            raise UserError(f"This is no regular expression: {error}.", "Switch whole words off, or mend it.") from error
        return inner

    def flags(self) -> int:
        """How letters of either case and the ends of lines are taken."""
        return re.MULTILINE | (0 if self.match_case else re.IGNORECASE)


def _word(word: str) -> str:
    """The pattern of a word in which a letter and its marks may be one character or several, however they were typed."""
    letters: list[str] = []
    for character in word:
        if letters and unicodedata.combining(character):
            letters[-1] += character
        else:
            letters.append(character)
    return "".join(map(_letter, letters))


def _letter(letter: str) -> str:
    forms = dict.fromkeys((letter, unicodedata.normalize("NFC", letter), unicodedata.normalize("NFD", letter)))
    return re.escape(letter) if len(forms) == 1 else f"(?:{'|'.join(map(re.escape, forms))})"


def find(pattern: str, flags: int, texts: Iterable[tuple[int, str]]) -> list[Place]:
    """Every place of the pattern in these texts (unit, text); nothing empty, and no family of emoji or accent cut."""
    compiled, places = re.compile(pattern, flags), []
    for unit, text in texts:
        for match in compiled.finditer(text):
            whole = _whole(text, *match.span())
            if whole is not None:
                places.append((unit, *whole))
    return places


def _whole(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """The range with the marks that belong to its last character; None if it is empty or part of a joined picture."""
    if start == stop or text[start : start + 1] == _JOINER or text[start - 1 : start] == _JOINER:
        return None
    while stop < len(text) and _is_mark(text[stop]):
        stop += 1
    return None if text[stop : stop + 1] == _JOINER and _is_picture(text[stop - 1]) else (start, stop)


def _is_mark(character: str) -> bool:
    return character > "\x7f" and (unicodedata.category(character) in ("Mn", "Me") or "\U0001f3fb" <= character <= "\U0001f3ff")


def _is_picture(character: str) -> bool:
    return character > "\u2190" and not character.isalpha()


class Guarded:
    """Searches batch after batch in a process of its own. A context manager; leaving it ends the process."""

    def __init__(self, query: Query, guard_s: float = GUARD_S) -> None:
        self._query, self._guard_s = query, guard_s

    def __enter__(self) -> Self:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        arguments = (theirs, self._query.pattern(), self._query.flags())
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        theirs.close()
        self._ask([], lambda: None)  # the process has begun: the guard counts from here
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def find(self, texts: Sequence[tuple[int, str]], tick: Tick) -> list[Place]:
        """Every place in these texts. Raises UserError when it takes too long, and what `tick` raises."""
        return self._ask(texts, lambda: tick(0, 0))

    def _ask(self, texts: Sequence[tuple[int, str]], look: Callable[[], None]) -> list[Place]:
        left_s = self._guard_s if texts else _START_S
        try:
            self._pipe.send(list(texts))
            while not self._pipe.poll(_STEP_S):
                look()
                left_s -= _STEP_S
                if left_s <= 0:
                    raise UserError(
                        "The regular expression takes too long on one of the texts.",
                        "Avoid repetitions inside repetitions, such as (a+)+; nothing was changed.",
                    )
            answer = self._pipe.recv()
        except (EOFError, ConnectionError) as error:
            raise UserError("The search broke off.", "Search again, or for plain words; nothing was changed.") from error
        if isinstance(answer, str):
            raise UserError(f"The regular expression failed on one of the texts: {answer}.", "Mend it; nothing was changed.")
        return list(answer)


def _serve(pipe: Connection, pattern: str, flags: int) -> None:
    """The other process: texts in, places out, until the pipe is closed."""
    while True:
        try:
            texts = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(find(pattern, flags, texts))
        except (re.error, RecursionError, MemoryError) as error:
            pipe.send(str(error) or type(error).__name__)
