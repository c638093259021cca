// What every stage is: a thin adapter around free functions on plain values.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "models/document.h"
#include "models/options.h"
#include "models/result.h"

namespace tabularium {

struct Profile;       // stages/core/profile.h
struct JudgeWeights;  // stages/core/judge.h
class CellReader;     // stages/core/cell_reader.h
class PagePictures;   // stages/core/page_pictures.h

// What a stage may use beside the document. Everything is borrowed and outlives the run of the sequence.
struct StageContext {
  const Options& options;
  std::string config_dir;                 // the project's configs/ (or where it was installed)
  std::string output_dir;                 // export writes here (a temporary folder that the caller renames)
  const Profile* profile = nullptr;       // null = none
  const JudgeWeights* weights = nullptr;  // null = built from config_dir by whoever needs it
  std::shared_ptr<CellReader> cell_reader = nullptr;  // set by extract where pixels can be looked at again; else null
  std::shared_ptr<PagePictures> page_pictures = nullptr;  // set by extract where pages can be shown; else null
  std::function<void(int page, int of_pages)> on_page = {};  // progress; may be empty
  std::function<bool()> cancelled = {};   // true = stop soon; may be empty
  std::span<const Document> previous = {};  // earlier reports of the series, the last one last
};

class Stage {
 public:
  virtual ~Stage() = default;
  virtual std::string_view name() const noexcept = 0;
  virtual Layers needs() const noexcept = 0;  // checked when the sequence is built
  virtual Layers gives() const noexcept = 0;
  // Writes only what it gives. A page that fails keeps its number and reason, and the document goes on.
  virtual Status run(Document& document, StageContext& context) const = 0;
};

}  // namespace tabularium
