"""What is typed into a search, taken apart, and where its words stand in a text: the same rule with and without the index.

`water bridge` = both words, in any order; `"water bridge"` = next to each other; `wat*` = every word that begins so;
`-late` = not with this word. Words are compared as the index compares them (SQLite's unicode61): runs of letters and digits,
in any case, without the accents of Latin letters. What is written without blanks between words (Chinese, Japanese, Thai …),
and signs and emoji, is found wherever it stands, also within a longer run.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

Range = tuple[int, int]
"""Start and stop in a text: code points, stop exclusive."""

_QUOTES = str.maketrans({**dict.fromkeys("“”„‟«»＂", '"'), "\0": " "})
_TERM = re.compile(r'(-?)"([^"]*)(?:"(\*?)|\Z)|(\S+)')
_DROPPED = frozenset(  # the marks that the index does not see; any other mark divides words
    [*range(0x300, 0x305), *range(0x306, 0x30D), 0x30F, 0x311, 0x31B, *range(0x323, 0x329), 0x32D, 0x32E, 0x330, 0x331]
)
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u303f\u3040-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff01-\uffdc"
    "\ue000-\uf8ff\U0001b000-\U0001b16f\U00020000-\U0003ffff\U000f0000-\U0010ffff]"
)
_LETTER = r"[^\W_]"
_APART = r"[\W_]+"
_NONE: Mapping[str, Sequence[str]] = {}
_STEM = 1_000  # characters of a literal that are looked for by SQL; what is longer is proven in the text
_MOST_LIKE = 12  # literals that are looked for by SQL; more are proven in the text


class _Folding(dict[int, str | int | None]):
    """One character for one: small, without an accent of a Latin letter; None for a mark that is dropped."""

    def __missing__(self, code: int) -> str | int | None:
        character = chr(code)
        folded = next((small for small in (character.casefold(), character.lower()) if len(small) == 1), character)
        parts = unicodedata.normalize("NFD", folded)
        if len(parts) > 1 and parts[0].isascii() and all(unicodedata.combining(mark) for mark in parts[1:]):
            folded = parts[0].lower()
        value = None if code in _DROPPED else folded
        self[code] = value
        return value


_FOLDING = _Folding()


@dataclass(frozen=True)
class Term:
    """One word or phrase of a query; `literal` = found wherever it stands, not as whole words."""

    words: tuple[str, ...]
    prefix: bool = False
    excluded: bool = False
    literal: bool = False

    @property
    def match(self) -> str:
        """The term as the index asks for it."""
        return '"' + " ".join(self.words) + '"' + ("*" if self.prefix else "")

    def is_known(self, variants: Mapping[str, Sequence[str]]) -> bool:
        """Whether the index knows exactly this term: a phrase, or a beginning, with other names of its words is more."""
        return len(self.words) == 1 or not any(variants.get(word) for word in self.words)

    @property
    def like(self) -> str:
        """The beginning of a literal as a pattern of LIKE, with its signs escaped by a backslash."""
        return like_pattern(self.words[0][:_STEM])

    @property
    def pattern(self) -> str:
        """The term as a regular expression over a folded text."""
        if self.literal:
            return re.escape(fold(self.words[0])[0])
        words = _APART.join(re.escape(word) for word in self.words)
        return f"(?<!{_LETTER}){words}" + (f"{_LETTER}*" if self.prefix else f"(?!{_LETTER})")


@dataclass(frozen=True)
class SearchQuery:
    """The terms of a search. Without a term to look for it finds nothing."""

    terms: tuple[Term, ...] = ()

    @cached_property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that a text must have."""
        return tuple(term for term in self.terms if not term.excluded)

    @cached_property
    def unwanted(self) -> tuple[Term, ...]:
        """The terms that a text must not have."""
        return tuple(term for term in self.terms if term.excluded)

    @cached_property
    def has_words(self) -> bool:
        """Whether there is a word to look for that the index could know."""
        return any(not term.literal for term in self.wanted)

    def match(self, variants: Mapping[str, Sequence[str]] = _NONE) -> str:
        """The words as the index asks for them; `variants` = what a word may also be called in the index."""
        words = [_alternatives(term, variants) for term in self.wanted if not term.literal]
        without = [_alternatives(term, variants) for term in self.unwanted if not term.literal and term.is_known(variants)]
        return f"({' AND '.join(words)})" + (f" NOT ({' OR '.join(without)})" if without else "")

    @cached_property
    def likes(self) -> tuple[tuple[str, str], ...]:
        """(LIKE or NOT LIKE, pattern) of the literals, as many as SQL is asked for; the longest first."""
        literals = sorted((t for t in self.terms if t.literal), key=lambda t: (t.excluded, -len(t.words[0])))
        whole = [t for t in literals if not t.excluded or len(t.words[0]) <= _STEM]
        return tuple(("NOT LIKE" if t.excluded else "LIKE", t.like) for t in whole[:_MOST_LIKE])

    def is_exact(self, variants: Mapping[str, Sequence[str]] = _NONE) -> bool:
        """Whether index and LIKE say all; else each text they find is to be proven with `fits`."""
        literals = [t for t in self.terms if t.literal]
        if len(literals) > _MOST_LIKE or any(len(t.words[0]) > _STEM for t in literals):
            return False
        if not self.has_words and any(not t.literal for t in self.unwanted):
            return False
        return all(t.literal or t.is_known(variants) for t in self.terms)

    @cached_property
    def _patterns(self) -> tuple[list[re.Pattern[str]], list[re.Pattern[str]]]:
        return [re.compile(t.pattern) for t in self.wanted], [re.compile(t.pattern) for t in self.unwanted]

    def fits(self, text: str) -> bool:
        """Whether a text has all the terms and none of those that it must not have."""
        wanted, unwanted = self._patterns
        folded, _ = fold(text)
        return bool(wanted) and all(p.search(folded) for p in wanted) and not any(p.search(folded) for p in unwanted)

    def places(self, text: str) -> list[Range]:
        """Where the terms stand in a text, in its order; places that overlap are one."""
        folded, starts = fold(text)
        found = sorted(m.span() for pattern in self._patterns[0] for m in pattern.finditer(folded))
        if starts is not None:
            found = [(starts[start], starts[stop]) for start, stop in found]
        return list(_joined((start, _with_marks(text, stop)) for start, stop in found if start < stop))

    def described(self) -> list[str]:
        """The terms as they were understood: `water`, `“peace talks”`, `wat…`, `not late`."""
        return [("not " if t.excluded else "") + _shown(t) for t in self.terms]


