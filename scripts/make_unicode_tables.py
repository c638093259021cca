#!/usr/bin/env python3
"""Writes stages/core/unicode_tables.h from the Unicode data files (package unicode-data).

Two sets of facts: which unified ideograph each CJK radical stands for (EquivalentUnifiedIdeograph.txt), and all
Mandarin readings of the characters that have more than one (Unihan_Readings.txt). Run it again for a newer Unicode.
"""
import bz2
import collections
import os
import re
import sys
import unicodedata

DATA = "/usr/share/unicode/"
HEAD = """// Facts from the Unicode Character Database, {version}. Written by scripts/make_unicode_tables.py: do not edit.
#pragma once

#include <string_view>

namespace tabularium {{

// Pairs: a radical, then the unified ideograph that it stands for.
inline constexpr std::u32string_view radical_pairs =
{radicals};

// Lines "syllable characters": the characters with more than one reading, under each of their readings.
inline constexpr std::string_view reading_lines =
{readings};

}}  // namespace tabularium
"""


def version():
    with open(DATA + "EquivalentUnifiedIdeograph.txt", encoding="utf-8") as f:
        return f.readline().strip("# \n").replace("EquivalentUnifiedIdeograph-", "version ").replace(".txt", "")


def radicals():
    pairs = []
    with open(DATA + "EquivalentUnifiedIdeograph.txt", encoding="utf-8") as f:
        for line in f:
            m = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([0-9A-F]+)", line)
            if not m:
                continue
            first, last = int(m[1], 16), int(m[2] or m[1], 16)
            pairs += [chr(c) + chr(int(m[3], 16)) for c in range(first, last + 1) if 0x2E80 <= c <= 0x2FD5]
    return pairs


def readings():
    """Syllable -> characters. Readings that only old dictionaries give are left out."""
    of_char = collections.defaultdict(set)
    with bz2.open(DATA + "Unihan_Readings.txt.bz2", "rt", encoding="utf-8") as f:
        for line in f:
            parts = line.rstrip("\n").split("\t")
            if len(parts) != 3 or parts[1] not in ("kMandarin", "kHanyuPinlu", "kXHC1983", "kTGHZ2013"):
                continue
            syllables = re.sub(r"\(\d+\)|[0-9,.*]+:", " ", parts[2]).replace(",", " ").split()
            of_char[chr(int(parts[0][2:], 16))].update(unicodedata.normalize("NFC", s) for s in syllables)
    by_syllable = collections.defaultdict(set)
    for char, syllables in of_char.items():
        if len(syllables) > 1:
            for syllable in syllables:
                by_syllable[syllable].add(char)
    return [s + " " + "".join(sorted(by_syllable[s])) for s in sorted(by_syllable)]


def literal(prefix, items, per_line, end):
    lines = [items[i:i + per_line] for i in range(0, len(items), per_line)]
    return "\n".join('    %s"%s"' % (prefix, "".join(item + end for item in line)) for line in lines)


def main():
    home = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    with open(os.path.join(home, "stages/core/unicode_tables.h"), "w", encoding="utf-8") as out:
        out.write(HEAD.format(version=version(), radicals=literal("U", radicals(), 24, ""), readings=literal("", readings(), 5, "\\n")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
