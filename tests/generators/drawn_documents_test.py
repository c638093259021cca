#!/usr/bin/env python3
"""Documents drawn at random must survive the whole road: no crash, no lost value, legal grids, right facts.

    drawn_documents_test.py BINARY     TABULARIUM_DRAWN_SEED: the seed of the documents of all kinds (else from the clock)
"""
import json
import os
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "bench"))
import score  # noqa: E402

BINARY = sys.argv.pop() if len(sys.argv) > 1 and not sys.argv[-1].startswith("-") else "tabularium"
SIMPLE_SEED = 501


def drawn(seed, count, folder, *options):
    """Draws and converts: [(name, truth, result)]."""
    subprocess.run([sys.executable, os.path.join(HERE, "draw"), str(seed), str(count), folder, "--producer", "cairo", *options], check=True)
    inputs = sorted(os.path.join(folder, "in", name) for name in os.listdir(os.path.join(folder, "in")))
    out = os.path.join(folder, "out")
    ended = subprocess.run([BINARY, "convert", *inputs, "-o", out, "--formats", "json", "--quiet"], check=False).returncode
    assert ended in (0, 1), "convert ended with code %d" % ended
    found = []
    for path in inputs:
        name = os.path.splitext(os.path.basename(path))[0]
        with open(os.path.join(folder, "truth", name + ".json"), encoding="utf-8") as file:
            truth = json.load(file)
        with open(os.path.join(out, name, "document.json"), encoding="utf-8") as file:
            found.append((name, truth, json.load(file)))
    return found


def covered(table):
    """How often each position of the grid is covered."""
    counts = [0] * (table["rows"] * table["cols"])
    for cell in table["cells"]:
        for row in range(cell["row"], cell["row"] + cell["row_span"]):
            for col in range(cell["col"], cell["col"] + cell["col_span"]):
                assert row < table["rows"] and col < table["cols"], "a cell leaves the grid"
                counts[row * table["cols"] + col] += 1
    return counts


def paths(table):
    return [label for cell in table["cells"] for key in ("row_path", "col_path") for label in cell.get(key) or []]


class AnyDocument(unittest.TestCase):
    """Documents of all kinds, another seed each day."""

    @classmethod
    def setUpClass(cls):
        seed = int(os.environ.get("TABULARIUM_DRAWN_SEED", time.time() // 86400))
        print("seed", seed, flush=True)
        with tempfile.TemporaryDirectory() as folder:
            cls.documents = drawn(seed, 12, folder)

    def test_every_value_of_the_truth_is_somewhere_in_the_text(self):
        for name, truth, result in self.documents:
            text = score.norm(result["text"])
            for table in truth["tables"]:
                lost = [c["text"] for c in table["cells"] if c["header"] is None and len(c["text"]) < 12 and score.norm(c["text"]) not in text]
                self.assertEqual(lost, [], name)

    def test_every_position_is_covered_once(self):
        for name, _, result in self.documents:
            for table in result["tables"]:
                self.assertEqual(set(covered(table)), {1}, name + " " + table["id"])

    def test_paths_name_cells_of_the_table(self):
        for name, _, result in self.documents:
            for table in result["tables"]:
                self.assertLessEqual(set(paths(table)), {c["text"] for c in table["cells"]}, name + " " + table["id"])

    def test_confidence_is_a_probability(self):
        for _, _, result in self.documents:
            for table in result["tables"]:
                self.assertTrue(0 <= table["confidence"] <= 1)


class SimpleTables(unittest.TestCase):
    """One header a column, one line a cell: nothing there to be doubtful about."""

    def test_facts_are_right(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, truth, result in drawn(SIMPLE_SEED, 20, folder, "--simple"):
                wanted = sum((t.facts() for t in score.load_tables(truth)), score.Counter())
                found = sum((t.facts() for t in score.load_tables(result)), score.Counter())
                self.assertEqual(wanted - found, {}, name)
                self.assertEqual(found - wanted, {}, name)


if __name__ == "__main__":
    unittest.main()
