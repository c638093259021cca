"""Tables and prose as text, in the forms in which old reports survive."""
import csv
import html
import io
import unicodedata

WIDEST_CELL = 22   # columns, where cells wrap


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def fill(text, columns, align="<"):
    gap = max(0, columns - width(text))
    left = gap if align == ">" else gap // 2 if align == "^" else 0
    return " " * left + text + " " * (gap - left)


def wrap(text, columns):
    """Lines no wider than `columns`, broken at blanks, or anywhere in East Asian text."""
    lines = [""]
    for word in text.split(" "):
        pieces = [word] if width(word) <= columns else list(word)
        for i, piece in enumerate(pieces):
            joint = " " if i == 0 and lines[-1] else ""
            if lines[-1] and width(lines[-1]) + width(joint + piece) > columns:
                lines.append(piece)
            else:
                lines[-1] += joint + piece
    return lines


def rows_of(table):
    """[[text or None where a span of an earlier cell goes on]] and the rows of the boxhead."""
    return [[cell["text"] if (cell["r"], cell["c"]) == (r, c) else None for c, cell in enumerate(row)] for r, row in enumerate(table.matrix())]


def each_cell(table):
    """Rows of the cells that begin there."""
    return [[cell for c, cell in enumerate(row) if (cell["r"], cell["c"]) == (r, c)] for r, row in enumerate(table.matrix())]


def cells_form(table, rng):
    return [cell["text"] + " |" for row in each_cell(table) for cell in row]


def bars_form(table, rng):
    return [" | ".join(c["text"] for c in row) + " |" for row in each_cell(table)]


def markdown_form(table, rng):
    lines = ["| " + " | ".join(text or "" for text in row) + " |" for row in rows_of(table)]
    lines.insert(table.heads, "|" + "---|" * table.cols)
    return lines


def tabs_form(table, rng):
    return ["\t".join(text or "" for text in row) for row in rows_of(table)]


def delimited(table, mark, breaks):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark, lineterminator="\n")
    for row in rows_of(table):
        texts = [text or "" for text in row]
        if breaks:   # a line break in place of the first blank of a label
            texts[0] = texts[0].replace(" ", "\n", 1)
        writer.writerow(texts)
    return out.getvalue().rstrip("\n").split("\n")


def csv_form(table, rng):
    return delimited(table, ",", False)


def semicolon_form(table, rng):
    return delimited(table, ";", False)


def quoted_form(table, rng):
    return delimited(table, ",", True)


# ---- drawn with characters

def column_widths(table, pad):
    """Wide enough for wrapped cells, and for spanners over their columns."""
    widths = [1] * table.cols
    for cell in sorted(table.cells, key=lambda c: c["cs"]):
        need = max(width(line) for line in wrap(cell["text"], WIDEST_CELL * cell["cs"]))
        have = sum(widths[cell["c"]:cell["c"] + cell["cs"]]) + pad * (cell["cs"] - 1)
        for i in range(max(0, need - have)):
            widths[cell["c"] + i % cell["cs"]] += 1
    return widths


STROKES = {"ascii": "-|++++", "box": "─│┼", "double": "═║╬"}


class Frame:
    """A closed frame in characters: each position's borders stand where two cells meet."""

    def __init__(self, table, style, rng):
        self.table, self.style = table, style
        self.m = table.matrix()
        self.widths = column_widths(table, 3)
        self.heights = [1] * table.rows
        for cell in sorted(table.cells, key=lambda c: c["rs"]):
            lines = len(wrap(cell["text"], self.room(cell)))
            have = sum(self.heights[cell["r"]:cell["r"] + cell["rs"]]) + cell["rs"] - 1
            self.heights[cell["r"] + cell["rs"] - 1] += max(0, lines - have)

    def room(self, cell):
        return sum(self.widths[cell["c"]:cell["c"] + cell["cs"]]) + 3 * (cell["cs"] - 1)

    def cell(self, r, c):
        return self.m[r][c] if 0 <= r < self.table.rows and 0 <= c < self.table.cols else None

    def joint(self, up, down, left, right):
        if self.style == "ascii":
            return "+" if (up or down) and (left or right) else "|" if up or down else "-" if left or right else " "
        single = {(1, 1, 1, 1): "┼", (0, 1, 0, 1): "┌", (0, 1, 1, 0): "┐", (1, 0, 0, 1): "└", (1, 0, 1, 0): "┘", (1, 1, 0, 1): "├",
                  (1, 1, 1, 0): "┤", (0, 1, 1, 1): "┬", (1, 0, 1, 1): "┴", (1, 1, 0, 0): "│", (0, 0, 1, 1): "─"}
        double = dict(zip(single, "╬╔╗╚╝╠╣╦╩║═"))
        return (double if self.style == "double" else single).get((int(up), int(down), int(left), int(right)), " ")

    def border(self, r):
        """The line over row r."""
        line = ""
        flat, bar = {"ascii": "-|", "box": "─│", "double": "═║"}[self.style]
        drawn = [self.cell(r - 1, c) is not self.cell(r, c) for c in range(self.table.cols)]
        for c in range(self.table.cols + 1):
            up = self.cell(r - 1, c - 1) is not self.cell(r - 1, c)
            down = self.cell(r, c - 1) is not self.cell(r, c)
            line += self.joint(up, down, c > 0 and drawn[c - 1], c < self.table.cols and drawn[c])
            if c < self.table.cols:
                line += (flat if drawn[c] else " ") * (self.widths[c] + 2)
        # Text of cells that go on over this border.
        for c in range(self.table.cols):
            cell = self.cell(r, c)
            if cell is not None and not drawn[c] and c == cell["c"]:
                at = sum(self.widths[:c]) + 3 * c + 2
                line = self.put(line, at, self.line_of(cell, r, -1), self.room(cell))
        return line

    @staticmethod
    def put(line, at, text, room):
        left, used = "", 0
        for char in line:
            if used >= at:
                break
            left, used = left + char, used + width(char)
        rest, skipped = line[len(left):], 0
        while rest and skipped < room:
            skipped, rest = skipped + width(rest[0]), rest[1:]
        return left + fill(text, room) + rest

    def line_of(self, cell, r, k):
        """Line k of row r (-1: the border over it) within a cell."""
        lines = wrap(cell["text"], self.room(cell))
        index = sum(self.heights[cell["r"]:r]) + (r - cell["r"]) + k
        return lines[index] if 0 <= index < len(lines) else ""

    def lines(self):
        bar = {"ascii": "|", "box": "│", "double": "║"}[self.style]
        out = []
        for r in range(self.table.rows):
            out.append(self.border(r))
            for k in range(self.heights[r]):
                line, c = bar, 0
                while c < self.table.cols:
                    cell = self.cell(r, c)
                    number = self.table.kinds.get(c) in ("number", "percent") and cell["header"] is None
                    line += " " + fill(self.line_of(cell, r, k), self.room(cell), ">" if number else "<") + " " + bar
                    c += cell["cs"]
                out.append(line)
        out.append(self.border(self.table.rows))
        return out


