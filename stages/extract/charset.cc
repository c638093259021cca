#include "stages/extract/charset.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr std::size_t sample = 32'000;       // bytes read with every character set
constexpr double most_errors = 0.01;         // of the characters, where a reading is still thought of

// What a character set is worth is told by languages: their letters beyond ASCII, the frequent ones first. Adding one needs no other change.
struct Language {
  std::string_view name;
  std::u32string_view letters;     // small ones
  std::u32string_view frequent;    // … most often seen
};

constexpr Language languages[] = {
    {"de", U"äöüß", U"äü"},
    {"fr", U"éèêëàâçîïôùûœæÿ", U"éèà"},
    {"es", U"áéíóúñüºª¿¡", U"óéí"},
    {"pt", U"ãõáâàçéêíóôúüºª", U"ãçé"},
    {"it", U"àèéìòù", U"àè"},
    {"nordic", U"åäöøæéü", U"åäøö"},
    {"is", U"áðéíóúýþæö", U"ðáí"},
    {"nl", U"ëïéèöü", U"ëé"},
    {"pl", U"ąćęłńóśźż", U"łęą"},
    {"cs", U"áčďéěíňóřšťúůýžĺľŕôä", U"íěř"},
    {"hu", U"áéíóöőúüű", U"áéö"},
    {"hr", U"čćđšž", U"čš"},
    {"ro", U"ăâîşţșț", U"ăî"},
    {"tr", U"çğıöşüâîi̇", U"ıüş"},
    {"baltic", U"āčēģīķļņšūžąęėįųõäöü", U"āėīš"},
    {"ru", U"абвгдежзийклмнопрстуфхцчшщъыьэюяё", U"оеаинтсрвлк"},
    {"uk", U"абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", U"оанивтіерс"},
    {"sr", U"абвгдђежзијклљмнњопрстћуфхцчџш", U"аиоенрст"},
    {"el", U"αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ", U"αοιετνσ"},
    {"he", U"אבגדהוזחטיךכלםמןנסעףפץצקרשת", U"יוהלאמ"},
    {"ar", U"ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي", U"اليمونرت"},
    {"th", U"กขคฆงจฉชซญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะาำูุึีิัเแโใไ่้๊๋์็ๆฯ", U"านรกเอง"},
};

// East Asian sets: the lead bytes of their common characters, and a handful that no text does without.
struct EastAsian {
  unsigned char from = 0, to = 0;
  std::u32string_view frequent;
};

struct Entry {
  const char* name;                // of ICU's converter
  double prior;                    // bits that speak for it before the text does: how often it is met
  std::string_view languages;      // names with blanks around them; empty = East Asian
  EastAsian asian = {};
};

constexpr std::u32string_view han_simplified = U"的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运项单县镇乡村局项总计合额元吨收支费";
constexpr std::u32string_view han_traditional = U"的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利等產或新己制身果加西月話合回特代內信表化總計縣額";
constexpr std::u32string_view kana = U"のにはをたがでとしてれさるいすなっまもんあこうらりくきつだよおせえけめろわみどちそやばへほアイウエオカキクケコサシスセソタチツテトナニノハヒフヘホマミムメモラリルレロンーッ年月日計合額数円人国大市";
constexpr std::u32string_view hangul = U"이다는의에을가고하지로한사은들를기어자리서인도시대나일그정부수해아여주전제상보지장원동조공과구선경관성비만년월합계총액명";

