// ONNX Runtime is reached through its C interface, a table of functions whose places never change: new ones are only
// added at its end. The few that are needed are named here with their places (table version 1, as in
// onnxruntime_c_api.h of every release since 1.0), so that no header is needed to build.
#include "stages/extract/onnx_session.h"

#include <dlfcn.h>

#include <array>
#include <cstddef>
#include <utility>

namespace tabularium {
namespace {

struct OrtBase {
  const void* const* (*table)(std::uint32_t version);
  const char* (*version)();
};

using Status_ = void*;  // OrtStatus*: null = done

enum Place : std::size_t {
  kGetErrorMessage = 2,
  kCreateEnv = 3,
  kDisableTelemetryEvents = 6,
  kCreateSession = 7,
  kRun = 9,
  kCreateSessionOptions = 10,
  kDisableMemPattern = 17,
  kDisableCpuMemArena = 19,
  kSetIntraOpNumThreads = 24,
  kSetInterOpNumThreads = 25,
  kSessionGetInputName = 36,
  kSessionGetOutputName = 37,
  kCreateTensorWithDataAsOrtValue = 49,
  kGetTensorMutableData = 51,
  kGetDimensionsCount = 61,
  kGetDimensions = 62,
  kGetTensorTypeAndShape = 65,
  kCreateCpuMemoryInfo = 69,
  kAllocatorFree = 76,
  kGetAllocatorWithDefaultOptions = 78,
  kReleaseEnv = 92,
  kReleaseStatus = 93,
  kReleaseMemoryInfo = 94,
  kReleaseSession = 95,
  kReleaseValue = 96,
  kReleaseTensorTypeAndShapeInfo = 99,
  kReleaseSessionOptions = 100,
};

constexpr int kFloat = 1;              // ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT
constexpr int kArenaAllocator = 1;     // OrtArenaAllocator
constexpr int kDefaultMemory = 0;      // OrtMemTypeDefault
constexpr int kLogFatal = 4;           // ORT_LOGGING_LEVEL_FATAL
constexpr std::uint32_t kTableVersion = 1;

const OrtBase* load_library(const std::string& library) {
  void* handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);  // kept for good: unloading it is not supported
  if (handle == nullptr) return nullptr;
  using GetBase = const OrtBase* (*)();
  const auto get_base = reinterpret_cast<GetBase>(dlsym(handle, "OrtGetApiBase"));
  return get_base != nullptr ? get_base() : nullptr;
}

class Api {
 public:
  explicit Api(const void* const* table) : table_(table) {}

  template <typename... Args>
  Status call(Place place, Args... args) const {
    const auto function = reinterpret_cast<Status_ (*)(Args...)>(const_cast<void*>(table_[place]));
    Status_ failed = function(args...);
    if (failed == nullptr) return {};
    const auto message = reinterpret_cast<const char* (*)(Status_)>(const_cast<void*>(table_[kGetErrorMessage]));
    Error error{ErrorCode::internal, std::string("ONNX Runtime: ") + message(failed), {}};
    release(kReleaseStatus, failed);
    return error;
  }
  void release(Place place, void* object) const {
    if (object != nullptr) reinterpret_cast<void (*)(void*)>(const_cast<void*>(table_[place]))(object);
  }

 private:
  const void* const* table_;
};

// An object of the library, released by the function at its place.
class Handle {
 public:
  Handle(const Api& api, Place release) : api_(&api), release_(release) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { api_->release(release_, object_); }
  void* get() const { return object_; }
  void** out() { return &object_; }

 private:
  const Api* api_;
  Place release_;
  void* object_ = nullptr;
};

class Session final : public OnnxSession {
 public:
  explicit Session(Api api) : api_(api) {}
  Status open(const std::string& model);
  Result<Tensor> run(Tensor& input) override;

 private:
  Status name_of(Place place, std::string& name);
  Result<Tensor> copy_of(void* value) const;

