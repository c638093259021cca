#!/usr/bin/env python3
"""Degradations follow from the seed alone, and every kind of them comes up."""
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from degrader import draw_degradation  # noqa: E402

KINDS = ["-flop", "-blur", "Gaussian", "Impulse", "Barrel", "SRT", "-sparse-color", "-draw", "Group4", "JPEG", "+level"]


class Degrader(unittest.TestCase):
    def test_the_same_seed_spoils_the_same_way(self):
        drawn = [draw_degradation(random.Random(f"worn 1 {k}")) for k in range(20)]
        self.assertEqual(drawn, [draw_degradation(random.Random(f"worn 1 {k}")) for k in range(20)])
        self.assertGreater(len({str(d) for d in drawn}), 15)

    def test_every_kind_comes_up_and_some_pages_lack_it(self):
        drawn = [" ".join(operations + packing) for _, operations, packing in
                 (draw_degradation(random.Random(f"worn 2 {k}")) for k in range(200))]
        for kind in KINDS:
            share = sum(kind in one for one in drawn) / len(drawn)
            self.assertTrue(0.05 < share < 0.99, (kind, share))


if __name__ == "__main__":
    unittest.main()
