// A review of the results in an output folder: what to look at, what was said. No HTTP here.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "models/correction.h"
#include "models/document.h"
#include "models/options.h"
#include "models/result.h"
#include "pipeline/ledger/files.h"
#include "pipeline/run/inspection.h"

namespace tabularium {

struct ReviewOptions {
  std::string output;      // folder of a run
  std::string config_dir;
  std::string who;         // goes into each correction
  std::vector<std::string> passwords;
};

// One cell of one document, as the page in the browser names it.
struct CellName {
  std::string document;
  std::string table;
  int row = 0;
  int col = 0;
};

// Answers are JSON texts for the page. Safe to be called from several threads; one call at a time inside, and one picture beside it.
class ReviewSession {
 public:
  static Result<std::unique_ptr<ReviewSession>> open(const ReviewOptions& options);

  bool may_write() const { return lock_.has_value(); }  // false where somebody else holds the folder

  // What the page shows first, in one answer: the documents with their counts, the queue of the one with most contradicted cells, and the
  // table of its worst cell with the rows around it. `queue` and `table` are null where there is nothing to open or to doubt.
  Result<std::string> first_screen(int around);
  // Reads that document before anybody asks. Failures are told when it is asked for.
  void read_ahead();
  std::string documents();                                    // each with its counts, without opening any
  Result<std::string> queue(const std::string& document);     // its doubtful cells, the worst first
  Result<std::string> table(const CellName& cell, int around);  // the rows around the cell, and the boxhead
  Result<PagePicture> picture(const std::string& document, int page, double dpi);
  // Verdicts of the table, were the cell to read `text`; nothing is kept.
  Result<std::string> try_text(const CellName& cell, const std::string& text);
  // Kept in corrections.json at once; the answer is the queue as it is then, and where the cell is now. For merge `is` is
  // "right" or "below". One that cannot be done is refused and not kept.
  Result<std::string> correct(const CellName& cell, CorrectionKind kind, const std::string& is);
  Result<std::string> undo(const std::string& document);      // the document's last correction; the answer is as above

  // `count` cells drawn at random, as many of each verdict as there are, up to a third each; the same seed, the same cells.
  Result<std::string> draw_sample(int count, std::uint64_t seed);
  // Whether the drawn cell with this number is right; kept in audit.json. The answer holds the rates so far.
  Result<std::string> answer(int number, bool right);
  std::string audit_summary() const;                          // for the terminal

 private:
  struct Opened {
    Document document;
    std::vector<Correction> corrections;
    std::shared_ptr<PagePictures> pictures;
  };
  struct Drawn {
    CellName cell;
    std::string verdict;
    std::optional<bool> right;
  };

  ReviewSession(ReviewOptions options, Judgement judgement);
  struct Listed {
    std::string name;
    std::string input;
    int pages = 0;
    int tables = 0;
    int contradicted = 0;
  };
  // A cell to look at.
  struct Doubt {
    const Table* table;
    const Cell* cell;
  };

  // Those below are called with `mutex_` held.
  Result<Opened*> opened(const std::string& document);  // stays open, in place of the one that was used longest ago
  Result<Opened> load(const std::string& document) const;
  std::vector<Listed> listed() const;
  std::string documents_json(const std::vector<Listed>& documents) const;
  static std::vector<Doubt> doubts_in(const Opened& opened);  // the worst first
  Status keep(const std::string& document, Opened& opened, Correction correction);
  // With `place`, tells the cell that stands there, too.
  std::string queue_json(const std::string& document, const Opened& opened, const Place* place = nullptr) const;
  std::string folder_of(const std::string& document) const { return options_.output + '/' + document; }
  std::string rates_json() const;

  ReviewOptions options_;
  Judgement judgement_;
  std::optional<OutputLock> lock_;
  std::string only_to_look_;              // why nothing may be written; empty = it may
  std::vector<std::string> names_;
  std::map<std::string, Opened> open_;    // the last few
  std::vector<std::string> recent_;
  std::vector<Drawn> sample_;
  mutable std::mutex mutex_;              // of all above
  std::mutex drawing_;                    // of pictures, which one thread at a time may draw
};

// Share of wrong cells with its 95 % interval after Wilson (1927): it holds for few errors and small samples, too.
struct ErrorRate {
  int looked_at = 0;
  int wrong = 0;
  double rate = 0;
  double low = 0;
  double high = 1;
};
ErrorRate error_rate(int wrong, int looked_at);

}  // namespace tabularium
