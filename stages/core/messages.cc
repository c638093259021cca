#include "stages/core/messages.h"

#include <unicode/msgfmt.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace tabularium {
namespace {

struct Entry {
  std::string_view key;
  const char* en;
  const char* zh;
};

constexpr Entry catalogue[] = {
    {"look_for_row", "look at the page: a row may be missing there", "请查看该页：可能漏读了一行"},
    {"look_at_page", "look at the page; a better scan, or another --lang, may help", "请查看该页；更清晰的扫描件或其他 --lang 可能有帮助"},
    {"other_charset", "--charset {other} reads it the other way", "--charset {other} 为另一种读法"},
    {"place", "row {row}, column {column}", "第{row}行第{column}列"},
    {"beside_the_hole", "beside it: {text}", "相邻处：{text}"},
    {"blank_term", "(blank)", "（空白）"},
    {"more_terms", "… ({count} more)", "……（另{count}项）"},
    {"mean_of", "mean of {terms}", "{terms}的平均数"},
    {"relation_of_total", "{terms} = {result}, printed {text}", "{terms} = {result}，原文为{text}"},
    {"relation_of_sides", "{terms} = {result}, but {others} = {other}", "{terms} = {result}，而{others} = {other}"},
    {"sum_mismatch",
     "The {kind, select, average {mean} quotient {quotient} running {running total} equality {carried line} other {sum}} does not hold at {where}: printed "
     "{text}{so, select, yes { (printed so)} other {}}",
     "{where}：{kind, select, average {平均数} quotient {比率} running {累计数} equality {结转数} other {合计}}不符，原文为{text}{so, select, yes {（原文如此）} other {}}"},
    {"sum_in_doubt", "The sum is missed at {where}, printed {text}, by what rounding may make, though nothing shows that numbers are rounded here",
     "{where}：合计略有出入，原文为{text}；或为四舍五入所致，但别处未见四舍五入"},
    {"repaired_value", "Read as {before}, repaired to {after} at {where}", "{where}：读作{before}，已修正为{after}"},
    {"unreadable_value", "Not read as a number at {where}: {text}", "{where}：未能识别为数字：{text}"},
    {"unit_conflict", "The text says {said}, the table {text}: the same number in another unit", "正文为{said}，表中为{text}：数字相同而单位不同"},
    {"missing_value", "A number is missing before {counter} in: {item}", "“{counter}”之前缺少数字：{item}"},
    {"value_conflict", "The text says {said}, the table {text} at {where}", "正文为{said}，表中{where}为{text}"},
    {"repeat_mismatch", "{text} at {where}, but {other} at {there} in {table}: one quantity, printed twice", "{where}为{text}，而{table}中{there}为{other}：同一数据两处不一致"},
    {"previous_mismatch", "{text} at {where}, but {other} at {there} in the earlier report {report}", "{where}为{text}，而上期报告{report}中{there}为{other}"},
    {"restated_value", "{text} at {where} was {other} at {there} in the earlier report {report}", "{where}为{text}，上期报告{report}中{there}为{other}：或已重述"},
    {"row_length", "The row {where} has {count} values, its boxhead another number of columns: which of them is lost or doubled is not known",
     "“{where}”一行有{count}个数值，与表头的列数不符：无法判断缺少或多出的是哪一个"},
    {"text_repaired",
     "{kind, select, latin {UTF-8 that was read as Latin-1 is read anew} gbk {UTF-8 that was read as GBK is read anew} hyphens {Soft hyphens are taken out} "
     "accents {Letters are joined with the accents behind them} letters {Lost letters are taken from the same word elsewhere} "
     "script {Annotations and radicals are undone, the script is converted} other {Annotations of pronunciation and radicals are undone}}: "
     "{count} {count, select, 1 {line} other {lines}}",
     "{kind, select, latin {被误读为Latin-1的UTF-8已重新读取} gbk {被误读为GBK的UTF-8已重新读取} hyphens {已去除软连字符} accents {字母已与其后的附加符号合并} "
     "letters {缺失的字母已按文中相同的词补全} script {已去除注音与部首字符，并转换字体} other {已去除注音与部首字符}}：{count}行"},
    {"litter_repaired", "Letters and specks among figures are read as figures: {count} {count, select, 1 {cell} other {cells}}, first {change} at {where}",
     "数字中混入的字母或污点已按数字读取：共{count}格，首处为{where}：{change}"},
    {"number_style_unclear", "Nothing tells whether {text} groups thousands or holds decimals; it was taken for a decimal", "无法判断{text}是千位分隔还是小数，现按小数处理"},
    {"header_unclear", "The column heads can be read in two ways that fit nearly as well: as {chosen}, which was taken here, or as {other}",
     "表头有两种几乎同样合理的读法：{chosen}（此处采用），或：{other}"},
    {"page_illegible", "Nothing could be read on page {page}, which is full of marks", "第{page}页布满字迹，但未能识别出任何内容"},
    {"line_unread", "On page {page} a line between two others bears ink, but nothing was read there", "第{page}页两行文字之间有一行墨迹，但未能识别出任何内容"},
    {"charset_guessed", "The text was read as {charset} (confidence {percent} %); the next best is {other}", "文本按{charset}读取（置信度{percent}%），其次为{other}"},
    {"extras_ignored", "The file carries more than pages, which was neither run nor opened: scripts (JavaScript): {scripts}, attached files: {files}",
     "文件除页面外另有内容，均未运行或打开：脚本（JavaScript）{scripts}个，附件{files}个"},
    {"required_value", "{rule}: nothing stands at {where}", "{rule}：{where}不得为空"},
    {"required_cell", "{rule}: no cell is there for {where}", "{rule}：没有找到{where}"},
    {"type_mismatch", "{rule}: {text} at {where} is no {wanted}", "{rule}：{where}的“{text}”不是{wanted}"},
    {"out_of_range", "{rule}: {text} at {where} is not within {least} to {most}", "{rule}：{where}的{text}不在{least}至{most}之间"},
    {"date_order", "{rule}: {text} at {where} comes after {other}", "{rule}：{where}的{text}与{other}次序颠倒"},
    {"duplicate_value", "{rule}: {text} at {where} stands more than once", "{rule}：{where}的“{text}”重复出现"},
    {"unknown_code", "{rule}: {text} at {where} is no known code", "{rule}：{where}的“{text}”不是已知代码"},
    {"reference_mismatch", "{rule}: {text} at {where}, but {other} at {there}", "{rule}：{where}为{text}，而{there}为{other}"},
};

}  // namespace

std::string message_text(const std::string& language, const std::string& key, const MessageArguments& arguments) {
  const auto* entry = std::find_if(std::begin(catalogue), std::end(catalogue), [&](const Entry& e) { return e.key == key; });
  if (entry == std::end(catalogue)) return key;
  const bool chinese = language == "zh";
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessageFormat format(icu::UnicodeString::fromUTF8(chinese ? entry->zh : entry->en), chinese ? icu::Locale::getChina() : icu::Locale::getEnglish(), status);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const auto& [name, value] : arguments) {
    names.push_back(icu::UnicodeString::fromUTF8(name));
    values.emplace_back(icu::UnicodeString::fromUTF8(value));
  }
  icu::UnicodeString text;
  format.format(names.data(), values.data(), static_cast<int32_t>(values.size()), text, status);
  if (U_FAILURE(status) != 0) return key;
  std::string out;
  return text.toUTF8String(out);
}

std::vector<std::string> message_keys() {
  std::vector<std::string> keys;
  for (const Entry& entry : catalogue) keys.emplace_back(entry.key);
  return keys;
}

}  // namespace tabularium
