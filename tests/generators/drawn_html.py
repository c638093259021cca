"""Documents as HTML, printed by Chromium."""
import html
import os
import subprocess
import tempfile

from drawn_cairo import Canvas
from drawn_layout import size_that_fits

STYLE = """
@page { size: A4; margin: 22mm 18mm }
h1 { font-size: 1.6em; text-align: center } h2 { font-size: 1.2em }
p.caption { font-weight: bold; margin: 14pt 0 3pt } p.unit { text-align: right; margin: 0 0 2pt; font-size: 0.9em }
p.note { font-size: 0.85em; margin: 2pt 0 12pt }
table.t { border-collapse: collapse; margin-bottom: 12pt }
td.text, td.words, .stub { text-align: left } .section { text-align: left; font-style: italic; font-weight: normal }
.grid th, .grid td, .segments th, .segments td { border: 0.7pt solid #000 }
.book, .double { border-top: 1.2pt solid #000; border-bottom: 1.2pt solid #000 }
.double { border-top: 2.4pt double #000; border-bottom: 2.4pt double #000 }
.book tr.last th, .frame tr.last th, .rows tr th, .double tr.last th { border-bottom: 0.6pt solid #000 }
.frame { border: 0.9pt solid #000 } .rows td, .rows th { border-bottom: 0.4pt solid #888 }
.dashed td, .dashed th { border-bottom: 0.5pt dashed #000 }
.columns td + td, .columns th + th, .columns td + th, .columns th + td { border-left: 0.5pt solid #000 }
.columns { border-top: 0.8pt solid #000; border-bottom: 0.8pt solid #000 } .columns tr.last th { border-bottom: 0.6pt solid #000 }
.stripe tr:nth-child(even) td { background: #e4e8f0 } .stripe th { background: #c9d2e4 }
.ruled th[colspan] { border-bottom: 0.5pt solid #000 }
tr { break-inside: avoid }
div.beside { display: flex; gap: 9mm; align-items: flex-start } div.beside > div { flex: 1 }
div.line { display: flex; gap: 4pt } div.line span.dots { flex: 1; overflow: hidden; white-space: nowrap }
div.line span.key { width: 45mm } div.line span.blank { flex: 1; border-bottom: 0.5pt solid #000 }
ul { list-style: none; padding-left: 6mm }
"""


def table_html(table, size):
    matrix, lines = table.matrix(), []
    for r, row in enumerate(matrix):
        cells = []
        for c, cell in enumerate(row):
            if (cell["r"], cell["c"]) != (r, c):
                continue
            head = cell["header"] in ("col", "section")
            kind = {"row": "stub", "section": "section", "col": "head"}.get(cell["header"], table.kinds.get(c, ""))
            more = f' style="padding-left:{table.pad[1] + 10 * table.indent[(r, c)]}pt"' if (r, c) in table.indent else ""
            more += f' rowspan="{cell["rs"]}"' if cell["rs"] > 1 else ""
            more += f' colspan="{cell["cs"]}"' if cell["cs"] > 1 else ""
            tag = "th" if head else "td"
            cells.append(f'<{tag} class="{kind}"{more}>{html.escape(cell["text"])}</{tag}>')
        last = ' class="last"' if r + 1 == table.heads else ""
        lines.append(f"<tr{last}>" + "".join(cells) + "</tr>")
    ruled = " ruled" if table.spanner_rules and table.rule in ("book", "open", "double") else ""
    head = "thead" if table.repeats else "tbody"
    return (f'<table class="t {table.rule}{ruled}" style="{table_style(table, size)}"><{head}>' + "".join(lines[: table.heads]) +
            f"</{head}><tbody>" + "".join(lines[table.heads:]) + "</tbody></table>")


def table_style(table, size):
    return "font-size: %gpt; --pad: %gpt %gpt; --bold: %s; --align: %s; --place: %s; width: %s" % (
        size, *table.pad, "bold" if table.bold_heads else "normal", "center" if table.align == "center" else "right",
        "middle" if table.middle else "top", "100%" if table.wide else "auto")


