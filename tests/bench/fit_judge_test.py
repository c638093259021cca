#!/usr/bin/env python3
"""The fit of the judge's weights, on examples small enough to be worked out by hand."""
import importlib.machinery
import importlib.util
import json
import os
import re
import tempfile
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
LOADER = importlib.machinery.SourceFileLoader("fit_judge", os.path.join(ROOT, "bench", "fit_judge"))
fit_judge = importlib.util.module_from_spec(importlib.util.spec_from_loader("fit_judge", LOADER))
LOADER.exec_module(fit_judge)


def grid(rows, features=None):
    cells = [{"row": r, "col": c, "row_span": 1, "col_span": 1, "role": "data", "text": text}
             for r, row in enumerate(rows) for c, text in enumerate(row)]
    return {"features": features or {"bias": 1.0}, "rows": len(rows), "cols": len(rows[0]), "cells": cells}


def candidate(worth, is_table, **features):
    return fit_judge.Candidate({"bias": 1.0, **features}, worth, is_table, worth == 1)


FIGURES = [["Item", "Cost"], ["Salt", "26"], ["Coal", "31"]]
TRUTH = fit_judge.score.load_tables({"tables": [grid(FIGURES)]})


class Labels(unittest.TestCase):
    def test_the_printed_grid_is_right(self):
        made = fit_judge.labelled(grid(FIGURES), TRUTH)
        self.assertTrue(made.right and made.is_table)
        self.assertEqual(made.worth, 1)

    def test_one_wrong_cell_is_a_table_but_not_right(self):
        made = fit_judge.labelled(grid([["Item", "Cost"], ["Salt", "28"], ["Coal", "31"]]), TRUTH)
        self.assertTrue(made.is_table)
        self.assertFalse(made.right)

    def test_a_piece_of_a_table_is_neither(self):
        self.assertIsNone(fit_judge.labelled(grid([["Salt", "26"]] + [["", ""]] * 6), TRUTH).is_table)

    def test_other_words_are_no_table(self):
        self.assertIs(fit_judge.labelled(grid([["we met", "again"], ["in the", "spring"]]), TRUTH).is_table, False)


class Documents(unittest.TestCase):
    def test_without_a_truth_nothing_is_a_table(self):
        with tempfile.TemporaryDirectory() as folder:
            inputs, cache = os.path.join(folder, "in"), os.path.join(folder, "cache")
            for made in (inputs, cache):
                os.mkdir(made)
            path = os.path.join(inputs, "manual.pdf")
            open(path, "wb").close()
            with open(os.path.join(cache, re.sub(r"\W+", "_", path) + ".jsonl"), "w", encoding="utf-8") as kept:
                kept.write(json.dumps({**grid(FIGURES), "region": 0}) + "\n")
            (_, regions), = fit_judge.load([inputs + "="], cache)
            self.assertIs(regions[0][0].is_table, False)


class Examples(unittest.TestCase):
    def test_only_grids_that_differ_in_worth_are_compared(self):
        self.assertEqual(fit_judge.grid_examples([candidate(0.9, True), candidate(0.9, True)]), [])
        (apart, wanted, weight), = fit_judge.grid_examples([candidate(0.5, True, void=1.0), candidate(1.0, True, void=0.0)])
        self.assertEqual(apart["void"], 1.0)
        self.assertFalse(wanted)
        self.assertEqual(weight, 2.0)

    def test_every_set_weighs_the_same(self):
        documents = [("a", [[candidate(1.0, True)]])] * 3 + [("b", [[candidate(0.0, False)]])]
        weights = {wanted: 0.0 for wanted in (True, False)}
        for _, wanted, weight in fit_judge.gathered(documents, fit_judge.table_examples):
            weights[wanted] += weight
        self.assertAlmostEqual(weights[True], weights[False])

    def test_folds_leave_every_document_out_once(self):
        documents = [(str(i), []) for i in range(11)]
        held = [name for _, left_out in fit_judge.split(documents, 4) for name, _ in left_out]
        self.assertEqual(sorted(held), sorted(name for name, _ in documents))
        for seen, left_out in fit_judge.split(documents, 4):
            self.assertFalse({n for n, _ in seen} & {n for n, _ in left_out})


class Fit(unittest.TestCase):
    def test_a_system_of_equations_is_solved(self):
        x, y = fit_judge.solve([[0.0, 2.0], [3.0, 1.0]], [4.0, 11.0])
        self.assertAlmostEqual(x, 3.0)
        self.assertAlmostEqual(y, 2.0)

    def test_the_slope_is_zero_where_the_fit_ends(self):
        examples = [({"a": 1.0}, True, 3.0), ({"a": 1.0}, False, 1.0)]
        weights = fit_judge.fit(examples, {"a": 0.0}, pull=1e-9)
        self.assertAlmostEqual(weights["a"], 1.0986, places=3)      # log(3 / 1)

    def test_a_sign_that_no_document_shows_keeps_its_weight(self):
        weights = fit_judge.fit([({"a": 1.0}, True, 1.0)], {"a": 0.0, "leaders": -4.0}, pull=1.0)
        self.assertAlmostEqual(weights["leaders"], -4.0)
        self.assertGreater(weights["a"], 0.1)


class Figures(unittest.TestCase):
    LISTS = {"grid": {"good": 1.0}, "table": {"bias": -1.0, "good": 2.0}, "confidence": {}}

    def test_lost_and_false_tables_are_counted(self):
        chosen = [candidate(0.6, True, good=0.9), candidate(1.0, True, good=1.0)]
        lost = [candidate(1.0, True, good=0.1)]
        false = [candidate(0.0, False, good=1.0)]
        piece = [candidate(0.3, None, good=1.0)]
        worths, number_lost, number_false = fit_judge.judged([("a", [chosen, lost, false, piece])], self.LISTS)
        self.assertEqual(worths, [1.0, 0.0])
        self.assertEqual((number_lost, number_false), (1, 1))

    def test_margin_is_bounded_and_a_lone_candidate_has_none(self):
        _, _, signs = fit_judge.chosen([candidate(1.0, True, good=9.0), candidate(1.0, True, good=1.0)], self.LISTS)
        self.assertEqual((signs["margin"], signs["lone"]), (fit_judge.WIDE_MARGIN, 0.0))
        _, _, signs = fit_judge.chosen([candidate(1.0, True, good=1.0)], self.LISTS)
        self.assertEqual((signs["margin"], signs["lone"]), (0.0, 1.0))

    def test_calibration_error_is_the_mean_distance(self):
        told = [(0.9, True)] * 9 + [(0.9, False)] + [(0.3, True)] * 10
        bins, error = fit_judge.calibration(told)
        self.assertEqual([n for _, _, n in bins], [10, 10])
        self.assertAlmostEqual(error, 0.35)


class Files(unittest.TestCase):
    def test_weights_are_written_as_they_are_read(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "judge.yaml")
            with open(path, "w", encoding="utf-8") as file:
                file.write("# what this is\naccept: 0\ngrid:\n  void: -20\ntable:\n  bias: 1.5\n")
            lists = fit_judge.read_weights(path)
            self.assertEqual(lists, {"grid": {"void": -20.0}, "table": {"bias": 1.5}})
            fit_judge.write_weights({**lists, "confidence": {"lone": 0.25}}, path)
            with open(path, encoding="utf-8") as file:
                self.assertTrue(file.read().startswith("# what this is\naccept: 0\ngrid:\n  void: -20.00\n"))
            self.assertEqual(fit_judge.read_weights(path)["confidence"], {"lone": 0.25})


if __name__ == "__main__":
    unittest.main()
