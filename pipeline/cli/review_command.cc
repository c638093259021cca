#include <poll.h>

#include <cstdlib>
#include <iostream>
#include <random>
#include <thread>

#include "pipeline/cli/commands.h"
#include "pipeline/cli/interrupt.h"
#include "pipeline/review/server.h"

namespace tabularium {

ExitCode run_review(const Settings& settings, const std::string& config_dir) {
  const bool audit = settings.command == Command::audit;
  const std::string name = audit ? "audit" : "review";
  if (settings.inputs.size() != 1) {
    std::cerr << "tabularium: " + name + ": name the output folder of a run\n";
    return ExitCode::bad_usage;
  }
  const char* user = std::getenv("USER");
  const std::string who = !settings.who.empty() ? settings.who : user != nullptr ? user : "somebody";
  const auto session = ReviewSession::open({settings.inputs[0], config_dir, who, settings.options.passwords});
  if (!session.ok()) {
    std::cerr << "tabularium: " + session.error().message + "\n";
    return ExitCode::bad_usage;
  }
  const std::uint64_t seed = settings.seed > 0 ? static_cast<std::uint64_t>(settings.seed) : std::random_device{}();
  ReviewServer server(*session.value(), audit ? settings.cells : 0, seed);
  const int interrupt = catch_interrupts();
  if (Status status = server.bind(settings.port); !status.ok()) {
    std::cerr << "tabularium: " + status.error().message + "\n";
    return ExitCode::cannot_write;
  }
  std::cout << server.address() << std::endl;
  if (!settings.quiet) std::cerr << "tabularium: open this address in a browser; Ctrl+C ends the " + name + "\n";
  std::thread serving([&server] { server.serve(); });
  pollfd signal{interrupt, POLLIN, 0};
  while (::poll(&signal, 1, -1) < 0) {
  }
  server.stop();
  serving.join();
  if (audit) std::cout << session.value()->audit_summary();
  return ExitCode::done;
}

}  // namespace tabularium
