#include "pipeline/review/session.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <utility>

#include "pipeline/ledger/record.h"
#include "pipeline/review/view_json.h"
#include "pipeline/run/compare.h"
#include "stages/core/atomic_file.h"
#include "stages/core/header_readings.h"
#include "stages/core/json_writer.h"
#include "stages/core/names.h"
#include "stages/core/utc_time.h"

namespace tabularium {
namespace {

constexpr std::size_t kept_open = 3;       // documents in memory
constexpr double doubtful_below = 0.7;     // as the exports mark it

Error no_such(const std::string& what) { return {ErrorCode::not_found, "there is no " + what, {}}; }

const Table* find_table(const Document& document, const std::string& id) {
  const auto found = std::ranges::find(document.tables, id, &Table::id);
  return found == document.tables.end() ? nullptr : &*found;
}

const Cell* find_cell(const Table& table, int row, int col) {
  const auto covers = [&](const Cell& cell) {
    return row >= cell.row && row < cell.row_end() && col >= cell.col && col < cell.col_end();
  };
  const auto found = std::ranges::find_if(table.cells, covers);
  return found == table.cells.end() ? nullptr : &*found;
}

Result<std::pair<const Table*, const Cell*>> address(const Document& document, const CellName& name) {
  const Table* table = find_table(document, name.table);
  const Cell* cell = table == nullptr ? nullptr : find_cell(*table, name.row, name.col);
  if (cell == nullptr) return no_such("such cell");
  return std::pair(table, cell);
}

// Confirmed by a person, or told otherwise: no longer a doubt.
bool is_settled(const Cell& cell, const std::vector<Correction>& corrections) {
  return std::ranges::any_of(corrections, [&](const Correction& correction) {
    if (correction.kind != CorrectionKind::text && correction.kind != CorrectionKind::printed_so) return false;
    return correction.place == cell.place || (correction.place.box && cell.place.box && correction.place.page == cell.place.page &&
                                              correction.place.box->contains({cell.place.box->center_x(), cell.place.box->center_y()}));
  });
}

// The lower, the sooner: contradicted numbers first, then by how little the reader trusted itself.
double rank_of(const Cell& cell) { return cell.confidence - (cell.verdict == Verdict::contradicted ? 1 : 0); }

bool is_doubt(const Cell& cell) {
  return cell.role == Role::data && !cell.text.empty() && (cell.verdict == Verdict::contradicted || cell.confidence < doubtful_below);
}

}  // namespace

ErrorRate error_rate(int wrong, int looked_at) {
  ErrorRate rate{looked_at, wrong, 0, 0, 1};
  if (looked_at == 0) return rate;
  constexpr double z = 1.959964;  // of the normal distribution, 95 %
  const double n = looked_at, p = wrong / n;
  const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double reach = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  rate.rate = p;
  rate.low = std::max(0.0, middle - reach);
  rate.high = std::min(1.0, middle + reach);
  return rate;
}

ReviewSession::ReviewSession(ReviewOptions options, Judgement judgement)
    : options_(std::move(options)), judgement_(std::move(judgement)), names_(result_folders(options_.output)) {}

Result<std::unique_ptr<ReviewSession>> ReviewSession::open(const ReviewOptions& options) {
  const Result<Options> run = options_of_run(options.output);
  if (!run.ok()) return run.error();
  Result<Judgement> judgement = Judgement::make(run.value(), options.config_dir);
  if (!judgement.ok()) return judgement.error();
  std::unique_ptr<ReviewSession> session(new ReviewSession(options, std::move(judgement).value()));
  Result<OutputLock> lock = OutputLock::take(options.output, options.who);
  if (lock.ok()) session->lock_.emplace(std::move(lock).value());
  else session->only_to_look_ = lock.error().message;
  return session;
}

std::vector<ReviewSession::Listed> ReviewSession::listed() const {
  std::vector<Listed> documents;
  for (const std::string& name : names_)
    if (const std::optional<DocumentState> state = read_state(folder_of(name)))
      documents.push_back({name, state->record.input, state->record.pages, state->record.tables, state->record.contradicted});
  return documents;
}

std::string ReviewSession::documents_json(const std::vector<Listed>& documents) const {
  JsonWriter json;
  json.begin_object().key("write").boolean(may_write()).key("onlyToLook").string(only_to_look_).key("who").string(options_.who);
  json.key("documents").begin_array();
  for (const Listed& document : documents) {
    json.begin_object().key("name").string(document.name).key("input").string(document.input).key("pages").integer(document.pages);
    json.key("tables").integer(document.tables).key("contradicted").integer(document.contradicted).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string ReviewSession::documents() {
  const std::lock_guard guard(mutex_);
  return documents_json(listed());
}

Result<std::string> ReviewSession::first_screen(int around) {
  const std::lock_guard guard(mutex_);
  const std::vector<Listed> documents = listed();
  JsonWriter json;
  json.begin_object().key("listed").raw(documents_json(documents)).key("queue");
  if (const auto first = std::ranges::max_element(documents, {}, &Listed::contradicted); first != documents.end()) {
    const Result<Opened*> found = opened(first->name);
    if (!found.ok()) return found.error();
    const std::vector<Doubt> doubts = doubts_in(*found.value());
    json.raw(queue_json(first->name, *found.value())).key("table");
    if (doubts.empty()) json.null();
    else json.raw(table_json(found.value()->document, *doubts[0].table, doubts[0].cell->row - around, doubts[0].cell->row + around));
  } else {
    json.null().key("table").null();
  }
  json.end_object();
  return json.take();
}

void ReviewSession::read_ahead() {
  const std::lock_guard guard(mutex_);
  const std::vector<Listed> documents = listed();
  const auto first = std::ranges::max_element(documents, {}, &Listed::contradicted);
  if (first != documents.end()) (void)opened(first->name);
}

Result<ReviewSession::Opened> ReviewSession::load(const std::string& document) const {
  if (std::ranges::find(names_, document) == names_.end()) return no_such("such document");
  Result<Document> loaded = load_result(folder_of(document));
  if (!loaded.ok()) return loaded.error();
  Result<std::vector<Correction>> corrections = read_corrections(folder_of(document) + '/' + std::string(corrections_file));
  if (!corrections.ok()) return corrections.error();
  Opened fresh;
  fresh.document = std::move(loaded).value();
  fresh.corrections = std::move(corrections).value();
  CorrectionRun run(fresh.corrections);
  if (!run.empty())
    if (Status status = judgement_.judge(fresh.document, run); !status.ok()) return status.error();
  return fresh;
}

Result<ReviewSession::Opened*> ReviewSession::opened(const std::string& document) {
  if (const auto found = open_.find(document); found != open_.end()) {
    std::erase(recent_, document);
    recent_.push_back(document);
    return &found->second;
  }
  Result<Opened> fresh = load(document);
  if (!fresh.ok()) return fresh.error();
  const std::optional<DocumentState> state = read_state(folder_of(document));
  const Source& source = fresh.value().document.source;
  fresh.value().pictures = pictures_of(state ? located(source, *state) : source, options_.passwords);
  recent_.push_back(document);
  if (recent_.size() > kept_open) {
    open_.erase(recent_.front());
    recent_.erase(recent_.begin());
  }
  return &(open_[document] = std::move(fresh).value());
}

std::vector<ReviewSession::Doubt> ReviewSession::doubts_in(const Opened& opened) {
  std::vector<Doubt> doubts;
  for (const Table& table : opened.document.tables)
    for (const Cell& cell : table.cells)
      if (is_doubt(cell) && !is_settled(cell, opened.corrections)) doubts.push_back({&table, &cell});
  std::ranges::stable_sort(doubts, {}, [](const Doubt& doubt) { return rank_of(*doubt.cell); });
  return doubts;
}

std::string ReviewSession::queue_json(const std::string& document, const Opened& opened, const Place* place) const {
  JsonWriter json;
  json.begin_object().key("document").string(document).key("corrections").integer(static_cast<std::int64_t>(opened.corrections.size()));
  json.key("cells").begin_array();
  for (const auto& [table, cell] : doubts_in(opened)) {
    json.begin_object().key("table").string(table->id).key("row").integer(cell->row).key("col").integer(cell->col);
    json.key("text").string(cell->text).key("verdict").string(name_of(cell->verdict)).key("confidence").number(cell->confidence, 3);
    json.key("rank").number(rank_of(*cell), 3).end_object();
  }
  json.end_array();
  if (const auto at = place == nullptr ? std::nullopt : cell_at(opened.document, *place, 0)) {
    const Table& table = opened.document.tables[at->table];
    json.key("here").begin_object().key("document").string(document).key("table").string(table.id);
    json.key("row").integer(table.cells[at->cell].row).key("col").integer(table.cells[at->cell].col).end_object();
  }
  json.end_object();
  return json.take();
}

Result<std::string> ReviewSession::queue(const std::string& document) {
  const std::lock_guard guard(mutex_);
  if (recent_.size() >= kept_open && !open_.contains(document)) {  // asked ahead: what somebody works on stays open
    const Result<Opened> glanced = load(document);
    return glanced.ok() ? Result<std::string>(queue_json(document, glanced.value())) : glanced.error();
  }
  const Result<Opened*> found = opened(document);
  if (!found.ok()) return found.error();
  return queue_json(document, *found.value());
}

Result<std::string> ReviewSession::table(const CellName& name, int around) {
  const std::lock_guard guard(mutex_);
  const Result<Opened*> found = opened(name.document);
  if (!found.ok()) return found.error();
  const auto at = address(found.value()->document, name);
  if (!at.ok()) return at.error();
  return table_json(found.value()->document, *at.value().first, name.row - around, name.row + around);
}

// Drawing takes longer than all else: no other answer waits for it.
Result<PagePicture> ReviewSession::picture(const std::string& document, int page, double dpi) {
  std::shared_ptr<PagePictures> pictures;
  Page shown;
  {
    const std::lock_guard guard(mutex_);
    const Result<Opened*> found = opened(document);
    if (!found.ok()) return found.error();
    const auto& pages = found.value()->document.pages;
    const auto at = std::ranges::find(pages, page, &Page::number);
    if (at == pages.end() || !found.value()->pictures) return no_such("picture of this page");
    pictures = found.value()->pictures;
    shown = *at;
  }
  const std::lock_guard drawing(drawing_);
  return pictures->picture(shown, std::clamp(dpi, 40.0, 300.0));
}

Result<std::string> ReviewSession::try_text(const CellName& name, const std::string& text) {
  const std::lock_guard guard(mutex_);
  const Result<Opened*> found = opened(name.document);
  if (!found.ok()) return found.error();
  const auto at = address(found.value()->document, name);
  if (!at.ok()) return at.error();
  // Only this table is judged, so that the answer comes while one types.
  Document alone;
  alone.layers = found.value()->document.layers;
  alone.source = found.value()->document.source;
  alone.tables = {*at.value().first};
  const auto id = at.value().second - at.value().first->cells.data();
  Cell& cell = alone.tables[0].cells[static_cast<std::size_t>(id)];
  cell.text = text;
  std::erase_if(cell.alternatives, [](const Alternative& other) { return other.reader == before_correction; });
  for (Cell& other : alone.tables[0].cells) std::erase_if(other.alternatives, [](const Alternative& a) { return a.reader == before_correction; });
  CorrectionRun none({});
  if (Status status = judgement_.judge(alone, none); !status.ok()) return status.error();
  return verdicts_json(alone.tables[0]);
}

Status ReviewSession::keep(const std::string& document, Opened& opened, Correction correction) {
  std::vector<Correction> all = opened.corrections;
  std::erase_if(all, [&](const Correction& before) { return before.kind == correction.kind && before.place == correction.place; });
  all.push_back(std::move(correction));
  CorrectionRun run(all);
  if (Status status = judgement_.judge(opened.document, run); !status.ok()) return status;
  if (run.states().back() == CorrectionState::conflict) {
    CorrectionRun before(opened.corrections);
    if (Status status = judgement_.judge(opened.document, before); !status.ok()) return status;
    return Error{ErrorCode::bad_input, "that cannot be done here (" + std::string(name_of(all.back().kind)) + ")", {}};
  }
  if (Status status = write_file(folder_of(document) + '/' + std::string(corrections_file), corrections_to_json(all)); !status.ok())
    return status;
  opened.corrections = std::move(all);
  return {};
}

namespace {

// The cell that a correction of a table's extent is anchored to: the first of the row that says something.
const Cell& anchor_of_row(const Table& table, int row, const Cell& otherwise) {
  const Cell* first = nullptr;
  for (const Cell& cell : table.cells)
    if (cell.row == row && !cell.text.empty() && (cell.place.box || cell.place.span) && (first == nullptr || cell.col < first->col)) first = &cell;
  return first == nullptr ? otherwise : *first;
}

// Where the correction is anchored, and what the person saw there.
Result<Correction> anchored(const Table& table, const Cell& selected, CorrectionKind kind, const std::string& is) {
  const int row = kind == CorrectionKind::join ? 0 : selected.row;
  const bool of_row = kind == CorrectionKind::join || kind == CorrectionKind::divide;
  const Cell& cell = of_row ? anchor_of_row(table, row, selected) : selected;
  Correction correction{kind, cell.place, cell.text, is, {}, {}};
  for (const Alternative& other : cell.alternatives)  // a cell corrected before: what it reads on the page stays the anchor
    if (other.reader == before_correction) correction.was = other.text;
  if (kind == CorrectionKind::header_tree) {
    for (const BoxheadReadings& boxhead : header_readings(table)) {
      if (cell.row < boxhead.row || cell.row >= boxhead.row + boxhead.rows || boxhead.labels.empty()) continue;
      correction.was = boxhead_text(table, boxhead);
      // Of one boxhead one cell, so that what is chosen later takes the place of what was chosen before.
      correction.place = table.cells[static_cast<std::size_t>(boxhead.labels.front())].place;
    }
    return correction;
  }
  if (kind != CorrectionKind::merge) return correction;
  const Cell* other = is == "below" ? find_cell(table, cell.row_end(), cell.col) : find_cell(table, cell.row, cell.col_end());
  if (other == nullptr || !other->place.box || !correction.place.box || other->place.page != correction.place.page)
    return no_such("cell to merge with on this page");
  correction.place.box = unite(*correction.place.box, *other->place.box);
  return correction;
}

}  // namespace

Result<std::string> ReviewSession::correct(const CellName& name, CorrectionKind kind, const std::string& is) {
  const std::lock_guard guard(mutex_);
  if (!may_write()) return Error{ErrorCode::permission_denied, only_to_look_, {}};
  const Result<Opened*> found = opened(name.document);
  if (!found.ok()) return found.error();
  const auto at = address(found.value()->document, name);
  if (!at.ok()) return at.error();
  Result<Correction> correction = anchored(*at.value().first, *at.value().second, kind, is);
  if (!correction.ok()) return correction.error();
  correction.value().who = options_.who;
  correction.value().when = utc_now();
  const Place place = at.value().second->place;
  if (Status status = keep(name.document, *found.value(), std::move(correction).value()); !status.ok()) return status.error();
  return queue_json(name.document, *found.value(), &place);
}

Result<std::string> ReviewSession::undo(const std::string& document) {
  const std::lock_guard guard(mutex_);
  if (!may_write()) return Error{ErrorCode::permission_denied, only_to_look_, {}};
  Result<Opened*> found = opened(document);
  if (!found.ok()) return found.error();
  if (found.value()->corrections.empty()) return no_such("correction to take back");
  std::vector<Correction> kept = found.value()->corrections;
  const Place place = kept.back().place;
  kept.pop_back();
  if (Status status = write_file(folder_of(document) + '/' + std::string(corrections_file), corrections_to_json(kept)); !status.ok())
    return status.error();
  open_.erase(document);  // from the kept result again: a merge cannot be undone on the changed table
  std::erase(recent_, document);
  found = opened(document);
  if (!found.ok()) return found.error();
  return queue_json(document, *found.value(), &place);
}

}  // namespace tabularium