def framed_form(table, rng):
    return Frame(table, "ascii", rng).lines()


def box_form(table, rng):
    return Frame(table, rng.choice(["box", "double"]), rng).lines()


def printer_rows(table, rng, gap, indent):
    """Lines of a table without uprights: numbers to the right, labels wrapped, spanners centred over their columns."""
    widths = column_widths(table, gap)
    starts = [indent + sum(widths[:c]) + gap * c for c in range(table.cols)]
    lines, rules = [], []
    for r, row in enumerate(each_cell(table)):
        texts = [(cell, wrap(cell["text"], sum(widths[cell["c"]:cell["c"] + cell["cs"]]) + gap * (cell["cs"] - 1))) for cell in row]
        for k in range(max([len(t) for _, t in texts] + [1])):
            line = ""
            for cell, parts in texts:
                if k >= len(parts):
                    continue
                room = sum(widths[cell["c"]:cell["c"] + cell["cs"]]) + gap * (cell["cs"] - 1)
                numeric = table.kinds.get(cell["c"]) in ("number", "percent")
                align = "^" if cell["cs"] > 1 and cell["header"] == "col" else ">" if numeric and cell["header"] != "section" else "<"
                extra = " " * (2 * table.indent.get((cell["r"], cell["c"]), 0))
                line = fill(line, starts[cell["c"]]) + fill(extra + parts[k], room, align)
            lines.append(line.rstrip())
        if r + 1 == table.heads:
            rules.append(len(lines))
    return lines, rules, starts[-1] + widths[-1]


def printer_form(table, rng):
    lines, rules, end = printer_rows(table, rng, rng.choice([2, 3, 4]), rng.choice([0, 1, 4]))
    if rng.random() < 0.7:
        for at in rules:
            lines.insert(at, rng.choice("-=") * end)
        if rng.random() < 0.5:
            lines.append("-" * end)
    return lines


def layout_form(table, rng):
    """As `pdftotext -layout` leaves it: no rules, odd gaps."""
    return printer_rows(table, rng, rng.choice([2, 3, 5, 7]), rng.choice([0, 3, 8]))[0]


def html_form(table, rng, broken=False):
    close = (lambda tag: "" if rng.random() < 0.6 else f"</{tag}>") if broken else (lambda tag: f"</{tag}>")
    lines = [rng.choice(["<table>", "<TABLE border=1>", '<table class="data">'])]
    for row in each_cell(table):
        lines.append("<tr>")
        for cell in row:
            tag = "th" if cell["header"] in ("col", "section") else "td"
            spans = (f' rowspan={cell["rs"]}' if cell["rs"] > 1 else "") + (f' colspan="{cell["cs"]}"' if cell["cs"] > 1 else "")
            lines.append(f"<{tag}{spans}>{html.escape(cell['text'])}{close(tag)}")
        lines.append(close("tr"))
    return [line for line in lines if line] + ["</table>"]


def broken_html_form(table, rng):
    return html_form(table, rng, True)


FORMS = {"cells": cells_form, "bars": bars_form, "markdown": markdown_form, "tabs": tabs_form, "csv": csv_form, "semicolon": semicolon_form,
         "quoted": quoted_form, "framed": framed_form, "box": box_form, "printer": printer_form, "layout": layout_form, "html": html_form,
         "broken_html": broken_html_form}


def write_document(doc, form, rng):
    """Lines of the whole report."""
    drawn = form in ("framed", "box", "printer", "layout")
    tags = form in ("html", "broken_html")
    out = []
    for kind, what in doc.parts:
        if kind == "table":
            above = [text for text in (what.caption, what.unit) if text]
            lines = FORMS[form](what, rng)
            if tags:
                out += [f"<p>{html.escape(text)}</p>" for text in above] + lines + [f"<p>{html.escape(text)}</p>" for text in what.notes]
            else:
                gap = [""] if drawn or form in ("csv", "semicolon", "quoted", "tabs", "markdown") else []
                out += gap + above + gap + lines + gap + what.notes
        elif tags:
            out.append((f"<h1>{html.escape(what)}</h1>" if kind in ("title", "heading") else f"<p>{html.escape(what)}</p>"))
        else:
            out += wrap(what, 76) + [""] if drawn else [what]
    if tags:
        out = ["<html><head><title>" + html.escape(doc.name) + "</title></head><body>"] + out + ["</body></html>"]
    return out
