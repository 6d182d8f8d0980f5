"""What the columns of a table are: by their names in a dozen languages, else, if the names say nothing, by content."""

# ruff: noqa: E501, SIM905 - a table of words reads better on a long line than in pieces

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from intercoder.importers.reading.dates import read_date, read_unix

_SYNONYMS = {
    "comment": "comment comments commenttext commentbody commentcontent message messagetext kommentar kommentartext leserkommentar commentaire commentaires "
    "comentario comentarios comentário textocomentario commento reactie reacties kommentaar komentarz komentář hozzászólás yorum yorummetni комментарий комментарии текст_комментария коментар "
    "评论 评论内容 評論 留言 コメント コメント本文 댓글 댓글내용 تعليق التعليق نظر تبصرہ תגובה टिप्पणी posttext replytext usercomment commentmessage textoriginal",
    "text": "text body content fulltext bodytext inhalt texte contenu texto contenido conteúdo testo contenuto tekst treść treśc metin içerik текст содержание оригинал "
    "正文 内容 內容 本文 본문 내용 نص النص المحتوى متن טקסט תוכן selftext snippet tweet tweettext cuerpo",
    "body": "bodyparagraphs paragraphs articletext articlebody articlecontent artikeltext artikelinhalt article artikel artikeltekst articolo artículo artigo storytext newstext maintext postmessage статья текст_статьи 文章",
    "headline": "title headline kop titel überschrift schlagzeile artikeltitel titre título titular titolo rubrik tytuł titulek başlık manşet заголовок название 标题 標題 見出し タイトル 제목 عنوان العنوان כותרת शीर्षक hl articletitle storytitle headlinemain 新闻标题",
    "lead": "lead teaser abstract standfirst subtitle vorspann untertitel teasertext chapeau chapo resumen entradilla sommario intro inleiding анонс лид 摘要 リード 요약 ملخص",
    "outlet": "subreddit source outlet medium publication newspaper newspapername medianame sourcename quelle zeitung journal bron média medio fuente diario jornal fonte testata krant gazeta zdroj kaynak gazete "
    "источник издание газета 媒体 来源 媒體 新聞社 媒体名 매체 언론사 مصدر المصدر الصحيفة روزنامه מקור publisher site",
    "date": "date datum created createdate createdat createdutc timestamp datetime time_stamp fecha data дата 日期 日付 时间 날짜 تاريخ التاريخ تاریخ תאריך tarih dato päivämäärä dátum utc day publishedat createdtime creationtime zeitpunkt 일자",
    "published": "published pubdate publishdate publicationdate publishingdate publicationday datepublished articledate erscheinungsdatum veröffentlicht publié datepublication fechapublicacion дата_публикации 发布日期 发布时间 発行日 publisheddate webpublicationdate datedepublication fechadepublicación",
    "posted": "posted postedat postdate commentdate commentcreated commentdatetime dateposted postedon kommentardatum 评论时间 評論時間",
    "clock": "time uhrzeit zeit heure hora ora tijd godzina время 時刻 시간 saat الوقت",
    "author": "author authors user username userdisplayname displayname authorname authordisplayname sender fromname nickname nick screenname name autor auteur autore autorin verfasser nutzer nutzername benutzer benutzername pseudo usuario usuário utente gebruiker auteurnaam "
    "автор пользователь имя 作者 用户 用户名 用戶 昵称 投稿者 著者 작성자 كاتب الكاتب نویسنده מחבר yazar kullanıcı commenter commentername commentauthor iduser",
    "byline": "byline articleauthor journalist reporter redakteur bylineoriginal journaliste periodista giornalista журналист 记者 記者 기자",
    "article_key": "articleid idarticle articlekey storyid newsid threadid linkid videoid postkey artikelid storiesid pageid assetid discussionid commentpostid",
    "url": "articleurl artikelurl storyurl url link permalink weburl href uri adresse lien enlace ссылка 链接 リンク 링크 رابط",
    "comment_id": "commentid commentsid idcomment idpost replyid cid kommentarid messageid",
    "id": "id unitid uuid guid postid recordid nummer number nr",
    "parent": "parentid parent replyto inreplyto isreplyto idparentpost parentcommentid replytoid inreplytoid responseto parentpost commentparent inreplytotweetid antwortauf",
    "likes": "likes like score recommendations recommendationcount upvotes likecount likescount numrecommends positivevotes gefälltmir jaime megusta лайки 点赞 赞 いいね 좋아요 إعجاب beğeni",
    "dislikes": "dislikes downvotes dislikecount negativevotes",
    "status": "status commentstatus commentapproved approved moderationstatus",
    "language": "language lang sprache langue idioma lingua taal язык 语言 언어 اللغة",
    "section": "section sectionname rubrique ressort category path newdesk desk topic sección sezione категория рубрика 栏目",
    "declared": "commentcount numcomments commentscount ncomments numberofcomments numcomment totalcomments anzahlkommentare",
    "private": "email mail emailaddress useremail authoremail commentauthoremail ip ipaddress userip authorip commentauthorip avatar avatarurl profileurl userurl authorurl authorchannelurl authorprofileimageurl profileimage phone telephone telefon",
}  # fmt: skip
ARTICLE_PREFIX = frozenset(
    "article story news page debate thread submission artikel beitrag post item doc document video".split()
)
COMMENT_PREFIX = frozenset("comment reply kommentar commentaire comentario".split())
PERSON_PREFIX = frozenset("user commenter".split())
"""What follows is about a person: `user_name` is the author, but `user_id` is no id of a comment."""
OF_ARTICLE = {
    "text": "body",
    "headline": "headline",
    "date": "published",
    "author": "byline",
    "id": "article_key",
    "url": "url",
}
OF_COMMENT = {"text": "comment", "date": "posted", "author": "author", "id": "comment_id", "likes": "likes", "clock": "clock"}
PRIVATE = frozenset("email ip ipaddress avatar avatarurl".split())
"""Whosever they are: `contact_email` too."""
NUMBERS = frozenset("id uuid guid number nummer nr".split())
OF_COMMENT_ONLY = frozenset({"likes", "dislikes", "status", "parent"})
"""An article has no place for these: they are kept beside it."""
PRESETS: tuple[dict[str, str], ...] = (
    {  # CrowdTangle: a post is an article, what people did with it are numbers
        "pagename": "outlet", "groupname": "outlet", "accountname": "outlet", "username": "byline", "postcreated": "published",
        "message": "body", "description": "lead", "url": "url", "type": "section", "facebookid": "source_id",
        "likesatposting": "count", "followersatposting": "count", "totalinteractions": "count",
    },
)  # fmt: skip
"""By their normal names; a table is one of a tool if it has five of them."""
KEPT = "keep"
"""What the researcher says of a column that is kept as it is, whatever its name."""
HEADER_ROWS = 10
"""Among so many rows the names of the columns are looked for."""
LONGEST_NAME = 60
LONG_TEXT = 20
"""A column whose cells have so many code points on average may be the text."""
COMMENT_LENGTH = 1000
"""In a table that says nothing of itself, texts up to this length on average are comments."""

