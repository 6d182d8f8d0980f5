from intercoder.importers import IMPORTERS
from intercoder.tasks.dump_profile import COLUMN_ROLES
from intercoder.ui.corpus.importing.column_words import WORDS
from intercoder.ui.corpus.importing.formats import FORMATS


def test_every_format_that_is_read_has_a_name_and_none_is_invented():
    assert set(FORMATS) == set(IMPORTERS)


def test_every_role_of_a_column_has_its_words():
    assert set(WORDS) == COLUMN_ROLES
