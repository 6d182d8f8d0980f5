"""Scraped pages: what is body, correction, header, the site's words and comment; and that no character is lost."""

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from intercoder.importers import choose
from intercoder.importers.plaintext import read_page, repeated_edges, repeated_lines
from intercoder.records import Article, Comment, Issue, Text

BODY = (
    "The harbour will be dredged again this winter, the port authority announced on Friday.\n"
    "Fishermen had asked for it for years."
)


def kinds(page):
    return ["comment" if isinstance(part, Comment) else part.kind for part in page.parts]


def texts(page, kind):
    return [part.text for part in page.parts if isinstance(part, Text) and part.kind == kind]


def comments(page):
    return [comment.text for comment in page.comments]


# ---------------------------------------------------------------- headers, corrections, the site's words


@pytest.mark.parametrize(
    ("header", "declared"),
    [
        ("COMMENTS (2)", 2),
        ("Comments (1,204)", 1204),
        ("2 Comments", 2),
        ("Reader comments: 2", 2),
        ("20 thoughts on “The harbour, dredged”", 20),
        ("11 responses to “The harbour: a long title that goes on and on and on and on and on”", 11),
        ("KOMMENTARE (2)", 2),
        ("2 Leserkommentare", 2),
        ("Leserpost (150)", 150),
        ("91 Ergänzungen", 91),
        ("Commentaires (2)", 2),
        ("Vos réactions (11)", 11),
        ("2 comentarios", 2),
        ("Comentários (2)", 2),
        ("Commenti (2)", 2),
        ("Reacties (2)", 2),
        ("Kommentarer (2)", 2),
        ("Komentarze (2)", 2),
        ("Комментарии (2)", 2),
        ("التعليقات (2)", 2),
        ("תגובות (2)", 2),
        ("评论 (2)", 2),
        ("评论（2条）", 2),
        ("コメント（2件）", 2),
        ("댓글 2개", 2),
        ("Yorumlar (2)", 2),
        ("Comments", None),
        ("KOMMENTARE", None),
    ],
)
def test_a_comments_header_is_known_in_many_languages(article, header, declared):
    page = article(f"{BODY}\n{header}\nWell done at last\nToo late for us.")
    assert texts(page, "comments_header") == [header]
    assert page.declared_comments == declared
    assert comments(page) == ["Well done at last", "Too late for us."]
    assert texts(page, "body") == [BODY]


@pytest.mark.parametrize(
    "line",
    [
        "Correction: An earlier version named the wrong port.",
        "Corrigendum: An earlier version named the wrong port.",
        "Clarification: The port is public.",
        "Editor's note: The port is public.",
        "Update, 5 May: The works have begun.",
        "Berichtigung: In einer früheren Fassung stand der falsche Hafen.",
        "Korrektur: Der Hafen war falsch.",
        "Anmerkung der Redaktion: Der Hafen war falsch.",
        "Rectificatif : le port était faux.",
        "Erratum : le port était faux.",
        "Fe de errores: El puerto era otro.",
        "Corrección: El puerto era otro.",
        "Rectificatie: De haven was fout.",
        "Rettelse: Havnen var forkert.",
        "Rättelse: Hamnen var fel.",
        "Исправление: назван не тот порт.",
        "تصحيح: الميناء كان خطأ.",
        "תיקון: הנמל היה שגוי.",
        "訂正：港の名前が違いました。",
        "更正：港口名称有误。",
    ],
)
def test_a_correction_after_the_body_is_a_text_of_its_own(article, line):
    page = article(f"{BODY}\n{line}\nCOMMENTS (1)\nThank you for the correction.")
    assert kinds(page) == ["body", "correction", "comments_header", "comment"]
    assert texts(page, "correction") == [line]


def test_a_line_of_the_body_that_only_sounds_like_a_correction_stays_in_the_body(article):
    page = article(f"Update: the works go on.\n{BODY}\nCOMMENTS (1)\nGood.")
    assert kinds(page) == ["body", "comments_header", "comment"]


@pytest.mark.parametrize(
    "line",
    [
        "Comments are moderated and generally will be posted if they are on-topic and not abusive.",
        "For more information, please see our Comments FAQ",
        "Please read our house rules before you post.",
        "Your email address will not be published. Required fields are marked *",
        "Bitte beachten Sie unsere Netiquette.",
        "Kommentare werden moderiert.",
        "Les commentaires sont modérés a priori.",
        "Los comentarios serán moderados.",
        "Reacties worden vooraf gelezen.",
        "Комментарии проходят модерацию.",
        "コメントは承認後に表示されます。",
    ],
)
def test_what_the_site_says_about_comments_is_boilerplate_and_not_codable(article, line):
    page = article(f"{BODY}\nCOMMENTS (1)\n{line}\nI was there myself.")
    assert texts(page, "boilerplate") == [line]
    assert comments(page) == ["I was there myself."]