constexpr Entry entries[] = {
    {"windows-1252", 2.0, " de fr es pt it nordic is nl "},
    {"ISO-8859-15", 0.1, " fr nordic de "},
    {"windows-1250", 1.0, " pl cs hu hr ro de "},
    {"ISO-8859-2", 0.8, " pl cs hu hr ro de "},
    {"windows-1251", 1.0, " ru uk sr "},
    {"KOI8-R", 0.8, " ru "},
    {"ISO-8859-5", 0.3, " ru uk sr "},
    {"IBM866", 0.6, " ru "},
    {"windows-1253", 0.8, " el "},
    {"ISO-8859-7", 0.6, " el "},
    {"windows-1254", 0.6, " tr "},
    {"windows-1255", 0.5, " he "},
    {"windows-1256", 0.5, " ar "},
    {"windows-1257", 0.5, " baltic "},
    {"windows-874", 0.5, " th "},
    {"IBM850", 0.7, " de fr es pt it nordic nl "},
    {"IBM437", 0.5, " de fr es it nordic nl "},
    {"IBM852", 0.4, " pl cs hu hr ro "},
    {"macintosh", 0.2, " de fr es pt it nordic nl "},
    {"IBM037", 0.5, " de fr es pt it nordic nl "},
    {"IBM273", 0.2, " de "},
    {"GB18030", 1.0, "", {0xB0, 0xD7, han_simplified}},
    {"Big5", 0.8, "", {0xA4, 0xC6, han_traditional}},
    {"Shift_JIS", 0.6, "", {0x82, 0x97, kana}},
    {"EUC-JP", 0.5, "", {0xA4, 0xCF, kana}},
    {"EUC-KR", 0.6, "", {0xB0, 0xC8, hangul}},
};

// Escape sequences that name a set.
struct Escape {
  std::string_view bytes;
  const char* name;
};
constexpr Escape escapes[] = {{"\x1B$B", "ISO-2022-JP"}, {"\x1B$@", "ISO-2022-JP"}, {"\x1B$)C", "ISO-2022-KR"}, {"\x1B$)A", "ISO-2022-CN"}};

struct CloseConverter {
  void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};

struct Character {
  char32_t point = 0;
  unsigned char lead = 0;   // its first byte
  bool operator==(const Character&) const = default;
};

struct Reading {
  std::vector<Character> text;
  bool wrong = false;        // too much of it cannot be read
};

Reading read_with(const char* name, std::string_view bytes) {
  Reading reading;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(name, &status));
  reading.wrong = U_FAILURE(status);
  if (reading.wrong) return reading;
  const char* at = bytes.data();
  const char* end = at + bytes.size();
  std::size_t errors = 0;
  while (at < end) {
    const char* from = at;
    status = U_ZERO_ERROR;
    const UChar32 c = ucnv_getNextUChar(converter.get(), &at, end, &status);
    if (status == U_INDEX_OUTOFBOUNDS_ERROR) break;
    const bool cut = at == end;   // the sample may end within a character
    const bool control = c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\b' && c != 0x1A;
    const bool wrong = U_FAILURE(status) || c == 0xFFFD || control || (c >= 0x7F && c < 0xA0 && c != 0x85) || (c >= 0xE000 && c < 0xF900);
    if (U_FAILURE(status) && at == from) ++at;
    errors += wrong && !cut ? 1 : 0;
    reading.text.push_back({static_cast<char32_t>(wrong ? 0xFFFD : c), static_cast<unsigned char>(*from)});
  }
  reading.wrong = static_cast<double>(errors) > most_errors * static_cast<double>(reading.text.size());
  return reading;
}

bool has(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }
bool is_box_drawing(char32_t c) { return c >= 0x2500 && c <= 0x259F; }
bool is_quiet(char32_t c) { return has(U"\u00A0„“”’‘‚«»–—…°§€£¥½¼¾×·•†‡±²³®©™¨´№", c); }
char32_t small(char32_t c) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))); }

bool is_ascii_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

// A stroke of a frame stands beside others, or blanks; within a word it is a misread letter.
double worth_of_stroke(char32_t before, char32_t after) {
  if (is_letter(before) && is_letter(after)) return -1;
  return is_box_drawing(before) || is_box_drawing(after) || before == U' ' || after == U' ' ? 0.6 : -0.3;
}

