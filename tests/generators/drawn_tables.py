"""Random tables with truth: boxheads of one to four levels, stubs of several kinds, sections, groups, indented labels."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "corpus"))
from drawing import Grid, header_rows  # noqa: E402

from drawn_words import CAPTION, MONTHS, NOTE, SERIAL, TOTAL, UNIT_LINE, UNITS  # noqa: E402

CLOSED = ["grid", "segments"]                     # every cell has its four lines
RULES = ["grid", "grid", "segments", "book", "book", "frame", "stripe", "rows", "double", "dashed", "columns", "open", "open"]


class DrawnTable(Grid):
    """A grid and how it is to be printed."""

    def __init__(self, caption, unit, rule):
        super().__init__(caption, unit, rule)
        self.kinds = {}              # column -> number | words | text | label
        self.notes = []
        self.heads = 0               # rows of the boxhead
        self.bold_heads = True
        self.wide = True             # as wide as the text column
        self.align = "right"         # of numbers: right, center, decimal
        self.middle = True           # vertical place of short cells beside tall ones: middle or top
        self.repeats = True          # the boxhead stands again on the next page
        self.pad = (2.5, 5.0)        # points above and beside the text
        self.mark = "."              # before decimals
        self.spanner_rules = True    # a line under each spanner, in open styles
        self.sums = []               # (cell of the total, cells of its parts), where no part is missing


def boxhead(rng, words, columns, simple):
    """A header tree with `columns` leaves, one to three levels."""
    if simple or columns < 4 or rng.random() < 0.45:
        return [(words.label(1 if simple else rng.choice([1, 2, 2, 4])), []) for _ in range(columns)]
    tree, left = [], columns
    while left:
        width = min(left, rng.choice([1, 2, 2, 3, 4]))
        if width == 1:
            tree.append((words.label(), []))
        elif width == 4 and rng.random() < 0.5:
            tree.append((words.label(3), [(words.label(1), [(words.label(1), []) for _ in range(2)]) for _ in range(2)]))
        else:
            tree.append((words.label(3), [(words.label(1), []) for _ in range(width)]))
        left -= width
    return tree


def like_leaves(tree, rng, words):
    """Sibling spanners over the same leaf labels, as years or sexes are."""
    spanners = [node for node in tree if node[1] and not node[1][0][1]]
    if len(spanners) < 2:
        return tree
    names = [words.label(1) for _ in range(max(len(n[1]) for n in spanners))]
    return [(label, [(names[i], []) for i in range(len(kids))]) if kids and not kids[0][1] else (label, kids) for label, kids in tree]


def year_leaves(tree, rng):
    """Years run on over all leaves, or begin again under each spanner."""
    first, again, count = rng.randrange(1880, 2010), rng.random() < 0.5, 0
    out = []
    for label, kids in tree:
        if not kids:
            out.append((str(first + count), []))
            count += 1
            continue
        count = 0 if again else count
        out.append((label, [(str(first + count + i), []) for i in range(len(kids))] if not kids[0][1] else year_leaves(kids, rng)))
        count += len(kids)
    return out


def numbered_leaves(tree, number):
    """A row of column numbers closes the boxhead: (1) (2) (3)."""
    out = []
    for label, kids in tree:
        if kids:
            kids, number = numbered_leaves(kids, number)
        else:
            kids, number = [("(%d)" % number, [])], number + 1
        out.append((label, kids))
    return out, number


def unit_leaves(tree, rng, lang):
    """Every leaf gets a unit under it: a row of units closes the boxhead."""
    return [(label, unit_leaves(kids, rng, lang) if kids else [(rng.choice(UNITS[lang]), [])]) for label, kids in tree]


def column_kinds(rng, columns, simple, narrow):
    kinds = ["number"] * columns
    if simple:
        return kinds
    if rng.random() < 0.25:
        kinds[rng.randrange(columns)] = "percent"
    if rng.random() < 0.2:
        kinds[rng.randrange(columns)] = "words"
    if columns <= 4 and not narrow and rng.random() < 0.1:
        kinds[-1] = "text"
    return kinds


class Filler:
    """Writes the body of one table row by row."""

    def __init__(self, rng, words, numbers, table, kinds, stub, row_total):
        self.rng, self.words, self.numbers, self.table = rng, words, numbers, table
        self.kinds, self.stub, self.row_total = kinds, stub, row_total
        self.row, self.sums = table.heads, [0] * len(kinds)
        self.parts = [[] for _ in kinds]   # a column: its cells, None where a number is missing
        self.few_words = [words.label(1) for _ in range(3)]
        self.sparse = rng.random() < 0.25
        self.scale = [rng.randint(1, 5) for _ in kinds]

    def value(self, column):
        kind = self.kinds[column]
        if kind == "number":
            n = self.rng.randrange(0, 10 ** self.rng.randint(1, self.scale[column])) * 10 ** max(0, self.numbers.places - 1)
            return -n if self.rng.random() < 0.02 else n
        if kind == "percent":
            return self.numbers.percent(self.rng)
        return self.rng.choice(self.few_words) if kind == "words" else self.words.sentence(5, 22)

    def add(self, labels, blank=False):
        """One row. `labels`: texts of the stub's columns, None where a group goes on from above."""
        for column, label in enumerate(labels):
            if label is not None:
                self.table.add(self.row, column, label, "row")
        values = [self.value(c) for c in range(len(self.kinds))]
        if self.row_total and all(k == "number" for k in self.kinds):
            values[-1] = sum(values[:-1])
        for c, value in enumerate(values):
            if blank:
                text = ""
            elif isinstance(value, str):
                text = value
            elif self.sparse and self.rng.random() < 0.12 and c + 1 < len(values):
                text = self.numbers.missing
            else:
                text = self.numbers.text(value)
                self.sums[c] += value
            self.table.add(self.row, self.stub + c, text)
            self.parts[c].append(None if text in ("", self.numbers.missing) else self.table.cells[-1])
        self.row += 1

    def total(self, lang):
        labels = [""] * (self.stub - 1) + [TOTAL[lang]]
        for column, label in enumerate(labels):
            self.table.add(self.row, column, label, "row")
        for c, kind in enumerate(self.kinds):
            self.table.add(self.row, self.stub + c, self.numbers.text(self.sums[c]) if kind == "number" else "")
            if kind == "number" and None not in self.parts[c]:
                self.table.sums.append((self.table.cells[-1], self.parts[c]))
        self.row += 1

    def section(self):
        self.table.add(self.row, 0, self.words.label(), "section", cs=self.stub + len(self.kinds))
        self.row += 1


