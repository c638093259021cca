"""Tables and documents that can be drawn: as HTML printed by Chromium, as scans, as flattened text, with their truth.

Used by corpus/generate (the samples) and tests/generators (fresh documents from a seed number).
"""
import html
import os
import subprocess
import tempfile


# ---------------------------------------------------------------- tables
class Grid:
    """A table as printed: cells with spans and roles; paths are read off the roles."""

    def __init__(self, caption="", unit="", rule="grid", indent=None):
        self.caption, self.unit, self.rule = caption, unit, rule
        self.indent = indent or {}
        self.cells = []

    def add(self, r, c, text, header=None, rs=1, cs=1):
        self.cells.append({"r": r, "c": c, "rs": rs, "cs": cs, "text": text, "header": header})
        return self

    @property
    def rows(self):
        return max(c["r"] + c["rs"] for c in self.cells)

    @property
    def cols(self):
        return max(c["c"] + c["cs"] for c in self.cells)

    def matrix(self):
        m = [[None] * self.cols for _ in range(self.rows)]
        for cell in self.cells:
            for r in range(cell["r"], cell["r"] + cell["rs"]):
                for c in range(cell["c"], cell["c"] + cell["cs"]):
                    m[r][c] = cell
        return m

    def with_paths(self):
        """Truth cells: data cells carry row_path and col_path (a boxhead that returns starts a new one)."""
        m, out = self.matrix(), []
        for cell in self.cells:
            cell = dict(cell)
            if cell["header"] is None:
                section = [x["text"] for r in range(cell["r"]) for x in [m[r][0]] if x["header"] == "section"][-1:]
                row = []
                for x in m[cell["r"]]:
                    if x["header"] == "row" and x["text"] and x["text"] not in row:
                        row.append(x["text"])
                col, seen = [], False
                for r in range(cell["r"] - 1, -1, -1):
                    x = m[r][cell["c"]]
                    if x["header"] == "col":
                        seen = True
                        if x["text"] and (not col or col[0] != x["text"]):
                            col.insert(0, x["text"])
                    elif seen:
                        break
                if cell["text"]:
                    cell["row_path"], cell["col_path"] = section + row, col
            out.append(cell)
        return out

    def truth(self):
        return {"page": None, "rows": self.rows, "cols": self.cols, "caption": self.caption,
                "row_headers_known": True, "cells": self.with_paths()}

    def to_html(self, number_class="n"):
        m, lines = self.matrix(), []
        for r in range(self.rows):
            tds = []
            for c in range(self.cols):
                cell = m[r][c]
                if cell["r"] != r or cell["c"] != c:
                    continue
                kind = "th" if cell["header"] in ("col", "section") else "td"
                cls = {"row": "stub", "section": "section"}.get(cell["header"], number_class if kind == "td" else "")
                pad = self.indent.get((r, c), 0)
                style = f' style="padding-left:{4 + 12 * pad}px"' if pad else ""
                span = (f' rowspan="{cell["rs"]}"' if cell["rs"] > 1 else "") + \
                       (f' colspan="{cell["cs"]}"' if cell["cs"] > 1 else "")
                tds.append(f'<{kind} class="{cls}"{span}{style}>{html.escape(cell["text"])}</{kind}>')
            lines.append("<tr>" + "".join(tds) + "</tr>")
        heads = min((c["r"] for c in self.cells if c["header"] not in ("col", "section")), default=0)
        return (f'<table class="{self.rule}"><thead>' + "".join(lines[:heads]) + "</thead><tbody>" +
                "".join(lines[heads:]) + "</tbody></table>")


def header_rows(grid, tree, stub_heads):
    """Writes a boxhead: `tree` is a list of (label, children), leaves without children; stub heads are (text, columns).
    Returns its depth."""
    def depth(nodes):
        return max(1 + (depth(kids) if kids else 0) for _, kids in nodes)

    def leaves(node):
        return sum(leaves(k) for k in node[1]) if node[1] else 1

    deep, stub = depth(tree), 0
    for text, width in stub_heads:
        grid.add(0, stub, text, "col", rs=deep, cs=width)
        stub += width

    def place(nodes, level, col):
        for label, kids in nodes:
            width = leaves((label, kids))
            grid.add(level, col, label, "col", rs=1 if kids else deep - level, cs=width)
            if kids:
                place(kids, level + 1, col)
            col += width
    place(tree, 0, stub)
    return deep