def test_a_reader_who_speaks_of_moderation_is_still_a_reader(article):
    page = article(f"{BODY}\nCOMMENTS (2)\nGood news.\nComments are moderated here, so this will never be posted!")
    assert len(comments(page)) == 2


def test_the_form_below_the_thread_is_boilerplate(article):
    page = article(f"{BODY}\nCOMMENTS (1)\nGood news.\nLeave a Reply\nName\nWebsite")
    assert comments(page) == ["Good news."]
    assert texts(page, "boilerplate") == ["Leave a Reply", "Name", "Website"]


def test_a_page_without_a_header_is_all_body(article):
    page = article(BODY)
    assert kinds(page) == ["body"]
    assert page.declared_comments is None


def test_a_header_at_the_end_declares_comments_that_are_not_there(article):
    page = article(f"{BODY}\nCOMMENTS (3)")
    assert page.declared_comments == 3
    [issue] = page.issues
    assert (issue.declared, issue.found, issue.message) == (3, 0, "Header says 3 comments, 0 lines found.")


def test_a_header_that_is_right_gives_no_warning(article):
    assert article(f"{BODY}\nCOMMENTS (1)\nGood news.").issues == ()


def test_a_header_above_the_article_too_leaves_the_last_one(article):
    page = article(f"2 comments\n{BODY}\nCOMMENTS (2)\nGood news.\nBad news.")
    assert comments(page) == ["Good news.", "Bad news."]


def test_two_pages_in_one_file_are_reported_and_not_divided_by_guessing(article):
    page = article(f"{BODY}\nCOMMENTS (1)\nGood news.\n{BODY}\nCOMMENTS (2)\nBad news.\nNo news.")
    assert "concatenated" in [issue.code for issue in page.issues]


def test_a_page_without_an_article_is_a_stub(article):
    page = article("COMMENTS (2)\nGood news.\nBad news.")
    assert page.stub
    assert comments(page) == ["Good news.", "Bad news."]


# ---------------------------------------------------------------- the three forms


def test_blocks_between_blank_lines_are_comments(article):
    page = article(f"{BODY}\n\nCOMMENTS (2)\n\nFirst line,\nsecond line.\n\nAnother reader.\n")
    assert comments(page) == ["First line,\nsecond line.", "Another reader."]
    assert page.issues == ()


ANCHORED = {
    "says": "{name} says:\n{month} {day}, 2020 at 9:35 am\n{text}\nReply",
    "sagt": "{name} sagt:\n{day}. Juni 2016 um 17:21 Uhr\n{text}\nAntworten",
    "name, day": "{name}, Do {day} Apr 2020 / 08:34 Antworten\n{text}",
    "par": "Par {name}, le mercredi {day} mai 2019 à 08h07\n{text}",
    "day": "{name}\n{day}. 01. 2020, 13:47\n{text}\nantworten\nmelden",
    "label": "{name}\nGast\n{day}. 01. 2020, 13:47\n{text}\nantworten",
}


@pytest.mark.parametrize("shape", ANCHORED)
def test_comments_between_anchors_keep_their_lines_author_and_day(article, shape):
    readers = [("Ada Li", 9, "First line,\nsecond line."), ("bob_7", 10, "Short."), ("Ç. Öz", 11, "🙂")]
    thread = "\n".join(ANCHORED[shape].format(name=n, day=d, month="August", text=t) for n, d, t in readers)
    page = article(f"{BODY}\n3 Comments\n{thread}\nLeave a Reply\nName")
    assert [(c.author, c.text) for c in page.comments] == [(n, t) for n, _d, t in readers]
    assert [c.posted[8:10] for c in page.comments] == ["09", "10", "11"]
    assert page.issues == ()


def test_an_unknown_word_with_a_number_above_the_first_anchor_is_the_header(article):
    thread = "\n".join(ANCHORED["says"].format(name=n, day=3, month="May", text="Hm.") for n in "ABC")
    page = article(f"{BODY}\n3 Zwischenrufe\n{thread}")
    assert texts(page, "comments_header") == ["3 Zwischenrufe"]
    assert page.declared_comments == 3


def test_pingbacks_between_comments_are_the_sites(article):
    one, two = (ANCHORED["says"].format(name=n, day=3, month="May", text="Hm.") for n in ("Ada", "Bob"))
    page = article(f"{BODY}\n2 comments\n{one}\nPingback: Somewhere else\n{two}")
    assert comments(page) == ["Hm.", "Hm."]
    assert texts(page, "boilerplate") == ["Pingback: Somewhere else"]


