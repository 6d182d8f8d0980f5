"""The jobs behind the import dialog: one file as a preview, and the numbers of all, again after each change."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from intercoder.errors import Cancelled
from intercoder.tasks.dump_profile import PLAIN, Profile, Profiles
from intercoder.tasks.preview import Listed, Preview, Previews, Whole
from intercoder.ui.background import Job


class Looking(QObject):
    """Keeps what the researcher decided about each file. Emits `shown` with a preview, `counted` with the whole.

    `failed` comes with the error of either; `counting` with the job that counts, for its progress; `stopped` when the
    researcher cancels it.
    """

    shown = Signal(object)
    counted = Signal(object)
    failed = Signal(object)
    counting = Signal(object)
    stopped = Signal()

    def __init__(self, previews: Previews, files: tuple[Listed, ...], parent: QObject) -> None:
        super().__init__(parent)
        self.files = {file.name: file for file in files}
        self.base = PLAIN
        self.own: dict[str, Profile] = {}
        self.left_out: frozenset[str] = frozenset()
        self.name = files[0].name
        self.preview: Preview | None = None
        self.whole: Whole | None = None
        self.error: Exception | None = None  # why there is no whole
        self.previews, self._counts = previews, Previews(previews.paths)
        self._job: Job | None = None
        self._count: Job | None = None
        self._again = self._count_again = self._count_later = False

    @property
    def profiles(self) -> Profiles:
        """What was decided about each file; the switches of the dialog hold for all."""
        base = self.base
        return Profiles(base, {name: self._switched(profile) for name, profile in self.own.items()}, self.left_out)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is being looked at or counted."""
        return self._job is None and self._count is None and not self._count_later

    def profile(self) -> Profile:
        """What was decided about the file in sight."""
        return self.profiles.of(self.name)

    def look(self, name: str) -> None:
        """Shows another file."""
        self.name = name
        self._look_again()

    def change(self, profile: Profile) -> None:
        """Other decisions about the file in sight; preview and numbers follow."""
        self.own[self.name] = profile
        self.refresh()

    def take_or_leave(self, name: str) -> None:
        """Leaves a file out of the import, or takes one that was left out in again; the numbers follow."""
        self.left_out ^= {name}
        self.refresh()

    def switch(self, keep_private: bool, pseudonyms: bool, keep_original: bool) -> None:
        """What holds for all files alike."""
        private = keep_private != self.base.keep_private
        self.base = replace(self.base, keep_private=keep_private, pseudonyms=pseudonyms, keep_original=keep_original)
        if private:
            self.refresh()

    def refresh(self) -> None:
        """Looks at the file in sight, and then counts all again: two at once would only slow the window down."""
        self.whole = self.error = None
        self._count_later = True
        if self._count is not None:
            self._count_again = False
            self._count.cancel()
        self._look_again()

    def count(self) -> None:
        """Counts all files; a count that is under way is given up."""
        self.whole = self.error = None
        if self._count is not None:
            self._count_again = True
            self._count.cancel()
            return
        job = Job(partial(self._counts.whole, self.profiles, files=len(self.files)), self)
        self._count = job
        job.succeeded.connect(self._take_whole)
        job.failed.connect(self._fail_whole)
        job.finished.connect(self._end_count)
        self.counting.emit(job)
        job.start()

    def others_alike(self) -> tuple[str, ...]:
        """The other files for which the same format comes first, so that the same decisions may hold."""
        mine = self._first(self.name)
        return tuple(name for name in self.files if name != self.name and mine is not None and self._first(name) == mine)

    def _first(self, name: str) -> str | None:
        choices = self.files[name].choices
        return choices[0][0] if choices else None

    def _switched(self, profile: Profile) -> Profile:
        base = self.base
        return replace(profile, keep_private=base.keep_private, pseudonyms=base.pseudonyms, keep_original=base.keep_original)

    def _look_again(self) -> None:
        if self._job is not None:
            self._again = True
            self._job.cancel()
            return
        job = Job(partial(self._one, self.name, self.profiles), self)
        self._job = job
        job.succeeded.connect(self._take)
        job.failed.connect(self.failed)
        job.finished.connect(self._end)
        job.start()

    def _one(self, name: str, profiles: Profiles, tick) -> Preview:  # type: ignore[no-untyped-def]
        preview = self.previews.one(name, profiles, tick)
        tick(1, 1)
        return preview

    def _take(self, preview: Preview) -> None:
        if not self._again:
            self.preview = preview
            self.shown.emit(preview)

    def _end(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self._look_again()
        elif self._count_later:
            self._count_later = False
            self.count()

    def _take_whole(self, whole: Whole) -> None:
        if not self._count_again and not self._count_later:
            self.whole = whole
            self.counted.emit(whole)

    def _fail_whole(self, error: Exception) -> None:
        if not self._count_again and not self._count_later and not isinstance(error, Cancelled):
            self.error = error
            self.failed.emit(error)

    def _end_count(self) -> None:
        self._count = None
        if self._count_again:
            self._count_again = False
            self.count()
        elif self.whole is None and self.error is None and not self._count_later:
            self.stopped.emit()
