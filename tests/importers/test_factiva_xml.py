"""XML of Factiva, written for the purpose."""

from intercoder.records import Article

ARTICLE = """<article><accessionNo>LEDGER00201{n}</accessionNo><baseLanguage>EN</baseLanguage>
<headline><paragraph display="Proportional"><hlt>Bridge</hlt> shut</paragraph></headline>
<leadParagraph><paragraph>The
  bridge stays&#160;shut 🚧.</paragraph></leadParagraph><pages>4</pages>
<publicationDate><dateTime>2012-01-09T01:35:58Z</dateTime></publicationDate><sourceName>Evening Ledger</sourceName>
<tailParagraphs><paragraph>Ferries run.</paragraph></tailParagraphs><wordCount>9</wordCount></article>"""
FILE = (
    '<?xml version="1.0"?><r xmlns="http://example.org/pps">'
    '<ppsarticleResultSet count="{count}">{articles}</ppsarticleResultSet></r>'
)


def test_an_article_is_read_with_its_hit_words_and_spaces(article):
    found = article(FILE.format(count=1, articles=ARTICLE.format(n=1)), key="factiva-xml")
    assert (found.headline, found.outlet, found.provider_id) == ("Bridge shut", "Evening Ledger", "LEDGER002011")
    assert (found.published, found.language, found.page, found.length_declared) == ("2012-01-09T01:35:58Z", "en", "4", 9)
    assert found.texts[1].text == "The bridge stays\u00a0shut 🚧.\nFerries run."


def test_the_number_that_the_file_declares_is_compared(read):
    *_articles, declared = read(FILE.format(count=3, articles=ARTICLE.format(n=1)), key="factiva-xml")
    assert (declared.severity, declared.message) == ("warning", "The file says 3 articles, 1 found.")


def test_a_file_that_breaks_off_gives_its_whole_articles_and_the_place(read):
    text = FILE.format(count=2, articles=ARTICLE.format(n=1) + ARTICLE.format(n=2))
    records = read(text[: text.rindex("Ferries")], key="factiva-xml")
    assert isinstance(records[0], Article)
    assert (records[1].code, records[1].severity) == ("truncated", "skipped")


def test_an_entity_reads_no_file(read, tmp_path):
    (tmp_path / "secret.txt").write_text("secret words")
    text = FILE.format(count=1, articles=ARTICLE.format(n=1).replace("shut</paragraph>", "&x;</paragraph>"))
    text = text.replace("<r ", f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]><r ')
    assert "secret words" not in repr(read(text, key="factiva-xml"))


def test_it_is_known_by_its_elements(best):
    assert best(FILE.format(count=1, articles=ARTICLE.format(n=1)), "x.txt") == "factiva-xml"
