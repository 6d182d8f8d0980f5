import pytest

from intercoder.tasks.review import continuation, likely, mentioned


@pytest.mark.parametrize(
    ("text", "before", "is_likely"),
    [
        ("and the army does not answer.", "The army decides.", True),
        ("Und niemand fragt nach.", "Es ist vorbei.", True),
        ("Nobody asked 🙂", "The people of this country and", True),
        ("@Nadir, and again.", "@Nadir, you know nothing.", True),
        ("@Sara, no.", "@Nadir, you know nothing", False),
        ("اور کوئی نہیں پوچھتا۔", "فوج فیصلہ کرتی ہے۔", True),
        ("Now people will say so.", "Do not say that.", False),
        ("", "Do not say that", False),
    ],
)
def test_a_continuation_is_known_by_its_beginning_and_the_end_before_it(text, before, is_likely):
    assert (continuation(text, before) >= 2) is is_likely


def test_of_a_known_surplus_only_the_likeliest_are_marked():
    texts = ["One.", "and two.", "three", "Four.", "because five"]
    assert likely(texts, 1) == {1}
    assert len(likely(texts, 2)) == 2


def test_a_name_means_the_last_earlier_comment_of_its_author():
    assert mentioned("@Nadir, no", ["Sara", "Nadir", "nadir"]) == 2
    assert mentioned("@Nadir, no", ["Sara", None]) is None