// Worth of a text in one language, per character beyond ASCII (or of all letters where the set is no superset of ASCII).
double worth_as(const std::vector<Character>& text, const Language& language, int& judged) {
  double worth = 0;
  judged = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i].point;
    const char32_t before = i > 0 ? text[i - 1].point : U' ';
    const char32_t after = i + 1 < text.size() ? text[i + 1].point : U' ';
    const bool letter = is_letter(c);
    const bool turned = letter && is_letter(before) && u_isupper(static_cast<UChar32>(c)) != 0 && u_islower(static_cast<UChar32>(before)) != 0;
    if (c < 0x80 && text[i].lead < 0x80) {
      worth -= turned && before >= 0x80 ? 1 : 0;
      continue;
    }
    ++judged;
    const bool within = is_letter(before) && is_letter(after);
    if (c < 0x80) worth += turned ? -1 : letter || (c >= U'0' && c <= U'9') || c == U' ' || c == U'\n' || has(U".,-:;()|/%'\"", c) ? 0.9 : -0.2;
    else if (c == 0xFFFD) worth -= 2;
    else if (letter && c == before && i > 1 && c == text[i - 2].point) worth -= 1;   // strokes of a frame, misread
    else if (letter && !is_letter(before) && !is_letter(after)) worth += has(language.letters, small(c)) ? 0.2 : -0.7;   // a sign, misread
    else if (turned || (c >= 0x370 && letter && (is_ascii_letter(before) || is_ascii_letter(after)))) worth -= 1;
    else if (letter && is_letter(before) && u_isupper(static_cast<UChar32>(c)) != 0) worth += has(language.letters, small(c)) ? 0.7 : -0.7;
    else if (letter && has(language.letters, small(c))) worth += has(language.frequent, small(c)) ? 1.15 : 1.0;
    else if (letter) worth -= 0.7;
    else if (is_box_drawing(c)) worth += worth_of_stroke(before, after);
    else if (within) worth -= 1.5;
    else worth += is_quiet(c) ? 0.5 : -0.4;
  }
  return worth;
}

double worth_as_east_asian(const std::vector<Character>& text, const EastAsian& asian, int& judged) {
  double worth = 0;
  judged = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const Character& c = text[i];
    if (c.point < 0x80) continue;
    ++judged;
    if (c.point == 0xFFFD) worth -= 2;
    else if (i > 1 && is_letter(c.point) && c == text[i - 1] && c == text[i - 2]) worth -= 1;   // strokes of a frame, misread
    else if (is_box_drawing(c.point)) worth += worth_of_stroke(i > 0 ? text[i - 1].point : U' ', i + 1 < text.size() ? text[i + 1].point : U' ');
    else if (has(asian.frequent, c.point)) worth += 1.6;
    else if (!is_cjk(c.point)) worth += is_quiet(c.point) ? 0.3 : -0.6;
    else if (c.point >= 0x3000 && c.point < 0x3040) worth += 0.6;
    else if (c.point >= 0xFF61 && c.point <= 0xFF9F) worth -= 0.6;    // half-width kana: what one-byte sets look like
    else if (c.point >= 0xFF00 && c.point <= 0xFF60) worth += 0.4;
    else worth += c.lead >= asian.from && c.lead <= asian.to ? 0.8 : -0.5;
  }
  return worth;
}

// Mean worth of the best language; judged: how many characters it rests on.
double worth_of(const Entry& entry, const Reading& reading, int& judged) {
  if (entry.languages.empty()) {
    const double worth = worth_as_east_asian(reading.text, entry.asian, judged);
    return judged > 0 ? worth / judged : 0;
  }
  double best = -10;
  for (const Language& language : languages) {
    if (entry.languages.find(" " + std::string(language.name) + " ") == std::string_view::npos) continue;
    int count = 0;
    const double worth = worth_as(reading.text, language, count);
    if (count > 0 && worth / count <= best) continue;
    best = count > 0 ? worth / count : 0;
    judged = count;
  }
  return best;
}

CharsetGuess guess_by_reading(std::string_view bytes) {
  struct Scored {
    const char* name;
    double score;
    double mean;
    Reading reading;
  };
  std::vector<Scored> scored;
  for (const Entry& entry : entries) {
    const Reading reading = read_with(entry.name, bytes);
    if (reading.wrong) continue;
    int judged = 0;
    const double mean = worth_of(entry, reading, judged);
    // Two bytes make one East Asian character: compared by the bytes that a reading explains.
    const double bytes_each = entry.languages.empty() ? 2 : 1;
    scored.push_back({entry.name, mean * judged * bytes_each + entry.prior, mean, reading});
  }
  std::stable_sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
  if (scored.empty()) return {"windows-1252", 0.1, "ISO-8859-1", 0};
  // Sets that read the text alike are no rivals.
  const auto rival = std::find_if(scored.begin(), scored.end(), [&](const Scored& s) { return s.reading.text != scored[0].reading.text; });
  const double margin = rival != scored.end() ? scored[0].score - rival->score : 10;
  const double sure = 1 - std::exp(-std::max(0.0, margin) / 3);
  const double fit = std::clamp(0.5 + 0.5 * scored[0].mean, 0.1, 0.99);
  return {scored[0].name, fit * (0.5 + 0.5 * sure), rival != scored.end() ? rival->name : "", 0};
}

