"""Disqus exports, written for the purpose."""

from intercoder.importers import choose

THREAD = """<thread dsq:id="{n}"><forum>port</forum><link>https://port.example/{n}</link><title>Bridge {n}</title>
<createdAt>2012-12-12T12:12:12Z</createdAt><author><email>a@mail.example</email></author></thread>"""
POST = """<post dsq:id="{n}"><message><![CDATA[<p>Yes 😀.</p><p>No.</p>]]></message><createdAt>2013-10-10T19:20:29Z</createdAt>
<isDeleted>{deleted}</isDeleted><isSpam>{spam}</isSpam><author><email>b@mail.example</email><name>Ada</name></author>
<ipAddress>10.0.0.1</ipAddress><thread dsq:id="{thread}"/>{parent}</post>"""


def post(n, thread=1, deleted="false", spam="false", parent=None):
    parent = f'<parent dsq:id="{parent}"/>' if parent else ""
    return POST.format(n=n, thread=thread, deleted=deleted, spam=spam, parent=parent)


def export(*elements):
    names = 'xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals"'
    return f'<?xml version="1.0"?><disqus {names}>{"".join(elements)}</disqus>'


def test_a_thread_is_a_stub_with_its_posts_wherever_they_stand(article):
    found = article(export(post(5), THREAD.format(n=1), post(6, parent=5)), key="disqus")
    assert (found.headline, found.url, found.stub) == ("Bridge 1", "https://port.example/1", True)
    assert [(c.text, c.author, c.reply_to) for c in found.comments] == [
        ("Yes 😀.\nNo.", "Ada", None),
        ("Yes 😀.\nNo.", "Ada", 0),
    ]


def test_deleted_posts_and_spam_are_kept_with_their_status(article):
    text = export(THREAD.format(n=1), post(5, deleted="true"), post(6, spam="true"))
    assert [c.status for c in article(text, key="disqus").comments] == ["deleted", "spam"]


def test_a_thread_without_posts_is_skipped(read):
    skipped = read(export(THREAD.format(n=1), THREAD.format(n=2), post(5, thread=2)), key="disqus")[0]
    assert (skipped.severity, skipped.raw) == ("skipped", "Bridge 1")


def test_a_post_of_a_missing_thread_gets_a_stub_of_its_own(article):
    found = article(export(post(5, thread=99)), key="disqus")
    assert [issue.code for issue in found.issues] == ["orphan_comment"]
    assert len(found.comments) == 1


def test_addresses_are_left_out_and_counted(read):
    article, dropped = read(export(THREAD.format(n=1), post(5)), key="disqus")
    assert (dropped.code, dropped.found) == ("private_data_dropped", 3)
    assert "mail.example" not in repr(article)


def test_it_is_known_by_its_root(best):
    assert best(export(post(5)), "x.txt") == "disqus"


def test_the_evidence_counts_threads_and_posts_and_not_what_posts_refer_to():
    _key, evidence = choose(export(THREAD.format(n=1), post(5), post(6)).encode(), "x")
    assert "1 thread, 2 posts" in evidence.sentence
