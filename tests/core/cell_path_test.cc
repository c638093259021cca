#include "models/cell_path.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

namespace tabularium {
namespace {

CellPath path_of(int size) {
  CellPath path;
  for (int i = 0; i < size; ++i) path.push_back(10 * i);
  return path;
}

std::vector<CellId> ids(const CellPath& path) { return {path.begin(), path.end()}; }

class CellPathOfSize : public testing::TestWithParam<int> {};

TEST_P(CellPathOfSize, KeepsItsIds) {
  const CellPath path = path_of(GetParam());
  ASSERT_EQ(path.size(), static_cast<std::size_t>(GetParam()));
  EXPECT_EQ(path.empty(), GetParam() == 0);
  for (int i = 0; i < GetParam(); ++i) EXPECT_EQ(path[static_cast<std::size_t>(i)], 10 * i);
  const std::vector<CellId> backwards(path.rbegin(), path.rend());
  EXPECT_EQ(std::vector<CellId>(backwards.rbegin(), backwards.rend()), ids(path));
}

TEST_P(CellPathOfSize, IsCopiedAndMovedOverAnyOther) {
  const CellPath path = path_of(GetParam());
  for (const int other : {0, 1, 4, 5, 40}) {
    CellPath copied = path_of(other);
    copied = path;
    EXPECT_EQ(copied, path);
    CellPath moved = path_of(other);
    moved = std::move(copied);
    EXPECT_EQ(moved, path);
    EXPECT_TRUE(copied.empty());   // NOLINT(bugprone-use-after-move): it may be used again
    copied.push_back(7);
    EXPECT_EQ(ids(copied), std::vector<CellId>{7});
    const CellPath made(moved);
    const CellPath taken(std::move(moved));
    EXPECT_EQ(made, taken);
  }
  CellPath itself = path;
  const CellPath& same = itself;
  itself = same;
  EXPECT_EQ(itself, path);
}

INSTANTIATE_TEST_SUITE_P(Sizes, CellPathOfSize, testing::Values(0, 1, 3, 4, 5, 8, 9, 100));

TEST(CellPath, DiffersByIdsAndBySize) {
  EXPECT_EQ((CellPath{1, 2}), (CellPath{1, 2}));
  EXPECT_NE((CellPath{1, 2}), (CellPath{1, 3}));
  EXPECT_NE((CellPath{1, 2}), (CellPath{1}));
  CellPath shrunk = path_of(9);
  shrunk.resize(2);
  EXPECT_EQ(shrunk, (CellPath{0, 10}));
  shrunk.resize(6);
  EXPECT_EQ(ids(shrunk), (std::vector<CellId>{0, 10, 0, 0, 0, 0}));
  EXPECT_EQ(std::accumulate(shrunk.begin(), shrunk.end(), 0), 10);
}

}  // namespace
}  // namespace tabularium
