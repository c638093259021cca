#include "stages/reread/reread.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "stages/core/number_text.h"
#include "stages/core/put_reading.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"
#include "stages/reread/column_form.h"
#include "stages/reread/column_pattern.h"
#include "stages/reread/form_labels.h"
#include "stages/reread/header_numbers.h"
#include "stages/reread/image_cells.h"
#include "stages/reread/label_votes.h"

namespace tabularium {
namespace {

constexpr double kClearlyBetter = 0.05;
constexpr double kUnsure = 0.6;       // of a reading that two others may outvote; a surer one of the page's own type is mostly right against both
constexpr double kLeastBelief = 0.3;  // below it a recogniser's own confidence is that of a guess
constexpr double kSureOfForm = 0.8;   // of a reading that has its column's form where the first has not: a line beside a short number looks like a 1

bool is_body(const Cell& cell) { return cell.col_span == 1 && (cell.role == Role::data || cell.role == Role::row_header); }

std::vector<ColumnPattern> learn_columns(const Table& table) {
  std::vector<ColumnPattern> patterns;
  for (int col = 0; col < table.cols; ++col) {
    std::vector<std::string_view> texts;
    for (const Cell& cell : table.cells)
      if (cell.col == col && is_body(cell)) texts.push_back(cell.text);
    patterns.push_back(learn_column(texts));
  }
  return patterns;
}

bool is_digit(char c) { return is_ascii_digit(static_cast<unsigned char>(c)); }

// The spot to look at: around the words where there are any, else the cell's inside.
Box spot_of(const Cell& cell, const Page& page) {
  Box words;
  for (int i : cell.words)
    if (i >= 0 && i < static_cast<int>(page.evidence.words.size()))
      words = unite(words, page.evidence.words[static_cast<std::size_t>(i)].box);
  if (words == Box{}) return {cell.place.box->x0 + 1, cell.place.box->y0 + 1, cell.place.box->x1 - 1, cell.place.box->y1 - 1};
  return {words.x0 - 1.5, words.y0 - 1, words.x1 + 1.5, words.y1 + 1};
}

// Two readers that each saw other figures than those that count, and both the same, are right about them; the marks between
// stay, since single readers lose those. Nothing where there are no two, or the reading that counts is surer than both or sure by itself.
std::optional<Alternative> outvoted(const Cell& cell, const Alternative& second) {
  const std::string own = ascii_digits(cell.text), figures = ascii_digits(second.text);
  if (cell.confidence >= kUnsure || own.size() != figures.size() || own == figures || second.confidence <= cell.confidence) return std::nullopt;
  const auto ally = std::find_if(cell.alternatives.begin(), cell.alternatives.end(), [&](const Alternative& known) {
    return known.reader != second.reader && known.confidence > cell.confidence && ascii_digits(known.text) == figures;
  });
  if (ally == cell.alternatives.end()) return std::nullopt;
  Alternative vote{cell.text, 1 - (1 - ally->confidence) * (1 - 0.5 * second.confidence), second.reader};
  auto next = figures.begin();
  for (char& c : vote.text)
    if (is_digit(c)) c = *next++;
  return vote;
}

// The reading that counts was taken although another was surer: the page's own type knows its figures. A third that is
// merely surer, and has no ally, is no better than that other.
bool stands_by_itself(const Cell& cell) {
  return cell.confidence >= kUnsure && std::any_of(cell.alternatives.begin(), cell.alternatives.end(), [&](const Alternative& known) {
    return known.confidence > cell.confidence && ascii_digits(known.text) != ascii_digits(cell.text);
  });
}

// Takes the second reading in where it fits the column better, or as well and is surer; agreement makes sure.
void weigh(Cell& cell, const Alternative& second, const ColumnPattern& pattern) {
  const Alternative first{cell.text, cell.confidence, "tesseract"};
  if (fold_label(second.text) == fold_label(first.text)) {
    cell.confidence = 1 - (1 - first.confidence) * (1 - 0.5 * second.confidence);
    return;
  }
  if (const auto vote = outvoted(cell, second)) {
    cell.alternatives.push_back(first);
    cell.alternatives.push_back(second);
    cell.text = vote->text;
    cell.confidence = vote->confidence;
    return;
  }
  const double fit_first = fit(first.text, pattern), fit_second = fit(second.text, pattern);
  const bool lacks_first = lacks_form(first.text, pattern), lacks_second = lacks_form(second.text, pattern);
  // A whitelist makes figures and points of anything: a fit that it forced, and does not believe itself, is none.
  const bool believed = second.confidence >= kLeastBelief && !is_blank_mark(second.text);
  const bool in_form = fit_second == fit_first && lacks_first && !lacks_second && second.confidence >= kSureOfForm;
  const bool neither = fit_first > 0 && lacks_first && lacks_second;
  const bool better_fit = (fit_second > fit_first && !neither) || in_form;
  // A reading that was heard before, and did not count then, is no new evidence.
  const bool heard = std::any_of(cell.alternatives.begin(), cell.alternatives.end(), [&](const Alternative& known) {
    return fold_label(known.text) == fold_label(second.text);
  });
  if (heard && !better_fit) return;
  const bool surer = fit_second == fit_first && lacks_second <= lacks_first && !stands_by_itself(cell) &&
                     second.confidence > first.confidence + kClearlyBetter;
  cell.alternatives.push_back(first);
  cell.alternatives.push_back(second);
  if ((better_fit || surer) && believed) {
    cell.text = second.text;
    cell.confidence = second.confidence * fit_second;
  } else {
    cell.confidence = first.confidence * (0.5 + 0.5 * fit_first);
  }
}

// Replaces each word in the cell's text, as read, by its other reading; nothing where the words are not found there.
std::string with_other_readings(const Cell& cell, const std::vector<Word>& words) {
  std::string text;
  std::size_t from = 0;
  for (int i : cell.words) {
    if (i < 0 || i >= static_cast<int>(words.size())) return {};
    const Word& word = words[static_cast<std::size_t>(i)];
    const std::size_t at = cell.raw.find(word.text, from);
    if (at == std::string::npos) return {};
    text += cell.raw.substr(from, at - from) + (word.alternatives.size() > 1 ? word.alternatives[1].text : word.text);
    from = at + word.text.size();
  }
  return collapse_spaces(text + cell.raw.substr(from));
}

// Where two readers disagreed about a word of the cell, both readings stand by it.
void note_disagreement(Cell& cell, const Page& page) {
  const std::vector<Word>& words = page.evidence.words;
  double confidence = 1;
  std::string counts, other;
  for (int i : cell.words) {
    if (i < 0 || i >= static_cast<int>(words.size())) return;
    const std::vector<Alternative>& readings = words[static_cast<std::size_t>(i)].alternatives;
    if (readings.size() < 2) continue;
    confidence = std::min(confidence, readings[1].confidence);
    counts = readings[0].reader;
    other = readings[1].reader;
  }
  if (other.empty()) return;
  const std::string text = with_other_readings(cell, words);
  if (text.empty() || fold_label(text) == fold_label(cell.raw)) return;
  cell.alternatives.push_back({cell.raw, cell.confidence, counts});
  cell.alternatives.push_back({text, confidence, other});
}

std::optional<Alternative> read_again(const Cell& cell, const Page& page, const ColumnPattern& pattern, CellReader& reader,
                                      bool& failed) {
  ReadRequest request;
  request.page = page.number;
  request.box = spot_of(cell, page);
  request.expectation = pattern.expectation;
  Result<Alternative> reading = reader.read(request);
  failed = !reading.ok();
  if (failed || !is_well_formed(reading.value().text)) return std::nullopt;
  Alternative second = std::move(reading).value();
  second.text = collapse_spaces(second.text);
  second.confidence = std::clamp(second.confidence, 0.0, 1.0);
  return second;
}

// The marks that their column has, for figures that stand in a cell without them.
void set_in_form(Cell& cell, const ColumnPattern& pattern) {
  constexpr double most = 0.95;
  const std::optional<std::string> formed = in_column_form(cell.text, pattern);
  if (!formed || fit(*formed, pattern) < 1) return;
  put_reading(cell, *formed, cell.confidence, "column");
  cell.confidence = std::min(cell.confidence, most);
}

}  // namespace

int reread_table(Table& table, const std::vector<Page>& pages, CellReader& reader, int budget, const RereadOptions& options) {
  const std::vector<ColumnPattern> patterns = learn_columns(table);
  int looked_at = 0, failures = 0;
  for (Cell& cell : table.cells)
    if (const Page* page = image_page_of(cell, pages); page != nullptr && is_body(cell)) note_disagreement(cell, *page);
  for (Cell& cell : table.cells) {
    if (looked_at >= budget || failures >= options.most_failures) break;
    if (!is_body(cell) || cell.col >= static_cast<int>(patterns.size())) continue;
    const ColumnPattern& pattern = patterns[static_cast<std::size_t>(cell.col)];
    if (pattern.expectation == Expectation::anything) continue;
    const bool misfit = fit(cell.text, pattern) < options.poor_fit || lacks_form(cell.text, pattern);
    const bool doubtful = !cell.text.empty() && (cell.confidence < options.doubtful || misfit);
    if (!doubtful) continue;
    const Page* page = image_page_of(cell, pages);
    if (page == nullptr) continue;
    ++looked_at;
    bool failed = false;
    const std::optional<Alternative> second = read_again(cell, *page, pattern, reader, failed);
    failures = failed ? failures + 1 : 0;
    if (second) weigh(cell, *second, pattern);
  }
  for (Cell& cell : table.cells)
    if (is_body(cell) && image_page_of(cell, pages) != nullptr) set_in_form(cell, patterns.at(static_cast<std::size_t>(cell.col)));
  return looked_at;
}

void calibrate_table(Table& table, const std::vector<Page>& pages, const ConfidenceWeights& weights) {
  for (Cell& cell : table.cells) {
    if (cell.raw.empty() || cell.words.empty()) continue;
    const Page* page = image_page_of(cell, pages);
    if (page == nullptr) continue;
    const double on_page = page->quality ? page->quality->mean_confidence : 0.5;
    cell.confidence = calibrated(cell, cell.confidence, on_page, weights);
  }
}

int doubt_misfits(Table& table, const std::vector<Page>& pages) {
  constexpr double misfit = 0.65, most_misfit = 0.5;      // fits below it; what such a cell is believed at most
  constexpr double nearly_all = 0.9, most_odd_form = 0.8;
  constexpr std::size_t least_cells = 12;
  const std::vector<ColumnPattern> patterns = learn_columns(table);
  std::vector<std::vector<Cell*>> columns(patterns.size());
  for (Cell& cell : table.cells)
    if (is_body(cell) && !is_blank_mark(cell.text) && image_page_of(cell, pages) != nullptr) columns.at(static_cast<std::size_t>(cell.col)).push_back(&cell);
  int doubted = 0;
  const auto doubt = [&](Cell& cell, double most) {
    doubted += cell.confidence > most ? 1 : 0;
    cell.confidence = std::min(cell.confidence, most);
  };
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const std::vector<Cell*>& cells = columns[c];
    if (cells.size() < least_cells || patterns[c].expectation == Expectation::anything) continue;
    const std::string& form = patterns[c].form;
    const auto fits = [&](const Cell* cell) { return fit(cell->text, patterns[c]) >= misfit; };
    const bool strict = static_cast<double>(std::count_if(cells.begin(), cells.end(), fits)) >= nearly_all * static_cast<double>(cells.size());
    for (Cell* cell : cells) {
      if (strict && !fits(cell)) doubt(*cell, most_misfit);
      else if (!form.empty() && figure_form(cell->text) != form && ascii_digits(cell->text).size() <= ascii_digits(form).size()) doubt(*cell, most_odd_form);
    }
  }
  // Over several columns of figures, what is no figure of theirs is several that ran together.
  const auto of_figures = [&](int col) {
    const auto c = static_cast<std::size_t>(col);
    return columns.at(c).size() >= least_cells && patterns[c].expectation == Expectation::number;
  };
  for (Cell& cell : table.cells) {
    if (cell.role != Role::data || cell.col_span < 2 || cell.col_end() > table.cols || is_blank_mark(cell.text) || image_page_of(cell, pages) == nullptr) continue;
    bool all = true;
    for (int col = cell.col; col < cell.col_end(); ++col) all = all && of_figures(col);
    if (all && fit(cell.text, patterns[static_cast<std::size_t>(cell.col)]) < misfit) doubt(cell, most_misfit);
  }
  return doubted;
}