_SPLIT = re.compile(r"[\s_.\-:/]+|(?<=[a-z])(?=[A-Z])")
_NUMBER = re.compile(r"[-+]?[\d.,]*\d[\d.,]*%?")
_COUNT = re.compile(r"\d[\d.,]*\s?[km]?", re.I)


@dataclass(frozen=True)
class Columns:
    """The roles of the columns of a table. `of_comments`: a row is a comment; else an article."""

    names: tuple[str, ...]
    roles: tuple[str | None, ...]
    of_comments: bool
    useless_header: bool = False
    above: int = 0  # rows above the one that names the columns

    def index(self, role: str) -> int | None:
        """Where the column with this role is; None if there is none."""
        return self.roles.index(role) if role in self.roles else None

    @property
    def unmapped(self) -> list[str]:
        """The names of the columns that have no role."""
        return [name for name, role in zip(self.names, self.roles, strict=True) if role is None and name]

    @property
    def private(self) -> list[str]:
        """The names of the columns with private data."""
        return [name for name, role in zip(self.names, self.roles, strict=True) if role == "private"]


NAMES_KEPT = 1024
"""A dump has few names, and JSON says them anew in each record."""


@lru_cache(maxsize=NAMES_KEPT)
def normal(name: str) -> str:
    """A column's name for comparing: no case, no accents, no `_ - .` and spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", re.sub(r"[\s_.\-:/#]+", "", bare))


ROLES = {normal(word): role for role, words in _SYNONYMS.items() for word in words.split()}


@lru_cache(maxsize=NAMES_KEPT)
def known_role(name: str) -> str | None:
    """The role that a column's name says; `text`, `date`, `id` are still to be given to article or comment."""
    if (role := ROLES.get(normal(name))) is not None:
        return role
    parts = [p for p in _SPLIT.split(name) if p]
    if len(parts) < 2:
        return None
    first, rest = parts[0].lower(), ROLES.get(normal("".join(parts[1:])))
    if first in ARTICLE_PREFIX and rest in OF_ARTICLE:
        return OF_ARTICLE[rest]
    if first in COMMENT_PREFIX and rest in OF_COMMENT:
        return OF_COMMENT[rest]
    if normal(parts[-1]) in PRIVATE:
        return "private"
    if first in PERSON_PREFIX:
        return "author" if rest == "author" else None
    return "headline" if ROLES.get(normal(parts[-1])) == "headline" and first not in COMMENT_PREFIX else None


