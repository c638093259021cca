// A neural network in ONNX form, run by ONNX Runtime. The library is looked for while the program runs, never linked:
// without it everything else works.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/result.h"

namespace tabularium {

// A dense array of numbers, last dimension fastest.
struct Tensor {
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};

// A network with one input and one output that counts. Not for use by two threads at once.
class OnnxSession {
 public:
  virtual ~OnnxSession() = default;
  virtual Result<Tensor> run(Tensor& input) = 0;
};

// `library`: path of libonnxruntime.so.1, or its bare name to search as the system does. missing_part names what is not there.
Result<std::unique_ptr<OnnxSession>> open_onnx(const std::string& library, const std::string& model);
// The version that the library tells; empty when it cannot be loaded.
std::string onnx_runtime_version(const std::string& library);

}  // namespace tabularium
