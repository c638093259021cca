#!/usr/bin/env python3
"""`draw` ends with a reason where a producer is missing, fails or prints nothing: a set that lacks documents is no set."""
import os
import subprocess
import sys
import tempfile
import unittest

DRAW = os.path.join(os.path.dirname(os.path.abspath(__file__)), "draw")


def drawn_with(program, script, producer):
    """`draw` where PATH holds nothing but `program`, a shell script (None: not even that)."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "bin")
        os.mkdir(path)
        if script is not None:
            fake = os.path.join(path, program)
            with open(fake, "w", encoding="utf-8") as file:
                file.write("#!/bin/sh\n" + script + "\n")
            os.chmod(fake, 0o755)
        return subprocess.run([sys.executable, DRAW, "1", "2", os.path.join(folder, "out"), "--producer", producer],
                              env={"PATH": path}, capture_output=True, text=True, check=False)


class AProducerThatDoesNotPrint(unittest.TestCase):
    def assert_told(self, ended, *reasons):
        self.assertEqual(ended.returncode, 1)
        self.assertNotIn("Traceback", ended.stderr)
        for reason in reasons:
            self.assertIn(reason, ended.stderr)

    def test_missing(self):
        self.assert_told(drawn_with("chromium", None, "chromium"), "chromium cannot be run")
        self.assert_told(drawn_with("soffice", None, "mixed"), "chromium cannot be run")
        self.assert_told(drawn_with("xelatex", None, "tex"), "tex cannot be run", "latex")

    def test_failing(self):
        self.assert_told(drawn_with("chromium", "exit 7", "chromium"), "chromium failed", "code 7")
        self.assert_told(drawn_with("soffice", "exit 77", "libreoffice"), "libreoffice failed", "code 77")

    def test_silent(self):
        self.assert_told(drawn_with("soffice", "exit 0", "libreoffice"), "libreoffice printed nothing for g00001-000, g00001-001")


if __name__ == "__main__":
    unittest.main()
