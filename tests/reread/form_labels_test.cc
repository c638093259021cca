// Labels of forms filled in twice, and brackets of enumerators.
#include "stages/reread/form_labels.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/reread/scanned_labels.h"

namespace tabularium {
namespace {

using Texts = std::vector<std::string>;
using Readings = LabelReadings;

Texts texts_of(const Table& table) {
  Texts texts;
  for (const Cell& cell : table.cells) {
    EXPECT_EQ(cell.text == cell.raw, cell.alternatives.empty()) << "a change keeps both readings";
    texts.push_back(cell.text);
  }
  return texts;
}

// The labels of a form whose second copy was read without doubt, but for its last label.
Texts settled(const Readings& first, const std::pair<std::string, double>& last = {"保护第三方权益", 0.9}, PageOrigin origin = PageOrigin::image) {
  std::vector<Table> tables = {column_of(first), column_of({{"予以公开", 0.9}, {"部分公开", 0.9}, {"不予公开", 0.9}, {"其他处理情形", 0.9}, last})};
  settle_labels_of_forms(tables, one_page(origin));
  return texts_of(tables[0]);
}

const Readings kSame = {{"予以公开", 0.9}, {"部分公开", 0.9}, {"不予公开", 0.9}, {"其他处理情形", 0.9}};

Readings with(std::pair<std::string, double> last) {
  Readings readings = kSame;
  readings.push_back(std::move(last));
  return readings;
}

TEST(FormLabels, TheSurerOfTwoReadingsCountsForBoth) {
  EXPECT_EQ(settled(with({"保护第三方权盖", 0.3})).back(), "保护第三方权益");
  EXPECT_EQ(settled(with({"保护第三方权盖", 0.98})).back(), "保护第三方权盖") << "read with certainty";
  EXPECT_EQ(settled(with({"保护第三方权盖", 0.3}), {"保护第三方权益", 0.3}).back(), "保护第三方权盖") << "as doubtful as the other";
  EXPECT_EQ(settled(with({"属于国家秘密的", 0.3})).back(), "属于国家秘密的") << "another label";
}

TEST(FormLabels, LabelsThatCountDifferentlyStay) {
  EXPECT_EQ(settled(with({"1.保护第三方权益", 0.3}), {"2.保护第三方权益", 0.9}).back(), "1.保护第三方权益");
  EXPECT_EQ(settled(with({"二、保护第三方", 0.3}), {"三、保护第三方", 0.9}).back(), "二、保护第三方");
  EXPECT_EQ(settled(with({"-、保护第三方", 0.3}), {"一、保护第三方", 0.9}).back(), "一、保护第三方") << "a stroke is lost on paper";
}

TEST(FormLabels, OnlyFormsAndOnlyScansAreCompared) {
  const Readings other = {{"收入合计", 0.9}, {"支出合计", 0.9}, {"上年结余", 0.9}, {"本年结余", 0.9}, {"保护第三方权盖", 0.3}};
  EXPECT_EQ(settled(other).back(), "保护第三方权盖");
  EXPECT_EQ(settled(with({"保护第三方权盖", 0.3}), {"保护第三方权益", 0.9}, PageOrigin::digital).back(), "保护第三方权盖");
}

std::string paired(const std::string& text) {
  Table table = column_of({{text, 0.6}});
  pair_enumerator_brackets(table, one_page());
  return texts_of(table).front();
}

TEST(FormLabels, AnEnumeratorStandsInAPairOfParentheses) {
  EXPECT_EQ(paired("【一)予以公开"), "(一)予以公开");
  EXPECT_EQ(paired("{二)}部分公开"), "(二)部分公开");
  EXPECT_EQ(paired("《十二）其他"), "（十二）其他") << "as wide as the one that was read right";
  for (const char* right : {"(一)予以公开", "〔3〕其他", "【一】其他", "(一其他", "【予以)公开", "(一)"}) EXPECT_EQ(paired(right), right);
  Table table = column_of({{"【一)予以公开", 0.6}});
  EXPECT_EQ(pair_enumerator_brackets(table, one_page(PageOrigin::digital)), 0);
}

}  // namespace
}  // namespace tabularium
