#include "stages/extract/fount.h"

#include <allheaders.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tabularium {
namespace {

constexpr std::size_t kCells = kWindowWidth * kWindowHeight;
constexpr int kFewestOfOne = 6;         // specimens that make a figure known
constexpr int kFewestFigures = 8;       // known figures that make a fount
constexpr int kMostExamples = 120;      // of one figure
constexpr double kLeastToldApart = 0.6; // of a figure's specimens: those that look like it

float product(const Window& a, const Window& b) {
  float sums[4] = {0, 0, 0, 0};
  for (std::size_t i = 0; i < kCells; i += 4)
    for (std::size_t k = 0; k < 4; ++k) sums[k] += a[i + k] * b[i + k];
  return sums[0] + sums[1] + sums[2] + sums[3];
}

bool to_unit(Window& window, float least) {
  const float length = std::sqrt(product(window, window));
  if (length < least) return false;
  for (float& value : window) value /= length;
  return true;
}

// A specimen's window, set where it fits `shape` best within `reach` of its own place.
bool best_window(const InkField& field, const Specimen& at, int used, const Window* shape, Window& out) {
  const int x = static_cast<int>(std::lround(at.x - used / 2.0)), y = static_cast<int>(std::lround(at.y - kWindowHeight / 2.0));
  if (shape == nullptr) return take_window(field, x, y, used, out);
  constexpr int reach = 2;
  float best = -2;
  Window window;
  for (int dy = -reach; dy <= reach; ++dy)
    for (int dx = -reach; dx <= reach; ++dx) {
      if (!take_window(field, x + dx, y + dy, used, window)) continue;
      const float likeness = product(window, *shape);
      if (likeness <= best) continue;
      best = likeness;
      out = window;
    }
  return best > -2;
}

struct Taken {
  Window window;
  int figure = 0;
};

void mean_shapes(const std::vector<Taken>& taken, Fount& fount) {
  fount.shapes = {};
  fount.specimens = {};
  for (const Taken& t : taken) {
    Window& shape = fount.shapes[static_cast<std::size_t>(t.figure)];
    for (std::size_t i = 0; i < kCells; ++i) shape[i] += t.window[i];
    ++fount.specimens[static_cast<std::size_t>(t.figure)];
  }
  for (std::size_t d = 0; d < 10; ++d)
    if (fount.specimens[d] < kFewestOfOne || !to_unit(fount.shapes[d], 1e-6F)) fount.specimens[d] = 0;
}

int known_figures(const Fount& fount) {
  return static_cast<int>(std::count_if(fount.specimens.begin(), fount.specimens.end(), [](int n) { return n > 0; }));
}

// Specimens that look more like another figure than like their own were misread, or are cut badly.
std::vector<Taken> agreeing(const std::vector<Taken>& taken, const Fount& fount) {
  constexpr float least = 0.7F;
  std::vector<Taken> kept;
  for (const Taken& t : taken) {
    const auto own = static_cast<std::size_t>(t.figure);
    if (fount.specimens[own] == 0) continue;
    const float likeness = product(t.window, fount.shapes[own]);
    bool agrees = likeness >= least;
    for (std::size_t d = 0; d < 10 && agrees; ++d)
      agrees = d == own || fount.specimens[d] == 0 || product(t.window, fount.shapes[d]) <= likeness;
    if (agrees) kept.push_back(t);
  }
  return kept;
}

}  // namespace

