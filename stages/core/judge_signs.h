// Signs in a grid's text that it is not the printed table: what the judge counts beside columns and headers.
#pragma once

#include "models/table.h"
#include "stages/core/printed_rows.h"

namespace tabularium {

// All of them are shares, 0..1, of the grid whose cells have roles.

// Of the grid's area, cells that hold several values one after the other: rows or columns that were not told apart.
double crowded_share(const Table& table);
// Columns that no printed cell has to itself. Where rules close the cells (`ruled`), a column also counts as used that
// lies between the cells of one row and those of another: rows may be divided at different places.
double void_share(const Table& table, bool ruled);
// Words of a printed body cell, on average, where twelve or more count as 1.
double wordiness(const Table& table);
// Rows that begin with an enumerator or a bullet alone in its cell and hold nothing but words: a list.
double list_share(const PrintedRows& rows);
// Rows with a dotted line that leads to a page number, or that are a heading and a page number: contents.
double leader_share(const PrintedRows& rows);
// Printed cells that their readers doubt, times the share of the grid where nothing is printed: a photograph, a drawing or a
// page upside down, read as if it held a table. A full grid of doubtful cells is a table that is hard to read.
double garbled_share(const Table& table);
// Printed cells that end in a colon or a question mark (twice where nothing is printed after them in their row) or hold a line
// to be written on or a box to be ticked: a form. At most 1.
double form_share(const PrintedRows& rows);
// Rows that end a statement (";", "{", "}") and hold marks of program text: a listing.
double code_share(const PrintedRows& rows);
// Rows that hold one sentence and nothing else, with rows of several cells after them: entries that are explained one by one, such as
// the functions of a manual. The last rows may be notes.
double sentence_share(const PrintedRows& rows);
// Body rows in which three cells, no two alike, read on from one to the next (each ends in a small letter or a comma, the next begins with a
// small letter; no figures, no marks of program text): running text cut at its wider gaps. None where these rows say the same again and again.
double flow_share(const PrintedRows& rows);
// Printed cells without a letter or figure that are no sign for "no value" or tick, times the share of the grid where nothing is printed:
// formulas. A full grid of symbols is a table of them.
double symbol_share(const Table& table);

}  // namespace tabularium
