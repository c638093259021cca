#include "stages/export/formats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "stages/core/atomic_file.h"
#include "stages/core/evidence_codec.h"
#include "stages/export/run_outputs.h"
#include "tests/export/sample_document.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

class Formats : public ::testing::Test {
 protected:
  void SetUp() override {
    dir_ = fs::temp_directory_path() / ("tabularium_export_" + std::to_string(::getpid()) + '_' +
                                        ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(dir_);
    fs::create_directories(dir_);
  }
  void TearDown() override { fs::remove_all(dir_); }

  Status write(const Document& document, std::vector<std::string> formats) const {
    Options options;
    options.formats = std::move(formats);
    options.passwords = {"secret-word"};
    return write_document({document, options, dir_.string()});
  }
  std::string content(const std::string& name) const {
    const auto bytes = read_file((dir_ / name).string(), 1U << 24U);
    return bytes ? bytes.value() : "missing: " + name;
  }
  bool fits_schema(const std::string& name, const std::string& schema = "models/document.schema.json") const {
    const std::string source = TABULARIUM_SOURCE_DIR;
    const std::string command = "python3 '" + source + "/tests/check_schema.py' '" + source + "/" + schema + "' '" + (dir_ / name).string() + "'";
    return std::system(command.c_str()) == 0;
  }

  fs::path dir_;
};

TEST_F(Formats, DocumentJsonKeepsItsSchema) {
  for (const Document& document : {sample::document(), sample::text_document()}) {
    ASSERT_TRUE(write(document, {"json"}).ok());
    EXPECT_TRUE(fits_schema("document.json")) << content("document.json");
  }
}

TEST_F(Formats, FindingsAndMetadataKeepTheSchemasOfTheirStandards) {
  for (Document document : {sample::document(), sample::text_document()}) {
    document.source.path = "reports of 100 %/Jahresbericht für 1937 [第一].pdf";
    Finding& finding = document.findings.emplace_back(document.findings.empty() ? Finding{} : document.findings.front());
    finding.code = "sum_mismatch";
    finding.table = document.tables.front().id;
    finding.cells = {{1, 2}, {2, 2}, {1, 2}};   // a cell that is a suspect twice is one place
    ASSERT_TRUE(write(document, {"csv", "sarif"}).ok());
    EXPECT_TRUE(fits_schema("findings.sarif", "tests/export/sarif.schema.json")) << content("findings.sarif");
    EXPECT_TRUE(fits_schema("csv-metadata.json", "tests/export/csvw.schema.json")) << content("csv-metadata.json");
  }
}

TEST_F(Formats, TheSchemaRefusesAnOverlap) {
  Document document = sample::document();
  document.tables[0].cells[7].col_span = 2;
  ASSERT_TRUE(write(document, {"json"}).ok());
  EXPECT_FALSE(fits_schema("document.json"));
}

TEST_F(Formats, DocumentJsonTellsPathsVerdictsAndPlaces) {
  ASSERT_TRUE(write(sample::document(), {"json"}).ok());
  const std::string json = content("document.json");
  EXPECT_THAT(json, HasSubstr(R"("value": {"kind": "number", "number": 1234.50}, "confidence": 1, "verdict": "verified", )"
                              R"("verdict_source": "discovered", "page": 1, "box": [232, 142, 292, 152.26], "span": null, )"
                              R"("row_path": ["A. Income", "Taxes", "Land | water"], "col_path": ["Amount <net>", "1961"])"));
  EXPECT_THAT(json, HasSubstr(R"("column_headers": [{"cell": 1, "children": [{"cell": 2, "children": []})"));
  EXPECT_THAT(json, HasSubstr(R"("failure": "page tree is damaged")"));
  EXPECT_THAT(json, HasSubstr(R"("cells": [[4, 2], [3, 2]])"));
  EXPECT_THAT(json, Not(HasSubstr("secret-word")));
}

TEST_F(Formats, EvidenceLiesBesideEveryResult) {
  ASSERT_TRUE(write(sample::document(), {"csv"}).ok());
  EXPECT_TRUE(fs::exists(dir_ / "document.json"));
  const auto decoded = decode_document(content("evidence.zst"));
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded.value(), sample::document());
}

TEST_F(Formats, EachFormatLeavesItsFilesAndNothingElse) {
  std::vector<std::string> names;
  for (const Format& format : formats())
    if (format.ready == nullptr) names.emplace_back(format.name);  // the others have tests of their own
  ASSERT_TRUE(write(sample::document(), names).ok());
  std::set<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(dir_))
    if (entry.is_regular_file()) found.insert(fs::relative(entry.path(), dir_).string());
  EXPECT_THAT(found, ::testing::ElementsAre("csv-metadata.json", "document.alto.xml", "document.hocr", "document.json",
                                            "document.jsonl", "document.md", "document.txt", "evidence.zst", "facts.csv",
                                            "findings.sarif", "index.html", "tables.xlsx", "tables/t1.csv", "tables/t2.csv"));
}

