#include "pipeline/review/server.h"

#include <httplib.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <map>
#include <thread>

#include "pipeline/review/web_files.h"
#include "stages/core/json_writer.h"
#include "stages/core/yaml.h"

namespace tabularium {
namespace {

constexpr int rows_around = 60;  // of a table, that the page gets at once
constexpr std::size_t connections = 48;
constexpr std::size_t largest_request = 1U << 20U;

// 128 bits from the system, as hex.
std::string random_token() {
  std::array<unsigned char, 16> bytes{};
  std::ifstream("/dev/urandom", std::ios::binary).read(reinterpret_cast<char*>(bytes.data()), bytes.size());
  std::string token;
  std::array<char, 3> hex{};
  for (const unsigned char byte : bytes) {
    std::snprintf(hex.data(), hex.size(), "%02x", byte);
    token += hex.data();
  }
  return token;
}

int http_status(ErrorCode code) {
  switch (code) {
    case ErrorCode::not_found: return 404;
    case ErrorCode::permission_denied: return 409;
    case ErrorCode::bad_input: return 400;
    default: return 500;
  }
}

// Handed over piece by piece, as then the library does not compress it: for the way within one machine that is only work, and with
// its brotli as thorough as can be it is most of what opening the page takes.
void give(httplib::Response& response, std::string bytes, const std::string& media_type) {
  if (bytes.empty()) return response.set_content(bytes, media_type);
  const std::size_t size = bytes.size();
  response.set_content_provider(size, media_type, [bytes = std::move(bytes)](std::size_t from, std::size_t count, httplib::DataSink& sink) {
    return sink.write(bytes.data() + from, count);
  });
}

void answer_json(httplib::Response& response, std::string json) { give(response, std::move(json), "application/json"); }

void answer(httplib::Response& response, const Result<std::string>& json) {
  if (json.ok()) return answer_json(response, json.value());
  JsonWriter error;
  error.begin_object().key("error").string(json.error().message).end_object();
  response.status = http_status(json.error().code);
  answer_json(response, error.take());
}

int number_of(const std::string& text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// Texts of the fields of a request, from its address or its JSON body.
class Fields {
 public:
  explicit Fields(const httplib::Request& request) {
    for (const auto& [name, value] : request.params) values_[name] = value;
    if (request.body.empty()) return;
    const Result<YamlNode> body = parse_yaml(request.body, "request");  // JSON is YAML
    if (!body.ok()) return;
    for (const auto& [name, node] : body.value().entries) values_[name] = node.scalar;
  }
  std::string text(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::string() : found->second;
  }
  int number(const std::string& name) const { return number_of(text(name)); }
  CellName cell() const { return {text("document"), text("table"), number("row"), number("col")}; }

 private:
  std::map<std::string, std::string> values_;
};

}  // namespace

struct ReviewServer::Impl {
  ReviewSession& session;
  int sample;
  std::uint64_t seed;
  httplib::Server server;
  std::string token = random_token();
  int port = 0;

  Impl(ReviewSession& borrowed, int cells, std::uint64_t drawn) : session(borrowed), sample(cells), seed(drawn) {}

  void set_up() {
    server.set_payload_max_length(largest_request);
    server.set_tcp_nodelay(true);  // a small answer goes at once, not when the one before was acknowledged
    // A thread belongs to a connection until it ends, and a browser opens more of them ahead than it uses: with the library's eight an answer
    // waits for seconds until one of those is given up.
    server.new_task_queue = [] { return new httplib::ThreadPool(connections); };
    server.set_default_headers({{"Content-Security-Policy",
                                 "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                                 "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
                                {"X-Content-Type-Options", "nosniff"},
                                {"Referrer-Policy", "no-referrer"},
                                {"Cache-Control", "no-store"}});
    // A page from elsewhere that had its name point here would send that name.
    server.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      const std::string host = request.get_header_value("Host"), at = ":" + std::to_string(port);
      const bool ours = host == "127.0.0.1" + at || host == "localhost" + at;
      if (ours && request.path.starts_with("/" + token + "/")) return httplib::Server::HandlerResponse::Unhandled;
      response.status = 404;
      return httplib::Server::HandlerResponse::Handled;
    });
    for (const WebFile& file : web_files())
      server.Get("/" + token + "/" + (file.name == "index.html" ? "" : std::string(file.name)),
                 [&file](const httplib::Request&, httplib::Response& response) {
                   give(response, std::string(file.content), std::string(file.media_type));
                 });
    set_up_reading();
    set_up_writing();
  }

