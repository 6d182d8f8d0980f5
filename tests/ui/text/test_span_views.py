"""What stands beside the texts of an article: authors, days and times as they were, in any script."""

import pytest

from intercoder.project import Project
from intercoder.records import Article, Comment, SourceFile, no_tick
from intercoder.ui.text.span_views import article_facts


@pytest.mark.parametrize(
    ("author", "posted", "note"),
    [
        ("Ada", "2013-04-24", "Ada · 2013-04-24"),
        ("Ada", "2013-04-24T13:00", "Ada · 2013-04-24 13:00"),
        ("Ada", "2013-04-24T13:00Z", "Ada · 2013-04-24 13:00"),
        ("Ada", "2013-04-24T13:05:00Z", "Ada · 2013-04-24 13:05"),
        ("Ada", "2013-04-24T13:05:09", "Ada · 2013-04-24 13:05:09"),
        ("محمد علی", "2013-04-24", "محمد علی · \u20682013-04-24\u2069"),
    ],
)
def test_a_comment_says_who_wrote_it_and_when(tmp_path, author, posted, note):
    with Project.create(tmp_path / "p.intercoder", "P") as project:
        source = SourceFile("talks.txt", "ab" * 32, 9, "text", "", "utf-8")
        project.material.add(source, [Article((Comment("Why?", author=author, posted=posted),))], no_tick)
        article = project.material.article_ids()[0]
        units = project.material.units(article)
        comment = next(unit.id for unit in units if unit.kind == "comment")
        assert article_facts(project, article, units).notes == {comment: note}