def titled(table, fit, width):
    """`fit(table, width)`: the type size at which it has room."""
    caption = f'<p class="caption">{html.escape(table.caption)}</p>'
    unit = f'<p class="unit">{html.escape(table.unit)}</p>' if table.unit else ""
    return caption + unit + table_html(table, fit(table, width)) + "".join(f'<p class="note">{html.escape(n)}</p>' for n in table.notes)


def chart_svg(chart):
    step, out = 420 / len(chart["values"]), []
    for i, (label, value) in enumerate(zip(chart["labels"], chart["values"])):
        out.append(f'<rect x="{40 + i * step:.1f}" y="{120 - value}" width="{step * 0.6:.1f}" height="{value}" fill="#789"/>')
        out.append(f'<text x="{40 + i * step:.1f}" y="134" font-size="8">{html.escape(label)}</text>')
    out += [f'<text x="12" y="{123 - y}" font-size="8">{y}</text>' for y in range(0, 101, 25)]
    return f'<svg width="470" height="145">{"".join(out)}</svg>'


def part_html(kind, what, fit, width):
    if kind in ("title", "heading", "prose"):
        tag = {"title": "h1", "heading": "h2", "prose": "p"}[kind]
        return f"<{tag}>{html.escape(what)}</{tag}>"
    if kind == "table":
        return titled(what, fit, width)
    if kind == "beside":
        return '<div class="beside">' + "".join(f"<div>{titled(t, fit, (width - 26) / 2)}</div>" for t in what) + "</div>"
    if kind == "list":
        return "<ul>" + "".join(f"<li>{html.escape(i)}</li>" for i in what) + "</ul>"
    if kind == "contents":
        return "".join(f'<div class="line"><span>{html.escape(a)}</span><span class="dots">{" ." * 120}</span><span>{b}</span></div>'
                       for a, b in what)
    if kind == "form":
        return "".join(f'<div class="line"><span class="key">{html.escape(a)}</span><span class="blank">{html.escape(b)}</span></div>'
                       for a, b in what)
    return chart_svg(what)


def document_html(doc, canvas):
    """`canvas` measures text."""
    width = ((842 if doc.turned else 595) - 102 - 26 * (doc.columns - 1)) / doc.columns

    def fit(table, room):
        return size_that_fits(table, canvas.measure_at, room * 0.95, doc.size)
    faces = ", ".join(f'"{face}"' for face in doc.face)
    style = STYLE + f"body {{ font: {doc.size}pt/1.4 {faces}; columns: {doc.columns}; column-gap: 9mm }}"
    style += ".t th, .t td { padding: var(--pad); text-align: var(--align); vertical-align: var(--place) } .t th.head { font-weight: var(--bold); text-align: center }"
    style += ".t td.stub, .t td.words, .t td.text, .t th.section { text-align: left }"
    if doc.turned:
        style += "@page { size: A4 landscape }"
    head = f'<p class="note">{html.escape(doc.running)}</p>' if doc.running else ""
    return (f'<!doctype html><html lang="{doc.lang}"><meta charset="utf-8"><style>{style}</style>{head}' +
            "".join(part_html(kind, what, fit, width) for kind, what in doc.parts) + "</html>")


def print_documents(docs, folder):
    """Writes folder/<name>.pdf for each."""
    for doc in docs:
        with tempfile.TemporaryDirectory() as scratch:
            page = os.path.join(scratch, "page.html")
            canvas = Canvas(os.path.join(scratch, "measure.pdf"), doc.face[1] if doc.lang == "zh" else doc.face[0])
            with open(page, "w", encoding="utf-8") as file:
                file.write(document_html(doc, canvas))
            canvas.close()
            subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                            "--no-pdf-header-footer", f"--user-data-dir={scratch}/profile",
                            f"--print-to-pdf={os.path.join(folder, doc.name + '.pdf')}", page],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
