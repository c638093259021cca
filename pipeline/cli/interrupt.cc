#include "pipeline/cli/interrupt.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace tabularium {
namespace {

int wake_end = -1;  // written to by the handler, which may touch nothing else

extern "C" void on_interrupt(int) {
  const char byte = 1;
  (void)!::write(wake_end, &byte, 1);
}

}  // namespace

int catch_interrupts() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  wake_end = ends[1];
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) (void)::sigaction(signal, &action, nullptr);
  (void)std::signal(SIGPIPE, SIG_IGN);  // a worker that died is noticed by its answer
  return ends[0];
}

}  // namespace tabularium
