// The formats that a result can be written in. A format is one file here and one line in the table of formats.cc.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/document.h"
#include "models/options.h"
#include "models/result.h"
#include "stages/export/export_job.h"
#include "stages/export/page_writer.h"
#include "stages/export/run_taker.h"

namespace tabularium {

using WriteFormat = Status (*)(const ExportJob& job);
using MakePageWriter = std::unique_ptr<PageWriter> (*)(const ExportJob& job);
// Over all documents of a run, when they lie in place.
using WriteRun = Status (*)(const std::string& out_dir, const RunInfo& run);
// The same for what is made of the kept results.
using MakeTaker = Result<std::unique_ptr<RunTaker>> (*)(const std::string& out_dir, const RunInfo& run);
// Whether this build and machine can write it; missing_part says what is to be installed.
using IsReady = Status (*)();

struct Format {
  std::string_view name;          // as in --formats
  std::string_view files;         // what it leaves behind, for help texts; those of the run after a semicolon
  std::string_view what;
  WriteFormat write = nullptr;    // null = not so
  WriteRun write_run = nullptr;   // null = nothing for a run
  MakeTaker make_taker = nullptr; // null = nothing of the kept results
  IsReady ready = nullptr;        // null = always
  MakePageWriter make_page_writer = nullptr;  // of a format that goes page by page: null = not so

  bool of_a_document() const { return write != nullptr || make_page_writer != nullptr; }  // else nothing while one is converted
};

std::span<const Format> formats();
const Format* find_format(std::string_view name);  // nullptr when there is none

// bad_configuration for a name that is none, missing_part for a format that cannot be written here. Whoever writes documents alone
// need not have what writing a run takes: to look for it may cost as much as a document.
enum class Writes { documents, documents_and_run };
Status check_formats(const std::vector<std::string>& names, Writes what = Writes::documents_and_run);

// document.json and evidence.zst always, then every format of options.formats.
Status write_document(const ExportJob& job);
// Those of them that go page by page, together.
Status write_pages(const ExportJob& job);
// What options.formats leave over all documents of the run; where `database` names one (run_database.h), all documents in it, too.
Status write_run(const std::string& out_dir, const RunInfo& run, const std::string& database = {});

}  // namespace tabularium