def _alternatives(term: Term, variants: Mapping[str, Sequence[str]]) -> str:
    """The term in the language of the index. A phrase whose words have other names becomes all its words."""
    if term.is_known(variants) and not any(variants.get(word) for word in term.words):
        return term.match
    last = len(term.words) - 1
    each = (Term((word,), term.prefix and at == last) for at, word in enumerate(term.words))
    named = ([t.match, *(f'"{other}"' for other in variants.get(t.words[0], ()))] for t in each)
    return " AND ".join(f"({' OR '.join(names)})" for names in named)


def _shown(term: Term) -> str:
    words = " ".join(term.words) + ("…" if term.prefix else "")
    return f"“{words}”" if len(term.words) > 1 or term.literal else words


def parse(typed: str) -> SearchQuery:
    """The query that was typed. Never raises: what cannot be meant as a sign is a word."""
    terms = [term for term in map(_term, _TERM.finditer(typed.translate(_QUOTES))) if term is not None]
    if any(_is_said(term) for term in terms if not term.excluded):
        terms = [term for term in terms if _is_said(term)]  # a dash between words is no word
    return SearchQuery(tuple(dict.fromkeys(terms)))


def _is_said(term: Term) -> bool:
    return not (term.literal and all(c.isascii() and not c.isalnum() for c in term.words[0]))


def _term(found: "re.Match[str]") -> Term | None:
    minus, quoted, star, bare = found.groups()
    if bare is None:
        inner, excluded, prefix = quoted.strip(), bool(minus), bool(star) or quoted.rstrip().endswith("*")
    else:
        excluded = len(bare) > 1 and bare[0] == "-" and any(c != "-" for c in bare)
        inner, prefix = bare.lstrip("-") if excluded else bare, bare.endswith("*")
    inner = inner.rstrip("*").strip() or inner.strip()
    if not inner:
        return None
    words = tuple(words_of(inner))
    if not words or _SPACELESS.search(inner):
        return Term((inner,), excluded=excluded, literal=True)
    return Term(words, prefix, excluded)


def like_pattern(part: str) -> str:
    """The pattern of LIKE for texts that have this part, with a backslash before its signs."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", part) + "%"


def fold(text: str) -> tuple[str, Sequence[int] | None]:
    """The text as it is compared, and where each of its characters stands in `text`; None = in the same place."""
    if text.isascii():
        return text.lower(), None
    folded = text.translate(_FOLDING)
    if len(folded) == len(text):
        return folded, None
    return folded, [*(at for at, c in enumerate(text) if ord(c) not in _DROPPED), len(text)]


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    return re.findall(f"{_LETTER}+", fold(text)[0])


def _with_marks(text: str, stop: int) -> int:
    """The stop of a place together with the marks on its last character."""
    while stop < len(text) and text[stop] > "\x7f" and (unicodedata.category(text[stop])[0] == "M"):
        stop += 1
    return stop


def _joined(places: Iterator[Range]) -> Iterator[Range]:
    """Places in order, those that overlap as one."""
    last: Range | None = None
    for start, stop in places:
        if last is not None and start < last[1]:
            last = (last[0], max(last[1], stop))
        else:
            if last is not None:
                yield last
            last = (start, stop)
    if last is not None:
        yield last
