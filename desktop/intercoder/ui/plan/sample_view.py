"""The middle of Plan for a sample: its shape beside the corpus, and the units that were drawn."""

from array import array
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from intercoder.records import Tick
from intercoder.ui import theme
from intercoder.ui.background import Job
from intercoder.ui.plan.grid import GridModel
from intercoder.ui.plan.histogram import Histogram
from intercoder.ui.quiet_table import QuietTable
from intercoder.ui.session import Session


class SampleView(QWidget):
    """Shows one sample of the open project; its picture comes from the background."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._name = session, ""
        theme.set_kind(self, "surface")
        inside, area = QWidget(self), QScrollArea(self)
        theme.set_kind(inside, "surface")
        self.picture = Histogram(inside)
        self.picture.show_shape(None)
        around = QVBoxLayout(inside)
        theme.set_margins(around, (24, 12, 24, 12))
        around.addWidget(self.picture)
        around.addStretch(1)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("The sample beside the corpus"))
        self.units = GridModel(self._fetch)
        self.table = QuietTable(self.tr("Units of the sample"), self.units, (None, 1), self, drops=(1,), least=10_000)
        whole = QVBoxLayout(self)
        theme.set_margins(whole)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.setChildrenCollapsible(False)
        parts.addWidget(area)
        parts.addWidget(self.table)
        parts.setSizes([320, 480])
        whole.addWidget(parts)

    def show_sample(self, name: str) -> None:
        """Shows a sample by its name."""
        project = self._session.project
        self.units.show(array("q", project.samples.units(name)), [])
        if name != self._name:
            self._name = name
            self.picture.show_shape(None)
        job = Job(partial(_shape, project.path, name), self)
        job.succeeded.connect(self._picture)
        job.start()

    def _picture(self, result: object) -> None:
        name, shape = result
        if name == self._name:
            self.picture.show_shape(shape)

    def _fetch(self, ids) -> list:  # type: ignore[no-untyped-def]
        from intercoder.project import plan_grid

        return plan_grid.rows(self._session.project, 0, ids)


def _shape(path: Path, name: str, tick: Tick) -> object:
    from intercoder.errors import UserError
    from intercoder.project import Project
    from intercoder.tasks.sample_shape import shape

    tick(0, 1)
    with Project.open(path, read_only=True) as project:
        try:
            return name, shape(project, project.samples.units(name))
        except UserError:  # it was removed meanwhile
            return name, None
