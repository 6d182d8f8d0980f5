"""The words by which a scraped page shows its parts, in the languages of the press that was seen."""

# ruff: noqa: E501, SIM905 - a table of words reads better on a long line than in pieces

import re

from intercoder.importers.reading.texts import whole_number

COMMENT_WORDS = (
    # English, German, French, Spanish, Portuguese, Italian, Dutch
    "comments?", "reader comments?", "readers[’'] comments?", "user comments?", "responses?", "replies", "thoughts?",
    "letters? to the editor", "kommentare?", "leserkommentare?", "leserbriefe?", "leserpost", "leserstimmen",
    "lesermeinungen", "ergänzung(?:en)?", "beiträge", "wortmeldung(?:en)?", "postings?", "commentaires?", "réactions?",
    "vos réactions", "vos commentaires", "avis des lecteurs", "comentarios?", "opiniones", "comentários?", "commenti",
    "commento", "reacties?", "opmerkingen",
    # Danish, Norwegian, Swedish, Finnish, Polish, Czech, Slovak, Hungarian, Romanian, Turkish, Indonesian
    "kommentarer?", "kommentit", "kommenttia", "kommentteja", "komentarze", "komentarzy", "komentarz", "komentáře",
    "komentářů", "diskuse", "diskusia", "komentáre", "hozzászólás(?:ok)?", "kommentek", "comentarii", "yorum(?:lar)?",
    "komentar",
    # Russian, Ukrainian, Bulgarian, Serbian, Greek
    "комментари[ийяев]+", "отзывы", "коментар[іиів]*", "коментара", "коментари", "σχόλια", "σχόλιο",
    # Arabic, Persian, Urdu, Hebrew, Hindi
    "تعليقات", "التعليقات", "تعليق", "نظرات", "دیدگاه‌?ها", "تبصرے", "تبصرہ", "تبصره‌?ها", "תגובות", "תגובה",
    "टिप्पणियाँ", "टिप्पणियां", "टिप्पणी",
    # Chinese, Japanese, Korean
    "评论", "評論", "留言", "网友评论", "コメント", "댓글", "의견",
)  # fmt: skip
_WORD = "(?:" + "|".join(COMMENT_WORDS) + ")"
_NUMBER = r"(?P<{0}>\d{{1,3}}(?:[.,\u00a0\u202f ]\d{{3}})+|\d{{1,7}})"
_COUNTER = "(?:条|條|件|個|个|개)?"
_TO = "(?:on|to|zu|auf|sur|à|a|en|para|em|su|op|over|på|til|till|om|do|na|к|на|до|о|la|στο|σχετικά με το|على|על|به|دربارهٔ)"
_QUOTES = "“”\"„«'‘‚「『《"
HEADER = re.compile(
    rf"(?:(?:all|alle|tous les|todos los|read|view|show|latest)\s+)?(?:"
    rf"{_WORD}\s*[(（\[]\s*{_NUMBER.format('a')}\s*{_COUNTER}\s*[)）\]]"
    rf"|{_WORD}\s*[:：]?\s*{_NUMBER.format('b')}\s*{_COUNTER}"
    rf"|{_NUMBER.format('c')}\s*{_COUNTER}\s*{_WORD}(?P<title>\s+(?:{_TO}\s+)?[{_QUOTES}].*)?"
    rf"|{_WORD})\s*[:：]?",
    re.I,
)
HEADER_LENGTH = 60
"""A header has at most so many code points, a quoted title not counted."""

QUOTE = re.compile(f"[{_QUOTES}]")
ANY_COUNT = re.compile(
    rf"{_NUMBER.format('c')}\s+[^\W\d_]+(?P<title>(?:\s+[^\W\d_]+){{0,3}}\s*:?\s+[{_QUOTES}].*)?"
    rf"|[^\W\d_]+\s*[(（]\s*{_NUMBER.format('a')}\s*[)）]"
    rf"|[“\"„«「『《].*[”\"“»」』》]\s*[^\W\d_]*\s*{_NUMBER.format('b')}\s*{_COUNTER}(?:\s*[^\W\d_]+){{1,2}}"
)
"""`91 Ergänzungen`, `11 svar på ”TITLE”`, `“TITLE” için 11 yanıt`: a header whose words are not in the table, recognised
only directly above a comment."""