def fill_plain(f, rng, words, lang, rows, longest):
    kind = rng.choice(["words", "words", "words", "years", "months"])
    first = rng.randrange(1880, 2015)
    for i in range(rows):
        months = kind == "months" and rows <= 12
        label = str(first + i) if kind == "years" else MONTHS[lang][i] if months else words.label(rng.choice([1, 2, 2, longest]))
        f.add([label])


def fill_sections(f, rng, words, lang, rows, longest):
    for i in range(rows):
        if i % max(3, rows // 3) == 0 and rows - i >= 2:
            f.section()
        f.add([words.label(rng.choice([1, 2, 2, longest]))])


def fill_indented(f, rng, words, lang, rows, longest):
    """Parents stand over children that are set in; some parents have figures of their own."""
    blank, left = rng.random() < 0.5, rows
    while left > 0:
        f.add([words.label()], blank)
        for _ in range(rng.randint(2, 4)):
            f.table.indent[(f.row, 0)] = 1
            f.add([words.label(rng.choice([1, 2, longest]))])
            left -= 1


def fill_groups(f, rng, words, lang, rows, longest):
    """The first column's labels stand for several rows."""
    left = rows
    while left > 0:
        size = rng.randint(1, 4)
        start = f.row
        f.table.add(start, 0, words.label(1), "row", rs=size)
        for _ in range(size):
            f.add([None, words.label(rng.choice([1, 2, longest]))])
        left -= size


def fill_serial(f, rng, words, lang, rows, longest):
    for i in range(rows):
        f.add([str(i + 1), words.label(rng.choice([1, 2, 2, longest]))])


FILLS = {"plain": (fill_plain, 1), "sections": (fill_sections, 1), "indented": (fill_indented, 1), "groups": (fill_groups, 2),
         "serial": (fill_serial, 2)}


def random_table(rng, words, numbers, lang, number, look, simple=False, narrow=False, long=False):
    """`look`: what all tables of a document share. `simple`: one header a column, one line a cell. `narrow`: for one of
    two text columns. `long`: goes over the page's end."""
    rule = "grid" if simple and rng.random() < 0.5 else "book" if simple else rng.choice(look["rules"])
    table = DrawnTable(CAPTION[lang] % number + words.label(3), rng.choice(["", UNIT_LINE[lang]]), rule)
    for name, value in look["table"].items():
        setattr(table, name, value)
    table.mark = numbers.mark
    columns = rng.randint(2, 4) if simple or narrow else rng.choice([1, 2, 3, 4, 4, 5, 5, 6, 7, 8, 9])
    rows = rng.randint(45, 90) if long else rng.randint(3, 16)
    fills = ["plain"] if simple or narrow else ["plain", "plain", "plain", "sections", "indented", "serial"] + ["groups"] * (rule in CLOSED)
    fill, stub = FILLS[rng.choice(fills)]
    tree = boxhead(rng, words, columns, simple or narrow)
    if rng.random() < 0.4:
        tree = like_leaves(tree, rng, words)
    last_row = "" if simple else rng.choice(["years"] * 3 + ["units", "numbers"] + [""] * 10)
    if last_row == "years" and len(tree) > 1:
        tree = year_leaves(tree, rng)
    elif last_row == "units":
        tree = unit_leaves(tree, rng, lang)
    elif last_row == "numbers":
        tree, _ = numbered_leaves(tree, 1)
    corner = words.label(1) if simple or rng.random() < 0.75 else ""
    if fill is fill_serial:
        heads = [(SERIAL[lang], 1), (words.label(1), 1)]
    elif stub == 2:
        heads = [(words.label(1), 1), (words.label(1), 1)] if rng.random() < 0.6 else [(words.label(1), 2)]
    else:
        heads = [(corner, 1)]
    table.heads = header_rows(table, tree, heads)
    kinds = column_kinds(rng, columns, simple, narrow)
    table.kinds = {stub + i: kind for i, kind in enumerate(kinds)}
    filler = Filler(rng, words, numbers, table, kinds, stub, columns >= 3 and rng.random() < 0.3)
    fill(filler, rng, words, lang, rows, 1 if simple or narrow else 5)
    if "number" in kinds and rng.random() < 0.5:
        filler.total(lang)
    if rng.random() < 0.2:
        table.notes = [NOTE[lang] + words.sentence(6, 14)]
    return table


def random_look(rng):
    """One report's way of printing tables."""
    few = rng.sample(RULES, k=rng.choice([1, 1, 2]))
    return {"rules": few,
            "table": {"bold_heads": rng.random() < 0.7, "wide": rng.random() < 0.6, "middle": rng.random() < 0.6,
                      "align": rng.choice(["right", "right", "right", "center", "decimal"]), "repeats": rng.random() < 0.7,
                      "pad": rng.choice([(1.0, 4.0), (2.5, 5.0), (4.0, 8.0)]), "spanner_rules": rng.random() < 0.7}}
