"""Proves that the program in dist/intercoder reads what the one in this checkout reads, library by library.

Makes a dump of one file a library in build/proof, and compares what both programs say of it.
"""

import subprocess
import sys
from pathlib import Path
from shutil import copy

ROOT = Path(__file__).resolve().parents[1]
DUMP = ROOT / "build" / "proof" / "dump"
SEED = ROOT / "tests" / "data" / "seed" / "article-with-comments.txt"
SAID = "The bridge over the harbour was shut on Monday, and nobody at the town hall could say for how long it would be. "
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bridge shut</title></head><body><main><article>
<h1>Bridge shut</h1><p>{SAID * 3}</p><p>{SAID * 2}</p></article><section id="comments"><h2>2 comments</h2><ol>
<li class="comment"><cite>Anwar</cite> <time datetime="2019-07-11T08:30">11 July 2019</time><p>یہ پل بند ہے 😀</p></li>
<li class="comment"><cite>Berta</cite> <time datetime="2019-07-11T09:10">11 July 2019</time><p>Schon wieder?</p></li>
</ol></section></main></body></html>"""
FEED = f"""<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><wp:wxr_version>1.2</wp:wxr_version><item>
<title>Bridge shut</title><content:encoded><![CDATA[<p>{SAID}</p>]]></content:encoded><wp:post_type>post</wp:post_type>
<wp:status>publish</wp:status></item></channel></rss>"""


def make_dump() -> None:
    """One file for each library that reads dumps."""
    from docx import Document
    from openpyxl import Workbook

    DUMP.mkdir(parents=True, exist_ok=True)
    copy(SEED, DUMP / "page.txt")
    (DUMP / "page.html").write_text(PAGE, "utf-8")
    (DUMP / "feed.xml").write_text(FEED, "utf-8")
    (DUMP / "cp1252.csv").write_bytes("headline;text\nBrücke gesperrt;Schön wär’s, sagte man.\nZweite;Groß.\n".encode("cp1252"))
    (DUMP / "clipping.rtf").write_text(rf"{{\rtf1\ansi {{\b Bridge shut}}\par {SAID}\par}}", "ascii")
    document = Document()
    for text in ("Bridge shut", SAID, SAID):
        document.add_paragraph(text)
    document.save(str(DUMP / "clipping.docx"))
    book = Workbook()
    for row in (["headline", "comment", "author"], ["Bridge shut", "یہ پل بند ہے 😀", "Anwar"]):
        book.worksheets[0].append(row)
    book.save(DUMP / "comments.xlsx")


def said_by(*program: str) -> str:
    """What a program says of the dump, as JSON."""
    return subprocess.run([*program, "inspect", str(DUMP), "--json"], check=True, capture_output=True, text=True).stdout


def main() -> int:
    """0 if both programs say the same."""
    make_dump()
    here = said_by(sys.executable, "-m", "intercoder")
    frozen = said_by(str(ROOT / "dist" / "intercoder" / "intercoder"))
    if here != frozen:
        print(f"The program in dist/intercoder reads {DUMP} otherwise than this checkout:\n{here}\n{frozen}", file=sys.stderr)
        return 1
    print(f"The program in dist/intercoder reads {DUMP.relative_to(ROOT)} as this checkout does.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
