// Misreadings put into a result, as a reader might have made them: one wrong digit in each of COUNT numbers.
//   seed_errors OUT COUNT SEED [once-a-line]
// Changes the kept evidence of OUT's documents (`convert INPUT -o OUT --from validate` then takes it up) and prints what
// it did as JSON: [{document, table, row, col, text, is}], `is` being what stands on the page. Only numbers that a relation
// verified are taken, at most one of a row and one of a column where once-a-line is said.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "pipeline/run/compare.h"
#include "stages/core/atomic_file.h"
#include "stages/core/evidence_codec.h"
#include "stages/core/json_writer.h"

namespace tabularium {
namespace {

struct Target {
  std::size_t document, table, cell;
};

std::string with_wrong_digit(const std::string& text, std::mt19937& random) {
  std::vector<std::size_t> digits;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] >= '0' && text[i] <= '9') digits.push_back(i);
  if (digits.empty()) return text;
  std::string wrong = text;
  char& digit = wrong[digits[random() % digits.size()]];
  digit = static_cast<char>('0' + (digit - '0' + 1 + random() % 9) % 10);
  return wrong;
}

bool is_target(const Cell& cell) { return cell.role == Role::data && cell.verdict == Verdict::verified && cell.place.box && cell.parts.size() < 2; }

void misread(Document& document, Cell& cell, const std::string& wrong) {
  for (Page& page : document.pages)
    if (page.number == cell.place.page && cell.words.size() == 1) {
      Word& word = page.evidence.words[static_cast<std::size_t>(cell.words[0])];
      if (word.text == cell.text) word.text = word.raw = wrong;
    }
  cell.raw = cell.text = wrong;
  cell.confidence = 0.6;  // the reader was not sure: also what no relation can tell comes to the review's queue
}

int run(const std::string& out, std::size_t count, unsigned seed, bool once_a_line) {
  const std::vector<std::string> names = result_folders(out);
  std::vector<Document> documents;
  std::vector<Target> targets;
  for (const std::string& name : names) {
    Result<Document> document = load_result(out + '/' + name);
    if (!document.ok()) return std::fprintf(stderr, "%s\n", document.error().message.c_str()), 1;
    for (std::size_t t = 0; t < document.value().tables.size(); ++t)
      for (std::size_t c = 0; c < document.value().tables[t].cells.size(); ++c)
        if (is_target(document.value().tables[t].cells[c])) targets.push_back({documents.size(), t, c});
    documents.push_back(std::move(document).value());
  }
  std::mt19937 random(seed);
  for (std::size_t i = targets.size(); i > 1; --i) std::swap(targets[i - 1], targets[random() % i]);
  std::set<std::tuple<std::size_t, std::size_t, bool, int>> lines;
  JsonWriter json;
  json.begin_array(JsonWriter::Lines::one_each);
  std::size_t made = 0;
  for (const Target& target : targets) {
    if (made == count) break;
    Document& document = documents[target.document];
    Cell& cell = document.tables[target.table].cells[target.cell];
    const std::tuple row{target.document, target.table, true, cell.row}, col{target.document, target.table, false, cell.col};
    if (once_a_line && (lines.contains(row) || lines.contains(col))) continue;
    const std::string is = cell.text, wrong = with_wrong_digit(is, random);
    if (wrong == is) continue;
    lines.insert({row, col});
    misread(document, cell, wrong);
    json.begin_object().key("document").string(names[target.document]).key("table").string(document.tables[target.table].id);
    json.key("row").integer(cell.row).key("col").integer(cell.col).key("text").string(wrong).key("is").string(is).end_object();
    ++made;
  }
  json.end_array();
  for (std::size_t i = 0; i < documents.size(); ++i)
    if (Status status = write_file(out + '/' + names[i] + "/evidence.zst", encode_document(documents[i])); !status.ok())
      return std::fprintf(stderr, "%s\n", status.error().message.c_str()), 1;
  std::printf("%s\n", json.take().c_str());
  return made == count ? 0 : (std::fprintf(stderr, "only %zu numbers could be changed\n", made), 1);
}

}  // namespace
}  // namespace tabularium

int main(int argc, char** argv) {
  if (argc != 4 && argc != 5) return std::fprintf(stderr, "usage: seed_errors OUT COUNT SEED [once-a-line]\n"), 2;
  return tabularium::run(argv[1], static_cast<std::size_t>(std::atoi(argv[2])), static_cast<unsigned>(std::atoi(argv[3])), argc == 5);
}
