"""Words and numbers that no document holds: drawn from syllables, so that nothing can be learnt by heart."""

SYLLABLES = {
    "en": "bar ton field ham ley ford wick ash mar nor sut cas har ber low gate ridge mont dale ster".split(),
    "de": "berg stein feld bach heim dorf hau ken ling schaf werd wald rod burg hof lau men ost süd ar".split(),
    "fr": "ville mont champ val bois clair saint brun roche mar len court pré eau fer noir bel lac gué sur".split(),
    "ru": "бор град лес нов дол реч мор сев юг кам вод сол бел крас яр луг мир руд гор зел".split(),
    "zh": list("东西南北安平和顺永清河山林石桥白云长青龙江新华光明大兴通"),
}
TOTAL = {"en": "Total", "de": "Insgesamt", "fr": "Ensemble", "ru": "Всего", "zh": "合计"}
SERIAL = {"en": "No.", "de": "Nr.", "fr": "N°", "ru": "№", "zh": "序号"}
CAPTION = {"en": "Table %d. ", "de": "Tabelle %d: ", "fr": "Tableau %d – ", "ru": "Таблица %d. ", "zh": "表%d "}
UNIT_LINE = {"en": "(in tonnes)", "de": "(in Tonnen)", "fr": "(en tonnes)", "ru": "(в тоннах)", "zh": "单位:吨"}
UNITS = {"en": ["t", "%", "km", "$"], "de": ["t", "%", "km", "€"], "fr": ["t", "%", "km", "€"], "ru": ["т", "%", "км", "руб."],
         "zh": ["吨", "%", "公里", "万元"]}
NOTE = {"en": "Note: ", "de": "Anmerkung: ", "fr": "Note : ", "ru": "Примечание: ", "zh": "注:"}
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(),
    "zh": ["%d月" % (n + 1) for n in range(12)],
}


class Words:
    """Words of one language; no label comes twice."""

    def __init__(self, rng, lang):
        self.rng, self.lang, self.seen = rng, lang, set()
        self.gap = "" if lang == "zh" else " "

    def word(self):
        parts = self.rng.choices(SYLLABLES[self.lang], k=self.rng.randint(2, 4 if self.lang == "zh" else 3))
        return "".join(parts) if self.lang == "zh" else "".join(parts).capitalize()

    def label(self, longest=2):
        while True:
            text = self.gap.join(self.word() for _ in range(self.rng.randint(1, longest)))
            if text not in self.seen:
                self.seen.add(text)
                return text

    def sentence(self, fewest=12, most=40):
        words = [self.word() for _ in range(self.rng.randint(fewest, most))]
        if self.lang == "zh":
            return "".join(words) + "。"
        return self.gap.join([words[0]] + [w if self.rng.random() < 0.2 else w.lower() for w in words[1:]]) + "."

    def prose(self, sentences):
        return self.gap.join(self.sentence() for _ in range(sentences))


class Numbers:
    """One number style a document: places, grouping, decimal mark, how a negative and a missing number look."""

    def __init__(self, rng, lang):
        self.places = rng.choice([0, 0, 0, 1, 2])
        self.mark = "," if lang in ("de", "fr", "ru") else "."
        self.group = rng.choice([{"de": ".", "fr": " ", "ru": " "}.get(lang, ",")] * 2 + [""])
        self.brackets = rng.random() < 0.15
        self.missing = rng.choice(["-", "–", "…", ""])

    def text(self, n):
        whole, part = divmod(abs(n), 10 ** self.places)
        out = f"{whole:,}".replace(",", self.group) + (f"{self.mark}{part:0{self.places}d}" if self.places else "")
        return out if n >= 0 else f"({out})" if self.brackets else "-" + out

    def percent(self, rng):
        return f"{rng.randrange(0, 1000) / 10:.1f}".replace(".", self.mark) + "%"
