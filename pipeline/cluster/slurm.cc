#include "pipeline/cluster/slurm.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <sstream>

#include "pipeline/cluster/program.h"

namespace tabularium {
namespace {

constexpr int patience_seconds = 120;  // a busy controller takes its time
constexpr std::size_t longest_answer = 300;

std::string first_line(const std::string& text) {
  std::string line = text.substr(0, std::min(text.find('\n'), longest_answer));
  for (char& c : line)
    if (std::iscntrl(static_cast<unsigned char>(c)) != 0) c = '?';
  return line;
}

Result<std::string> ask(const std::vector<std::string>& words, std::string_view input = {}) {
  Result<ProgramAnswer> answer = run_program(words, input, patience_seconds);
  if (!answer.ok()) return answer.error();
  if (answer.value().code != 0)
    return Error{ErrorCode::io, words[0] + " ended with code " + std::to_string(answer.value().code) + ": " + first_line(answer.value().err), {}};
  return std::move(answer.value().out);
}

Error unreadable(const std::string& program, const std::string& answer) {
  return {ErrorCode::internal, program + " answered what cannot be read: '" + first_line(answer) + "'", {}};
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 19 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::int64_t number_of(std::string_view digits) {
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::vector<std::string> parts_of(const std::string& line, char mark) {
  std::vector<std::string> parts;
  std::istringstream in(line);
  for (std::string part; std::getline(in, part, mark);) parts.push_back(part);
  return parts;
}

}  // namespace

std::string task_ranges(const std::vector<std::int64_t>& tasks) {
  std::string text;
  for (std::size_t from = 0; from < tasks.size();) {
    std::size_t to = from;
    while (to + 1 < tasks.size() && tasks[to + 1] == tasks[to] + 1) ++to;
    text += (text.empty() ? "" : ",") + std::to_string(tasks[from]);
    if (to > from) text += "-" + std::to_string(tasks[to]);
    from = to + 1;
  }
  return text;
}

Result<SlurmLimits> probe_slurm() {
  const Result<std::string> version = ask({"sbatch", "--version"});
  if (!version.ok()) return version.error();
  const Result<std::string> config = ask({"scontrol", "show", "config"});
  if (!config.ok()) return config.error();
  SlurmLimits limits;
  limits.version = first_line(version.value());
  std::istringstream lines(config.value());
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("MaxArraySize")) continue;
    const std::string digits = line.substr(std::min(line.find_last_of(" =") + 1, line.size()));
    if (!is_number(digits) || number_of(digits) < 1) return unreadable("scontrol", line);
    limits.max_array = number_of(digits);
    return limits;
  }
  return unreadable("scontrol", config.value());
}

Result<std::string> submit_array(const ArrayJob& job, const std::string& log_folder, const std::string& script,
                                 const std::vector<std::string>& extra) {
  std::vector<std::string> words = {"sbatch", "--parsable", "--job-name=tabularium", "--array=" + task_ranges(job.tasks),
                                    "--time=" + std::to_string(job.minutes), "--mem=" + std::to_string(job.memory_mb), "--ntasks=1",
                                    "--cpus-per-task=" + std::to_string(job.cpus), "--requeue", "--open-mode=append",
                                    // a minute before its time is up, a task is told and hands back what it has in hand
                                    "--signal=B:TERM@60", "--output=" + log_folder + "/%A_%a.log"};
  words.insert(words.end(), extra.begin(), extra.end());
  const Result<std::string> answer = ask(words, script);
  if (!answer.ok()) return answer.error();
  const std::string id = answer.value().substr(0, answer.value().find_first_of(";\n"));
  if (!is_number(id)) return unreadable("sbatch", answer.value());
  return id;
}

Result<std::vector<QueuedTask>> queued_tasks() {
  const Result<std::string> answer = ask({"squeue", "--me", "--noheader", "--array", "--format=%F|%K|%T"});
  if (!answer.ok()) return answer.error();
  std::vector<QueuedTask> tasks;
  std::istringstream lines(answer.value());
  for (std::string line; std::getline(lines, line);) {
    const std::vector<std::string> parts = parts_of(line, '|');
    if (parts.size() != 3 || !is_number(parts[0])) return unreadable("squeue", line);
    if (!is_number(parts[1])) continue;  // no array: somebody's other job
    const bool waits = parts[2] == "PENDING" || parts[2] == "REQUEUED" || parts[2] == "REQUEUE_HOLD" || parts[2] == "SUSPENDED";
    tasks.push_back({parts[0], number_of(parts[1]), waits ? TaskState::waiting : TaskState::running});
  }
  return tasks;
}

Result<std::vector<EndedTask>> ended_tasks(const std::vector<std::string>& jobs) {
  std::string list;
  for (const std::string& job : jobs) list += (list.empty() ? "" : ",") + job;
  if (list.empty()) return std::vector<EndedTask>();
  const Result<std::string> answer = ask({"sacct", "--noheader", "--parsable2", "--allocations", "--array", "--jobs=" + list, "--format=JobID,State"});
  if (!answer.ok()) {
    const bool no_accounts = answer.error().message.find("disabled") != std::string::npos || answer.error().code == ErrorCode::missing_part;
    return no_accounts ? Error{ErrorCode::unsupported, "this site keeps no accounts of jobs", {}} : answer.error();
  }
  std::vector<EndedTask> tasks;
  std::istringstream lines(answer.value());
  for (std::string line; std::getline(lines, line);) {
    const std::vector<std::string> parts = parts_of(line, '|');
    if (parts.size() != 2) return unreadable("sacct", line);
    const std::size_t mark = parts[0].find('_');
    if (mark == std::string::npos || !is_number(parts[0].substr(mark + 1))) continue;  // tasks that still wait together
    tasks.push_back({parts[0].substr(0, mark), number_of(parts[0].substr(mark + 1)), parts[1].substr(0, parts[1].find(' '))});
  }
  return tasks;
}

}  // namespace tabularium