def comma(n):
    return f"{n:,}"


# ---------------------------------------------------------------- documents
class Doc:
    def __init__(self, name, lang="en"):
        self.name, self.lang, self.parts, self.findings = name, lang, [], []

    def title(self, text):
        self.parts.append(("title", text))

    def heading(self, text):
        self.parts.append(("heading", text))

    def prose(self, text):
        self.parts.append(("p", text))

    def table(self, grid):
        self.parts.append(("table", grid))
        return grid

    def truth(self):
        tables = [g.truth() for kind, g in self.parts if kind == "table"]
        lines = []
        for kind, what in self.parts:
            if kind != "table":
                lines.append(what)
                continue
            lines += [what.caption] if what.caption else []
            lines += [what.unit] if what.unit else []
            for row in what.matrix():
                seen = []
                for cell in row:
                    if cell not in seen:
                        seen.append(cell)
                lines.append(" | ".join(c["text"] for c in seen))
        return {"doc": self.name, "headers_known": True, "text": "\n".join(lines), "tables": tables,
                "findings": self.findings}

    def to_html(self, style=""):
        body = []
        for kind, what in self.parts:
            if kind == "title":
                body.append(f"<h1>{html.escape(what)}</h1>")
            elif kind == "heading":
                body.append(f"<h2>{html.escape(what)}</h2>")
            elif kind == "p":
                body.append(f"<p>{html.escape(what)}</p>")
            else:
                if what.caption:
                    body.append(f'<p class="caption">{html.escape(what.caption)}</p>')
                if what.unit:
                    body.append(f'<p class="unit">{html.escape(what.unit)}</p>')
                body.append(what.to_html())
        return f'<!doctype html><html lang="{self.lang}"><meta charset="utf-8"><style>{STYLE}{style}</style>' + \
            "".join(body) + "</html>"


STYLE = """
@page { size: A4; margin: 22mm 20mm }
body { font: 10.5pt/1.4 "Liberation Serif", "Noto Serif CJK SC", serif; color: #000 }
h1 { font-size: 16pt; text-align: center } h2 { font-size: 12.5pt }
p.caption { font-weight: bold; text-align: center; margin: 14pt 0 3pt }
p.unit { text-align: right; margin: 0 0 2pt; font-size: 9.5pt }
table { border-collapse: collapse; width: 100%; margin-bottom: 12pt }
th, td { padding: 2.5pt 5pt; vertical-align: middle } th { font-weight: bold }
td.n { text-align: right } td.stub { text-align: left } th.section { text-align: left; font-style: italic }
table.grid th, table.grid td { border: 0.7pt solid #000 }
table.book { border-top: 1.2pt solid #000; border-bottom: 1.2pt solid #000 }
table.book thead tr:last-child th { border-bottom: 0.6pt solid #000 }
table.frame { border: 0.9pt solid #000 } table.frame thead tr:last-child th { border-bottom: 0.6pt solid #000 }
table.stripe tbody tr:nth-child(even) td { background: #e4e8f0 } table.stripe thead th { background: #c9d2e4 }
table.book th[colspan] { border-bottom: 0.5pt solid #000 }
tr { break-inside: avoid }
"""


# ---------------------------------------------------------------- printing and spoiling
def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def print_pdf(doc, path, style=""):
    with tempfile.TemporaryDirectory() as tmp:
        page = os.path.join(tmp, "page.html")
        with open(page, "w", encoding="utf-8") as f:
            f.write(doc.to_html(style))
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--no-pdf-header-footer", f"--user-data-dir={tmp}/profile", f"--print-to-pdf={path}", page)


def scan(pdf, path, dpi, *spoil):
    with tempfile.TemporaryDirectory() as tmp:
        run("pdftoppm", "-r", str(dpi), "-gray", "-png", pdf, os.path.join(tmp, "page"))
        pages = sorted(os.path.join(tmp, n) for n in os.listdir(tmp))
        run("convert-im6.q16", *pages, "-units", "PixelsPerInch", "-density", str(dpi), *spoil, path)


def flatten(doc):
    """One cell a line, each closed by " |", the rows lost."""
    lines = []
    for kind, what in doc.parts:
        if kind != "table":
            lines.append(what)
            continue
        lines += [t for t in (what.caption, what.unit) if t]
        lines += [c["text"] + " |" for c in sorted(what.cells, key=lambda c: (c["r"], c["c"]))]
    return "\n".join(lines) + "\n"
