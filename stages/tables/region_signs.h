// What a region's print says about each of its grids beside their cells: signs that the judge weighs.
#pragma once

#include <span>
#include <vector>

#include "models/evidence.h"
#include "models/table.h"

namespace tabularium {

// Of the printed cells, those set in another size than half of all, by a third or more, or in several sizes: the head of a
// form, a poster. A table's body is set in one size; its heads differ by less, and are few. 0..1.
double uneven_share(const Table& table, std::span<const Word> words);

// 1 where the region is a listing: all of it in letters of one width, and either amid twice as many lines so set, on a page
// that holds words set otherwise; or without figures, on a page most of whose words are set otherwise (what is typed in a
// printed manual is what machines are told, and tell). A page that is wholly so set is a printer's, and tables are printed so on it. Else 0.
// `others`: words of the page's other regions, by index; they are no listing.
double listing_sign(std::span<const int> region, std::span<const int> others, std::span<const Word> words);

}  // namespace tabularium
