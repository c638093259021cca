// Labels of poor scans that their place tells better than their ink: tables of one form in a document say the same in the
// same place, and an enumerator's parentheses are a pair. What is changed keeps both readings.
#pragma once

#include <vector>

#include "models/document.h"

namespace tabularium {

// Two tables of image pages with like labels in nearly all places are one form filled in twice: where two of its labels
// differ in a few letters the surer reading counts for both, of as sure ones that with an enumerator. Figures, enumerators'
// numerals and letters that were read with certainty stay. Returns the cells changed.
int settle_labels_of_forms(std::vector<Table>& tables, const std::vector<Page>& pages);

// 【一), {二)}, 《三): what opens or closes an enumerator of image pages in another form than its partner becomes (一).
// Returns the cells changed.
int pair_enumerator_brackets(Table& table, const std::vector<Page>& pages);

}  // namespace tabularium