TEST_F(Formats, TheSameDocumentGivesTheSameBytes) {
  ASSERT_TRUE(write(sample::document(), {"json", "xlsx", "html"}).ok());
  const std::string json = content("document.json");
  const std::string xlsx = content("tables.xlsx");
  ASSERT_TRUE(write(sample::document(), {"json", "xlsx", "html"}).ok());
  EXPECT_EQ(content("document.json"), json);
  EXPECT_TRUE(content("tables.xlsx") == xlsx);
}

TEST_F(Formats, AnUnknownFormatIsBadConfiguration) {
  const Status status = write(sample::document(), {"docx"});
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::bad_configuration);
}

TEST_F(Formats, AFolderThatIsNotThereIsNamed) {
  dir_ /= "missing";
  const Status status = write(sample::document(), {"json"});
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::not_found);
  EXPECT_THAT(status.error().message, HasSubstr("missing/evidence.zst"));
  dir_ = dir_.parent_path();
}

TEST_F(Formats, HtmlNamesHeadersAndEscapesAll) {
  ASSERT_TRUE(write(sample::document(), {"html"}).ok());
  const std::string html = content("index.html");
  EXPECT_THAT(html, HasSubstr(R"(<th id="t1-r0c2" class="column_header" scope="col" colspan="2")"));
  EXPECT_THAT(html, HasSubstr(R"(<td id="t1-r4c2" class="number contradicted")"));
  EXPECT_THAT(html, HasSubstr(R"(headers="t1-r2c0 t1-r3c0 t1-r4c1 t1-r0c2 t1-r1c2")"));
  EXPECT_THAT(html, HasSubstr("Report &lt;1962&gt; &amp; &quot;more&quot;"));
  EXPECT_THAT(html, Not(HasSubstr("<net>")));
  EXPECT_THAT(html, Not(::testing::ContainsRegex("(src|href)=\"(https?:)?//")));
}

TEST_F(Formats, MarkdownKeepsTextFromBecomingMarkup) {
  ASSERT_TRUE(write(sample::document(), {"md"}).ok());
  const std::string md = content("document.md");
  EXPECT_THAT(md, HasSubstr("## 1\\. Finances\n"));
  EXPECT_THAT(md, HasSubstr("All went \\* well\\_ \\| truly."));
  EXPECT_THAT(md, HasSubstr("| 项目 Item | 项目 Item | Amount \\<net\\> / 1961 | Amount \\<net\\> / 1962 |\n"));
  EXPECT_THAT(md, HasSubstr("| **A. Income** |  |  |  |\n| Taxes | Land \\| water | 1,234.50 | -12 |\n"));
}

TEST_F(Formats, ACaptionIsToldOnce) {
  Document document = sample::document();
  document.blocks[2].text = "Receipts  of the town";  // stands before its table as a block, too
  ASSERT_TRUE(write(document, {"md", "html"}).ok());
  const std::string md = content("document.md");
  EXPECT_THAT(md, HasSubstr("**Receipts of the town**"));
  EXPECT_THAT(md, Not(HasSubstr("Receipts  of")));
  EXPECT_THAT(content("index.html"), Not(HasSubstr("Receipts  of")));
}

TEST_F(Formats, RunFactsNameTheFolderOfEachDocument) {
  for (const char* name : {"a", "b,c"}) {
    fs::create_directories(dir_ / name);
    Options options;
    options.formats = {"csv", "html"};
    ASSERT_TRUE(write_document({sample::document(), options, (dir_ / name).string()}).ok());
  }
  RunInfo run;
  run.documents = {{.input = "x/a.pdf", .status = "converted", .reason = "", .output = "a"},
                   {.input = "lost.pdf", .status = "failed", .reason = "<no>", .output = ""},
                   {.input = "b,c.pdf", .status = "converted", .reason = "", .output = "b,c"}};
  ASSERT_TRUE(write_run_facts(dir_.string(), run).ok());
  const std::string facts = content("facts.csv");
  EXPECT_TRUE(facts.starts_with("document,table,row_path"));
  EXPECT_THAT(facts, HasSubstr("\r\na,t1,A. Income / Taxes / Land | water,"));
  EXPECT_THAT(facts, HasSubstr("\r\n\"b,c\",t2,,b,2,2,"));
  EXPECT_THAT(facts, Not(HasSubstr("report.pdf")));

  ASSERT_TRUE(write_run_index(dir_.string(), run).ok());
  const std::string index = content("index.html");
  EXPECT_THAT(index, HasSubstr(R"(<a href="./b%2Cc/index.html">b,c.pdf</a>)"));
  EXPECT_THAT(index, HasSubstr("&lt;no&gt;"));
}

}  // namespace
}  // namespace tabularium