InkField make_ink_field(Pix* gray, int paper, int ink_level, double glyph_height) {
  InkField field;
  if (gray == nullptr || glyph_height <= 0 || paper - ink_level < 16) return field;
  field.scale = InkField::kFigureHeight / glyph_height;
  PixPtr scaled(pixScale(gray, static_cast<float>(field.scale), static_cast<float>(field.scale)));
  if (!scaled || pixGetDepth(scaled.get()) != 8) return field;
  field.width = pixGetWidth(scaled.get());
  field.height = pixGetHeight(scaled.get());
  field.ink.resize(static_cast<std::size_t>(field.width) * static_cast<std::size_t>(field.height));
  for (int y = 0; y < field.height; ++y) {
    const l_uint32* line = pixGetData(scaled.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(scaled.get());
    for (int x = 0; x < field.width; ++x)
      field.ink[static_cast<std::size_t>(y) * static_cast<std::size_t>(field.width) + static_cast<std::size_t>(x)] =
          static_cast<std::int16_t>(std::clamp((paper - GET_DATA_BYTE(line, x)) * 255 / (paper - ink_level), 0, 255));
  }
  return field;
}

bool take_window(const InkField& field, int x, int y, int used_width, Window& out) {
  constexpr float least_ink = 200;  // length of a window's ink: less is grain
  out = {};
  float sum = 0;
  if (x < 0 || y < 0 || x + used_width > field.width || y + kWindowHeight > field.height) return false;
  for (int row = 0; row < kWindowHeight; ++row) {
    const std::int16_t* line = &field.ink[static_cast<std::size_t>(y + row) * static_cast<std::size_t>(field.width) + static_cast<std::size_t>(x)];
    for (int col = 0; col < used_width; ++col) {
      const float value = line[col];
      out[static_cast<std::size_t>(row * kWindowWidth + col)] = value;
      sum += value;
    }
  }
  const float mean = sum / static_cast<float>(used_width * kWindowHeight);
  for (int row = 0; row < kWindowHeight; ++row)
    for (int col = 0; col < used_width; ++col) out[static_cast<std::size_t>(row * kWindowWidth + col)] -= mean;
  return to_unit(out, least_ink);
}

std::optional<Fount> learn_fount(const InkField& field, std::vector<Specimen> specimens, double advance) {
  Fount fount;
  fount.advance = advance;
  fount.used_width = std::clamp(static_cast<int>(std::lround(advance)), 6, kWindowWidth);
  std::vector<Taken> taken;
  std::array<int, 10> read{};
  for (const Specimen& specimen : specimens) ++read[static_cast<std::size_t>(specimen.figure)];
  for (int round = 0; round < 3; ++round) {
    taken.clear();
    for (const Specimen& specimen : specimens) {
      const auto d = static_cast<std::size_t>(specimen.figure);
      if (round > 0 && fount.specimens[d] == 0) continue;
      Taken t{.window = {}, .figure = specimen.figure};
      if (best_window(field, specimen, fount.used_width, round > 0 ? &fount.shapes[d] : nullptr, t.window)) taken.push_back(t);
    }
    if (round > 0) taken = agreeing(taken, fount);
    mean_shapes(taken, fount);
    if (known_figures(fount) < kFewestFigures) return std::nullopt;
  }
  for (std::size_t d = 0; d < 10; ++d) fount.told_apart[d] = fount.specimens[d] > 0 && fount.specimens[d] >= kLeastToldApart * read[d];
  std::array<int, 10> seen{};
  for (const Taken& t : taken) {  // spread over the page
    const auto d = static_cast<std::size_t>(t.figure);
    if (seen[d]++ % (fount.specimens[d] / kMostExamples + 1) != 0) continue;
    fount.examples.push_back(t.window);
    fount.names.push_back(static_cast<std::int8_t>(t.figure));
  }
  return fount;
}

std::array<FigureMatch, 10> match_figures(const InkField& field, const Fount& fount, int x, int y0, int y1) {
  std::array<FigureMatch, 10> best;
  for (int d = 0; d < 10; ++d) best[static_cast<std::size_t>(d)] = {d, -1, y0};
  Window window;
  for (int y = y0; y <= y1; ++y) {
    if (!take_window(field, x, y, fount.used_width, window)) continue;
    for (std::size_t d = 0; d < 10; ++d) {
      if (fount.specimens[d] == 0) continue;
      const double likeness = product(window, fount.shapes[d]);
      if (likeness > best[d].likeness) best[d] = {static_cast<int>(d), likeness, y};
    }
  }
  return best;
}

NamedFigure name_figure(const Fount& fount, const Window& window) {
  constexpr std::size_t kVotes = 9;
  constexpr float kSharpness = 12;
  std::array<std::pair<float, int>, kVotes> nearest;
  nearest.fill({-2.0F, 0});
  for (std::size_t i = 0; i < fount.examples.size(); ++i) {
    const float likeness = product(window, fount.examples[i]);
    if (likeness <= nearest.back().first || likeness > 0.99999F) continue;  // the window itself
    std::size_t at = kVotes - 1;
    for (; at > 0 && nearest[at - 1].first < likeness; --at) nearest[at] = nearest[at - 1];
    nearest[at] = {likeness, fount.names[i]};
  }
  std::array<double, 10> votes{};
  double all = 1e-9;
  for (const auto& [likeness, figure] : nearest) {
    const double vote = std::exp(kSharpness * (likeness - nearest.front().first));
    votes[static_cast<std::size_t>(figure)] += vote;
    all += vote;
  }
  NamedFigure named;
  for (int d = 1; d < 10; ++d)
    if (votes[static_cast<std::size_t>(d)] > votes[static_cast<std::size_t>(named.figure)]) named.figure = d;
  named.second = named.figure == 0 ? 1 : 0;
  for (int d = 0; d < 10; ++d)
    if (d != named.figure && votes[static_cast<std::size_t>(d)] > votes[static_cast<std::size_t>(named.second)]) named.second = d;
  named.sureness = votes[static_cast<std::size_t>(named.figure)] / all;
  return named;
}

}  // namespace tabularium
