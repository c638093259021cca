#!/usr/bin/env python3
"""One place of a written table is damaged: what is read is the same but for that place, or a finding names it.

    one_damage_test.py PROGRAM [SEED] [DOCUMENTS] [--tell]     DOCUMENTS (default 4) of each form, each damaged in four ways

The reading of the damaged text is held against the program's own reading of the text before. A value gone, one too many, a mark lost or doubled
may change the facts of the cells beside it; any other fact that changes is a shift, and must be told.
"""
import collections
import importlib.machinery
import json
import os
import random
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from written_forms import FORMS, each_cell, write_document  # noqa: E402

sys.dont_write_bytecode = True
# The program `write` has no ending to be imported by.
random_report = importlib.machinery.SourceFileLoader("write", os.path.join(HERE, "write")).load_module().random_report

SEED, DOCUMENTS = 71, 4
EXTRA = "4711"
DAMAGES = ("missing", "extra", "lost mark", "doubled mark")
SILENT = 0.03   # share of damages that may pass unseen: what is damaged may read as another table that is whole

# What stands between two cells of one line.
MARKS = {"bars": " | ", "markdown": " | ", "tabs": "\t", "csv": ",", "semicolon": ";", "quoted": ",", "framed": "|", "box": "│║"}


def plain(text):
    return "".join(text.split())


class Place:
    """A body cell that is not the row's first, as (line, from, to) in the text's lines."""

    def __init__(self, line, start, end, text, before):
        self.line, self.start, self.end, self.text, self.before = line, start, end, text, before


def places(lines, table, form):
    """Cells with figures of their own, in rows of figures, where the text shows them once."""
    found = []
    for r, row in enumerate(each_cell(table)):
        data = [cell for cell in row if cell["header"] is None]
        if r < table.heads or len(data) < 2 or any(cell["rs"] > 1 or cell["cs"] > 1 for cell in row) or not all(re.search(r"\d", c["text"]) for c in data):
            continue
        texts = [cell["text"] for cell in data]
        if form == "cells" or "html" in form:
            wanted = [t + " |" for t in texts] if form == "cells" else texts
            got = lines if form == "cells" else [re.sub("<[^>]*>", "", line) for line in lines]
            runs = [i for i in range(len(got) - len(texts)) if got[i:i + len(texts)] == wanted]
            if len(runs) == 1:
                found += [Place(runs[0] + k, 0, len(lines[runs[0] + k]), texts[k], texts[k - 1]) for k in range(1, len(texts))]
            continue
        marks = MARKS.get(form, "")
        between = r"[\s\"]*[" + re.escape(marks.strip() or marks) + r"][\s\"]*" if marks else r"\s+"
        pattern = re.compile(r"(?<![\w.,])" + between.join(f"({re.escape(t)})" for t in texts) + r"(?![\w.,]*\w)")
        hits = [(i, m) for i, line in enumerate(lines) for m in [pattern.search(line)] if m]
        if len(hits) == 1:
            i, m = hits[0]
            found += [Place(i, m.start(k + 1), m.end(k + 1), texts[k], texts[k - 1]) for k in range(1, len(texts))]
    return found


def damage(lines, place, form, kind):
    """The lines with one place damaged; None where the form has no such damage."""
    lines, line = list(lines), lines[place.line]
    if form == "cells":
        change = {"missing": [], "extra": [line, EXTRA + " |"], "lost mark": [line[:-2]], "doubled mark": [line + " |"]}[kind]
        return lines[:place.line] + change + lines[place.line + 1:]
    if "html" in form:
        tag = re.match(r"<t[dh][^>]*>", line).group()
        change = {"missing": [], "extra": [line, tag + EXTRA], "lost mark": [re.sub("<[^>]*>", "", line)], "doubled mark": [tag, line]}[kind]
        if kind == "lost mark":
            lines[place.line - 1] = re.sub(r"</t[dh]>", " ", lines[place.line - 1])
        return lines[:place.line] + change + lines[place.line + 1:]
    if form in MARKS:
        marks = MARKS[form].strip() or MARKS[form]
        at = max(line.rfind(mark, 0, place.start) for mark in marks)     # the mark before the cell
        next_at = min([k for k in (line.find(mark, place.end) for mark in marks) if k >= 0] or [len(line)])
        mark = line[at]
        if kind == "missing":
            line = line[:at] + line[next_at:]
        elif kind == "extra":
            blank = " " if MARKS[form] != marks or form in ("framed", "box") else ""
            line = line[:next_at] + mark + blank + EXTRA + blank + line[next_at:]
        elif kind == "lost mark":
            line = line[:at] + " " + line[at + 1:]
        else:
            line = line[:at] + mark + (" " if form in ("bars", "markdown") else "") + line[at:]
    else:   # columns set apart by blanks
        gap = len(line[:place.start]) - len(line[:place.start].rstrip())
        if kind == "missing":
            line = line[:place.start] + " " * (place.end - place.start) + line[place.end:]
        elif kind == "extra":
            line = line[:place.end] + "   " + EXTRA + line[place.end:]
        elif kind == "lost mark":
            line = line[:place.start - gap] + " " + line[place.start:]
        else:
            line = line[:place.start] + "   " + line[place.start:]
    lines[place.line] = line.rstrip() if form in ("printer", "layout") else line
    return lines


