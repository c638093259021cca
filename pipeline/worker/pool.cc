#include "pipeline/worker/pool.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace tabularium {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int watch_milliseconds = 200;
constexpr int documents_until_recycled = 500;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// A moment, by the clock and by the CPU time that the worker had used.
struct Moment {
  Clock::time_point time = Clock::now();
  double cpu_seconds = 0;
};

// Where a document is just now.
struct Assignment {
  std::size_t index = 0;
  Moment started;
  Moment last_page;
  ProgressMessage at;

  bool reads_pages() const { return at.stage == "extract" || at.stage == "reread"; }
  std::string place() const {
    if (at.stage.empty()) return "before its first stage";
    return "in " + at.stage + (at.page > 0 ? ", after page " + std::to_string(at.page) : "");
  }
};

struct Slot {
  std::optional<Child> child;
  FrameBuffer received;
  std::optional<Assignment> work;
  int documents = 0;
};

DocumentOutcome failure(ErrorCode code, const std::string& message) {
  DocumentOutcome outcome;
  outcome.error = Error{code, message, {}};
  outcome.reason = message;
  return outcome;
}

class Pool {
 public:
  Pool(std::vector<ConvertJob> jobs, const PoolOptions& options, const PoolEvents& events)
      : jobs_(std::move(jobs)), options_(options), events_(events) {
    slots_.resize(std::min(static_cast<std::size_t>(std::max(options.jobs, 1)), jobs_.size()));
  }

  bool run() {
    while (hand_out()) {
      if (!wait()) return false;
      watch();
    }
    return !stop_requested();
  }

 private:
  // Gives idle slots work. False when nothing is left to do or to wait for.
  bool hand_out() {
    for (Slot& slot : slots_)
      while (!slot.work && next_ < jobs_.size() && !stop_requested()) begin(slot, next_++);
    return std::ranges::any_of(slots_, [](const Slot& slot) { return slot.work.has_value(); });
  }

  bool stop_requested() const {
    pollfd watched{options_.interrupt, POLLIN, 0};
    return options_.interrupt >= 0 && ::poll(&watched, 1, 0) > 0;
  }

  void begin(Slot& slot, std::size_t index) {
    if (events_.start && !events_.start(index, jobs_[index])) return;
    slot.work = Assignment{index, {}, {}, {}};
    if (Status status = ensure_child(slot); !status.ok())
      return finish(slot, failure(status.error().code, status.error().message));
    slot.work->started = slot.work->last_page = now_of(slot);
    if (!slot.child->send(frame_of(MessageKind::job, encode(jobs_[index])))) lose(slot, "");
  }

  Status ensure_child(Slot& slot) {
    if (slot.child) return {};
    Result<Child> child = Child::start(options_.child);
    if (!child.ok()) return child.error();
    slot.child.emplace(std::move(child).value());
    slot.received = {};
    slot.documents = 0;
    if (!slot.child->send(frame_of(MessageKind::setup, encode(options_.setup)))) {
      const std::string how = slot.child->end();
      slot.child.reset();
      return Error{ErrorCode::internal, "a worker did not start: " + how, {}};
    }
    return {};
  }

  // Waits for news. False when the run is to stop.
  bool wait() {
    std::vector<pollfd> watched = {{options_.interrupt, POLLIN, 0}};
    std::vector<Slot*> owners = {nullptr};
    for (Slot& slot : slots_) {
      if (!slot.work) continue;
      watched.push_back({slot.child->output(), POLLIN, 0});
      owners.push_back(&slot);
    }
    if (::poll(watched.data(), watched.size(), watch_milliseconds) <= 0) return true;
    if (watched[0].revents != 0) return false;
    for (std::size_t i = 1; i < watched.size(); ++i)
      if (watched[i].revents != 0) receive(*owners[i]);
    return true;
  }

  void receive(Slot& slot) {
    std::array<char, 65536> piece{};
    const ssize_t got = ::read(slot.child->output(), piece.data(), piece.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) return lose(slot, "");
    slot.received.add({piece.data(), static_cast<std::size_t>(got)});
    while (slot.work) {
      const Result<std::optional<Frame>> frame = slot.received.next();
      if (!frame.ok()) return lose(slot, frame.error().message);
      if (!frame.value()) return;
      if (!take(slot, *frame.value())) return lose(slot, "a malformed message between parent and worker");
    }
  }

  bool take(Slot& slot, const Frame& frame) {
    if (frame.kind == MessageKind::progress) {
      const Result<ProgressMessage> progress = decode_progress(frame.payload);
      if (!progress.ok()) return false;
      slot.work->at = progress.value();
      slot.work->last_page = now_of(slot);
      if (events_.progress) events_.progress(slot.work->index, progress.value());
      return true;
    }
    const Result<DocumentOutcome> outcome = decode_outcome(frame.payload);
    if (frame.kind != MessageKind::done || !outcome.ok()) return false;
    recycle(slot);
    finish(slot, outcome.value());
    return true;
  }

  // A worker that has become large (or old) makes room for a fresh one.
  void recycle(Slot& slot) {
    if (++slot.documents < documents_until_recycled && slot.child->resident_megabytes() * 10 < options_.memory_mb * 6LL) return;
    slot.child.reset();
  }

  void finish(Slot& slot, const DocumentOutcome& outcome) {
    const Assignment work = *slot.work;
    slot.work.reset();
    if (events_.done) events_.done(work.index, jobs_[work.index], outcome, seconds_since(work.started.time));
  }

  // The worker is gone or of no more use. `why`: what it did; empty when it ended by itself.
  void lose(Slot& slot, const std::string& why, ErrorCode code = ErrorCode::internal) {
    const std::string how = slot.child->end();
    slot.child.reset();
    finish(slot, failure(code, (why.empty() ? "the worker crashed (" + how + ")" : why) + " " + slot.work->place()));
  }

  static Moment now_of(const Slot& slot) { return {Clock::now(), slot.child->cpu_seconds()}; }

  // A machine with much else to do gives a worker little time, which is not the page's fault: its CPU time counts.
  bool is_over(const Slot& slot, const Moment& since, int limit) const {
    return slot.child->cpu_seconds() - since.cpu_seconds > limit || seconds_since(since.time) > 1.0 * limit * options_.patience;
  }

  void watch() {
    for (Slot& slot : slots_) {
      if (!slot.work) continue;
      const Assignment& work = *slot.work;
      const int document_limit = options_.document_seconds > 0 ? options_.document_seconds : 300 + 30 * work.at.of_pages;
      if (is_over(slot, work.started, document_limit)) {
        lose(slot, "longer than " + std::to_string(document_limit) + " s (--document-seconds)", ErrorCode::timed_out);
      } else if (work.reads_pages() && is_over(slot, work.last_page, options_.page_seconds)) {
        lose(slot, "a page took longer than " + std::to_string(options_.page_seconds) + " s (--page-seconds)", ErrorCode::timed_out);
      } else if (slot.child->resident_megabytes() > options_.memory_mb) {
        lose(slot, "needed more than " + std::to_string(options_.memory_mb) + " MB (--memory)", ErrorCode::too_large);
      }
    }
  }

  std::vector<ConvertJob> jobs_;
  const PoolOptions& options_;
  const PoolEvents& events_;
  std::vector<Slot> slots_;
  std::size_t next_ = 0;
};

}  // namespace

bool run_pool(std::vector<ConvertJob> jobs, const PoolOptions& options, const PoolEvents& events) {
  return Pool(std::move(jobs), options, events).run();
}

}  // namespace tabularium
