#include "stages/export/html_text.h"

#include "stages/core/json_writer.h"
#include "stages/core/unicode.h"
#include "stages/core/version.h"

namespace tabularium {
namespace {

constexpr std::string_view style = R"css(
:root{color-scheme:light dark;--page:#fbfbf9;--paper:#fff;--ink:#1c232b;--quiet:#5c6773;--line:#d5dbe2;--strong:#9aa6b3;
--head:#eaeff5;--stub:#f5f7fa;--section:#dbe4ee;--link:#0b5cad;
--good:#dff2e3;--good-ink:#14532d;--bad:#fbd5d1;--bad-ink:#8c1d13;--doubt:#fdeeca;--doubt-ink:#7a4a00;--plain:#e9edf1}
@media (prefers-color-scheme:dark){:root{--page:#14181d;--paper:#1b2026;--ink:#e4e8ec;--quiet:#9ba7b3;--line:#343c46;
--strong:#5a6673;--head:#27303a;--stub:#20262e;--section:#2f3b48;--link:#7db8f5;
--good:#173822;--good-ink:#a8e6bb;--bad:#54201b;--bad-ink:#ffb9b1;--doubt:#46350f;--doubt-ink:#f5d38a;--plain:#2b323b}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.6 system-ui,"Noto Sans","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
a{color:var(--link)}
header,main,footer{max-width:78rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:2.2rem}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .4rem}
h2,h3,h4,h5{line-height:1.3;margin:1.8em 0 .5em}
p{max-width:46rem;margin:.6em 0}
.quiet{color:var(--quiet);font-size:.875rem}
dl.facts{display:flex;flex-wrap:wrap;gap:.2rem 1.6rem;margin:.4rem 0 1rem;font-size:.9rem}
dl.facts div{display:flex;gap:.4rem}dl.facts dt{color:var(--quiet)}dl.facts dd{margin:0;overflow-wrap:anywhere}
.chips{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:.8rem 0 1.2rem;padding:0;list-style:none}
.chip{border-radius:99px;padding:.1rem .75rem;font-size:.875rem;background:var(--plain);white-space:nowrap}
.chip.verified{background:var(--good);color:var(--good-ink)}
.chip.contradicted{background:var(--bad);color:var(--bad-ink)}
.chip.doubtful{background:var(--doubt);color:var(--doubt-ink)}
label.chip{cursor:pointer;border:1px solid var(--strong);background:none}
details.panel,nav.panel{background:var(--paper);border:1px solid var(--line);border-radius:.5rem;padding:.6rem 1rem;margin:0 0 1rem}
details.panel summary{cursor:pointer;font-weight:600}
ol.findings,nav.panel ul{margin:.5rem 0;padding-left:1.4rem}
ol.findings li{margin:.45rem 0}
ol.findings .evidence{display:block;color:var(--quiet);font-size:.875rem}
nav.panel ul{columns:20rem;list-style:none;padding:0}
.dot{display:inline-block;width:.65em;height:.65em;border-radius:50%;margin-right:.45em;background:var(--strong)}
.dot.verified{background:#2f9e54}.dot.contradicted{background:#d0392b}
figure.table{margin:1.6rem 0 2.2rem}
figure.table figcaption{font-weight:600;margin-bottom:.3rem}
.unit{float:right;font-weight:400;color:var(--quiet);font-size:.875rem}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.4rem;background:var(--paper)}
.scroll:focus-visible,td:focus-visible,th:focus-visible{outline:3px solid var(--link);outline-offset:-3px}
table{border-collapse:collapse;font-size:.9rem;line-height:1.4;min-width:100%;font-variant-numeric:tabular-nums}
td,th{border:1px solid var(--line);padding:.32rem .6rem;vertical-align:middle;text-align:left}
thead th,th.column_header,th.stub_head{background:var(--head);text-align:center;font-weight:600}
th.row_header{background:var(--stub);font-weight:400}
th.section_header{background:var(--section);font-weight:600}
td.note{color:var(--quiet);font-style:italic}
td.number{text-align:right;white-space:nowrap}
td.verified{background:var(--good)}
td.contradicted,.contradicted.key{background:var(--bad);color:var(--bad-ink);font-weight:600}
td.doubtful{background:var(--doubt);color:var(--doubt-ink)}
td:target,th:target{outline:3px solid var(--link);outline-offset:-3px}
.was{color:var(--quiet);text-decoration:line-through;font-weight:400}
body:has(#doubts:checked) td:not(.contradicted):not(.doubtful){opacity:.3}
ul.notes{list-style:none;padding:0;margin:.4rem 0;color:var(--quiet);font-size:.875rem}
#place{position:fixed;bottom:0;left:0;right:0;padding:.45rem 1.5rem;background:var(--ink);color:var(--page);font-size:.875rem}
#place:empty{display:none}
footer{padding-top:1rem;padding-bottom:3rem;border-top:1px solid var(--line);margin-top:3rem}
table.run td,table.run th{text-align:left}table.run td.number{text-align:right}
@media print{body{background:none;font-size:10pt}.scroll{overflow:visible;border:0}label.chip,#place,nav.panel{display:none}
tr{break-inside:avoid}thead{display:table-header-group}td.verified,td.contradicted,td.doubtful{print-color-adjust:exact}}
)css";

// Tells where the cell under the keyboard's focus stands; a mouse has the title for it.
constexpr std::string_view script = R"js(
const bar=document.getElementById('place');
addEventListener('focusin',e=>{bar.textContent=e.target.title||''});
addEventListener('focusout',()=>{bar.textContent=''});
)js";

}  // namespace

std::string html_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : well_formed(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      case '\n': out += '\n'; break;
      default: out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
  }
  return out;
}

std::string html_head(std::string_view title, std::string_view language) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"" + html_escaped(language) + "\">\n<head>\n<meta charset=\"utf-8\">\n";
  out += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
         "script-src 'unsafe-inline'; img-src data:\">\n";
  out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
  out += html_escaped(title);
  out += "</title>\n<style>";
  out += style;
  out += "</style>\n</head>\n<body>\n";
  return out;
}

std::string html_foot() {
  std::string out = "<footer class=\"quiet\">Made by Tabularium ";
  out += html_escaped(tool_version());
  out += "</footer>\n<div id=\"place\" role=\"status\"></div>\n<script>";
  out += script;
  out += "</script>\n</body>\n</html>\n";
  return out;
}

std::string_view language_of(std::string_view text) {
  int han = 0;
  int other = 0;
  for (const char32_t c : to_code_points(text.substr(0, 4000))) {
    if (is_han(c)) ++han;
    else if (is_letter(c)) ++other;
  }
  return han * 2 > other ? "zh" : "en";  // a Han character says as much as a short word
}

}  // namespace tabularium