  Api api_;
  Handle env_{api_, kReleaseEnv};
  Handle memory_{api_, kReleaseMemoryInfo};
  Handle session_{api_, kReleaseSession};
  std::string input_, output_;
};

// One thread: a worker process has one core. Without the arena, memory goes back when a wide line has been read.
Status Session::open(const std::string& model) {
  Handle options(api_, kReleaseSessionOptions);
  if (Status s = api_.call(kCreateEnv, kLogFatal, "tabularium", env_.out()); !s) return s;
  if (Status s = api_.call(kDisableTelemetryEvents, env_.get()); !s) return s;  // it would write reports of use
  if (Status s = api_.call(kCreateSessionOptions, options.out()); !s) return s;
  if (Status s = api_.call(kSetIntraOpNumThreads, options.get(), 1); !s) return s;
  if (Status s = api_.call(kSetInterOpNumThreads, options.get(), 1); !s) return s;
  if (Status s = api_.call(kDisableCpuMemArena, options.get()); !s) return s;
  if (Status s = api_.call(kDisableMemPattern, options.get()); !s) return s;
  if (Status s = api_.call(kCreateSession, env_.get(), model.c_str(), options.get(), session_.out()); !s) return s;
  if (Status s = api_.call(kCreateCpuMemoryInfo, kArenaAllocator, kDefaultMemory, memory_.out()); !s) return s;
  if (Status s = name_of(kSessionGetInputName, input_); !s) return s;
  return name_of(kSessionGetOutputName, output_);
}

Status Session::name_of(Place place, std::string& name) {
  void* allocator = nullptr;
  char* text = nullptr;
  if (Status s = api_.call(kGetAllocatorWithDefaultOptions, &allocator); !s) return s;
  if (Status s = api_.call(place, session_.get(), std::size_t{0}, allocator, &text); !s) return s;
  name = text;
  return api_.call(kAllocatorFree, allocator, static_cast<void*>(text));
}

Result<Tensor> Session::copy_of(void* value) const {
  Handle shape(api_, kReleaseTensorTypeAndShapeInfo);
  std::size_t dimensions = 0;
  if (Status s = api_.call(kGetTensorTypeAndShape, value, shape.out()); !s) return s.error();
  if (Status s = api_.call(kGetDimensionsCount, shape.get(), &dimensions); !s) return s.error();
  Tensor tensor;
  tensor.shape.resize(dimensions);
  if (Status s = api_.call(kGetDimensions, shape.get(), tensor.shape.data(), dimensions); !s) return s.error();
  std::size_t count = 1;
  for (const std::int64_t length : tensor.shape) count *= static_cast<std::size_t>(length);
  void* data = nullptr;
  if (Status s = api_.call(kGetTensorMutableData, value, &data); !s) return s.error();
  const float* values = static_cast<const float*>(data);
  tensor.values.assign(values, values + count);
  return tensor;
}

Result<Tensor> Session::run(Tensor& input) {
  Handle value(api_, kReleaseValue), result(api_, kReleaseValue);
  if (Status s = api_.call(kCreateTensorWithDataAsOrtValue, memory_.get(), static_cast<void*>(input.values.data()),
                           input.values.size() * sizeof(float), static_cast<const std::int64_t*>(input.shape.data()),
                           input.shape.size(), kFloat, value.out());
      !s)
    return s.error();
  const std::array<const char*, 1> inputs{input_.c_str()}, outputs{output_.c_str()};
  const std::array<void*, 1> values{value.get()};
  if (Status s = api_.call(kRun, session_.get(), static_cast<void*>(nullptr), inputs.data(), values.data(), std::size_t{1},
                           outputs.data(), std::size_t{1}, result.out());
      !s)
    return s.error();
  return copy_of(result.get());
}

}  // namespace

Result<std::unique_ptr<OnnxSession>> open_onnx(const std::string& library, const std::string& model) {
  const OrtBase* base = load_library(library);
  const void* const* table = base != nullptr ? base->table(kTableVersion) : nullptr;
  if (table == nullptr) return Error{ErrorCode::missing_part, "ONNX Runtime cannot be loaded from " + library, {}};
  auto session = std::make_unique<Session>(Api(table));
  if (Status opened = session->open(model); !opened) return opened.error();
  return std::unique_ptr<OnnxSession>(std::move(session));
}

std::string onnx_runtime_version(const std::string& library) {
  const OrtBase* base = load_library(library);
  return base != nullptr ? base->version() : std::string();
}

}  // namespace tabularium