CORRECTION = re.compile(
    r"\W{0,3}(?:corrections?|corrigend(?:um|a)|clarifications?|editor[’'`]?s[’'`]? note|update[ds]?|"
    r"berichtigung|korrektur|richtigstellung|anmerkung der redaktion|anm\. d\. red\.|hinweis der redaktion|aktualisierung|"
    r"rectificati(?:f|ons?)|errat(?:um|a)|précision|note de la rédaction|mise à jour|"
    r"fe de erratas?|fe de errores|correcci[óo]n|rectificaci[óo]n|aclaraci[óo]n|nota del editor|nota de la redacción|"
    r"correção|errata|correzione|rettifica|errata corrige|nota della redazione|"
    r"rectificatie|correctie|naschrift redactie|rettelse|præcisering|retting|rättelse|oikaisu|"
    r"sprostowanie|erratum|oprava|helyreigazítás|düzeltme|ralat|koreksi|"
    r"исправление|поправка|уточнение|виправлення|διόρθωση|"
    r"تصحيح|توضيح|تصحیح|اصلاحیه|תיקון|הבהרה|訂正|更正|정정)(?:[\s,(][^:：]{0,60})?\s*[:：]",
    re.I,
)

POLICY = re.compile(
    r"comments? (?:are|is|will be|may be|on this)\b.{0,60}(?:moderat|publish|post|clos|review|approv|remov|delet|edit)|"
    r"(?:pre|post)-?moderat|subject to moderation|moderation (?:policy|rules|queue)|moderat.{0,80}\bpost(?:ed|s)?\b|"
    r"comments? (?:faq|policy|guidelines|rules)|house rules|community (?:guidelines|standards|rules)|"
    r"terms (?:of use|and conditions|of service)|email address will not be published|required fields are marked|"
    r"(?:log|sign) in to (?:post|comment|reply|join)|(?:please )?(?:register|subscribe) to comment|"
    r"we reserve the right to|reserves the right to|opinions? expressed .{0,60}(?:do not|those of)|"
    r"netiquette|kommentarregeln|hausordnung|werden moderiert|moderiert.{0,60}(?:kommentar|beitr|veröffentlich)|"
    r"(?:kommentar|beitr)\w*.{0,80}(?:moderiert|freigeschaltet|geprüft)|kommentarfunktion|forenregeln|"
    r"e-mail-adresse wird nicht veröffentlicht|erforderliche felder|geben nicht die meinung|"
    r"charte (?:des|de) (?:commentaires|modération|participation)|sont modérés|modérés? a (?:priori|posteriori)|"
    r"adresse (?:e-?mail|de messagerie) ne sera pas publiée|règles? de (?:modération|la communauté)|"
    r"normas (?:de|para) (?:uso|participaci[óo]n|la comunidad|comentar)|ser[áa]n moderados|"
    r"(?:comentarios|comentários).{0,60}moderad|los comentarios (?:están|son|serán)|política de comentarios|"
    r"os comentários (?:são|serão)|regras (?:de|da) (?:comunidade|uso|participação)|"
    r"i commenti (?:sono|saranno|vengono)|regole (?:della community|dei commenti)|"
    r"reacties (?:worden|zijn)\b.{0,60}|huisregels|spelregels|gemodereerd|"
    r"kommentarer (?:modereras|modereres|granskas)|debatregler|kommentarsreglar|"
    r"komentarze (?:są|będą)\b.{0,60}moderow|regulamin (?:komentarzy|forum)|zasady komentowania|"
    r"комментарии (?:проходят|модерир|проверя)\w*|правила (?:комментирования|сообщества|форума)|премодерац|"
    r"yorumlar.{0,40}(?:onay|denet)|تخضع التعليقات|التعليقات (?:تخضع|لا تعبر)|شروط التعليق|"
    r"דיווח על תגובות|כללי התגובות|コメント(?:規約|ポリシー|は承認)|评论(?:须知|规则)|댓글 (?:정책|운영)",
    re.I,
)
POLICY_LENGTH = 400

