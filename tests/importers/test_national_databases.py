"""Exports of national press databases, written for the purpose after their structure."""

# ruff: noqa: E501 - a page reads better in its own lines

APA = """{\\rtf1
{\\info{\\title RTF}}
\\f1\\i\\b0\\fs20 "Hafenbote" vom 23.10.2017 Seite: 2\\par Ressort: Politik\\par \\par KOLUMNE\\par
\\f2\\b\\i0\\fs20 Br\\u252?cke bleibt zu\\f1\\i0\\b0\\fs20 \\par \\par Die F\\u228?hre f\\u228?hrt.\\par Mehr.\\par
______________________________\\par "Hafen.at" gefunden am 28.12.2017 10:36 Uhr\\par \\par Zweite Meldung\\par Text.\\par }"""
DEFACTO = """<html><head><meta charset="ISO-8859-1"></head><body><p>"Der Hafen" vom 02.04.2013 &nbsp;Seite: 1<br>
Ressort: Seite 1<br><br>Brücke zu<br><br>Die Fähre fährt.</p><p>"Der Hafen" Nr. 91-KM vom 03.04.2013 Seite: 7<br>Ressort: Wien<br>
Zweite<br>Text.</p></body></html>"""
ROWS = """<html><body><table><tr><td><span id="articleTitle">Brug {n}</span></td></tr><tr><td><span id="sourceTitle">Krant</span>
<span id="articleDate">2{n}-06-2013</span><span id="articlePage">pagina 03</span></td></tr>
<tr><td><span id="articleIntro">De brug is dicht.</span></td></tr></table>"""
HEADINGS = """<html><body><ul><li><a href="#1">Brug</a></li><li><a href="#2">Veer</a></li><li><a href="#3">Kade</a></li></ul><hr>
<h2>Brug</h2><p>De Krant, 21 juni 2013</p><p>De brug is dicht.</p><hr><h2>Veer</h2><p>De Krant, 22 juni 2013</p><p>Het veer vaart.</p>
<hr></body></html>"""
INTEGRUM = """<html><body><p>1. МОСТ Вестник; 09.02.1994; 6;</p><table><tr><td>^ИС: Вестник<br>^РБ: Город<br>^ДТ: 09.02.1994<br>
^АВ: Иванов<br>^ЗГ: Мост закрыт</td></tr><tr><td><p>Мост закрыт.</p><p>Паром ходит.</p></td></tr></table></body></html>"""
YOMIDASU = """<html><body><table class="contentsTable"><tr><td>1</td><td>2009.01.13</td><td>橋が閉鎖</td><td>東京朝刊</td><td>3</td>
<td>152字</td><td>01段</td></tr><tr><td colspan="7">橋は閉鎖されたまま。<br>船は動く。長い本文です。</td></tr></table></body></html>"""
MEDIARGUS = """?1. Brug dicht
De Krant, woensdag 30 november 2011, p. 23, 853w.
De brug is dicht

2. Veer vaart
De Krant, donderdag 1 december 2011, p. 2, 12w.
Het veer





30-11-2011, p.23
Brug dicht
De brug is dicht tot maandag.
© De Krant




1-12-2011, p.2
Veer vaart
Het veer vaart.
© De Krant
"""


def test_apa_takes_the_bold_line_as_headline_and_a_day_of_retrieval_for_no_day(read):
    first, second = read(APA, key="apa-rtf")
    assert (first.headline, first.outlet, first.section, first.page) == ("Brücke bleibt zu", "Hafenbote", "Politik", "2")
    assert (first.published, first.extra) == ("2017-10-23", {"kicker": "KOLUMNE"})
    assert [t.text.strip() for t in first.texts if t.kind == "body"] == ["Die Fähre fährt.\nMehr."]
    assert (second.headline, second.published, second.extra["retrieved"]) == ("Zweite Meldung", None, "2017-12-28T10:36")


def test_defacto_has_articles_under_one_another(read):
    first, second = read(DEFACTO.encode("latin-1"), key="defacto-html")
    assert (first.headline, first.outlet, first.published, first.page) == ("Brücke zu", "Der Hafen", "2013-04-02", "1")
    assert (second.headline, second.published, second.section) == ("Zweite", "2013-04-03", "Wien")


def test_clippings_are_rows_with_title_source_and_day(read):
    first, second = read("".join(ROWS.format(n=n) for n in (1, 2)), key="clippings-html")
    assert (first.headline, first.outlet, first.published, first.page) == ("Brug 1", "Krant", "2013-06-21", "03")
    assert second.texts[1].text == "De brug is dicht."


def test_clippings_are_headings_between_rules(read):
    first, second = read(HEADINGS, key="clippings-html")
    assert (first.headline, first.published, first.outlet) == ("Brug", "2013-06-21", "De Krant")
    assert second.texts[1].text == "Het veer vaart."


def test_integrum_has_labels_in_russian(article):
    found = article(INTEGRUM.encode("cp1251"), key="integrum-html")
    assert (found.headline, found.outlet, found.byline, found.published) == ("Мост закрыт", "Вестник", "Иванов", "1994-02-09")
    assert found.texts[1].text == "Мост закрыт.\nПаром ходит."


def test_yomidasu_has_a_table_for_each_article(article):
    found = article(YOMIDASU, key="yomidasu-html")
    assert (found.headline, found.published, found.edition, found.page) == ("橋が閉鎖", "2009-01-13", "東京朝刊", "3")
    assert (found.length_declared, found.texts[1].text) == (152, "橋は閉鎖されたまま。\n船は動く。長い本文です。")


def test_mediargus_joins_index_and_texts_by_their_order(read):
    records = read(MEDIARGUS, key="mediargus-txt")
    assert [(a.headline, a.published, a.length_declared) for a in records] == [
        ("Brug dicht", "2011-11-30", 853),
        ("Veer vaart", "2011-12-01", 12),
    ]
    assert records[0].texts[1].text == "De brug is dicht tot maandag."


def test_each_is_known_by_its_structure(best):
    forms = {
        "apa-rtf": APA.encode(),
        "defacto-html": DEFACTO.encode("latin-1"),
        "clippings-html": "".join(ROWS.format(n=n) for n in (1, 2)),
        "integrum-html": INTEGRUM.encode("cp1251"),
        "yomidasu-html": YOMIDASU,
        "mediargus-txt": MEDIARGUS,
    }
    assert {key: best(form, "x.bin") for key, form in forms.items()} == {key: key for key in forms}
    assert best(HEADINGS, "x") == "clippings-html"
