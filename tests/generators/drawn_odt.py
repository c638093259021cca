"""Documents as flat OpenDocument text, printed by LibreOffice."""
import os
import subprocess
import tempfile
from xml.sax.saxutils import escape, quoteattr

from drawn_cairo import Canvas
from drawn_layout import column_widths, size_that_fits

SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"' for name, full in (
    ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")))


class Styles:
    """Automatic styles, each once."""

    def __init__(self):
        self.names, self.xml = {}, []

    def name(self, family, inside):
        key = (family, inside)
        if key not in self.names:
            self.names[key] = f"a{len(self.names)}"
            self.xml.append(f'<style:style style:name="{self.names[key]}" style:family="{family}">{inside}</style:style>')
        return self.names[key]

    def paragraph(self, doc, align="start", size=1.0, bold=False, italic=False, after=0.0, left=0.0, more=""):
        latin, asian = doc.face
        weight, slant = "bold" if bold else "normal", "italic" if italic else "normal"
        text = (f'<style:text-properties style:font-name="{latin}" style:font-name-asian="{asian}" fo:font-size="{doc.size * size}pt" '
                f'style:font-size-asian="{doc.size * size}pt" fo:font-weight="{weight}" style:font-weight-asian="{weight}" fo:font-style="{slant}"/>')
        return self.name("paragraph", f'<style:paragraph-properties fo:text-align="{align}" fo:margin-bottom="{after}pt" '
                                      f'fo:margin-left="{left}pt">{more}</style:paragraph-properties>{text}')


def paragraph(style, text):
    return f'<text:p text:style-name="{style}">{escape(text)}</text:p>'


def borders(table, cell):
    """Which sides of a cell are ruled: (top, bottom, left, right), each a style or nothing."""
    rule, first, last = table.rule, cell["r"] == 0, cell["r"] + cell["rs"] == table.rows
    thick, thin, head_end = "0.9pt solid #000000", "0.5pt solid #000000", cell["r"] + cell["rs"] == table.heads
    if rule in ("grid", "segments"):
        return (thin,) * 4
    top = bottom = left = right = ""
    if rule in ("book", "frame", "columns", "double", "rows"):
        outer = "2.4pt double #000000" if rule == "double" else thick
        top, bottom = outer if first else "", outer if last else thin if head_end else ""
    if rule == "frame":
        left, right = thick if cell["c"] == 0 else "", thick if cell["c"] + cell["cs"] == table.cols else ""
    if rule == "columns" and cell["c"]:
        left = thin
    if rule == "rows" and not last or rule == "dashed":
        bottom = bottom or ("0.5pt dashed #000000" if rule == "dashed" else thin)
    if rule in ("book", "open", "double") and table.spanner_rules and cell["header"] == "col" and cell["cs"] > 1 and not bottom:
        bottom = thin
    return top, bottom, left, right


def cell_style(styles, table, cell):
    sides = zip(("top", "bottom", "left", "right"), borders(table, cell))
    lines = " ".join(f'fo:border-{side}="{line or "none"}"' for side, line in sides)
    fill = "#c9d2e4" if cell["header"] == "col" else "#e4e8f0" if cell["r"] % 2 else ""
    back = f'fo:background-color="{fill}"' if table.rule == "stripe" and fill else ""
    place = "middle" if table.middle or cell["header"] == "col" else "top"
    over, beside = table.pad
    return styles.name("table-cell", f'<style:table-cell-properties {lines} {back} style:vertical-align="{place}" fo:padding-top="{over}pt" '
                                     f'fo:padding-bottom="{over}pt" fo:padding-left="{beside}pt" fo:padding-right="{beside}pt"/>')


def cell_xml(styles, doc, table, cell, scale):
    head, kind = cell["header"], table.kinds.get(cell["c"])
    align = "center" if head == "col" else "start" if head or kind in ("words", "text") else "center" if table.align == "center" else "end"
    look = styles.paragraph(doc, align, scale, bold=head == "col" and table.bold_heads, italic=head == "section",
                            left=10.0 * table.indent.get((cell["r"], cell["c"]), 0))
    spans = (f' table:number-columns-spanned="{cell["cs"]}" table:number-rows-spanned="{cell["rs"]}"'
             if cell["cs"] > 1 or cell["rs"] > 1 else "")
    return (f'<table:table-cell table:style-name="{cell_style(styles, table, cell)}" office:value-type="string"{spans}>'
            + paragraph(look, cell["text"]) + "</table:table-cell>")


