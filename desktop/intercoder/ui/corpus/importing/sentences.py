"""What a profile says, in sentences."""

from PySide6.QtCore import QCoreApplication

from intercoder.tasks.dump_profile import LineRule, Profile
from intercoder.ui.corpus.importing import roles
from intercoder.ui.corpus.importing.column_words import role_words
from intercoder.ui.corpus.importing.formats import encoding_name, format_name
from intercoder.ui.isolate import isolated


def _tr(text: str) -> str:
    return QCoreApplication.translate("Profile", text)


def sentences_of(profile: Profile) -> list[str]:
    """One sentence for each decision; empty if everything is left to the program."""
    said = []
    if profile.format:
        said.append(_tr("Read as {0}.").format(format_name(profile.format)))
    if profile.encoding:
        said.append(_tr("Encoding: {0}.").format(encoding_name(profile.encoding)))
    if profile.date_order:
        said.append(
            _tr("In days the day comes first.") if profile.date_order == "dmy" else _tr("In days the month comes first.")
        )
    for name, order in profile.date_orders.items():
        words = _tr("Column {0}: the day comes first.") if order == "dmy" else _tr("Column {0}: the month comes first.")
        said.append(words.format(isolated(name)))
    if profile.mode:
        ways = {"anchors": _tr("by name and day"), "lines": _tr("a line each"), "blocks": _tr("by blank lines")}
        said.append(_tr("Comments are divided {0}.").format(ways[profile.mode]))
    said += [_tr("Column {0}: {1}.").format(isolated(name), role_words(role)) for name, role in profile.columns.items()]
    return said + [rule_sentence(rule) for rule in profile.lines]


def rule_sentence(rule: LineRule) -> str:
    """What a rule for lines says."""
    name = roles.words("paragraph" if rule.role == "body" else rule.role)
    text = isolated(rule.text if len(rule.text) <= 60 else f"{rule.text[:60]} …")
    forms = {
        "is": _tr("{1}: each line “{0}”."), "begins": _tr("{1}: each line that begins with “{0}”."),
        "ends": _tr("{1}: each line that ends with “{0}”."), "contains": _tr("{1}: each line with “{0}” in it."),
        "like": _tr("{1}: each line like “{0}”, with any number."),
        "number": _tr("{1}: line {0} of each document, blank ones not counted."),
    }  # fmt: skip
    return forms[rule.match].format(text, name)
