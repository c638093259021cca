"""Documents as LaTeX: pdfTeX prints Latin script in Type 1 fonts, XeTeX the others. On a turned document the page stays
upright and each table is turned on it."""
import os
import subprocess
import tempfile

from drawn_cairo import Canvas
from drawn_layout import cuts, least_and_most, size_that_fits

SPECIAL = {**{ch: "\\" + ch for ch in "&%$#_{}"}, "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
           "−": "$-$", "…": r"\dots{}", "€": r"\texteuro{}"}
MOST_TURNED_ROWS = 24   # what a page is broad: more would run over its edge
PACKAGES = "array booktabs longtable multirow multicol colortbl rotating textcomp".split()
UNSTRETCHED = {"grid", "segments", "columns", "frame", "stripe"}   # white between stretched columns has no rules and no fill
BROAD = 1.12   # Latin Modern runs wider than the faces that are measured


def tex(text):
    return "".join(SPECIAL.get(ch, ch) for ch in text)


def is_open(table):
    return table.rule in ("book", "open", "double")


class Columns:
    """How wide text columns may be, and each column's letter in the preamble."""

    def __init__(self, table, measure, available):
        least, most = least_and_most(table, measure)
        spare = available - sum(least)
        lack = sum(most) - sum(least)
        share = min(1.0, max(0.0, spare / lack)) if lack else 1.0
        self.widths = [a + (b - a) * share - 2 * table.pad[1] for a, b in zip(least, most)]
        self.broken = [share < 1.0 and b > a + 0.1 for a, b in zip(least, most)]
        self.table = table

    def letter(self, c):
        kind = self.table.kinds.get(c)
        if kind in (None, "words", "text"):
            return r">{\raggedright\arraybackslash}p{%.1fpt}" % self.widths[c] if self.broken[c] else "l"
        return "c" if self.table.align == "center" else "r"

    def preamble(self):
        letters = [self.letter(c) for c in range(self.table.cols)]
        if self.table.rule in ("grid", "segments"):
            return "|" + "|".join(letters) + "|"
        if self.table.rule == "columns":
            return "|".join(letters)
        return "|" + "".join(letters) + "|" if self.table.rule == "frame" else "".join(letters)

    def bars(self, c, span):
        """The rules beside a cell of its own alignment: \\multicolumn forgets those of the preamble."""
        rule, last = self.table.rule, c + span == self.table.cols
        if rule in ("grid", "segments"):
            return ("|" if c == 0 else ""), "|"
        if rule == "columns":
            return "", "" if last else "|"
        return ("|" if c == 0 else "", "|" if last else "") if rule == "frame" else ("", "")

    def room(self, c, span):
        return sum(self.widths[c: c + span]) + 2 * self.table.pad[1] * (span - 1)


def cell_tex(table, columns, cell):
    text, head = tex(cell["text"]), cell["header"] == "col"
    c, span = cell["c"], cell["cs"]
    if head and table.bold_heads and text:
        text = r"\textbf{%s}" % text
    if cell["header"] == "section" and text:
        text = r"\textit{%s}" % text
    if (cell["r"], c) in table.indent:
        text = r"\hspace*{%dpt}" % (10 * table.indent[(cell["r"], c)]) + text
    if cell["rs"] > 1:
        place = "t" if not table.middle and not head else "c"
        width = "%.1fpt" % columns.room(c, span) if columns.broken[c] or head else "*"
        rows = -cell["rs"] if table.rule == "stripe" else cell["rs"]   # from the last row upwards: later stripes would hide it
        text = r"\multirow[%s]{%d}{%s}{%s%s}" % (place, rows, width, r"\centering " if head else "", text)
    elif head and text and any(columns.broken[c: c + span]):
        text = r"\parbox[%s]{%.1fpt}{\centering\strut %s\strut}" % ("c" if table.middle else "b", columns.room(c, span), text)
    if not head and span == 1:
        return text
    before, after = columns.bars(c, span)
    letter = "c" if head and not (c == 0 and is_open(table) and span == 1) else "l"
    return r"\multicolumn{%d}{%s%s%s}{%s}" % (span, before, letter, after, text)


def row_tex(table, columns, r, row):
    """Cells of row `r`; where a cell from above goes on, nothing stands but its rules. Over stripes the last row has the text."""
    cells, c = [], 0
    while c < table.cols:
        cell = row[c]
        if (cell["r"] + cell["rs"] - 1 if table.rule == "stripe" else cell["r"]) == r:
            cells.append(cell_tex(table, columns, cell))
        else:
            before, after = columns.bars(c, cell["cs"])
            cells.append(r"\multicolumn{%d}{%sc%s}{}" % (cell["cs"], before, after) if cell["cs"] > 1 else "")
        c = cell["c"] + cell["cs"]
    return " & ".join(cells) + r" \\"


