// What each raw block is: title, heading with its level, list item, note, paragraph.
#pragma once

#include <string>
#include <vector>

#include "models/layout.h"
#include "stages/layout/page_blocks.h"

namespace tabularium {

// A raw block with the page that it stands on and what was found out about it.
struct KnownBlock {
  RawBlock raw;
  int page = 0;           // index into the document's pages
  BlockKind kind = BlockKind::paragraph;
  int level = 0;
  std::string number;     // enumerator as printed
};

// Over the whole document: the body's type size, then titles and headings against it, levels from enumerators and type.
void name_kinds(std::vector<KnownBlock>& blocks);

}  // namespace tabularium