def test_the_end_of_a_thread_without_a_sign_is_guessed_and_said(article):
    thread = "\n".join(ANCHORED["par"].format(name=n, day=3, text="Title\nText of it.") for n in ("Ada", "Bob", "Cy"))
    page = article(f"{BODY}\n3 commentaires\n{thread}\nVidéos\nActu\nNewsletter")
    assert comments(page) == ["Title\nText of it."] * 3
    assert [issue.code for issue in page.issues] == ["thread_end_guessed"]
    assert texts(page, "boilerplate") == ["Vidéos", "Actu", "Newsletter"]


def test_names_and_days_below_the_end_of_the_thread_are_no_comments(article):
    comment = ANCHORED["day"].format(name="Ada", day=14, text="Hm.").removesuffix("\nantworten\nmelden")
    page = article(f"{BODY}\n44 Kommentare\n{comment}\nAlle Kommentare anzeigen\nTeaser\n08.04.2020\nMore.")
    assert comments(page) == ["Hm."]
    assert [issue.code for issue in page.issues] == ["thread_end_guessed", "declared_comments"]


def test_a_number_of_comments_beside_the_byline_is_no_header(article):
    page = article(f"The harbour\n5 Comments\nTim Anders\nJuly 11, 2011\n{BODY}")
    assert texts(page, "body") == [BODY]
    assert page.declared_comments is None
    assert not page.comments


def test_a_count_that_differs_is_a_warning_with_anchors_too(article):
    thread = "\n".join(ANCHORED["says"].format(name=n, day=3, month="May", text="Hm.") for n in ("Ada", "Bob"))
    [issue] = article(f"{BODY}\n5 comments\n{thread}").issues
    assert issue.message == "Header says 5 comments, 2 found."


def test_menus_around_the_article_are_boilerplate(article):
    menu = "Home\nPolitics\nSports\nWeather\nContact"
    page = article(f"{menu}\n{BODY}\nCOMMENTS (1)\nGood news.")
    assert texts(page, "body") == [BODY]
    assert texts(page, "boilerplate") == menu.split("\n")


def test_quoted_speech_in_the_article_is_no_anchor(article):
    page = article("The minister says:\nWe will see.\nHe left.\nCOMMENTS (1)\nHe always leaves.")
    assert comments(page) == ["He always leaves."]


# ---------------------------------------------------------------- paragraphs


def test_each_line_that_is_not_blank_is_a_paragraph(article):
    [body] = article("One line.\n\nAnother line, \nand a third.").texts
    assert [body.text[a:b] for a, b in body.paragraphs] == ["One line.", "Another line, ", "and a third."]


def test_hard_wrapped_text_has_a_paragraph_for_each_block(article):
    lines = [
        "A long sentence that somebody has broken into lines of",
        "equal width because a machine once could not show more",
        "than this.",
    ]
    block = "\n".join(lines)
    [body] = article(f"{block}\n\n{block}").texts
    assert [body.text[a:b] for a, b in body.paragraphs] == [block, block]


# ---------------------------------------------------------------- characters

ODD = st.text(
    st.one_of(
        st.characters(exclude_characters="\r\n", codec="utf-8"),
        st.sampled_from("\0\u2028\u2029\u0085\u200f\ufeff\u202e🏳️‍🌈א\ud83d\udfff\x0b\x0c\x1c "),
    ),
    min_size=1,
    max_size=30,
)


def as_kept(text):
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)


@settings(max_examples=200, deadline=None)
@given(st.lists(ODD, min_size=1, max_size=8))
@example(["\ufeff", "x"])
@example(["a\ud83d", "\ude00b"])
@example(["\u2028", "\x0b"])
def test_any_line_survives_with_its_code_points(lines):
    """Blank lines at an edge divide, NUL and lone surrogates become U+FFFD; everything else is kept."""
    page = read_page(lines_of(("\n".join(lines)).encode("utf-8", "surrogatepass")))
    kept = "\n".join(part.text for part in page.parts)
    wanted = [as_kept(line) for line in lines]
    wanted[0] = wanted[0].removeprefix("\ufeff")
    assert [line for line in kept.split("\n") if line.strip()] == [line for line in wanted if line.strip()]


def lines_of(data):
    import io

    from intercoder.importers.reading.encodings import Encoding, clean, decode

    bom = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    text, _count = clean(decode(io.BytesIO(data).read(), Encoding("utf-8", "utf-8", bom)))
    return text.split("\n")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_feed_becomes_one(article, ending):
    page = article(f"{BODY}\nCOMMENTS (1)\nGood news.".replace("\n", ending))
    assert (texts(page, "body"), comments(page)) == ([BODY], ["Good news."])


