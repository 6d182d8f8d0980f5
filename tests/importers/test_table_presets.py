"""Tables of the tools that researchers use, written after their documentation: the columns get their roles by themselves."""

# ruff: noqa: E501 - tables as their tools write them

import pytest

YOUTUBE = """id,replyCount,likeCount,publishedAt,authorName,text,authorChannelId,authorChannelUrl,isReply,isReplyTo,isReplyToName
c1,1,3,2021-03-04 10:00:00,Ada,Yes 😀,UC1,http://y.example/UC1,0,,
c1.r,0,0,2021-03-04 11:00:00,Ben,No,UC2,http://y.example/UC2,1,c1,Ada
"""
FOURCAT = """id,thread_id,author,body,timestamp,subject
101,100,Ada,First post,2021-03-04 10:00:00,Bridge
102,100,Ben,Second post,2021-03-04 10:05:00,
"""
FACEPAGER = """path;id;parent_id;level;object_id;query_status;message;created_time
a;p1;;0;x;fetched;Bridge shut again and again today;2021-03-04T10:00:00+0000
a/b;c1;p1;1;y;fetched;Yes I think so too and more;2021-03-04T11:00:00+0000
"""
NYT = """commentID,articleID,commentBody,userDisplayName,createDate,inReplyTo,parentID,recommendations,editorsSelection
7,a1,Yes,Ada,1560000000,0,0,12,0
8,a1,No,Ben,1560000060,7,7.0,3,1
"""
REDDIT = """id,link_id,parent_id,author,created_utc,body,score,subreddit
c1,t3_a,t3_a,Ada,1560000000,Yes,4,news
c2,t3_a,t1_c1,Ben,1560000060,[deleted],-1,news
"""
CROWDTANGLE = """Page Name,User Name,Facebook Id,Likes at Posting,Post Created,Type,Total Interactions,Message,URL,Overperforming Score
Ledger,ledger,12,"1,204",2021-01-02 03:04:05 CET,Link,"2,050",The bridge is shut.,https://f.example/1,1.5
Ledger,ledger,12,"1,210",2021-01-03 03:04:05 CET,Photo,17,Ferries run.,https://f.example/2,-2
"""


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        (YOUTUBE, [("c1", "Ada", "Yes 😀", None, 3), ("c1.r", "Ben", "No", 0, 0)]),
        (FOURCAT, [("101", "Ada", "First post", None, None), ("102", "Ben", "Second post", None, None)]),
        (NYT, [("7", "Ada", "Yes", None, 12), ("8", "Ben", "No", 0, 3)]),
        (REDDIT, [("c1", "Ada", "Yes", None, 4), ("c2", "Ben", "[deleted]", 0, -1)]),
    ],
    ids=["YouTube Data Tools", "4CAT", "New York Times", "Reddit"],
)
def test_comments_have_their_facts(article, text, comments):
    found = article(text, key="table", name="x.csv")
    assert [(c.provider_id, c.author, c.text, c.reply_to, c.likes) for c in found.comments] == comments


def test_facepager_is_a_table_of_comments_with_parents(article):
    found = article(FACEPAGER, key="table")
    assert [(c.provider_id, c.reply_to) for c in found.comments] == [("p1", None), ("c1", 0)]


def test_addresses_of_channels_are_left_out(read):
    assert "y.example" not in repr(read(YOUTUBE, key="table"))


def test_posts_of_crowdtangle_are_articles_with_their_page_and_time(read):
    posts = [r for r in read(CROWDTANGLE, key="table") if hasattr(r, "parts")]
    assert [(p.outlet, p.published, p.texts[0].text) for p in posts] == [
        ("Ledger", "2021-01-02T02:04:05Z", "The bridge is shut."),
        ("Ledger", "2021-01-03T02:04:05Z", "Ferries run."),
    ]
    assert posts[0].extra["Total Interactions"] == "2,050"


def test_a_deleted_comment_keeps_its_status(article):
    assert [c.status for c in article(REDDIT, key="table").comments] == ["visible", "deleted"]
