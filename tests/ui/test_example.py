"""The example study is made once and opened."""

from intercoder.ui import example


def test_the_example_is_made_and_opened(make_window, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(example, "example_folder", lambda: tmp_path / "Intercoder example")
    window = make_window()
    window.start.example.click()
    qtbot.waitUntil(lambda: window.session.project is not None, timeout=60_000)
    assert window.session.project.material.counts().comments == 101
    again = example.make_example(tmp_path / "Intercoder example", lambda _done, _total: None)
    assert again == window.session.project.path
