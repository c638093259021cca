#include "pipeline/worker/messages.h"

#include <limits>
#include <vector>

namespace tabularium {
namespace {

constexpr std::size_t header_size = 5;

class FieldWriter {
 public:
  void number(std::int64_t value) {
    for (int i = 0; i < 8; ++i) bytes_ += static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * i)) & 255U);
  }
  void text(const std::string& value) {
    number(static_cast<std::int64_t>(value.size()));
    bytes_ += value;
  }
  void texts(const std::vector<std::string>& values) {
    number(static_cast<std::int64_t>(values.size()));
    for (const std::string& value : values) text(value);
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// After a field that is not there all others are empty, and sound() is false.
class FieldReader {
 public:
  explicit FieldReader(std::string_view bytes) : bytes_(bytes) {}

  std::int64_t number() {
    if (bytes_.size() < 8) return fail();
    std::uint64_t value = 0;
    for (unsigned i = 0; i < 8; ++i) value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[i])) << (8 * i);
    bytes_.remove_prefix(8);
    return static_cast<std::int64_t>(value);
  }
  int count() {
    const std::int64_t value = number();
    if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max()) return static_cast<int>(fail());
    return static_cast<int>(value);
  }
  std::string text() {
    const std::int64_t size = number();
    if (size < 0 || static_cast<std::uint64_t>(size) > bytes_.size()) {
      fail();
      return {};
    }
    std::string value(bytes_.substr(0, static_cast<std::size_t>(size)));
    bytes_.remove_prefix(static_cast<std::size_t>(size));
    return value;
  }
  std::vector<std::string> texts() {
    std::vector<std::string> values;
    for (std::int64_t left = number(); left > 0 && sound_; --left) values.push_back(text());
    return values;
  }
  bool sound() const { return sound_ && bytes_.empty(); }

 private:
  std::int64_t fail() {
    sound_ = false;
    bytes_ = {};
    return 0;
  }

  std::string_view bytes_;
  bool sound_ = true;
};

Error malformed() { return Error{ErrorCode::bad_input, "a malformed message between parent and worker", {}}; }

template <typename T>
Result<T> checked(const FieldReader& reader, T value) {
  if (!reader.sound()) return malformed();
  return value;
}

void write_options(FieldWriter& out, const Options& o) {
  out.texts(o.formats);
  out.text(o.profile);
  out.texts(o.languages);
  out.text(o.charset);
  out.number(static_cast<std::int64_t>(o.pages.size()));
  for (const PageRange& range : o.pages) {
    out.number(range.first);
    out.number(range.last);
  }
  out.texts(o.passwords);
  out.text(o.previous);
  out.number(o.group_folder);
  out.number(static_cast<int>(o.script));
  out.number(o.script_given);
  out.number(static_cast<int>(o.repair));
  out.number(o.second_reader);
  out.texts(o.without);
  out.text(o.messages);
  out.text(o.from_stage);
}

Options read_options(FieldReader& in) {
  Options o;
  o.formats = in.texts();
  o.profile = in.text();
  o.languages = in.texts();
  o.charset = in.text();
  std::int64_t ranges = in.number();
  for (; ranges > 0; --ranges) {
    const int first = in.count();
    const int last = in.count();
    if (first == 0) break;
    o.pages.push_back({first, last});
  }
  o.passwords = in.texts();
  o.previous = in.text();
  o.group_folder = in.number() != 0;
  o.script = static_cast<Script>(in.count());
  o.script_given = in.number() != 0;
  o.repair = static_cast<Repair>(in.count());
  o.second_reader = in.number() != 0;
  o.without = in.texts();
  o.messages = in.text();
  o.from_stage = in.text();
  return o;
}

void write_sandbox(FieldWriter& out, const std::optional<SandboxPlan>& plan) {
  out.number(plan.has_value());
  if (!plan) return;
  out.texts(plan->readable);
  out.texts(plan->writable);
  out.number(plan->file_megabytes);
  out.number(plan->open_files);
}

