"""HTML of Europresse, written for the purpose: both layouts."""

OLD = """<html><head><META http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"></head><body><table><tr><td>
<span class="DocPublicationName">Le Quai</span><br><span class="DocHeader">Éditorial, </span>
<span class="DocHeader">jeudi </span>
<span class="DocHeader">4 octobre 2012</span><span class="DocHeader">, p. 03</span><br><br>Au port<br>
<span class="TitreArticleVisu">Le pont <span style="color:red">ferme</span></span><br><br>Åsa Lindqvist<br><p></p>
Le pont 🚧 ferme, dit le&nbsp;port.<p></p>Les bacs passent.<p></p><b><i>© 2012 Le Quai. Tous droits réservés.</i></b><p></p>
Numéro de document : news·20121004·QU·156190<br></td></tr></table>
<table><tr><td><span class="DocPublicationName">La Jetée</span><br><span class="DocHeader">mardi 5 mars 2013</span><br>
<span class="TitreArticleVisu">Deuxième</span><br><br>Texte.<p></p>© 2013 La Jetée.</td></tr></table></body></html>"""
NEW = """<html><body><article><header><div>
<span class="DocPublicationName">Le Quai</span></div>
<span class="DocHeader">Politique, mardi 14 mars 2006, p. 12</span><div class="titreArticle"><p>Sous-titre</p>
<p>Le pont ferme</p></div>
<div class="docAuthors">Åsa Lindqvist</div></header><section>
<div class="docOcurrContainer"><p>Le pont ferme.</p>
<p>Fin.</p></div>
</section><footer>© 2006 Le Quai. news·20060314·QU·0P1</footer></article></body></html>"""


def test_the_older_layout_has_author_and_text_as_lines(read):
    first, second = read(OLD, key="europresse-html")[-2:]
    assert (first.headline, first.outlet, first.byline) == ("Le pont ferme", "Le Quai", "Åsa Lindqvist")
    assert (first.published, first.section, first.page) == ("2012-10-04", "Éditorial", "03")
    assert first.provider_id == "news·20121004·QU·156190"
    assert (second.headline, second.published) == ("Deuxième", "2013-03-05")


def test_the_text_ends_at_the_copyright_and_keeps_its_characters(read):
    first = read(OLD, key="europresse-html")[-2]
    assert {t.kind: t.text for t in first.texts} == {
        "headline": "Le pont ferme",
        "lead": "Au port",
        "body": "Le pont 🚧 ferme, dit le\u00a0port.\nLes bacs passent.",
    }


def test_a_declared_charset_that_is_not_the_real_one_is_said(read):
    assert read(OLD, key="europresse-html")[0].code == "encoding_declared_wrong"


def test_the_newer_layout_names_its_parts(article):
    found = article(NEW, key="europresse-html")
    assert (found.headline, found.outlet, found.byline) == ("Sous-titre Le pont ferme", "Le Quai", "Åsa Lindqvist")
    assert (found.published, found.page, found.section) == ("2006-03-14", "12", "Politique")
    assert [t.text for t in found.texts if t.kind == "body"] == ["Le pont ferme.\nFin."]


def test_it_is_known_by_its_classes(best):
    assert best(OLD, "x.txt") == "europresse-html"
    assert best(NEW, "x.txt") == "europresse-html"