def test_space_at_the_edges_of_a_line_is_kept(article):
    page = article("  An indented line. \t\nCOMMENTS (1)\n\u00a0 a comment  ")
    assert texts(page, "body") == ["  An indented line. \t"]
    assert comments(page) == ["\u00a0 a comment  "]


def test_nul_and_lone_surrogates_are_replaced_and_counted(read):
    records = read(f"{BODY}\nCOMMENTS (1)\nGood\0 \ud83d news.")
    [issue] = [r for r in records if isinstance(r, Issue)]
    assert (issue.code, issue.found) == ("replaced_characters", 2)
    [page] = [r for r in records if isinstance(r, Article)]
    assert comments(page) == ["Good\ufffd \ufffd news."]


def test_the_texts_stand_in_the_file_in_their_order(seed, article):
    source = seed.read_text("utf-8")
    at = 0
    for part in article(seed.read_bytes()).parts:
        at = source.index(part.text, at) + len(part.text)


def test_every_line_that_is_not_blank_is_in_exactly_one_text(seed, article):
    lines = seed.read_text("utf-8").split("\n")
    kept = [line for part in article(seed.read_bytes()).parts for line in part.text.split("\n")]
    assert kept == lines


def test_the_second_reading_is_equal_to_the_first(seed, read):
    assert read(seed.read_bytes()) == read(seed.read_bytes())


def test_a_page_cut_off_anywhere_never_raises(seed, read):
    data = seed.read_bytes() + "\nÄöü — 🙂 مرحبا".encode()
    chance = random.Random(7)
    for stop in [*range(len(data) - 30, len(data)), *(chance.randrange(len(data)) for _ in range(40))]:
        assert read(data[:stop])


def test_an_empty_page_is_skipped_with_the_reason(read):
    [issue] = read(" \n\n")
    assert (issue.code, issue.severity) == ("no_text", "skipped")


# ---------------------------------------------------------------- several pages, and other formats


def test_lines_below_the_headers_of_half_the_pages_repeat():
    openings = [("Tell us!", "One"), ("Tell us!", "Two"), ("Three", "Four")]
    assert repeated_lines(openings) == {"Tell us!"}


def test_a_copy_of_a_page_does_not_make_its_comments_the_sites():
    assert repeated_lines([("One", "Two"), ("One", "Two")]) == frozenset()


def test_long_lines_at_the_edges_of_three_pages_are_the_sites():
    pages = [
        frozenset({"© 2019 Ledger Press. All rights reserved.", f"The last comment of page {n} is long."}) for n in range(3)
    ]
    assert repeated_edges(pages) == {"© 2019 Ledger Press. All rights reserved."}
    assert repeated_edges(pages[:2]) == frozenset()


def test_a_line_that_repeats_at_the_end_is_no_comment_and_no_body(article):
    imprint = "© 2019 Ledger Press. All rights reserved."
    text = f"{imprint}\nThe bridge is shut.\nCOMMENTS (2)\nYes.\nNo.\n{imprint}\n"
    found = article(text, repeated=frozenset({imprint}))
    assert [c.text for c in found.comments] == ["Yes.", "No."]
    assert [t.kind for t in found.texts] == ["boilerplate", "body", "comments_header", "boilerplate"]


def test_a_comment_that_begins_with_an_earlier_name_answers_it(article):
    text = "Bridge shut.\n2 Comments\nNadir says:\nMay 1, 2019\nYes.\nReply\nBen says:\nMay 2, 2019\n@Nadir, no.\nReply\n"
    found = article(text).comments
    assert [(c.author, c.reply_to, c.reply_basis) for c in found] == [("Nadir", None, None), ("Ben", 0, "mention")]
    assert found[1].text == "@Nadir, no."


def test_a_lone_page_repeats_nothing():
    assert repeated_lines([("One", "One")]) == frozenset()


@pytest.mark.parametrize(
    "head",
    [
        b"<!DOCTYPE html><html><body>x",
        b"<?xml version='1.0'?><a/>",
        b"{\\rtf1 x}",
        b'{"a": [1]}',
        b"%PDF-1.7",
        b"PK\x03\x04" + bytes(40),
    ],
    ids=["html", "xml", "rtf", "json", "pdf", "zip"],
)
def test_what_is_no_plain_text_is_not_taken_for_it(head):
    choice = choose(head, "page.txt")
    assert choice is None or choice[0] != "text"


