"""What happens to texts on their way through the decades: each kind of damage is a function from lines to bytes."""
import re


class Damage:
    def __init__(self, lines=None, charset="utf-8", langs=None, text=None):
        self.lines, self.charset, self.langs, self.text = lines, charset, langs, text

    def lang(self, rng):
        return rng.choice(self.langs) if self.langs else None

    def apply(self, lines, rng):
        if self.lines:
            lines = self.lines(list(lines), rng)
        text = "\n".join(lines) + "\n"
        if self.text:
            text = self.text(text, rng)
        return text.encode(self.charset, "replace")


def lost_bar(lines, rng):
    """A cell loses its bar, a few times."""
    marked = [i for i, line in enumerate(lines) if re.fullmatch(r"[\d., ()-]+ \|", line)]
    for i in rng.sample(marked, min(2, len(marked))):
        lines[i] = lines[i][:-2]
    return lines


def lost_value(lines, rng):
    """A value is gone with its bar."""
    marked = [i for i, line in enumerate(lines) if len(re.findall(r"\d", line)) > 0 and line.rstrip().endswith("|")]
    for i in rng.sample(marked, min(1, len(marked))):
        if lines[i].count("|") == 1:
            del lines[i]
        else:
            cells = lines[i].rstrip().rstrip("|").split("|")
            del cells[rng.randrange(1, len(cells))]
            lines[i] = "|".join(cells) + "|"
    return lines


def doubled_bar(lines, rng):
    marked = [i for i, line in enumerate(lines) if line.count("|") >= 2 and re.search(r"\d", line)]
    for i in rng.sample(marked, min(2, len(marked))):
        bars = [k for k, c in enumerate(lines[i]) if c == "|"][1:-1]
        if bars:
            at = rng.choice(bars)
            lines[i] = lines[i][:at] + "| " + lines[i][at:]
    return lines


def litter(lines, rng):
    """An optical reader took figures for letters and dirt for marks, in three numbers; years are left, which may be headers."""
    whole = re.compile(r"(?<![^| ])\d[\d.,]*\d(?= *\|)")
    found = [(i, m.span()) for i, line in enumerate(lines) if "|" in line for m in whole.finditer(line) if not re.fullmatch(r"(1[89]|20)\d\d", m.group())]
    for i, (start, end) in sorted(rng.sample(found, min(3, len(found))), reverse=True):
        number = lines[i][start:end]
        inner = [k for k in range(1, len(number) - 1) if number[k] in "01"]
        if inner:
            at = rng.choice(inner)
            number = number[:at] + {"0": "O", "1": "l"}[number[at]] + number[at + 1:]
        else:
            number = rng.choice(["`" + number, number + ";"])
        lines[i] = lines[i][:start] + number + lines[i][end:]
    return lines


def drift(lines, rng):
    """A stretch of printed lines slips by a column."""
    at, long = rng.randrange(len(lines)), rng.randint(2, 8)
    return [(" " + line if at <= i < at + long and line.strip() else line) for i, line in enumerate(lines)]


def full_width(text, rng):
    return text.translate({c: c + 0xFEE0 for c in range(0x30, 0x3A)})


def soft_hyphens(text, rng):
    return re.sub(r"(?<=[a-zà-ÿа-я]{3})(?=[a-zà-ÿа-я]{3})", lambda m: "\u00ad" if rng.random() < 0.1 else "", text)


def mojibake(text, rng):
    return text.encode("utf-8").decode("cp1252", "replace") if "\ufffd" not in text.encode("utf-8").decode("cp1252", "replace") else \
        text.encode("utf-8").decode("latin-1")


def twice(text, rng):
    return text.encode("utf-8").decode("latin-1").encode("utf-8").decode("latin-1")


def carriage_control(lines, rng):
    out = ["1" + lines[0]]
    for line in lines[1:]:
        out.append(" " + line)
        if line.strip() and not set(line) <= set("-= ") and rng.random() < 0.05:
            out.append("+" + line)
    return out


WESTERN = ["de", "fr"]
DAMAGES = {
    "none": Damage(),
    "lost_bar": Damage(lost_bar),
    "lost_value": Damage(lost_value),
    "doubled_bar": Damage(doubled_bar),
    "litter": Damage(litter),
    "drift": Damage(drift),
    "carriage_control": Damage(carriage_control, langs=["en"]),
    "full_width": Damage(text=full_width, langs=["zh"]),
    "soft_hyphens": Damage(text=soft_hyphens, langs=["en", "de", "fr", "ru"]),
    "mojibake": Damage(text=mojibake, langs=WESTERN),
    "mojibake_twice": Damage(text=twice, langs=WESTERN),
    "windows-1252": Damage(charset="cp1252", langs=WESTERN),
    "iso-8859-1": Damage(charset="latin-1", langs=WESTERN),
    "windows-1251": Damage(charset="cp1251", langs=["ru"]),
    "koi8-r": Damage(charset="koi8-r", langs=["ru"]),
    "cp850": Damage(charset="cp850", langs=WESTERN),
    "cp437": Damage(charset="cp437", langs=["de"]),
    "ebcdic": Damage(charset="cp037", langs=["en", "de"]),
    "gb18030": Damage(charset="gb18030", langs=["zh"]),
    "gbk": Damage(charset="gbk", langs=["zh"]),
    "utf-16": Damage(charset="utf-16", langs=["zh", "de", "ru"]),
    "utf-16-le": Damage(charset="utf-16-le", langs=["zh", "de", "ru"]),
    "utf-32": Damage(charset="utf-32-be", langs=["en", "de"]),
}
# Forms that a kind of damage can befall; all where it is not listed.
NEEDS = {
    "lost_bar": ["cells"], "lost_value": ["cells", "bars"], "doubled_bar": ["bars", "markdown"], "litter": ["cells", "bars", "markdown"], "drift": ["printer", "layout"],
    "carriage_control": ["printer"], "full_width": ["cells", "bars", "markdown", "framed"], "ebcdic": ["cells", "bars", "printer", "layout"],
    "cp437": ["cells", "box", "printer"], "cp850": ["cells", "bars", "box", "printer"],
}
for name in ("mojibake", "mojibake_twice", "windows-1252", "iso-8859-1", "windows-1251", "koi8-r"):
    NEEDS[name] = ["cells", "bars", "markdown", "tabs", "csv", "framed", "printer", "layout"]
