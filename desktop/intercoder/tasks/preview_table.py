"""What the columns of a table say before it is imported: days as they would be read, and what its rows are."""

from collections.abc import Sequence
from typing import Literal

from intercoder.importers.reading.dates import Order, orders_of
from intercoder.importers.reading.day_column import DayColumn
from intercoder.importers.table import Sample
from intercoder.tasks.dump_profile import Profile
from intercoder.tasks.dump_survey import options_of
from intercoder.tasks.preview import Preview

EXAMPLES = 3
Shape = Literal["articles", "comments", "repeated", "joined", "within"]
"""Articles only; comments only; an article repeated with each comment; comments whose articles are in another table; comments
that lie in the record of their article."""


def cells_of(sample: Sample, column: int) -> list[str]:
    """The cells of a column that are not blank, as far as the sample goes."""
    return [row[column] for _place, row in sample.rows if column < len(row) and row[column].strip()]


def possible_orders(cells: Sequence[str]) -> frozenset[Order]:
    """The orders of day and month that all days of a column allow; empty where none of them needs one."""
    return orders_of(cells) or frozenset()


def order_of(cells: Sequence[str], name: str, profile: Profile) -> Order | None:
    """How the days of a column are read: as was chosen for it, else as they tell themselves, else as chosen for the file."""
    days = DayColumn.of(name, options_of(profile))
    days.look(cells)
    return days.order


def day_examples(cells: Sequence[str], order: Order | None) -> list[tuple[str, str | None]]:
    """Some different days as they are printed and as they are read; None where one is not."""
    days = DayColumn(order)
    days.look(cells)
    examples: list[tuple[str, str | None]] = []
    for cell in dict.fromkeys(cell.strip() for cell in cells):
        when = days.read(cell)
        examples.append((cell, when.value if when else None))
        if len(examples) == EXAMPLES:
            break
    return examples


def shape_of(preview: Preview, sample: Sample) -> Shape:
    """What the rows of a table are."""
    columns = sample.columns
    if not columns.of_comments:
        return "articles"
    if sample.within:
        return "within"
    sheets = [other.columns for other in preview.tables if not other.columns.of_comments]
    if "article_key" in columns.roles and (preview.joined or any("article_key" in sheet.roles for sheet in sheets)):
        return "joined"
    of_article = {"article_key", "url", "headline", "body", "lead", "published", "outlet"} & set(columns.roles)
    return "repeated" if of_article else "comments"