// Two- and four-byte forms without a mark: by where zero bytes stand, and line ends and blanks as units.
std::string wide_form(std::string_view bytes) {
  const std::string_view text = bytes.substr(0, sample);
  std::size_t quads = 0, big32 = 0, little32 = 0;
  for (std::size_t i = 0; i + 3 < text.size(); i += 4, ++quads) {
    big32 += text[i] == 0 && static_cast<unsigned char>(text[i + 1]) <= 0x10 && (text[i + 2] != 0 || text[i + 3] != 0) ? 1 : 0;
    little32 += text[i + 3] == 0 && static_cast<unsigned char>(text[i + 2]) <= 0x10 && (text[i] != 0 || text[i + 1] != 0) ? 1 : 0;
  }
  if (bytes.size() % 4 == 0 && quads >= 2) {
    if (big32 == quads) return "UTF-32BE";
    if (little32 == quads) return "UTF-32LE";
  }
  if (bytes.size() % 2 != 0) return {};
  std::size_t units = 0, big = 0, little = 0, nulls = 0;
  const auto plain = [](char c) { return c == '\n' || c == '\r' || c == ' ' || (c >= '0' && c <= '9'); };
  for (std::size_t i = 0; i + 1 < text.size(); i += 2, ++units) {
    nulls += text[i] == 0 && text[i + 1] == 0 ? 1 : 0;
    big += text[i] == 0 && plain(text[i + 1]) ? 1 : 0;
    little += text[i + 1] == 0 && plain(text[i]) ? 1 : 0;
  }
  if (nulls > 0 || std::max(big, little) * 100 < units || std::max(big, little) == 0) return {};
  if (big > 4 * little) return "UTF-16BE";
  return little > 4 * big ? "UTF-16LE" : "";
}

// Blanks of a mainframe are 0x40; ASCII has none of its own there.
bool may_be_ebcdic(std::string_view bytes) {
  const auto blanks = std::count(bytes.begin(), bytes.end(), '\x40');
  const auto ascii = std::count(bytes.begin(), bytes.end(), ' ') + std::count(bytes.begin(), bytes.end(), '\n');
  return blanks > 4 * ascii;
}

// UTF-8 that was cut or hit by a stray byte: nearly all its sequences are well formed.
bool is_nearly_utf8(std::string_view bytes) {
  std::size_t good = 0, bad = 0;
  for (const char32_t c : to_code_points(bytes.substr(0, sample))) {
    good += c >= 0x80 && c != 0xFFFD ? 1 : 0;
    bad += c == 0xFFFD ? 1 : 0;
  }
  return good >= 8 && bad * 20 <= good;
}

}  // namespace

CharsetGuess guess_charset(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = 0;
  const char* mark = ucnv_detectUnicodeSignature(bytes.data(), static_cast<int32_t>(std::min<std::size_t>(bytes.size(), 8)), &length, &status);
  if (U_SUCCESS(status) && mark != nullptr) return {mark, 1, "", static_cast<std::size_t>(length)};
  if (std::string wide = wide_form(bytes); !wide.empty()) return {std::move(wide), 1, "", 0};
  for (const Escape& escape : escapes)
    if (bytes.substr(0, sample).find(escape.bytes) != std::string_view::npos) return {escape.name, 1, "", 0};
  if (is_well_formed(bytes) && !may_be_ebcdic(bytes)) return {"UTF-8", 1, "", 0};
  if (is_nearly_utf8(bytes)) return {"UTF-8", 0.9, "windows-1252", 0};
  return guess_by_reading(bytes.substr(0, sample));
}

}  // namespace tabularium
