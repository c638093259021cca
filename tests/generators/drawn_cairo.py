"""Documents drawn by Cairo: strokes, fills and text at given places. Needs libcairo.so.2 only."""
import copy
import ctypes
import os

from drawn_layout import Placed, break_lines, cuts, size_that_fits

A4 = (595.0, 842.0)
MARGIN = 54.0
DOUBLE, POINTER = ctypes.c_double, ctypes.c_void_p


class Extents(ctypes.Structure):
    _fields_ = [(name, DOUBLE) for name in ("x_bearing", "y_bearing", "width", "height", "x_advance", "y_advance")]


def load_cairo():
    lib = ctypes.CDLL("libcairo.so.2")
    for name, result, arguments in (
            ("pdf_surface_create", POINTER, [ctypes.c_char_p, DOUBLE, DOUBLE]), ("create", POINTER, [POINTER]),
            ("destroy", None, [POINTER]), ("surface_destroy", None, [POINTER]), ("surface_finish", None, [POINTER]),
            ("select_font_face", None, [POINTER, ctypes.c_char_p, ctypes.c_int, ctypes.c_int]),
            ("set_font_size", None, [POINTER, DOUBLE]), ("show_text", None, [POINTER, ctypes.c_char_p]),
            ("text_extents", None, [POINTER, ctypes.c_char_p, ctypes.POINTER(Extents)]),
            ("move_to", None, [POINTER, DOUBLE, DOUBLE]), ("line_to", None, [POINTER, DOUBLE, DOUBLE]),
            ("set_line_width", None, [POINTER, DOUBLE]), ("stroke", None, [POINTER]), ("fill", None, [POINTER]),
            ("rectangle", None, [POINTER, DOUBLE, DOUBLE, DOUBLE, DOUBLE]), ("show_page", None, [POINTER]),
            ("set_source_rgb", None, [POINTER, DOUBLE, DOUBLE, DOUBLE]), ("translate", None, [POINTER, DOUBLE, DOUBLE]),
            ("rotate", None, [POINTER, DOUBLE]), ("save", None, [POINTER]), ("restore", None, [POINTER]),
            ("set_dash", None, [POINTER, ctypes.POINTER(DOUBLE), ctypes.c_int, DOUBLE])):
        function = getattr(lib, "cairo_" + name)
        function.restype, function.argtypes = result, arguments
    return lib


class Canvas:
    """A PDF in the making. A turned one is drawn on its side, on upright paper."""

    def __init__(self, path, face, turned=False):
        self.lib, self.face, self.turned = load_cairo(), face.encode(), turned
        self.size = (A4[1], A4[0]) if turned else A4
        self.surface = self.lib.cairo_pdf_surface_create(path.encode(), *A4)
        self.context = self.lib.cairo_create(self.surface)
        self.widths = {}
        self.lay()

    def call(self, name, *arguments):
        getattr(self.lib, "cairo_" + name)(self.context, *arguments)

    def lay(self):
        self.call("save")
        if self.turned:
            self.call("translate", 0.0, A4[1])
            self.call("rotate", -1.5707963267948966)

    def font(self, size, bold=False, italic=False):
        self.call("select_font_face", self.face, int(italic), int(bold))
        self.call("set_font_size", size)

    def width(self, text, size, bold=False):
        key = (text, size, bold)
        if key not in self.widths:
            self.font(size, bold)
            extents = Extents()
            self.call("text_extents", text.encode(), ctypes.byref(extents))
            self.widths[key] = extents.x_advance
        return self.widths[key]

    def measure_at(self, size):
        return lambda text, bold: self.width(text, size, bold)

    def text(self, x, y, text, size, bold=False, italic=False):
        if not text:
            return
        self.font(size, bold, italic)
        self.call("move_to", x, y)
        self.call("show_text", text.encode())

    def line(self, x0, y0, x1, y1, width, dash=0.0):
        pattern = (DOUBLE * 1)(dash)
        self.call("set_dash", pattern, 1 if dash else 0, 0.0)
        self.call("set_line_width", width)
        self.call("move_to", x0, y0)
        self.call("line_to", x1, y1)
        self.call("stroke")

    def box(self, x0, y0, x1, y1, gray):
        self.call("set_source_rgb", gray, gray, min(1.0, gray + 0.04))
        self.call("rectangle", x0, y0, x1 - x0, y1 - y0)
        self.call("fill")
        self.call("set_source_rgb", 0.0, 0.0, 0.0)

    def new_page(self):
        self.call("restore")
        self.call("show_page")
        self.lay()

    def close(self):
        self.call("restore")
        self.call("show_page")
        self.lib.cairo_destroy(self.context)
        self.lib.cairo_surface_finish(self.surface)
        self.lib.cairo_surface_destroy(self.surface)


