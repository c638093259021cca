#pragma once

#include <memory>
#include <vector>

#include "models/document.h"
#include "stages/core/cell_reader.h"
#include "stages/reread/cell_confidence.h"
#include "stages/stage.h"

namespace tabularium {

struct RereadOptions {
  double doubtful = 0.85;      // cells read with less confidence are looked at again
  double poor_fit = 0.65;      // and those that fit their column less well than this
  int most_cells = 400;        // of a document: time is bounded
  int most_failures = 3;       // in a row: then the reader is given up
};

// Reads doubtful cells of `table` again where their column tells what to expect. Both readings stay in
// `alternatives`, `raw` keeps the first; `text` and `confidence` follow the evidence. Returns the cells looked at.
// `pages`: of the document, to know which come from images.
int reread_table(Table& table, const std::vector<Page>& pages, CellReader& reader, int budget, const RereadOptions& options = {});

// Turns a recogniser's confidence in the cells of image pages into how likely they are right.
void calibrate_table(Table& table, const std::vector<Page>& pages, const ConfidenceWeights& weights);

// Lowers the confidence of cells that are not formed as their column's others are, where nearly all of a dozen or more are:
// a figure or mark was lost there, or one gained. A number longer than the others may be their total and is left alone where
// it is well formed. So are data cells over several columns of figures that hold no figure of their form: several ran
// together there. Returns the cells lowered. Image pages only.
int doubt_misfits(Table& table, const std::vector<Page>& pages);

std::unique_ptr<Stage> make_reread_stage();

}  // namespace tabularium