# A thread as the templates of a blog software print it in many languages: header, `says`, reply, leave a comment, day.
TEMPLATES = {
    "en": ("3 thoughts on “{}”", "{} says:", "Reply", "Leave a Reply", "July 11, 2011 at 12:25 pm"),
    "de": ("3 Kommentare zu „{}“", "{} sagt:", "Antworten", "Schreibe einen Kommentar", "11. Juli 2011 um 12:25 Uhr"),
    "fr": ("3 réflexions sur « {} »", "{} dit :", "Répondre", "Laisser un commentaire", "11 juillet 2011 à 12 h 25 min"),
    "es": ("3 comentarios en «{}»", "{} dice:", "Responder", "Deja un comentario", "11 julio, 2011 a las 12:25"),
    "it": ("3 commenti su “{}”", "{} ha detto:", "Rispondi", "Lascia un commento", "11 Luglio 2011 alle 12:25"),
    "nl": ("3 reacties op “{}”", "{} schreef:", "Beantwoorden", "Geef een reactie", "11 juli 2011 om 12:25"),
    "pt": ("3 comentários em “{}”", "{} disse:", "Responder", "Deixe um comentário", "11 de julho de 2011 às 12:25"),
    "sv": ("3 svar på ”{}”", "{} skriver:", "Svara", "Lämna ett svar", "11 juli, 2011 kl. 12:25"),
    "da": ("3 kommentarer til “{}”", "{} siger:", "Svar", "Skriv et svar", "11. juli 2011 kl. 12:25"),
    "fi": ("3 kommenttia artikkeliin ”{}”", "{} sanoo:", "Vastaa", "Vastaa", "11.7.2011 12:25"),
    "pl": ("3 odpowiedzi na „{}”", "{} pisze:", "Odpowiedz", "Dodaj komentarz", "11 lipca 2011 o 12:25"),
    "cs": ("3 komentářů u „{}“", "{} napsal:", "Odpovědět", "Napsat komentář", "11. 7. 2011 (12:25)"),
    "ru": ("3 комментария на «{}»", "{} говорит:", "Ответить", "Добавить комментарий", "11 июля 2011 в 12:25"),
    "uk": ("3 коментарі до “{}”", "{} пише:", "Відповісти", "Залишити коментар", "11 липня 2011 о 12:25"),
    "tr": ("“{}” için 3 yanıt", "{} dedi ki:", "Yanıtla", "Bir yanıt yazın", "11 Temmuz 2011, 12:25"),
    "ar": ("3 تعليقات على “{}”", "{} يقول:", "رد", "اترك تعليقاً", "11 يوليو 2011 الساعة 12:25"),
    "he": ("3 תגובות על “{}”", "{} כתב:", "השב", "כתיבת תגובה", "11 ביולי 2011 בשעה 12:25"),
    "ja": ("“{}” への3件のフィードバック", "{} より:", "返信", "コメントを残す", "2011年7月11日 12:25"),
    "zh": ("《{}》有3条评论", "{}说道：", "回复", "发表评论", "2011年7月11日 12:25"),
}
STORY = "The harbour master said on Monday that the bridge stays shut until all of its piers were looked at by divers 🚧."


@pytest.mark.parametrize("language", sorted(TEMPLATES))
def test_a_thread_of_names_and_days_is_read_in_many_languages(article, language):
    header, says, reply, leave, day = TEMPLATES[language]
    comments = [("Ada Ö.", ["It is about time."]), ("بہار", ["دو سطریں", "Two lines 👍."]), ("lee", ["No."])]
    thread = [line for name, text in comments for line in (says.format(name), day, *text, reply)]
    above = ["The bridge stays shut", STORY, STORY, header.format("The bridge stays shut")]
    found = article("\n".join([*above, *thread, leave, "Comment", "Name", "E-mail"]))
    assert [(c.author, c.text, c.posted) for c in found.comments] == [
        (name, "\n".join(text), "2011-07-11T12:25") for name, text in comments
    ]
    assert found.declared_comments == 3
    assert [text.text for text in found.texts if text.kind == "boilerplate"][-3:] == ["Comment", "Name", "E-mail"]


def test_a_label_of_a_form_is_no_header_where_names_and_days_repeat(article):
    thread = [f"Reader {n} says:\nMay {n + 1}, 2020 at 9:0{n} am\nWord {n} 😀.\nReply" for n in range(4)]
    found = article("\n".join([STORY, STORY, "Vier Wortmeldungen hierzu", *thread, "Comment", "Name *"]))
    assert [comment.text for comment in found.comments] == [f"Word {n} 😀." for n in range(4)]
    assert found.declared_comments is None
