"""NewsML 1, written for the purpose: bare paragraphs, alerts without a headline, lists of other items, captions."""

ITEM = """<NewsItem><Identification><NewsIdentifier><RevisionId PreviousRevision="0">{r}</RevisionId>
<PublicIdentifier>urn:newsml:wire.example:20231124:EWE{n}:{r}</PublicIdentifier></NewsIdentifier><NameLabel>Bridge</NameLabel>
</Identification><NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20231124T192141+0000</FirstCreated>
</NewsManagement><NewsComponent><NewsLines><HeadLine>{headline}</HeadLine><ByLine>Åsa Lindqvist</ByLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="Wire"/></Provider></AdministrativeMetadata><DescriptiveMetadata>
<Language FormalName="ar"/></DescriptiveMetadata>{content}</NewsComponent></NewsItem>"""
TEXT = """<ContentItem><DataContent><media media-type="image"/><p>الجسر مغلق 🚧.</p><p/><p>Two
 lines.</p></DataContent></ContentItem>"""
NITF = """<ContentItem><DataContent><nitf><body><body.content><p>One.</p><p>Two.</p></body.content></body></nitf></DataContent>
</ContentItem>"""
CAPTION = """<NewsComponent><Role FormalName="Caption"/><ContentItem><DataContent><p>The bridge.</p></DataContent></ContentItem>
</NewsComponent>"""


def file(*items):
    return f'<?xml version="1.0"?><NewsML Version="1.2"><NewsEnvelope/>{"".join(items)}</NewsML>'


def item(content=TEXT, headline="Bridge shut", n=1, r=1):
    return ITEM.format(content=content, headline=headline, n=n, r=r)


def test_bare_paragraphs_are_the_text_and_empty_ones_are_none(article):
    found = article(file(item()), key="newsml")
    assert (found.headline, found.byline, found.outlet, found.language) == ("Bridge shut", "Åsa Lindqvist", "Wire", "ar")
    assert (found.published, found.genre) == ("2023-11-24T19:21:41Z", "News")
    assert found.texts[1].text == "الجسر مغلق 🚧.\nTwo lines."


def test_an_alert_without_a_headline_has_none(article):
    assert article(file(item(NITF, "")), key="newsml").headline is None


def test_revisions_are_versions_of_one_article(read):
    assert {a.provider_id for a in read(file(item(r=1), item(r=2)), key="newsml")} == {"urn:newsml:wire.example:20231124:EWE1"}


def test_captions_are_no_part_of_the_text(article):
    texts = [(t.kind, t.text) for t in article(file(item(CAPTION + NITF)), key="newsml").texts]
    assert texts == [("headline", "Bridge shut"), ("body", "One.\nTwo."), ("caption", "The bridge.")]


def test_a_list_of_other_items_is_skipped(read):
    [issue] = read(file(item("")), key="newsml")
    assert (issue.severity, issue.raw) == ("skipped", "Bridge")


def test_a_file_that_breaks_off_gives_its_whole_items(read):
    first, broken = read(file(item(), item(n=2))[:-120], key="newsml")
    assert (first.headline, broken.code) == ("Bridge shut", "truncated")


def test_it_is_known_by_its_root(best):
    assert best("\ufeff" + file(item()), "x.txt") == "newsml"