def parted(matrix, r):
    """Runs of columns, counted from 1, between rows `r - 1` and `r` that no cell goes over."""
    runs = []
    for c, cell in enumerate(matrix[r], start=1):
        if cell["r"] < r:
            continue
        if runs and runs[-1][1] == c - 1:
            runs[-1][1] = c
        else:
            runs.append([c, c])
    return runs


def rule_above(table, matrix, r):
    """What is ruled between row `r - 1` and row `r`."""
    runs = parted(matrix, r)
    if table.rule in ("grid", "segments"):
        return "".join(r"\cline{%d-%d}" % (a, b) for a, b in runs) if runs != [[1, table.cols]] else r"\hline"
    if r == table.heads:
        return {"book": r"\midrule", "stripe": "", "open": ""}.get(table.rule, r"\hline")
    if table.rule in ("rows", "dashed"):
        return "".join(r"\cline{%d-%d}" % (a, b) for a, b in runs)
    if r < table.heads and is_open(table) and table.spanner_rules:
        spanners = [x for x in {id(x): x for x in matrix[r - 1]}.values() if x["cs"] > 1 and x["r"] + x["rs"] == r]
        return "".join(r"\cmidrule(lr){%d-%d}" % (x["c"] + 1, x["c"] + x["cs"]) for x in spanners)
    return ""


def outer_rule(table, top):
    if table.rule == "book":
        return r"\toprule" if top else r"\bottomrule"
    return {"open": "", "stripe": "", "dashed": "" if top else r"\hline", "double": r"\hline\hline"}.get(table.rule, r"\hline")


def lines_of(table, columns):
    matrix, lines = table.matrix(), []
    unbroken = set(cuts(table))
    for r, row in enumerate(matrix):
        line = row_tex(table, columns, r, row)
        if table.rule == "stripe" and (r < table.heads or r % 2):
            line = r"\rowcolor[gray]{%s}" % ("0.78" if r < table.heads else "0.9") + line
        if r + 1 < table.rows and r + 1 not in unbroken:
            line = line[:-2] + r"\\*"
        rule = rule_above(table, matrix, r) if r else ""
        lines.append(rule + "\n" + line if rule else line)
    return lines


def table_tex(table, measure_at, available, size, breaks):
    """`breaks`: the table may go over the page's end, as a longtable."""
    size = size_that_fits(table, measure_at, available * 0.92, size)
    columns = Columns(table, measure_at(size), available * 0.94)
    lines = lines_of(table, columns)
    style = r"\fontsize{%g}{%g}\selectfont\setlength{\tabcolsep}{%gpt}\renewcommand{\arraystretch}{%g}" % (
        size, size * 1.2, table.pad[1], 0.95 + table.pad[0] / 12)
    heads, body = lines[: table.heads], lines[table.heads:]
    head = outer_rule(table, True) + "\n" + "\n".join(heads)
    if breaks:
        if table.repeats:
            rule = rule_above(table, table.matrix(), table.heads)
            body[0] = body[0].removeprefix(rule)
            head += "\n" + rule + r"\endhead"
        inside = head + "\n" + "\n".join(body) + "\n" + outer_rule(table, False)
        return r"{%s\setlength{\LTpre}{0pt}\setlength{\LTpost}{4pt}\begin{longtable}[l]{%s}%s\end{longtable}}" % (style, columns.preamble(), inside)
    name, stretch = ("tabular", "")
    if table.wide and table.rule not in UNSTRETCHED:
        name, stretch = "tabular*", r"@{\extracolsep{\fill}}"
    width = "{%.1fpt}" % (available * 0.98) if name == "tabular*" else ""
    inside = head + "\n" + "\n".join(body) + "\n" + outer_rule(table, False)
    return r"{%s\begin{%s}%s{%s%s}%s\end{%s}}" % (style, name, width, stretch, columns.preamble(), inside, name)


def titled(table, measure_at, available, size, breaks):
    parts = [r"\noindent\textbf{%s}\nopagebreak" % tex(table.caption)]
    if table.unit:
        parts.append(r"\noindent\hfill{\small %s}\nopagebreak" % tex(table.unit))
    parts.append(r"\noindent " * (not breaks) + table_tex(table, measure_at, available, size, breaks))
    parts += [r"\noindent{\small %s}" % tex(note) for note in table.notes]
    return "\n\n".join(parts) + "\n\n\\medskip\n"