namespace {

class RereadStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "reread"; }
  Layers needs() const noexcept override { return Layer::evidence | Layer::tables; }
  Layers gives() const noexcept override { return Layer::readings; }
  Status run(Document& document, StageContext& context) const override;

 private:
  void reread(Document& document, StageContext& context) const;
};

Status RereadStage::run(Document& document, StageContext& context) const {
  const bool scanned = std::any_of(document.pages.begin(), document.pages.end(),
                                   [](const Page& page) { return page.origin == PageOrigin::image && !page.failure; });
  if (!scanned) return {};
  const std::vector<std::string>& without = context.options.without;
  const bool by_columns = std::find(without.begin(), without.end(), "columns") == without.end();
  if (context.cell_reader && by_columns) reread(document, context);  // else the pixels are no longer at hand
  const Result<ConfidenceWeights> weights = load_confidence_weights(context.config_dir);
  if (!weights) return weights.error();
  for (Table& table : document.tables) {
    calibrate_table(table, document.pages, weights.value());
    if (by_columns) doubt_misfits(table, document.pages);
  }
  return {};
}

void RereadStage::reread(Document& document, StageContext& context) const {
  const RereadOptions options;
  int budget = options.most_cells;
  for (Table& table : document.tables) {
    if (context.cancelled && context.cancelled()) break;
    budget -= reread_table(table, document.pages, *context.cell_reader, budget, options);
    pair_enumerator_brackets(table, document.pages);
    restore_column_numbers(table, document.pages);
    restore_percent_signs(table, document.pages);
  }
  settle_labels_of_forms(document.tables, document.pages);
  for (Table& table : document.tables) count_up_enumerators(table, document.pages);
  vote_on_labels(document.tables, document.pages);
}

}  // namespace

std::unique_ptr<Stage> make_reread_stage() { return std::make_unique<RereadStage>(); }

}  // namespace tabularium
