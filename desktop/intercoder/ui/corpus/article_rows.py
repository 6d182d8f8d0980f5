"""How the rows of the articles are painted."""

from PySide6.QtCore import QModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter

from intercoder.ui import paint, theme
from intercoder.ui.corpus import article_model
from intercoder.ui.corpus.article_model import COMMENTS, OUTLET, PUBLISHED, ROW_ROLE, TITLE
from intercoder.ui.icons import paint_icon
from intercoder.ui.quiet_table import QuietDelegate


class ArticleDelegate(QuietDelegate):
    """First words stand quieter than a headline; another count than declared has a warning before it."""

    def paint_cell(self, painter: QPainter, box: QRectF, index: QModelIndex, _ground: str) -> None:
        row, column = index.data(ROW_ROLE), index.column()
        if column == TITLE:
            words = row.title if row.headline else f"{row.title.rstrip('.')} …"
            paint.paint_text(painter, box, words, "label" if row.headline else "body", "text" if row.headline else "text2")
        elif column == COMMENTS and article_model.has_other_count(row):
            align = Qt.AlignmentFlag.AlignRight
            paint.paint_text(painter, box, str(index.data()), "label", "warn", align)
            side = theme.current().px(14)
            left = box.right() - paint.text_width("label", str(index.data())) - side - theme.current().px(6)
            paint_icon(painter, QRectF(left, box.center().y() - side / 2, side, side), "triangle-alert", "warn")
        else:
            value = row.outlet if column == OUTLET else row.published if column == PUBLISHED else "known"
            align = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)) & Qt.AlignmentFlag.AlignHorizontal_Mask
            paint.paint_text(painter, box, str(index.data()), "body", "text2" if value else "text3", align)
