"""The names of formats and encodings as the window shows them."""

FORMATS = {
    "text": "Page as plain text", "table": "Table", "nexis-docx": "Nexis, Word", "nexis-txt": "Nexis, text",
    "nexis-html": "Nexis, HTML", "factiva-html": "Factiva, HTML", "factiva-xml": "Factiva, XML",
    "europresse-html": "Europresse", "proquest": "ProQuest", "html": "Saved web page", "docx": "Word document",
    "rtf": "RTF document", "pdf": "PDF document", "wordpress": "WordPress export", "disqus": "Disqus export",
    "guardian": "Guardian discussion", "telegram": "Telegram export", "newsml-g2": "NewsML-G2", "newsml": "NewsML 1",
    "nitf": "NITF", "ninjs": "ninjs", "mediacloud": "Media Cloud", "json": "JSON records", "gdelt": "GDELT",
    "warc": "Web archive", "apa-rtf": "APA, RTF", "defacto-html": "DeFacto", "clippings-html": "Press clippings",
    "integrum-html": "Integrum", "mediargus-txt": "Mediargus", "yomidasu-html": "Yomidasu",
}  # fmt: skip
ENCODINGS = {
    "utf-8": "Unicode (UTF-8)", "utf-16-le": "Unicode (UTF-16 LE)", "utf-16-be": "Unicode (UTF-16 BE)",
    "cp1252": "Western European (cp1252)", "cp1250": "Central European (cp1250)", "cp1251": "Cyrillic (cp1251)",
    "cp1253": "Greek (cp1253)", "cp1254": "Turkish (cp1254)", "cp1255": "Hebrew (cp1255)", "cp1256": "Arabic (cp1256)",
    "cp1257": "Baltic (cp1257)", "iso8859-15": "Western European (ISO 8859-15)", "iso8859-2": "Central European (ISO 8859-2)",
    "koi8-r": "Cyrillic (KOI8-R)", "koi8-u": "Cyrillic (KOI8-U)", "cp932": "Japanese (Shift JIS)",
    "euc_jp": "Japanese (EUC)", "gb18030": "Chinese (GB 18030)", "big5": "Chinese (Big5)", "cp949": "Korean (cp949)",
    "cp866": "Cyrillic (cp866)", "cp874": "Thai (cp874)", "mac-roman": "Western European (Mac)",
}  # fmt: skip


def format_name(key: str) -> str:
    """The name of a format."""
    return FORMATS.get(key, key)


def encoding_name(name: str) -> str:
    """The name of an encoding, with the script it is for."""
    return ENCODINGS.get(name, name)
