"""Nothing that a table says is lost: what has no place in an article or comment is kept beside it under its column's name."""

import pytest

from intercoder.importers.reading.columns import columns_of
from intercoder.records import Article


@pytest.fixture
def articles(read):
    return lambda table, **options: [r for r in read(table, key="table", **options) if isinstance(r, Article)]


def roles(header, *rows):
    columns = columns_of(header.split(","), [row.split(",") for row in rows], {})
    return {role: name for name, role in zip(columns.names, columns.roles, strict=True) if role}


def test_likes_and_status_of_articles_are_kept_beside_them(articles):
    [first, second] = articles("title,text,likes,status\nA,Rain.,3,live\nB,Sun.,,gone\n")
    assert first.extra == {"likes": "3", "status": "live"}
    assert second.extra == {"status": "gone"}


def test_three_columns_of_one_name_are_all_kept(articles):
    [article] = articles("title,text,note,note,note\nA,Rain.,one,two,three\n")
    assert article.extra == {"note": "one", "note (2)": "two", "note (3)": "three"}


def test_what_rows_say_otherwise_of_their_article_is_kept_with_the_comment(articles):
    table = "article_id,section,title,comment\n7,,Bridge shut,No\n7,Local,Bridge shut,Yes\n7,World,Bridge opens,Well\n"
    [article] = articles(table)
    assert (article.headline, article.section) == ("Bridge shut", "Local")
    assert [c.extra for c in article.comments] == [{}, {}, {"section": "World", "title": "Bridge opens"}]


def test_addresses_of_comments_that_share_an_article_are_their_own(articles):
    rows = "".join(f"c{n},t3_{n % 2},Text {n},https://forum.example/c{n}\n" for n in range(4))
    found = articles("id,link_id,body,permalink\n" + rows)
    assert [a.url for a in found] == [None, None]
    assert [c.extra["permalink"] for a in found for c in a.comments] == [f"https://forum.example/c{n}" for n in (0, 2, 1, 3)]


def test_one_address_for_all_comments_of_an_article_is_the_articles(articles):
    rows = "".join(f"c{n},{n % 2},Text {n},https://paper.example/{n % 2}\n" for n in range(4))
    found = articles("id,article_id,comment,url\n" + rows)
    assert [a.url for a in found] == ["https://paper.example/0", "https://paper.example/1"]
    assert not any(c.extra for a in found for c in a.comments)


def test_cells_of_a_row_without_a_comment_are_kept_with_the_article(articles):
    [article] = articles("article_id,title,text,comment,mood\n7,Bridge shut,It rained.,,grim\n7,,,Indeed,glad\n")
    assert (article.extra, [c.extra for c in article.comments]) == ({"mood": "grim"}, [{"mood": "glad"}])


def test_numbers_and_states_that_are_not_understood_are_kept_as_printed(articles):
    [article] = articles(
        "comment,author,dislikes,status,num_comments\nNo,Ada,many,hidden by staff,about 20\nYes,Ben,2,approved,\n"
    )
    assert [(c.dislikes, c.status, c.extra) for c in article.comments] == [
        (None, "visible", {"dislikes": "many", "status": "hidden by staff"}),
        (2, "visible", {}),
    ]
    assert (article.declared_comments, article.extra) == (None, {"num_comments": "about 20"})


def test_a_time_without_a_day_is_kept_as_printed(articles):
    [article] = articles("cid,text,time,author\n1,No,2 days ago,Ada\n2,Yes,5 hours ago,Ben\n")
    assert [c.posted_raw for c in article.comments] == ["2 days ago", "5 hours ago"]


def test_a_column_of_numbers_that_is_called_comments_says_how_many_there_are(articles):
    [first, second] = articles("title,text,likes,comments\nA,Rain over the town.,12,3\nB,Sun over it.,5,1.2K\n")
    assert [(a.declared_comments, a.comments) for a in (first, second)] == [(3, ()), (None, ())]
    assert second.extra == {"likes": "5", "comments": "1.2K"}
    table = "comment_id,author,body,comments\n1,Ada,No,3\n2,Ben,Yes,0\n"
    [thread] = articles(table)
    assert [(c.text, c.extra) for c in thread.comments] == [("No", {"comments": "3"}), ("Yes", {"comments": "0"})]
    assert thread.declared_comments is None


def test_the_id_of_a_user_is_no_id_of_a_comment():
    assert roles("id,created_at,user_id,username,tweet,likes_count") == {
        "comment_id": "id", "posted": "created_at", "author": "username", "comment": "tweet", "likes": "likes_count",
    }  # fmt: skip


def test_a_second_author_or_day_of_a_comment_is_not_the_articles():
    found = roles("comment_id,author,author_name,created,date,message")
    assert (found["author"], found["posted"]) == ("author", "created")
    assert not {"byline", "published"} & set(found)


def test_the_title_of_a_comment_is_not_that_of_its_article():
    assert "headline" not in roles("articleID,commentBody,commentTitle,userTitle,createDate")


def test_a_number_of_each_row_is_no_id_of_an_article():
    rows = ("1,c1,No", "2,c2,Yes", "3,c3,Well")
    assert "article_key" not in roles("id,comment_id,comment", *rows)
    assert roles("id,comment_id,comment", *rows, "3,c4,Oh")["article_key"] == "id"


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("comment_ID,comment_post_ID,comment_author,comment_date,comment_content,comment_approved,comment_parent",
         {"comment_id", "article_key", "author", "posted", "comment", "status", "parent"}),
        ("videoId,textOriginal,authorDisplayName,likeCount,publishedAt,id,parentId",
         {"article_key", "comment", "author", "likes", "posted", "comment_id", "parent"}),
        ("web_url,lead_paragraph,headline.main,pub_date,byline.original", {"url", "headline", "published", "byline"}),
        ("Média,Date de publication,Titre,Texte", {"outlet", "published", "headline", "body"}),
        ("Kommentar-ID,Antwort auf,Nutzername,Zeitpunkt,Kommentar", {"comment_id", "parent", "author", "posted", "comment"}),
        ("新闻标题,发布时间,来源,正文", {"headline", "published", "outlet", "body"}),
    ],
)  # fmt: skip
def test_columns_of_tools_and_languages_are_known_by_their_names(header, wanted):
    assert wanted <= set(roles(header))
