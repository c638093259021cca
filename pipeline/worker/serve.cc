#include "pipeline/worker/serve.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>

namespace tabularium {
namespace {

bool send(int out, MessageKind kind, const std::string& payload) {
  const std::string frame = frame_of(kind, payload);
  for (std::size_t sent = 0; sent < frame.size();) {
    const ssize_t wrote = ::write(out, frame.data() + sent, frame.size() - sent);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    sent += static_cast<std::size_t>(wrote);
  }
  return true;
}

// The next frame; nothing when the parent has gone or speaks nonsense.
std::optional<Frame> receive(int in, FrameBuffer& buffer) {
  std::array<char, 65536> piece{};
  for (;;) {
    Result<std::optional<Frame>> frame = buffer.next();
    if (!frame.ok()) return std::nullopt;
    if (frame.value()) return std::move(frame).value();
    const ssize_t got = ::read(in, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return std::nullopt;
    buffer.add({piece.data(), static_cast<std::size_t>(got)});
  }
}

ConvertFunction always_failing(const Error& error) {
  return [error](const ConvertJob&, const Progress&) {
    DocumentOutcome outcome;
    outcome.error = error;
    outcome.reason = error.message;
    return outcome;
  };
}

// Nothing of a document is looked at before the process has given up what it does not need.
ConvertFunction convert_within(const WorkerSetup& setup, const MakeConvert& make) {
  if (setup.sandbox)
    if (Status status = enter_sandbox(*setup.sandbox); !status.ok()) return always_failing(status.error());
  return make(setup);
}

}  // namespace

int serve_worker(int in, int out, const MakeConvert& make) {
  FrameBuffer buffer;
  ConvertFunction convert;
  while (const std::optional<Frame> frame = receive(in, buffer)) {
    if (frame->kind == MessageKind::setup) {
      const Result<WorkerSetup> setup = decode_setup(frame->payload);
      if (!setup.ok()) return 1;
      convert = convert_within(setup.value(), make);
      continue;
    }
    const Result<ConvertJob> job = decode_job(frame->payload);
    if (!job.ok() || !convert) return 1;
    const DocumentOutcome outcome = convert(job.value(), [out](std::string_view stage, int page, int of_pages) {
      (void)send(out, MessageKind::progress, encode(ProgressMessage{std::string(stage), page, of_pages}));
    });
    if (!send(out, MessageKind::done, encode(outcome))) return 1;
  }
  return 0;
}

ConvertFunction make_converter(const WorkerSetup& setup) {
  Result<Converter> made = Converter::make(setup.options, setup.config_dir, Writes::documents);
  if (!made.ok()) return always_failing(made.error());
  auto converter = std::make_shared<Converter>(std::move(made).value());
  return [converter](const ConvertJob& job, const Progress& progress) { return converter->convert(job, progress); };
}

}  // namespace tabularium
