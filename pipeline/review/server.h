// The review page: a server on the loopback interface, behind a random token in its address.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "models/result.h"
#include "pipeline/review/session.h"

namespace tabularium {

class ReviewServer {
 public:
  // `sample`: how many cells an audit draws; 0 = a review.
  ReviewServer(ReviewSession& session, int sample, std::uint64_t seed);
  ~ReviewServer();

  Status bind(int port);        // 0 = any free one
  std::string address() const;  // http://127.0.0.1:PORT/TOKEN/
  void serve();                 // until stop() is called from another thread
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tabularium