def facts(document):
    return collections.Counter((t, tuple(map(plain, c["row_path"])), tuple(map(plain, c["col_path"])), plain(c["text"]))
                               for t, table in enumerate(document["tables"]) for c in table["cells"] if c["role"] == "data" and plain(c["text"]))


def told(document, line):
    """A finding of the table's shape names a row in which the damaged line's words stand."""
    words = set(re.findall(r"\w+", re.sub("<[^>]*>", " ", line)))
    for finding in document["findings"]:
        if finding["code"] != "row_length":
            continue
        table = next((t for t in document["tables"] if t["id"] == finding["table"]), None)
        for row, _ in finding["cells"]:
            got = {w for c in table["cells"] if c["row"] <= row < c["row"] + c["row_span"] for w in re.findall(r"\w+", c["text"])}
            if len(words & got) * 2 >= len(words):
                return True
    return False


def verdict(before, after, place, line):
    left, came = facts(before) - facts(after), facts(after) - facts(before)
    touched = {plain(t) for t in (place.text, place.before, place.before + place.text, EXTRA, place.text + EXTRA)}
    if all(fact[3] in touched for fact in left) and all(fact[3] in touched for fact in came):
        return "right"
    return "told" if told(after, line) else "silent"


def main():
    tell = "--tell" in sys.argv
    program, *numbers = [a for a in sys.argv[1:] if a != "--tell"]
    seed, documents = [int(n) for n in numbers] + [SEED, DOCUMENTS][len(numbers):]
    with tempfile.TemporaryDirectory() as scratch:
        scratch = os.environ.get("TABULARIUM_KEEP", scratch)
        os.makedirs(os.path.join(scratch, "in"), exist_ok=True)
        cases = []
        for form in FORMS:
            for k in range(documents):
                rng = random.Random(seed * 1000 + k)
                report = random_report(rng, f"{form}-{seed}-{k:03d}", form)
                lines = write_document(report, form, rng)
                at = [p for kind, table in report.parts if kind == "table" for p in places(lines, table, form)]
                if not at:
                    continue
                place = rng.choice(at)
                texts = {"before": lines, **{kind: damage(lines, place, form, kind) for kind in DAMAGES}}
                for kind, text in texts.items():
                    name = f"{report.name}-{kind.replace(' ', '-')}"
                    with open(os.path.join(scratch, "in", name + (".html" if "html" in form else ".txt")), "w", encoding="utf-8") as file:
                        file.write("\n".join(text) + "\n")
                cases.append((form, report.name, place, lines))
        inputs = [os.path.join(scratch, "in", name) for name in sorted(os.listdir(os.path.join(scratch, "in")))]
        done = subprocess.run([program, "convert", *inputs, "-o", os.path.join(scratch, "out"), "--formats", "json", "--quiet"], check=False)
        if done.returncode not in (0, 1):
            print("convert ended with", done.returncode)
            return 1

        def read(name):
            with open(os.path.join(scratch, "out", name, "document.json"), encoding="utf-8") as file:
                return json.load(file)

        counts = collections.defaultdict(collections.Counter)
        for form, name, place, lines in cases:
            before = read(name + "-before")
            row = " ".join(lines[max(0, place.line - 1):place.line + 2]) if form == "cells" or "html" in form else lines[place.line]
            for kind in DAMAGES:
                came = verdict(before, read(f"{name}-{kind.replace(' ', '-')}"), place, row)
                counts[form, kind][came] += 1
                if tell and came == "silent":
                    print("silent:", name, kind, repr(lines[place.line]), place.text)
        silent = 0
        for form in FORMS:
            print(form.ljust(12), *(f"{kind} {counts[form, kind]['right']}/{counts[form, kind]['told']}/{counts[form, kind]['silent']}" for kind in DAMAGES), sep="  ")
            silent += sum(counts[form, kind]["silent"] for kind in DAMAGES)
        total = sum(sum(count.values()) for count in counts.values())
        print(f"right / told / silent; {silent} of {total} silent")
    return 1 if silent > SILENT * total else 0


if __name__ == "__main__":
    sys.exit(main())
