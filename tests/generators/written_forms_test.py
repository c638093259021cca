#!/usr/bin/env python3
"""Random tables, written in every form that tests/generators/write knows, converted by the program: the same facts.

    written_forms_test.py PROGRAM [SEED] [DOCUMENTS]     DOCUMENTS (default 5) of each form

Where a form loses the lines of its grid, a boxhead or a label may have two readings that nothing tells apart: a fifth of its tables may differ.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from written_forms import FORMS  # noqa: E402

LINES_LOST = ("cells", "bars", "printer", "layout")
SEED, DOCUMENTS = 61, 5


def clean(text):
    return "".join(text.split())


def facts(table, role, data):
    return collections.Counter((tuple(map(clean, c["row_path"])), tuple(map(clean, c["col_path"])), clean(c["text"]))
                               for c in table["cells"] if c.get(role) == data and clean(c["text"]))


def main():
    program = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    documents = int(sys.argv[3]) if len(sys.argv) > 3 else DOCUMENTS
    failed = []
    with tempfile.TemporaryDirectory() as scratch:
        for form in FORMS:
            subprocess.run([sys.executable, os.path.join(HERE, "write"), str(seed), str(documents), scratch, "--form", form], check=True)
        inputs = [os.path.join(scratch, "in", name) for name in sorted(os.listdir(os.path.join(scratch, "in")))]
        done = subprocess.run([program, "convert", *inputs, "-o", os.path.join(scratch, "out"), "--formats", "json", "--quiet"], check=False)
        if done.returncode not in (0, 1):
            print("convert ended with", done.returncode)
            return 1
        for form in FORMS:
            same, wrong = 0, []
            for name in sorted(os.listdir(os.path.join(scratch, "truth"))):
                if not name.startswith(form + "-"):
                    continue
                with open(os.path.join(scratch, "truth", name), encoding="utf-8") as file:
                    truth = json.load(file)["tables"]
                with open(os.path.join(scratch, "out", name.removesuffix(".json"), "document.json"), encoding="utf-8") as file:
                    read = json.load(file)["tables"]
                for at, table in enumerate(truth):
                    if at < len(read) and facts(table, "header", None) == facts(read[at], "role", "data"):
                        same += 1
                    else:
                        wrong.append(f"{name} table {at + 1}")
            print(f"{form}: {same} of {same + len(wrong)} the same", *wrong, sep="; ")
            if same < (0.8 if form in LINES_LOST else 1) * (same + len(wrong)):
                failed.append(form)
    if failed:
        print("not read back:", *failed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