class Flow:
    """Where the next thing goes: down the column, on to the next column, on to the next page."""

    def __init__(self, doc, canvas):
        self.doc, self.canvas, self.page, self.column = doc, canvas, 0, -1
        self.step = (canvas.size[0] - 2 * MARGIN + 26.0) / doc.columns
        self.width, self.bottom = self.step - 26.0, canvas.size[1] - MARGIN
        self.next_column()

    def next_column(self):
        self.column += 1
        if self.page == 0 or self.column >= self.doc.columns:
            if self.page:
                self.canvas.new_page()
            self.page, self.column = self.page + 1, 0
            if self.doc.running:
                self.canvas.text(MARGIN, 36.0, self.doc.running, 8.0)
                self.canvas.text(self.canvas.size[0] - MARGIN - 12, 36.0, str(self.page), 8.0)
        self.x, self.y = MARGIN + self.column * self.step, MARGIN

    def need(self, height):
        if self.y + height > self.bottom:
            self.next_column()

    def paragraph(self, text, size, bold=False, after=6.0, place="left", hang=0.0):
        for number, line in enumerate(break_lines(text, self.width - hang, self.canvas.measure_at(size), bold)):
            self.need(size * 1.35)
            slack = self.width - self.canvas.width(line, size, bold)
            left = {"left": hang if number else 0.0, "center": slack / 2, "right": slack}[place]
            self.canvas.text(self.x + left, self.y + size, line, size, bold)
            self.y += size * 1.35
        self.y += after


# ---------------------------------------------------------------- tables
def cell_x(table, placed, cell, line, measure):
    """Left edge of a line of a cell, from the table's left."""
    left = placed.lefts[cell["c"]] + table.pad[1] + 10 * table.indent.get((cell["r"], cell["c"]), 0)
    right = placed.lefts[cell["c"] + cell["cs"]] - table.pad[1]
    width = measure(line, cell["header"] == "col" and table.bold_heads)
    if cell["header"] in ("row", "section") or table.kinds.get(cell["c"]) in ("words", "text") and cell["header"] is None:
        return left
    if cell["header"] == "col":
        return left if cell["c"] + cell["cs"] <= min(table.kinds) else (left + right - width) / 2
    if table.align == "center":
        return (left + right - width) / 2
    if table.align == "decimal":
        marks = [c["text"] for c in table.cells if c["header"] is None and c["c"] == cell["c"]]
        behind = max(len(t) - t.rfind(table.mark) if table.mark in t else 0 for t in marks)
        own = len(line) - line.rfind(table.mark) if table.mark in line else 0
        return right - width - max(0, behind - own) * measure("0", False)
    return right - width


def draw_cell(canvas, table, placed, cell, x, top, height, size):
    measure = canvas.measure_at(size)
    lines = placed.lines[(cell["r"], cell["c"])]
    leading = size * 1.25
    spare = height - 2 * table.pad[0] - leading * len(lines)
    y = top + table.pad[0] + (spare / 2 if table.middle or cell["header"] == "col" else 0) + size
    for number, line in enumerate(lines):
        canvas.text(x + cell_x(table, placed, cell, line, measure), y + number * leading, line, size,
                    bold=cell["header"] == "col" and table.bold_heads, italic=cell["header"] == "section")


def draw_spanner_rules(canvas, table, placed, x, tops):
    for cell in table.cells:
        if cell["header"] == "col" and cell["cs"] > 1 and cell["r"] + cell["rs"] < table.heads and cell["r"] in tops:
            y = tops[cell["r"] + cell["rs"]]
            canvas.line(x + placed.lefts[cell["c"]] + 3, y, x + placed.lefts[cell["c"] + cell["cs"]] - 3, y, 0.5)