std::optional<SandboxPlan> read_sandbox(FieldReader& in) {
  if (in.number() == 0) return std::nullopt;
  SandboxPlan plan;
  plan.readable = in.texts();
  plan.writable = in.texts();
  plan.file_megabytes = in.number();
  plan.open_files = in.count();
  return plan;
}

}  // namespace

std::string encode(const WorkerSetup& setup) {
  FieldWriter out;
  write_options(out, setup.options);
  out.text(setup.config_dir);
  write_sandbox(out, setup.sandbox);
  return out.take();
}

Result<WorkerSetup> decode_setup(std::string_view payload) {
  FieldReader in(payload);
  WorkerSetup setup;
  setup.options = read_options(in);
  setup.config_dir = in.text();
  setup.sandbox = read_sandbox(in);
  return checked(in, std::move(setup));
}

std::string encode(const ConvertJob& job) {
  FieldWriter out;
  out.text(job.path);
  out.texts(job.files);
  out.text(job.output_dir);
  out.text(job.sha256);
  out.text(job.evidence);
  return out.take();
}

Result<ConvertJob> decode_job(std::string_view payload) {
  FieldReader in(payload);
  ConvertJob job;
  job.path = in.text();
  job.files = in.texts();
  job.output_dir = in.text();
  job.sha256 = in.text();
  job.evidence = in.text();
  return checked(in, std::move(job));
}

std::string encode(const ProgressMessage& progress) {
  FieldWriter out;
  out.text(progress.stage);
  out.number(progress.page);
  out.number(progress.of_pages);
  return out.take();
}

Result<ProgressMessage> decode_progress(std::string_view payload) {
  FieldReader in(payload);
  ProgressMessage progress;
  progress.stage = in.text();
  progress.page = in.count();
  progress.of_pages = in.count();
  return checked(in, std::move(progress));
}

std::string encode(const DocumentOutcome& outcome) {
  FieldWriter out;
  out.number(outcome.error.has_value());
  out.number(outcome.error ? static_cast<int>(outcome.error->code) : 0);
  out.text(outcome.error ? outcome.error->message : "");
  out.text(outcome.reason);
  for (const int value : {outcome.pages, outcome.failed_pages, outcome.tables, outcome.verified, outcome.unverified,
                          outcome.contradicted, outcome.findings})
    out.number(value);
  return out.take();
}

Result<DocumentOutcome> decode_outcome(std::string_view payload) {
  FieldReader in(payload);
  DocumentOutcome outcome;
  const bool failed = in.number() != 0;
  const int code = in.count();
  const std::string message = in.text();
  if (code < 0 || code > static_cast<int>(ErrorCode::internal)) return malformed();
  if (failed) outcome.error = Error{static_cast<ErrorCode>(code), message, {}};
  outcome.reason = in.text();
  for (int* value : {&outcome.pages, &outcome.failed_pages, &outcome.tables, &outcome.verified, &outcome.unverified,
                     &outcome.contradicted, &outcome.findings})
    *value = in.count();
  return checked(in, std::move(outcome));
}

std::string frame_of(MessageKind kind, const std::string& payload) {
  std::string frame;
  const auto size = static_cast<std::uint32_t>(payload.size());
  for (unsigned i = 0; i < 4; ++i) frame += static_cast<char>((size >> (8 * i)) & 255U);
  frame += static_cast<char>(kind);
  return frame + payload;
}

Result<std::optional<Frame>> FrameBuffer::next() {
  if (bytes_.size() < header_size) return std::optional<Frame>();
  std::size_t size = 0;
  for (unsigned i = 0; i < 4; ++i) size |= static_cast<std::size_t>(static_cast<unsigned char>(bytes_[i])) << (8 * i);
  const auto kind = static_cast<std::uint8_t>(bytes_[4]);
  if (size > largest_frame || kind < 1 || kind > static_cast<std::uint8_t>(MessageKind::done)) return malformed();
  if (bytes_.size() < header_size + size) return std::optional<Frame>();
  Frame frame{static_cast<MessageKind>(kind), bytes_.substr(header_size, size)};
  bytes_.erase(0, header_size + size);
  return std::optional<Frame>(std::move(frame));
}

}  // namespace tabularium
