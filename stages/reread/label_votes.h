// Labels that stand in a document several times vote on how they are read: what a poor scan does to one of them it seldom
// does to all. What is changed keeps both readings.
#pragma once

#include <vector>

#include "models/document.h"

namespace tabularium {

// Texts of image pages that differ in marks or in letters of one shape alone become the reading that most of them have,
// of two the surer one, and where only marks differ the one that begins with an enumerator. Letters that were read with
// certainty stay. Returns the cells changed.
int vote_on_labels(std::vector<Table>& tables, const std::vector<Page>& pages);

// 一、 二、 二、 四、: a Chinese numeral between two that leave one place is the one that is missing. Between two labels of a
// column that are as far apart as their numerals a doubtful label that begins with marks or a numeral (`一上年`, `-~、本年`) has
// lost its own, and gets it. Returns the cells changed.
int count_up_enumerators(Table& table, const std::vector<Page>& pages);

}  // namespace tabularium