THREAD_END = re.compile(
    r"leave a (?:reply|comment)\b.*|write a comment|post a comment|add (?:a|your) comment|join the (?:discussion|conversation)|"
    r"cancel reply|(?:load|show|view|read) (?:more|all)(?: \d+)? comments|load more|comments are (?:now )?closed\.?|"
    r"related (?:articles|stories|posts)|more (?:on this story|from .{1,40})|you may also like|most read|"
    r"kommentar (?:schreiben|verfassen|hinzufügen|abgeben)|schreiben? sie einen kommentar|schreibe einen kommentar.*|"
    r"antwort(?:en)? abbrechen|ergänzung abbrechen|jetzt (?:mitreden|kommentieren)|(?:alle|weitere|mehr) kommentare(?: anzeigen| laden)?|"
    r"mehr zum thema|das könnte sie auch interessieren|meistgelesen|"
    r"(?:poster|laisser|écrire|publier|ajouter) un commentaire|laissez un commentaire|voir (?:tous les|plus de) commentaires|"
    r"annuler la réponse|à lire aussi|(?:deja|dejar|publicar|escribir|escribe) (?:un comentario|una respuesta|tu comentario)|"
    r"(?:ver|cargar) (?:todos los|más) comentarios|cancelar respuesta|deixe um comentário|carregar mais|"
    r"lascia un commento|(?:mostra|vedi) (?:altri|tutti i) commenti|(?:plaats|geef|schrijf) een reactie|"
    r"(?:toon|laad) (?:meer|alle) reacties|skriv en kommentar|visa fler kommentarer|dodaj komentarz|zobacz wszystkie komentarze|"
    r"(?:оставить|добавить|написать) комментарий|показать (?:все|ещё) комментарии|yorum yap|أضف تعليق.*|اترك تعليق.*|"
    r"הוסף תגובה|発表|コメントを(?:書く|残す|投稿する)|もっと見る|发表评论|查看更多评论|댓글 쓰기|더보기|"
    r"lämna (?:ett svar|en kommentar)|skriv et svar|legg igjen (?:en kommentar|et svar)|jätä kommentti|napsat komentář|"
    r"dodaj odpowiedź|lasă un (?:comentariu|răspuns)|залишити (?:коментар|відповідь)|bir (?:yanıt|cevap) yazın|"
    r"deixe uma resposta|كتابة تعليق|כתיבת תגובה|コメントする|tinggalkan (?:balasan|komentar)",
    re.I,
)

TERMINATOR = re.compile(
    r"reply|reply to .{1,60}|report(?: abuse| comment)?|flag|like|share|antworten|melden|beitrag melden|auf diesen .{1,20} antworten|"
    r"répondre|signaler|responder|denunciar|reportar|rispondi|segnala|reageren?|beantwoord(?:en)?|rapporteer|svar|svara|odpowiedz|"
    r"zgłoś|vastaa|odpovědět|válasz|răspunde|απάντηση|ответить|пожаловаться|відповісти|yanıtla|cevapla|رد|الرد|پاسخ|השב|"
    r"הגב|返信|回复|答复|답글|신고",
    re.I,
)
SHORT_LABEL = re.compile(
    r"(?:gast|guest|invité|invitado|ospite|gość|гость|abonné|abonnent|subscriber|member|mitglied|user|nutzer(?:in)?|"
    r"staff|autor(?:in)?|author|profil gelöscht|\(profil gelöscht\)|verified|top commenter)",
    re.I,
)
PINGBACK = re.compile(r"(?:ping|track)backs?\s*:.*", re.I)
SAYS = re.compile(
    r"(?P<name>\S.{0,78}?)(?:\s*,?\s+(?:says|said|writes|wrote|sagt|sagte|schreibt|schrieb|meint|a dit|dit|écrit|a écrit|"
    r"dice|dijo|escribió|diz|disse|escreveu|ha detto|scrive|zegt|schreef|skriver|säger|siger|sier|sanoo|kirjoitti|pisze|"
    r"napisał\(?a?\)?|napsala?|napsal\(a\)|říká|szerint|írta|spune|a spus|λέει|έγραψε|говорит|пишет|написал\(?а?\)?|пише|каже|"
    r"написав|dedi ki|diyor ki|يقول|قال|می‌گوید|گفت|כתב|כתבה|אומר|より|님의 말)|\s*(?:さん|说道?|說道?))"
    r"\s*(?P<on>on\s+.{6,40})?\s*[:：]",
    re.I,
)