def table_xml(styles, doc, table, measure_at, available):
    scale = size_that_fits(table, measure_at, available * 0.96, doc.size) / doc.size
    widths = column_widths(table, lambda t, b: measure_at(doc.size * scale)(t, b) * 1.02, available)
    total = sum(widths)
    own = styles.name("table", f'<style:table-properties style:width="{total:.1f}pt" table:align="left" fo:margin-bottom="10pt" '
                               'table:border-model="collapsing"/>')
    columns = "".join('<table:table-column table:style-name="%s"/>' % styles.name(
        "table-column", f'<style:table-column-properties style:column-width="{width:.1f}pt"/>') for width in widths)
    rows = []
    for r, row in enumerate(table.matrix()):
        cells = "".join(cell_xml(styles, doc, table, cell, scale) if (cell["r"], cell["c"]) == (r, c) else "<table:covered-table-cell/>"
                        for c, cell in enumerate(row))
        rows.append(f"<table:table-row>{cells}</table:table-row>")
    head = "".join(rows[: table.heads])
    if table.repeats and head:
        head = f"<table:table-header-rows>{head}</table:table-header-rows>"
    title = paragraph(styles.paragraph(doc, bold=True, after=3), table.caption)
    unit = paragraph(styles.paragraph(doc, "end", 0.9, after=2), table.unit) if table.unit else ""
    notes = "".join(paragraph(styles.paragraph(doc, size=0.85, after=8), note) for note in table.notes)
    return (title + unit + f'<table:table table:name={quoteattr(table.caption)} table:style-name="{own}">{columns}{head}'
            + "".join(rows[table.heads:]) + "</table:table>" + notes)


def part_xml(styles, doc, kind, what, measure_at, available):
    if kind in ("title", "heading", "prose"):
        title = kind == "title"
        return paragraph(styles.paragraph(doc, "center" if title else "start", 1.5 if title else 1.0, title, after=8), what)
    if kind == "table":
        return table_xml(styles, doc, what, measure_at, available)
    if kind == "beside":
        half = (available - 24.0) / 2
        cells = "".join('<table:table-cell table:style-name="%s">%s</table:table-cell>' % (
            styles.name("table-cell", '<style:table-cell-properties fo:border="none" fo:padding-right="12pt"/>'),
            table_xml(styles, doc, table, measure_at, half) + paragraph(styles.paragraph(doc), "")) for table in what)
        return f'<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row>{cells}</table:table-row></table:table>'
    if kind == "list":
        return "".join(paragraph(styles.paragraph(doc, left=12, after=2), item) for item in what)
    stop = (f'<style:tab-stops><style:tab-stop style:position="{available - 4:.0f}pt" style:type="right" style:leader-style="dotted" '
            'style:leader-text="."/></style:tab-stops>')
    if kind == "contents":
        look = styles.paragraph(doc, after=2, more=stop)
        return "".join(f'<text:p text:style-name="{look}">{escape(text)}<text:tab/>{page}</text:p>' for text, page in what)
    if kind == "form":
        return "".join(paragraph(styles.paragraph(doc, after=6), f"{key} {value or '_' * 30}") for key, value in what)
    return paragraph(styles.paragraph(doc), "  ".join(what["labels"]))


def document_xml(doc, measure_at):
    styles = Styles()
    long, short = 842.0, 595.0
    wide, high = (long, short) if doc.turned else (short, long)
    available = (wide - 114.0 - 22.0 * (doc.columns - 1)) / doc.columns
    body = "".join(part_xml(styles, doc, kind, what, measure_at, available) for kind, what in doc.parts)
    if doc.columns > 1:
        look = styles.name("section", '<style:section-properties text:dont-balance-text-columns="true"><style:columns '
                                      f'fo:column-count="{doc.columns}" fo:column-gap="22pt"/></style:section-properties>')
        body = f'<text:section text:style-name="{look}" text:name="columns">{body}</text:section>'
    faces = "".join(f'<style:font-face style:name="{face}" svg:font-family="&apos;{face}&apos;"/>' for face in doc.face)
    head = f"<style:header>{paragraph(styles.paragraph(doc, size=0.8, after=10), doc.running)}</style:header>" if doc.running else ""
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.2" '
            'office:mimetype="application/vnd.oasis.opendocument.text">'
            f"<office:font-face-decls>{faces}</office:font-face-decls><office:automatic-styles>{''.join(styles.xml)}"
            f'<style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="{wide}pt" fo:page-height="{high}pt" '
            'fo:margin="57pt"/><style:header-style/></style:page-layout></office:automatic-styles>'
            f'<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm">{head}</style:master-page>'
            f"</office:master-styles><office:body><office:text>{body}</office:text></office:body></office:document>")


def print_documents(docs, folder):
    """Writes folder/<name>.pdf for each, all in one call."""
    with tempfile.TemporaryDirectory() as scratch:
        names = []
        for doc in docs:
            canvas = Canvas(os.path.join(scratch, "measure.pdf"), doc.face[1] if doc.lang == "zh" else doc.face[0])
            names.append(os.path.join(scratch, doc.name + ".fodt"))
            with open(names[-1], "w", encoding="utf-8") as file:
                file.write(document_xml(doc, canvas.measure_at))
            canvas.close()
        if names:
            subprocess.run(["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless", "--convert-to",
                            "pdf:writer_pdf_Export", "--outdir", folder, *names],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