  void get(const std::string& name, std::function<Result<std::string>(const Fields&)> work) {
    server.Get("/" + token + "/api/" + name,
               [work = std::move(work)](const httplib::Request& request, httplib::Response& response) { answer(response, work(Fields(request))); });
  }
  void post(const std::string& name, std::function<Result<std::string>(const Fields&)> work) {
    server.Post("/" + token + "/api/" + name, [work = std::move(work)](const httplib::Request& request, httplib::Response& response) {
      if (request.get_header_value("Content-Type") != "application/json") {
        response.status = 415;
        return;
      }
      answer(response, work(Fields(request)));
    });
  }

  void set_up_reading() {
    get("queue", [this](const Fields& fields) { return session.queue(fields.text("document")); });
    get("table", [this](const Fields& fields) { return session.table(fields.cell(), rows_around); });
    // One answer for the first screen: asked one after another each part would wait for the one before.
    get("start", [this](const Fields&) -> Result<std::string> {
      if (sample <= 0) return session.first_screen(rows_around);
      const Result<std::string> drawn = session.draw_sample(sample, seed);
      if (!drawn.ok()) return drawn.error();
      JsonWriter json;
      json.begin_object().key("listed").raw(session.documents()).key("sample").raw(drawn.value()).end_object();
      return json.take();
    });
    server.Get("/" + token + "/api/picture", [this](const httplib::Request& request, httplib::Response& response) {
      const Fields fields(request);
      Result<PagePicture> picture = session.picture(fields.text("document"), fields.number("page"), fields.number("dpi"));
      if (!picture.ok()) return answer(response, picture.error());
      give(response, std::move(picture.value().bytes), picture.value().media_type);
    });
  }

  void set_up_writing() {
    post("try", [this](const Fields& fields) { return session.try_text(fields.cell(), fields.text("text")); });
    post("correct", [this](const Fields& fields) -> Result<std::string> {
      const std::optional<CorrectionKind> kind = correction_kind(fields.text("kind"));
      if (!kind) return Error{ErrorCode::bad_input, "no correction is called " + fields.text("kind"), {}};
      return session.correct(fields.cell(), *kind, fields.text("is"));
    });
    post("undo", [this](const Fields& fields) { return session.undo(fields.text("document")); });
    post("answer", [this](const Fields& fields) { return session.answer(fields.number("number"), fields.text("right") == "true"); });
  }
};

ReviewServer::ReviewServer(ReviewSession& session, int sample, std::uint64_t seed)
    : impl_(std::make_unique<Impl>(session, sample, seed)) {
  impl_->set_up();
}

ReviewServer::~ReviewServer() = default;

Status ReviewServer::bind(int port) {
  const char* loopback = "127.0.0.1";
  impl_->port = port > 0 ? (impl_->server.bind_to_port(loopback, port) ? port : -1) : impl_->server.bind_to_any_port(loopback);
  return impl_->port > 0 ? Status() : Status(Error{ErrorCode::io, "the port cannot be listened at", {}});
}

std::string ReviewServer::address() const { return "http://127.0.0.1:" + std::to_string(impl_->port) + "/" + impl_->token + "/"; }
void ReviewServer::serve() {
  std::thread reading([this] { impl_->session.read_ahead(); });  // while the browser starts
  impl_->server.listen_after_bind();
  reading.join();
}
void ReviewServer::stop() { impl_->server.stop(); }

}  // namespace tabularium
