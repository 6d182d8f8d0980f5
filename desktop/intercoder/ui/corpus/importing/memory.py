"""What was decided about dumps before: named profiles, and what each folder's files of one shape were read with last time."""

from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from intercoder.errors import UserError
from intercoder.tasks.dump_profile import PLAIN, Profile, profile_of
from intercoder.tasks.preview import Preview
from intercoder.ui.settings import Settings

NAMED, LAST = "import_profiles", "import_memory"
MOST = 200
"""So many memories are kept; the oldest go."""


class Memory:
    """Keeps profiles in the settings of this user."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()

    # ---------------------------------------------------------------- by name

    def names(self) -> list[str]:
        """The names under which profiles were saved."""
        return sorted(self._settings.preset(NAMED), key=str.casefold)

    def named(self, name: str) -> Profile:
        """The profile saved under a name. Raises UserError if it is not there or cannot be read."""
        found = self._settings.preset(NAMED).get(name)
        if found is None:
            raise UserError(f"There is no import profile {name}.", "Choose another one.")
        return profile_of(found, name)

    def save(self, profile: Profile, name: str) -> Profile:
        """Saves a profile under a name, as its next version; gives it back as it was saved."""
        kept = self._settings.preset(NAMED)
        before = kept.get(name)
        version = before.get("version", 0) if isinstance(before, dict) else 0
        saved = replace(profile.to_share(), name=name, version=(version if isinstance(version, int) else 0) + 1)
        self._settings.keep_preset(NAMED, {**kept, name: saved.as_document()})
        return saved

    def forget(self, name: str) -> None:
        """Takes a name out of the list; projects that were read with it keep what they have."""
        kept = self._settings.preset(NAMED)
        kept.pop(name, None)
        self._settings.keep_preset(NAMED, kept)

    # ---------------------------------------------------------------- by folder and shape

    def remember(self, keys: tuple[str, ...], profile: Profile) -> None:
        """Keeps how a file was read, for the next one with one of these keys."""
        kept = self._settings.preset(LAST)
        for key in keys:
            kept.pop(key, None)
            if _decided(profile):
                kept[key] = profile.to_share().as_document()
        self._settings.keep_preset(LAST, dict(list(kept.items())[-MOST:]))

    def last(self, preview: Preview) -> Profile | None:
        """How a file like this one was read last time; None if nothing was decided then."""
        kept = self._settings.preset(LAST)
        for key in keys_of(preview):
            if key in kept:
                try:
                    return profile_of(kept[key], "")
                except UserError:  # written by another version
                    return None
        return None


def keys_of(preview: Preview) -> tuple[str, ...]:
    """By what a file is known again: its folder and its shape; of a table also the shape alone, wherever it lies."""
    here = _key(preview, here=True)
    return (here, _key(preview, here=False)) if preview.tables else (here,)


def _decided(profile: Profile) -> bool:
    """Whether anything was decided about the file itself; the switches for people are asked each time."""
    switches = replace(PLAIN, keep_private=profile.keep_private, keep_original=profile.keep_original)
    return profile.to_share() != replace(switches, pseudonyms=profile.pseudonyms)


def _key(preview: Preview, here: bool) -> str:
    """The folder of a file, or any, and its shape: the names of its columns, or the ending of its name."""
    path = Path(preview.name.partition("!")[0])
    names = [name for sample in preview.tables for name in sample.columns.names]
    shape = "\t".join(names) if names else f"a file {Path(preview.name).suffix.lower()}"
    text = f"{path.resolve().parent if here else ''}\n{shape}"
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
