from intercoder.ui.corpus.importing.said import imported, stopped


def document(*messages, **totals):
    files = [{"warnings": [{"message": message}]} for message in messages]
    return {"files": files, "totals": {"new": 1, "warnings": len(messages), **totals}}


def test_an_import_is_said_in_numbers_with_their_nouns(look):
    look()
    assert imported(document()) == ("Import: 1 new article.", "", "done")
    words, hint, kind = imported(document("Day and month cannot be told apart.", new=0, identical=2, skipped=1))
    assert words == "Import: 0 new articles, 2 already there, 1 record left out, 1 warning."
    assert (hint, kind) == ("Day and month cannot be told apart", "warn")


def test_long_warnings_end_behind_a_whole_word(look):
    look()
    _words, hint, _kind = imported(document(*["The same text as Görüşmeler 2013.txt, line 1."] * 9))
    assert len(hint) <= 160
    assert hint.endswith(" …")
    assert hint.split()[-2] in ("The", "same", "text", "as", "Görüşmeler", "2013.txt,", "line", "1;")


def test_a_cancelled_import_says_what_stayed_of_it(look):
    look()
    assert stopped(0) == ("The import was cancelled.", "Nothing was imported.")
    assert stopped(1)[1].startswith("1 article stays, of the files before")