_MONTH_NAMES = (
    "january jan januar jänner janvier janv enero ene janeiro gennaio gen januari tammikuuta stycznia ledna ocak oca января янв січня يناير ינואר",
    "february feb februar feber février févr fév febrero fevereiro fev febbraio februari helmikuuta lutego února şubat şub февраля фев лютого فبراير פברואר",
    "march mar märz mär maerz mrz mars marts marzo março maart mrt maaliskuuta marca března mart марта мар березня مارس מרץ",
    "april apr avril avr abril abr aprile huhtikuuta kwietnia dubna nisan nis апреля апр квітня أبريل ابريل אפריל",
    "may mai mayo maio mag maggio mei maj toukokuuta maja května mayıs мая май травня مايو מאי",
    "june jun juni juin junio junho giugno giu kesäkuuta czerwca června haziran haz июня июн червня يونيو יוני",
    "july jul juli juillet juil julio julho luglio lug heinäkuuta lipca července temmuz tem июля июл липня يوليو יולי",
    "august aug août aout agosto ago augustus augusti elokuuta sierpnia srpna ağustos ağu августа авг серпня أغسطس אוגוסט",
    "september sept sep septembre septiembre setiembre setembro settembre set syyskuuta września září eylül eyl сентября сен вересня سبتمبر ספטמבר",
    "october oct oktober okt octobre octubre outubro out ottobre ott lokakuuta października října ekim eki октября окт жовтня أكتوبر אוקטובר",
    "november nov novembre noviembre novembro marraskuuta listopada listopadu kasım kas ноября ноя листопада نوفمبر נובמבר",
    "december dec dezember dez décembre déc diciembre dic dezembro dicembre desember des joulukuuta grudnia prosince aralık ara декабря дек грудня ديسمبر דצמבר",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
FILLERS = frozenset(
    # weekdays, English to Russian, and what stands between a day and its time
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
    "mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag "
    "понедельник вторник среда четверг пятница суббота воскресенье "
    "at um uhr le à a las los de del on the am den il alle ore op om kl klo o godz в г года ч posted published h st nd rd th er saat "
    "às as min об о у στις الساعة ساعت בשעה ב ve"
    .split()
)  # fmt: skip
ZONES = {
    "z": 0,
    "utc": 0,
    "gmt": 0,
    "cet": 60,
    "cest": 120,
    "mez": 60,
    "mesz": 120,
    "est": -300,
    "edt": -240,
    "pst": -480,
    "pdt": -420,
}


def declared_number(line: str, any_word: bool = False) -> int | None:
    """The number of comments in a header, `COMMENTS (1,204)` -> 1204; None where it has none."""
    match = (ANY_COUNT if any_word else HEADER).fullmatch(line.strip())
    if not match:
        return None
    digits = next((d for name, d in match.groupdict().items() if name in ("a", "b", "c") and d), None)
    return whole_number(digits)


def is_header(line: str, any_word: bool = False) -> bool:
    """Whether a line is a comments header. A title that it quotes may be long."""
    line = line.strip()
    if not line or (len(line) > HEADER_LENGTH and (len(line) > HEADER_LENGTH * 5 or not QUOTE.search(line))):
        return False
    if any_word:
        return ANY_COUNT.fullmatch(line) is not None
    match = HEADER.fullmatch(line)
    return match is not None and len(line) - len(match["title"] or "") <= HEADER_LENGTH


def counts_in_brackets(line: str) -> bool:
    """Whether a header has the form `WORD (N)`, which nothing but a thread has below it."""
    match = HEADER.fullmatch(line.strip())
    return match is not None and match["a"] is not None


def is_policy(line: str) -> bool:
    """Whether a line is the site's word about comments, not a reader's."""
    return len(line) <= POLICY_LENGTH and POLICY.search(line) is not None
