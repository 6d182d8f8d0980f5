"""A codebook as one HTML page for the appendix: no scripts, no outside resources, readable in print and in every script."""

from html import escape

from intercoder.records import Category, Codebook, Variable
from intercoder.tasks.codebook_formats.words import count_words, facts_of, groups_of, heading_of

STYLE = """:root{color-scheme:light}
body{font:17px/1.55 Georgia,"Noto Serif","Noto Nastaliq Urdu","Noto Naskh Arabic",serif;margin:3rem auto;max-width:46rem;
 padding:0 1.25rem;color:#1b1b1b;background:#fff}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .3rem}
h2{font-size:1.25rem;margin:3rem 0 0;padding-bottom:.3rem;border-bottom:2px solid}
h3{font-size:1.1rem;margin:2rem 0 .2rem}.sub,.facts,nav{color:#555;font-size:.88rem}.question{font-style:italic;margin:.2rem 0}
.facts{margin:.2rem 0 .7rem}nav ol{columns:2;padding-left:1.2rem}nav a{color:inherit}
dl{margin:0;border-top:1px solid #bbb}dt{font-weight:bold;padding:.55rem 0 0;display:flex;gap:.7rem}
dt b{min-width:1.6rem;text-align:right;font-variant-numeric:tabular-nums;font-weight:normal;color:#555}
dd{margin:0 0 .55rem 2.3rem}dd p{margin:.15rem 0}.rule{color:#555}.under{margin-left:2rem}
blockquote{margin:.25rem 0;padding-left:.7rem;border-left:2px solid #999;font-style:italic}
.text{white-space:pre-line}
@media print{body{margin:0;max-width:none;font-size:10.5pt}h2,h3{break-after:avoid}dt,dd{break-inside:avoid}}"""


def write_html(codebook: Codebook) -> bytes:
    """The page: contents, then every question with its facts and its categories with rules and examples."""
    title = escape(heading_of(codebook))
    parts = [f'<h1 dir="auto">{title}</h1>', f'<p class="sub">{escape(count_words(codebook))}</p>']
    if len(codebook.variables) > 4:
        entries = "".join(f'<li><a href="#{_anchor(n)}" dir="auto">{escape(v.label)}</a></li>' for n, v in _numbered(codebook))
        parts.append(f"<nav><ol>{entries}</ol></nav>")
    anchors = {v.name: _anchor(n) for n, v in _numbered(codebook)}
    for heading, variables in groups_of(codebook):
        parts.append(f"<h2>{escape(heading)}</h2>")
        parts += [_variable(v, codebook, anchors[v.name]) for v in variables]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    body = "\n".join(parts)
    page = f'<!DOCTYPE html>\n<html lang="en"><head>{head}<style>{STYLE}</style></head>\n<body>\n{body}\n</body></html>\n'
    return page.encode()


def _numbered(codebook: Codebook) -> list[tuple[int, Variable]]:
    listed = [v for _, variables in groups_of(codebook) for v in variables]
    return list(enumerate(listed, 1))


def _anchor(number: int) -> str:
    return f"q{number}"


def _variable(v: Variable, codebook: Codebook, anchor: str) -> str:
    parts = [f'<section id="{anchor}"><h3 dir="auto">{escape(v.label)}</h3>']
    if v.question:
        parts.append(f'<p class="question text" dir="auto">{escape(v.question)}</p>')
    parts.append(f'<p class="facts">{escape(facts_of(v, codebook))}</p>')
    if v.categories:
        parts.append("<dl>" + "".join(_category(c) for c in v.categories) + "</dl>")
    return "".join(parts) + "</section>"


def _category(c: Category) -> str:
    under = ' class="under"' if c.parent is not None else ""
    parts = [f'<dt{under}><b>{c.value}</b><span dir="auto">{escape(c.label)}</span></dt><dd{under}>']
    if c.definition:
        parts.append(f'<p class="text" dir="auto">{escape(c.definition)}</p>')
    for words, text in (("Use when", c.use_when), ("Not when", c.not_when)):
        if text:
            parts.append(f'<p dir="auto"><span class="rule">{words}:</span> <span class="text">{escape(text)}</span></p>')
    parts += [f'<blockquote class="text" dir="auto">{escape(example)}</blockquote>' for example in c.examples]
    return "".join(parts) + "</dd>"
