"""Dumps to records: the contract of an importer and the table of all of them.

An importer is one file with `sniff(head, name) -> Evidence` and `read(source, options, tick)`, which yields articles
and issues in the order of the file. It is pure and streams where the format allows it: no project, no window, no
network. A format is recognised by its content. One bad record leaves an issue and never kills a file. What is yielded
balances: each record of the file becomes an article, a comment, or an issue of severity `skipped`.
"""

from intercoder.importers import (
    apa_rtf,
    clippings_html,
    defacto_html,
    disqus,
    docx,
    europresse_html,
    factiva_html,
    factiva_xml,
    gdelt,
    guardian,
    integrum_html,
    json_records,
    mediacloud,
    mediargus_txt,
    newsml,
    newsml_g2,
    nexis_docx,
    nexis_html,
    nexis_txt,
    ninjs,
    nitf,
    pdf,
    plaintext,
    proquest,
    rtf,
    table,
    telegram,
    warc,
    webpage,
    wordpress,
    yomidasu_html,
)
from intercoder.importers.reading.contract import HEAD_BYTES, Evidence, Importer, Options, Source
from intercoder.importers.reading.encodings import Encoding, binary_kind

__all__ = [
    "HEAD_BYTES", "IMPORTERS", "LOWEST_SCORE", "Choice", "Encoding", "Evidence", "Importer", "Options", "Source",
    "binary_kind", "choose", "rank",
]  # fmt: skip

IMPORTERS: dict[str, Importer] = {
    "text": plaintext,
    "table": table,
    "nexis-docx": nexis_docx,
    "nexis-txt": nexis_txt,
    "nexis-html": nexis_html,
    "factiva-html": factiva_html,
    "factiva-xml": factiva_xml,
    "europresse-html": europresse_html,
    "proquest": proquest,
    "html": webpage,
    "docx": docx,
    "rtf": rtf,
    "pdf": pdf,
    "wordpress": wordpress,
    "disqus": disqus,
    "guardian": guardian,
    "telegram": telegram,
    "newsml-g2": newsml_g2,
    "newsml": newsml,
    "nitf": nitf,
    "ninjs": ninjs,
    "mediacloud": mediacloud,
    "json": json_records,
    "gdelt": gdelt,
    "warc": warc,
    "apa-rtf": apa_rtf,
    "defacto-html": defacto_html,
    "clippings-html": clippings_html,
    "integrum-html": integrum_html,
    "mediargus-txt": mediargus_txt,
    "yomidasu-html": yomidasu_html,
}
LOWEST_SCORE = 20
"""Below this score no format is recognised."""

Choice = tuple[str, Evidence]
"""The key of a format and the evidence for it."""


def rank(head: bytes, name: str) -> list[Choice]:
    """All formats with their evidence, the best first; of equals the one that comes first in the table."""
    found = [(key, importer.sniff(head, name)) for key, importer in IMPORTERS.items()]
    return sorted(found, key=lambda choice: -choice[1].score)


def choose(head: bytes, name: str) -> Choice | None:
    """The best format for a file that begins with `head`; None if none of them recognises it."""
    best = rank(head, name)[0]
    return best if best[1].score >= LOWEST_SCORE else None