def header_at(rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows names the columns: below a title or merged headings, which leave cells blank, a later one may."""
    names = [[cell.strip() for cell in row if cell.strip()] for row in rows[:HEADER_ROWS]]
    known = [len({role for name in row if (role := known_role(name))}) for row in names]
    best = max(range(len(names)), key=lambda at: known[at], default=0)
    is_header = known[best] * 2 >= len(names[best]) > len(names[0]) and all(len(name) <= LONGEST_NAME for name in names[best])
    return best if names and is_header and known[best] > max(1, known[0]) else 0


def columns_of_rows(rows: Sequence[Sequence[str]], chosen: dict[str, str]) -> Columns | None:
    """The columns of a table with these first rows, its header among them; None where all are blank."""
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        return None
    above = header_at(rows)
    return replace(columns_of(rows[above], rows[above + 1 :], chosen), above=above)


def columns_of(header: Sequence[str], rows: Sequence[Sequence[str]], chosen: dict[str, str]) -> Columns:
    """The columns of a table with this header and these first rows; `chosen` roles win over all others."""
    if is_useless(header, rows):
        return _by_content(header, rows, chosen)
    preset = _preset(header)
    found: list[str | None] = [preset.get(normal(name)) if preset else known_role(name) for name in header]
    header = _distinct([name if name.strip() else f"column {at}" for at, name in enumerate(header, 1)])
    found = [chosen.get(name, role) for name, role in zip(header, found, strict=True)]
    counts = {at for at in _counting(found, rows) if header[at] not in chosen}
    found = ["declared" if at in counts else role for at, role in enumerate(found)]
    if "clock" in found and not {"date", "published", "posted"} & set(found):
        found[found.index("clock")] = "date"
    of_comments = _has_comments(found, rows)
    found = [None if role in ("count", "source_id", KEPT) else role for role in found]
    found = [None if of_comments and at in counts else role for at, role in enumerate(found)]
    numbering = {at for at, name in enumerate(header) if normal(name) in NUMBERS and not _shared(rows, at)}
    return Columns(tuple(header), tuple(_settle(found, of_comments, numbering)), of_comments)


def _preset(header: Sequence[str]) -> dict[str, str] | None:
    """The roles in the table of a tool whose names mean something else there; None of any other table."""
    names = {normal(name) for name in header}
    return next((roles for roles in PRESETS if len(names & set(roles)) >= 5), None)


def is_useless(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a first row is no header: only numbers and blanks, or no known name and cells like those below."""
    named = [name.strip() for name in header if name.strip()]
    if all(_NUMBER.fullmatch(name) for name in named):
        return True
    if any(known_role(name) for name in header) or not rows:
        return False
    if any(len(name) > 100 or _NUMBER.fullmatch(name) or read_date(name) or "://" in name for name in named):
        return True
    return len(set(named)) < len(named)


def _has_comments(found: list[str | None], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows are comments: a column says so, or a text stands beside a repeating article."""
    if {"comment", "comment_id", "parent", "posted"} & set(found):
        return True
    if "text" not in found or "body" in found:
        return "text" in found and "body" in found
    if "likes" in found and "author" in found and "headline" not in found:
        return True
    return "article_key" in found and _repeats(found, rows)


def _repeats(found: list[str | None], rows: Sequence[Sequence[str]]) -> bool:
    """Whether at least a quarter of the rows share an article with another row that has another text."""
    name = [at for at, role in enumerate(found) if role in ("article_key", "headline")]
    text = found.index("text")
    texts: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        if len(row) > max([*name, text]):
            texts.setdefault(tuple(row[at] for at in name), []).append(row[text])
    shared = sum(len(group) for group in texts.values() if len(set(group)) > 1)
    return shared > 0 and shared * 4 >= len(rows)


def _counting(found: list[str | None], rows: Sequence[Sequence[str]]) -> set[int]:
    """The columns called comments that say how many there are; none where they are all that the rows can have said."""
    counts = {at for at, role in enumerate(found) if role == "comment" and _counts(rows, at)}
    others = {role for at, role in enumerate(found) if at not in counts}
    if {"comment", "text"} & others:
        return counts
    return counts if {"headline", "lead", "body", "url"} & others and not {"comment_id", "parent"} & others else set()


def _counts(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a column that is called comments says how many there are."""
    cells = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
    return bool(cells) and all(map(_COUNT.fullmatch, cells))


def _distinct(names: Sequence[str]) -> list[str]:
    """The names, a second column of one name being `text (2)`: what is kept of each has a name of its own."""
    found: list[str] = []
    for name in names:
        number, other = 1, name
        while other in found:
            number += 1
            other = f"{name} ({number})"
        found.append(other)
    return found


def _settle(found: list[str | None], of_comments: bool, numbering: set[int]) -> list[str | None]:
    """Give `text`, `date`, `id` and `author` to the article or the comment, and each role to one column only.

    In a table of comments they are the article's only where another column says that it is the comment's; `numbering`
    columns, which only number the rows, never are.
    """
    wanted = dict(OF_COMMENT if of_comments else OF_ARTICLE)
    second = {"text": "body", "date": "published", "author": "byline", "id": "article_key"} if of_comments else {}
    settled: list[str | None] = [None] * len(found)
    taken: set[str] = set()
    for generic in (False, True):
        said = frozenset(taken)
        for at, role in enumerate(found):
            if role is None or (role in ("text", "date", "author", "id")) != generic:
                continue
            own = wanted.get(role, role)
            other = second.get(role, "") if own in said and at not in numbering else ""
            for name in (own, other) if generic else (_rename(role, of_comments),):
                if name and (name == "private" or name not in taken):
                    settled[at] = name
                    taken.add(name)
                    break
    return settled


def _shared(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a cell of a column stands in several rows, as the id of an article does."""
    cells = [row[at] for row in rows if at < len(row)]
    return len(set(cells)) < len(cells)


def _rename(role: str, of_comments: bool) -> str:
    """In a table of articles a comment's words are the article's: `posted` is its day."""
    if not of_comments and role in OF_COMMENT_ONLY:
        return ""
    return role if of_comments else {"posted": "published", "comment": "body", "comment_id": "article_key"}.get(role, role)


def _by_content(header: Sequence[str], rows: Sequence[Sequence[str]], chosen: dict[str, str]) -> Columns:
    """The columns of a table without a header: the longest text, the first time, the first id."""
    width = max([len(header), *(len(row) for row in rows)])
    names = _distinct([header[at] if at < len(header) and header[at].strip() else f"column {at + 1}" for at in range(width)])
    cells = [[row[at] for row in rows if at < len(row) and row[at].strip()] for at in range(width)]
    lengths = [sum(map(len, c)) / len(c) if c and not all(map(_NUMBER.fullmatch, c)) else 0.0 for c in cells]
    roles: list[str | None] = [None] * width
    if not lengths or max(lengths) < LONG_TEXT:
        return Columns(tuple(names), tuple(roles), False, True)
    text = lengths.index(max(lengths))
    of_comments = lengths[text] <= COMMENT_LENGTH
    roles[text] = "comment" if of_comments else "body"
    for at, column in enumerate(cells):
        if at == text or not column:
            continue
        if _most(column, lambda c: (read_unix(c) or read_date(c)) is not None):
            roles[at] = _once(roles, "posted" if of_comments else "published")
        elif _most(column, lambda c: c.startswith(("http://", "https://"))):
            roles[at] = _once(roles, "url")
        elif len(set(column)) == len(column) > 1 and _most(column, _is_id):
            roles[at] = _once(roles, "comment_id" if of_comments else "article_key")
    roles = [chosen.get(name, role) for name, role in zip(names, roles, strict=True)]
    roles = [None if role == KEPT else role for role in roles]
    return Columns(tuple(names), tuple(roles), of_comments, True)


def _is_id(cell: str) -> bool:
    return cell.isalnum() and any(map(str.isdigit, cell)) and any(map(str.isalpha, cell))


def _most(cells: list[str], fits: Callable[[str], bool]) -> bool:
    return sum(map(fits, cells)) * 10 >= len(cells) * 9


def _once(roles: list[str | None], role: str) -> str | None:
    return None if role in roles else role
