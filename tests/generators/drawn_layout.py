"""Column widths, row heights and line breaks of a table, for producers that do not lay tables out themselves.

`measure(text, bold)` gives a text's width in points.
"""
import re


def pieces_of(text):
    """Where a line may end: after each space, and between Chinese characters."""
    return re.findall(r"[\u2e80-\uffff]|[^\u2e80-\uffff ]+ ?| ", text)


def break_lines(text, width, measure, bold=False):
    lines, line = [], ""
    for piece in pieces_of(text):
        if line and measure((line + piece).rstrip(), bold) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return lines + [line.rstrip()]


def narrowest(text, measure, bold):
    return max((measure(piece.rstrip(), bold) for piece in pieces_of(text)), default=0)


def may_break(table, cell):
    """Figures stay on one line."""
    return cell["header"] is not None or table.kinds.get(cell["c"]) == "text"


def least_and_most(table, measure):
    """Widths of the columns at which words are not cut, and at which nothing need be broken."""
    least, most = [12.0] * table.cols, [12.0] * table.cols
    for cell in sorted(table.cells, key=lambda c: c["cs"]):
        if cell["header"] == "section":
            continue
        bold = cell["header"] == "col" and table.bold_heads
        beside = 2 * table.pad[1] + 10 * table.indent.get((cell["r"], cell["c"]), 0)
        whole = measure(cell["text"], bold) + beside
        small = narrowest(cell["text"], measure, bold) + beside if may_break(table, cell) else whole
        span = range(cell["c"], cell["c"] + cell["cs"])
        for widths, need in ((least, small), (most, whole if cell["cs"] == 1 else small)):
            lack = need - sum(widths[c] for c in span)
            for c in span if lack > 0 else ():
                widths[c] += lack / cell["cs"]
    return least, [max(a, b) for a, b in zip(least, most)]


def size_that_fits(table, measure_at, available, size):
    """The type size, from `size` downwards, at which the columns have room for their words. `measure_at(size)` measures."""
    while size > 4 and sum(least_and_most(table, measure_at(size))[0]) > available:
        size -= 0.5
    return size


def column_widths(table, measure, available):
    """Points, padding included; their sum is `available` for wide tables and never more."""
    least, most = least_and_most(table, measure)
    if sum(least) >= available:
        return [w * available / sum(least) for w in least]
    if sum(most) > available:
        share = (available - sum(least)) / (sum(most) - sum(least))
        return [a + (b - a) * share for a, b in zip(least, most)]
    return [w * available / sum(most) for w in most] if table.wide else most


class Placed:
    """A table laid out: lines of each cell, tops of rows and lefts of columns (one more than there are)."""

    def __init__(self, table, measure, available, leading):
        widths = column_widths(table, measure, available)
        self.lefts = [sum(widths[:i]) for i in range(table.cols + 1)]
        self.lines, heights = {}, [leading + 2 * table.pad[0]] * table.rows
        for cell in sorted(table.cells, key=lambda c: c["rs"]):
            at = (cell["r"], cell["c"])
            room = self.lefts[cell["c"] + cell["cs"]] - self.lefts[cell["c"]] - 2 * table.pad[1] - 10 * table.indent.get(at, 0)
            bold = cell["header"] == "col" and table.bold_heads
            self.lines[at] = break_lines(cell["text"], room + 0.5, measure, bold) if may_break(table, cell) else [cell["text"]]
            need = len(self.lines[at]) * leading + 2 * table.pad[0]
            heights[cell["r"] + cell["rs"] - 1] += max(0.0, need - sum(heights[cell["r"]: cell["r"] + cell["rs"]]))
        self.heights = heights


def cuts(table):
    """Rows above which a page may end: no cell goes over them and they are not in the boxhead."""
    return [r for r in range(table.heads + 1, table.rows)
            if not any(c["r"] < r < c["r"] + c["rs"] for c in table.cells)
            and not any(c["r"] == r - 1 and c["header"] == "section" for c in table.cells)]