def draw_cell_rules(canvas, table, placed, x, tops, rows):
    """Grid: the four lines of every cell; each its own stroke where the style is `segments`."""
    gap = 0.0 if table.rule == "grid" else 0.15
    for cell in table.cells:
        if cell["r"] not in rows:
            continue
        x0, x1 = x + placed.lefts[cell["c"]], x + placed.lefts[cell["c"] + cell["cs"]]
        y0, y1 = tops[cell["r"]], tops[cell["r"] + cell["rs"]]
        for line in ((x0 + gap, y0, x1 - gap, y0), (x0 + gap, y1, x1 - gap, y1), (x0, y0 + gap, x0, y1 - gap), (x1, y0 + gap, x1, y1 - gap)):
            canvas.line(*line, 0.6)


def draw_rules(canvas, table, placed, x, tops, rows):
    left, right = x, x + placed.lefts[-1]
    top, bottom, rule = tops[rows[0]], tops[rows[-1] + 1], table.rule

    def across(y, width, dash=0.0):
        canvas.line(left, y, right, y, width, dash)
    if rule in ("grid", "segments"):
        draw_cell_rules(canvas, table, placed, x, tops, rows)
        return
    if rule in ("book", "columns", "frame", "double", "rows"):
        for y in (top, bottom):
            across(y, 1.1 if rule == "book" else 0.7)
            if rule == "double":
                across(y + 1.8, 0.7)
        if table.heads and table.heads - 1 in rows:
            across(tops[table.heads], 0.6)
    if rule == "frame":
        canvas.line(left, top, left, bottom, 0.7)
        canvas.line(right, top, right, bottom, 0.7)
    if rule == "columns":
        for c in range(1, table.cols):
            for r in rows:
                whole = any(k["r"] <= r < k["r"] + k["rs"] and k["c"] < c < k["c"] + k["cs"] for k in table.cells)
                if not whole:
                    canvas.line(x + placed.lefts[c], tops[r], x + placed.lefts[c], tops[r + 1], 0.5)
    for r in rows[:-1]:
        if r >= table.heads and rule in ("rows", "dashed"):
            across(tops[r + 1], 0.4, 2.0 if rule == "dashed" else 0.0)
    if rule in ("book", "open", "double") and table.spanner_rules:
        draw_spanner_rules(canvas, table, placed, x, tops)


def draw_rows(flow, table, placed, rows, size):
    tops, y = {}, flow.y
    for r in rows:
        tops[r] = y
        y += placed.heights[r]
        tops[r + 1] = y
    if table.rule == "stripe":
        for r in rows:
            if r < table.heads or r % 2:
                flow.canvas.box(flow.x, tops[r], flow.x + placed.lefts[-1], tops[r + 1], 0.8 if r < table.heads else 0.9)
    for cell in table.cells:
        if cell["r"] in rows:
            height = sum(placed.heights[cell["r"]: cell["r"] + cell["rs"]])
            draw_cell(flow.canvas, table, placed, cell, flow.x, tops[cell["r"]], height, size)
    draw_rules(flow.canvas, table, placed, flow.x, tops, rows)
    flow.y = y


def turned_flow(flow, table, turn):
    """Where a table goes that stands on its side between upright text; None where it would not fit so."""
    width = min(flow.bottom - MARGIN, 470.0)
    size = size_that_fits(table, flow.canvas.measure_at, width, flow.doc.size)
    placed = Placed(table, flow.canvas.measure_at(size), width, size * 1.25)
    if sum(placed.heights) + (5 + 3 * len(table.notes)) * size > flow.width:
        return None
    long = max(placed.lefts[-1], 0.6 * width)
    flow.need(long)
    down = turn == "down"
    flow.canvas.call("save")
    flow.canvas.call("translate", flow.x + (flow.width if down else 0.0), flow.y + (0.0 if down else long))
    flow.canvas.call("rotate", 1.5707963267948966 if down else -1.5707963267948966)
    flow.y += long + 14.0
    side = copy.copy(flow)
    side.x, side.y, side.width, side.bottom = 0.0, 0.0, width, 1e6
    return side


def draw_table(flow, table):
    side = turned_flow(flow, table, table.turn) if getattr(table, "turn", None) else None
    draw_upright_table(side or flow, table)
    if side:
        flow.canvas.call("restore")


