"""Random documents: parts in reading order, and the truth about them. What prints them is a producer's affair."""
from drawn_tables import random_look, random_table
from drawn_words import Numbers, Words

LANGUAGES = ["en", "en", "de", "fr", "ru", "zh", "zh"]
FACES = [("Liberation Serif", "Noto Serif CJK SC"), ("Liberation Sans", "Noto Sans CJK SC"), ("DejaVu Sans", "Noto Sans CJK SC"),
         ("DejaVu Serif", "Noto Serif CJK SC")]


class Document:
    """`parts`: (kind, what). Kinds: title, heading, prose, table, beside (tables next to each other), list, contents,
    form, chart. Where one stands whose order of reading is a matter of taste, the truth has no text."""

    def __init__(self, name, lang):
        self.name, self.lang, self.parts = name, lang, []
        self.face = FACES[0]
        self.size = 10.0             # points
        self.columns = 1             # of text on a page
        self.turned = False          # the whole page stands on its side
        self.running = ""            # a line at the head of every page
        self.findings = None         # what the reports themselves got wrong, where errors were seeded

    def add(self, kind, what):
        self.parts.append((kind, what))

    def tables(self):
        return [t for kind, what in self.parts for t in (what if kind == "beside" else [what] if kind == "table" else [])]

    def turn_tables(self, rng, share):
        """Turns this share of the tables on their pages, by a quarter up or down."""
        for kind, table in self.parts:
            if kind == "table" and rng.random() < share:
                table.turn = rng.choice(["up", "down"])

    def truth(self):
        told = all(kind in ("title", "heading", "prose", "table", "list") for kind, _ in self.parts)
        known = {} if self.findings is None else {"findings": self.findings}
        return {"doc": self.name, "headers_known": True, "text": self.text() if told and not self.running else None,
                "tables": [t.truth() for t in self.tables()], **known}

    def misprint(self, rng, share):
        """One digit is printed wrong in this share of the tables that have a total: in a part of it or in the total itself."""
        self.findings = []
        for index, table in enumerate(self.tables()):
            sums = [(total, parts) for total, parts in table.sums if sum(c["text"].strip("0-−.,") != "" for c in parts) > 1]
            if not sums or rng.random() >= share:
                continue
            total, parts = rng.choice(sums)
            cell = rng.choice([total] + [c for c in parts if any(ch in "123456789" for ch in c["text"])])
            digits = [i for i, ch in enumerate(cell["text"]) if ch.isdigit()]
            at = rng.choice(digits)
            least = 1 if at == digits[0] and len(digits) > 1 else 0
            wrong = rng.choice([str(d) for d in range(least, 10) if str(d) != cell["text"][at]])
            cell["text"] = cell["text"][:at] + wrong + cell["text"][at + 1:]
            self.findings.append({"kind": "sum_mismatch", "table": index, "r": cell["r"], "c": cell["c"]})

    def text(self):
        lines = []
        for kind, what in self.parts:
            if kind == "table":
                lines += [t for t in (what.caption, what.unit) if t]
                for number, row in enumerate(what.matrix()):
                    lines.append(" | ".join(c["text"] for c in {id(c): c for c in row}.values() if c["r"] == number))
                lines += what.notes
            else:
                lines += what if kind == "list" else [what]
        return "\n".join(lines)


def random_list(rng, words):
    mark = rng.choice(["•", "–", "n.", "(n)", "a)"])
    items = []
    for i in range(rng.randint(3, 8)):
        label = mark.replace("n", str(i + 1)).replace("a", "abcdefgh"[i])
        items.append(label + " " + words.sentence(3, rng.choice([8, 25])))
    return items


def random_contents(rng, words):
    page, lines = 1, []
    for i in range(rng.randint(6, 22)):
        page += rng.randint(0, 9)
        lines.append((rng.choice(["", "%d " % (i + 1)]) + words.label(4), str(page)))
    return lines


def random_form(rng, words):
    return [(words.label(3) + ":", rng.choice(["", "", words.label(2)])) for _ in range(rng.randint(4, 12))]


def random_chart(rng, words):
    bars = rng.randint(4, 9)
    return {"labels": [words.label(1) for _ in range(bars)], "values": [rng.randint(5, 100) for _ in range(bars)]}


def add_filling(doc, rng, words):
    """What stands between tables and looks a little like one."""
    kind = rng.choice(["list", "list", "contents", "form", "chart"])
    make = {"list": random_list, "contents": random_contents, "form": random_form, "chart": random_chart}[kind]
    doc.add(kind, make(rng, words))


def dress(doc, rng):
    doc.face, doc.size = rng.choice(FACES), rng.choice([8.0, 9.0, 10.0, 11.0])
    doc.turned = rng.random() < 0.06
    if rng.random() < 0.2:
        doc.running = "running"


def random_document(rng, name, simple=False):
    """A report with one to three tables; one in seven has none at all."""
    doc = Document(name, rng.choice(LANGUAGES))
    words, numbers = Words(rng, doc.lang), Numbers(rng, doc.lang)
    if not simple:
        dress(doc, rng)
        doc.running = words.label(3) if doc.running else ""
    doc.add("title", words.label(3))
    doc.add("prose", words.prose(3))
    shape = "plain" if simple else rng.choice(["plain"] * 6 + ["none", "none", "beside", "columns", "columns", "long", "long"])
    look = random_look(rng)
    if shape == "columns":
        doc.columns = 2
    if shape == "none":
        for _ in range(rng.randint(1, 3)):
            add_filling(doc, rng, words)
            doc.add("prose", words.prose(rng.randint(1, 6)))
        return doc

    def table(number, **how):
        return random_table(rng, words, numbers, doc.lang, number, look, simple, **how)
    number = 0
    for _ in range(1 if shape in ("long", "beside") else rng.randint(1, 3)):
        number += 1
        if shape == "beside":
            doc.add("beside", [table(number, narrow=True), table(number + 1, narrow=True)])
        else:
            doc.add("table", table(number, narrow=shape == "columns", long=shape == "long"))
        if rng.random() < 0.7:
            doc.add("prose", words.prose(rng.randint(1, 4)))
        if not simple and rng.random() < 0.15:
            add_filling(doc, rng, words)
    return doc