def chart_tex(chart):
    step = 400 / len(chart["values"])
    bars = "".join(r"\put(%.1f,12){\rule{%.1fpt}{%dpt}}\put(%.1f,0){\scriptsize %s}" % (30 + i * step, step * 0.6, value, 30 + i * step, tex(label))
                   for i, (label, value) in enumerate(zip(chart["labels"], chart["values"])))
    axis = "".join(r"\put(4,%d){\scriptsize %d}" % (9 + y, y) for y in range(0, 101, 25))
    return r"\noindent\begin{picture}(440,120)%s%s\end{picture}" % (bars, axis)


def part_tex(doc, kind, what, measure_at, available):
    if kind in ("title", "heading"):
        return r"\begin{center}\Large\textbf{%s}\end{center}" % tex(what) if kind == "title" else r"\noindent\textbf{%s}" % tex(what)
    if kind == "prose":
        return tex(what)
    if kind == "table":
        if doc.turned and what.rows <= MOST_TURNED_ROWS:
            return (r"\clearpage\noindent\begin{sideways}\begin{minipage}{680pt}%s\end{minipage}\end{sideways}\clearpage"
                    % titled(what, measure_at, 680.0, doc.size, False))
        return titled(what, measure_at, available, doc.size, what.rows > 30 and doc.columns == 1)
    if kind == "beside":
        half = (available - 24.0) / 2
        return r"\noindent " + r"\hfill ".join(r"\begin{minipage}[t]{%.1fpt}%s\end{minipage}" % (half, titled(t, measure_at, half, doc.size, False))
                                               for t in what)
    if kind == "list":
        return "\n\n".join(r"\noindent\hangindent=2em %s" % tex(item) for item in what)
    if kind == "contents":
        return "\n\n".join(r"\noindent %s\dotfill %s" % (tex(a), b) for a, b in what)
    if kind == "form":
        return "\n\n".join(r"\noindent\makebox[130pt][l]{%s}%s\hrulefill" % (tex(a), tex(b)) for a, b in what)
    return chart_tex(what)


def faces(doc, latin):
    if latin:
        family = r"\renewcommand{\familydefault}{\sfdefault}" if "Sans" in doc.face[0] else ""
        return r"\usepackage[T1]{fontenc}\usepackage{lmodern}" + family
    face = doc.face[1] if doc.lang == "zh" else doc.face[0]
    breaks = r'\XeTeXlinebreaklocale "zh"\XeTeXlinebreakskip=0pt plus 1pt' if doc.lang == "zh" else ""
    return r"\usepackage{fontspec}\setmainfont{%s}%s" % (face, breaks)


def document_tex(doc, measure_at, latin):
    available = 595.0 - 102.0
    width = (available - 20.0 * (doc.columns - 1)) / doc.columns
    size = min((10, 11, 12), key=lambda s: abs(s - doc.size))
    running = r"\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}\fancyhead[L]{%s}\fancyfoot[C]{\thepage}" % tex(doc.running) if doc.running else ""
    body = "\n\n".join(part_tex(doc, kind, what, measure_at, width) for kind, what in doc.parts)
    if doc.columns > 1:
        body = r"\setlength{\columnsep}{20pt}\begin{multicols}{%d}%s\end{multicols}" % (doc.columns, body)
    return (r"\documentclass[%dpt]{article}\usepackage[a4paper,left=51pt,right=51pt,top=60pt,bottom=60pt]{geometry}" % size + faces(doc, latin)
            + r"\usepackage{%s}" % ",".join(PACKAGES) + running + r"\setlength{\parskip}{5pt}\setlength{\parindent}{%s}" % ("1.5em" if doc.size > 9 else "0pt")
            + "\n\\begin{document}\n" + body + "\n\\end{document}\n")


def print_documents(docs, folder):
    """Writes folder/<name>.pdf for each."""
    for doc in docs:
        latin = doc.lang in ("en", "de", "fr")
        with tempfile.TemporaryDirectory() as scratch:
            canvas = Canvas(os.path.join(scratch, "measure.pdf"), doc.face[1] if doc.lang == "zh" else doc.face[0])
            with open(os.path.join(scratch, doc.name + ".tex"), "w", encoding="utf-8") as file:
                file.write(document_tex(doc, lambda size: canvas.measure_at(size * BROAD if latin else size), latin))
            canvas.close()
            for _ in range(2):   # a longtable knows its columns after the first run
                subprocess.run(["pdflatex" if latin else "xelatex", "-interaction=batchmode", "-halt-on-error", doc.name + ".tex"], cwd=scratch,
                               check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            os.replace(os.path.join(scratch, doc.name + ".pdf"), os.path.join(folder, doc.name + ".pdf"))