def draw_upright_table(flow, table):
    size = size_that_fits(table, flow.canvas.measure_at, flow.width, flow.doc.size)
    placed = Placed(table, flow.canvas.measure_at(size), flow.width, size * 1.25)
    least = sum(placed.heights[: table.heads + 3]) + 4 * size
    flow.need(min(least, flow.bottom - MARGIN))
    flow.paragraph(table.caption, size, bold=True, after=3.0)
    if table.unit:
        flow.paragraph(table.unit, size * 0.9, after=2.0, place="right")
    start, allowed = 0, cuts(table) + [table.rows]
    while start < table.rows:
        head = list(range(table.heads)) if start and table.repeats else []
        room = flow.bottom - flow.y - sum(placed.heights[r] for r in head)
        fits = [r for r in allowed if r > start and sum(placed.heights[start:r]) <= room]
        stop = fits[-1] if fits else next(r for r in allowed if r > start)
        draw_rows(flow, table, placed, head + list(range(start, stop)), size)
        start = stop
        if start < table.rows:
            flow.next_column()
    flow.y += 4.0
    for note in table.notes:
        flow.paragraph(note, size * 0.85)
    flow.y += 8.0


# ---------------------------------------------------------------- other parts
def draw_beside(flow, tables):
    """Two tables next to each other, each in half the width."""
    x, y, width = flow.x, flow.y, flow.width
    flow.need(280.0)
    y, low = flow.y, flow.y
    flow.width = (width - 26.0) / 2
    for number, table in enumerate(tables):
        flow.x, flow.y = x + number * (flow.width + 26.0), y
        draw_table(flow, table)
        low = max(low, flow.y)
    flow.x, flow.y, flow.width = x, low, width


def draw_contents(flow, lines):
    size, dot = flow.doc.size, flow.canvas.width(" .", flow.doc.size)
    for text, page in lines:
        flow.need(size * 1.5)
        end = flow.width - flow.canvas.width(page, size)
        dots = int((end - flow.canvas.width(text, size) - 4) / dot)
        flow.canvas.text(flow.x, flow.y + size, text + " ." * max(0, dots), size)
        flow.canvas.text(flow.x + end, flow.y + size, page, size)
        flow.y += size * 1.5
    flow.y += 8.0


def draw_form(flow, lines):
    size = flow.doc.size
    for key, value in lines:
        flow.need(size * 2)
        flow.canvas.text(flow.x, flow.y + size, key, size)
        flow.canvas.line(flow.x + flow.width * 0.4, flow.y + size + 2, flow.x + flow.width, flow.y + size + 2, 0.5)
        flow.canvas.text(flow.x + flow.width * 0.4 + 3, flow.y + size, value, size)
        flow.y += size * 2
    flow.y += 8.0


def draw_chart(flow, chart):
    flow.need(150.0)
    step, base = (flow.width - 30) / len(chart["values"]), flow.y + 115
    for mark in range(0, 101, 25):
        flow.canvas.text(flow.x, base - mark + 3, str(mark), 7.0)
    for i, (label, value) in enumerate(zip(chart["labels"], chart["values"])):
        flow.canvas.box(flow.x + 26 + i * step, base - value, flow.x + 26 + (i + 0.6) * step, base, 0.5)
        flow.canvas.text(flow.x + 26 + i * step, base + 9, label, 7.0)
    flow.y = base + 24


def draw_document(doc, path):
    canvas = Canvas(path, doc.face[1] if doc.lang == "zh" else doc.face[0], doc.turned)
    flow, size = Flow(doc, canvas), doc.size
    for kind, what in doc.parts:
        if kind in ("title", "heading"):
            flow.paragraph(what, size * (1.5 if kind == "title" else 1.2), bold=True, place="center" if kind == "title" else "left")
        elif kind == "prose":
            flow.paragraph(what, size, after=8.0)
        elif kind == "list":
            for item in what:
                flow.paragraph(item, size, after=2.0, hang=14.0)
            flow.y += 6.0
        else:
            {"table": draw_table, "beside": draw_beside, "contents": draw_contents, "form": draw_form, "chart": draw_chart}[kind](flow, what)
    canvas.close()


def print_documents(docs, folder):
    """Writes folder/<name>.pdf for each."""
    for doc in docs:
        draw_document(doc, os.path.join(folder, doc.name + ".pdf"))
