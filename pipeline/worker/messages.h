// What parent and worker say to each other over a pair of pipes: frames of 4 bytes length (little-endian), 1 byte kind,
// then the fields. Decoding checks every length: a worker is not believed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "models/options.h"
#include "models/result.h"
#include "pipeline/run/convert.h"
#include "pipeline/worker/sandbox.h"

namespace tabularium {

enum class MessageKind : std::uint8_t { setup = 1, job, progress, done };

// The first message to a worker. Passwords travel here and nowhere else.
struct WorkerSetup {
  Options options;
  std::string config_dir;
  std::optional<SandboxPlan> sandbox;  // nothing: the worker keeps all its rights
};

struct ProgressMessage {
  std::string stage;
  int page = 0;  // 0 = the stage begins
  int of_pages = 0;
};

std::string encode(const WorkerSetup& setup);
std::string encode(const ConvertJob& job);
std::string encode(const ProgressMessage& progress);
std::string encode(const DocumentOutcome& outcome);

Result<WorkerSetup> decode_setup(std::string_view payload);
Result<ConvertJob> decode_job(std::string_view payload);
Result<ProgressMessage> decode_progress(std::string_view payload);
Result<DocumentOutcome> decode_outcome(std::string_view payload);

struct Frame {
  MessageKind kind = MessageKind::setup;
  std::string payload;
};

inline constexpr std::size_t largest_frame = 64U << 20U;

std::string frame_of(MessageKind kind, const std::string& payload);

// Cuts frames out of bytes that come in pieces.
class FrameBuffer {
 public:
  void add(std::string_view bytes) { bytes_.append(bytes); }
  // Nothing while a frame is incomplete; bad_input when it is none of ours.
  Result<std::optional<Frame>> next();

 private:
  std::string bytes_;
};

}  // namespace tabularium
