// A disk and a clock in memory: what the real ones do only on a bad night can be had at will.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "pipeline/ledger/disk.h"

namespace tabularium {

class MemoryDisk : public Disk {
 public:
  struct Node {
    EntryKind kind = EntryKind::file;
    std::string bytes;  // of a file, or where a link leads
    std::int64_t time = 0;
  };

  void put(const std::string& path, const std::string& bytes, std::int64_t time_seconds = 0, EntryKind kind = EntryKind::file) {
    (void)make_folder(parent_of(path)).ok();
    nodes_[path] = {kind, bytes, time_seconds * 1'000'000'000};
  }
  bool exists(const std::string& path) const { return nodes_.contains(path); }
  std::string text(const std::string& path) const { return exists(path) ? nodes_.at(path).bytes : ""; }

  Result<std::vector<DiskEntry>> list(const std::string& folder) const override {
    ++lists;
    const auto found = nodes_.find(folder);
    if (unreadable.contains(folder)) return Error{ErrorCode::permission_denied, folder + ": Permission denied", {}};
    if (found == nodes_.end() || found->second.kind != EntryKind::folder) return missing(folder);
    std::vector<DiskEntry> entries;
    const std::string prefix = folder + "/";
    for (auto it = nodes_.lower_bound(prefix); it != nodes_.end() && it->first.starts_with(prefix);) {
      entries.push_back(entry_of(it->first, it->second));
      it = it->second.kind == EntryKind::folder ? past(it) : std::next(it);
    }
    return entries;
  }
  Result<DiskEntry> look(const std::string& path) const override {
    const auto found = nodes_.find(path);
    return found == nodes_.end() ? Result<DiskEntry>(missing(path)) : entry_of(path, found->second);
  }
  Result<std::string> read(const std::string& path, std::size_t) const override {
    ++reads;
    const auto found = nodes_.find(path);
    return found == nodes_.end() ? Result<std::string>(missing(path)) : found->second.bytes;
  }
  Status write(const std::string& path, std::string_view bytes) override {
    if (static_cast<std::int64_t>(bytes.size()) > free) return full(path);
    if (!nodes_.contains(parent_of(path))) return missing(path);
    nodes_[path] = {EntryKind::file, std::string(bytes), ++ticks_};
    return {};
  }
  Status make_folder(const std::string& path) override {
    for (std::string at = path; !at.empty() && at != "/"; at = parent_of(at))
      if (!nodes_.contains(at)) nodes_[at] = {EntryKind::folder, "", ++ticks_};
    return {};
  }
  Status rename(const std::string& from, const std::string& to) override {
    if (!nodes_.contains(from)) return missing(from);
    std::map<std::string, Node> moved;
    for (const auto& [path, node] : nodes_)
      if (path == from || path.starts_with(from + "/")) moved[to + path.substr(from.size())] = node;
    (void)remove(from).ok();
    nodes_.merge(moved);
    return {};
  }
  Status copy(const std::string& from, const std::string& to) override {
    if (!nodes_.contains(from)) return missing(from);
    return write(to, nodes_.at(from).bytes);
  }
  Status link(const std::string& target, const std::string& path) override {
    nodes_[path] = {EntryKind::link, target, ++ticks_};
    return {};
  }
  Status remove(const std::string& path) override {
    nodes_.erase(path);
    nodes_.erase(nodes_.lower_bound(path + "/"), nodes_.lower_bound(path + "0"));
    return {};
  }
  Result<std::int64_t> free_bytes(const std::string&) const override { return free; }
  Result<std::uint64_t> device(const std::string& path) const override {
    if (!nodes_.contains(path)) return missing(path);
    const auto named = devices.find(path);
    return named == devices.end() ? std::uint64_t{1} : named->second;
  }

  std::int64_t free = std::int64_t{1} << 40;
  std::set<std::string> unreadable;
  std::map<std::string, std::uint64_t> devices;
  mutable int lists = 0;
  mutable int reads = 0;

 private:
  // The first node behind a folder and all in it. Siblings such as "a.b" sort between "a" and "a/…" and are met on the way.
  std::map<std::string, Node>::const_iterator past(std::map<std::string, Node>::const_iterator folder) const {
    auto next = std::next(folder);
    return next != nodes_.end() && next->first.starts_with(folder->first + "/") ? nodes_.lower_bound(folder->first + "0") : next;
  }
  static std::string parent_of(const std::string& path) { return path.substr(0, path.rfind('/')); }
  static Error missing(const std::string& path) { return Error{ErrorCode::not_found, path + ": No such file or directory", {}}; }
  static Error full(const std::string& path) { return Error{ErrorCode::io, path + ": No space left on device", {}}; }
  static DiskEntry entry_of(const std::string& path, const Node& node) {
    return {path.substr(path.rfind('/') + 1), node.kind, static_cast<std::int64_t>(node.bytes.size()), node.time};
  }

  std::map<std::string, Node> nodes_;
  std::int64_t ticks_ = 0;
};

class FakeClock final : public Clock {
 public:
  std::int64_t wall() const override { return wall_now; }
  double steady() const override { return steady_now; }
  void pass(double seconds) {
    steady_now += seconds;
    wall_now += static_cast<std::int64_t>(seconds);
  }

  std::int64_t wall_now = 1'800'000'000;
  double steady_now = 100;
};

}  // namespace tabularium
