//===- Render.cpp - Diagnostics as text with source line and caret --------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A source line is cut into cells of known width first, so that the caret
// stands right under tabs, wide letters, bytes that are not UTF-8 and lines
// that are much too long. Nothing of the source reaches the terminal as a
// control character.
//
//===----------------------------------------------------------------------===//
#include "lang/diag/Diagnostics.h"

#include <algorithm>
#include <numeric>

using namespace neuro;

namespace {

constexpr unsigned gutter = 5;      ///< width of the line number
constexpr unsigned tabStop = 4;     ///< a tab reaches the next multiple of this
constexpr unsigned window = 160;    ///< columns shown of a source line
constexpr unsigned moreColumn = 74; ///< where "more: nc explain …" ends

struct Colors {
  const char *bold = "", *error = "", *warning = "", *note = "", *caret = "",
             *reset = "";
};
constexpr Colors plain;
constexpr Colors ansi{"\033[1m",  "\033[1;31m", "\033[1;35m",
                      "\033[36m", "\033[1;32m", "\033[0m"};

/// A code point as shown: its text, its width in columns, its byte in the line.
struct Cell {
  std::string text;
  unsigned width;
  size_t byte;
};

/// Bytes of the well-formed UTF-8 sequence at the start of `s`; 0 if none.
size_t sequenceLength(std::string_view s, uint32_t &codePoint) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(s[i]); };
  unsigned char lead = byte(0);
  if (lead < 0x80) {
    codePoint = lead;
    return 1;
  }
  size_t n = lead >= 0xF0 && lead < 0xF5 ? 4
             : lead >= 0xE0              ? 3
             : lead >= 0xC2              ? 2
                                         : 0;
  if (lead >= 0xF5 || n == 0 || s.size() < n)
    return 0;
  codePoint = lead & (0xFF >> (n + 1));
  for (size_t i = 1; i < n; ++i) {
    if ((byte(i) & 0xC0) != 0x80)
      return 0;
    codePoint = codePoint << 6 | (byte(i) & 0x3F);
  }
  bool overlong = (n == 3 && codePoint < 0x800) ||
                  (n == 4 && (codePoint < 0x10000 || codePoint > 0x10FFFF));
  bool surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
  return overlong || surrogate ? 0 : n;
}

/// Columns a terminal gives a code point: the large blocks of Unicode's East
/// Asian wide letters and of combining marks (UAX #11); one for all others.
unsigned columnsOf(uint32_t c) {
  if ((c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) ||
      (c >= 0xFE00 && c <= 0xFE0F))
    return 0;
  if ((c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
      (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
      (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
      (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD))
    return 2;
  return 1;
}

/// The cells of bytes [begin, end) of a line; `column` is where the first is.
std::vector<Cell> cellsOf(std::string_view line, size_t begin, size_t end,
                          unsigned column) {
  std::vector<Cell> cells;
  for (size_t i = begin; i < end;) {
    uint32_t codePoint = 0;
    size_t n = sequenceLength(line.substr(i), codePoint);
    Cell cell{{}, 1, i};
    if (n == 0) {
      cell.text = "\xEF\xBF\xBD"; // U+FFFD for a byte that is not UTF-8
      n = 1;
    } else if (codePoint == '\t') {
      cell.width = tabStop - column % tabStop;
      cell.text.assign(cell.width, ' ');
    } else if (codePoint < 0x20 || (codePoint >= 0x7F && codePoint < 0xA0) ||
               (codePoint >= 0x202A && codePoint <= 0x202E) ||
               (codePoint >= 0x2066 && codePoint <= 0x2069)) {
      cell.text = "\xEF\xBF\xBD"; // a control or text-direction character
    } else {
      cell.text = line.substr(i, n);
      cell.width = columnsOf(codePoint);
    }
    column += cell.width;
    i += n;
    cells.push_back(std::move(cell));
  }
  return cells;
}

std::string padded(uint32_t number) {
  std::string digits = std::to_string(number);
  return digits.size() < gutter ? std::string(gutter - digits.size(), ' ') + digits
                                : digits;
}

/// The source line of the start of `range` and the caret line under it.
void renderSnippet(std::string &out, SourceRange range, const Colors &colors) {
  auto [number, column] = range.file->lineColumn(range.begin);
  std::string_view line = range.file->line(number);
  uint32_t size = static_cast<uint32_t>(range.file->text().size());
  size_t lineBegin = line.data() - range.file->text().data();
  size_t first = std::min<size_t>(std::min(range.begin, size) - lineBegin,
                                  line.size());
  size_t last = std::max(range.end, range.begin);
  last = std::min<size_t>(last - lineBegin, line.size());

  // Cells are made only of the bytes that can be shown: a line may have
  // megabytes. Tabs then count from the start of the excerpt, in both lines.
  size_t from = 0, to = line.size();
  if (line.size() > window) {
    size_t reach = 4 * window; // a code point has up to four bytes
    from = first > reach ? first - reach : 0;
    while (from > 0 && (static_cast<unsigned char>(line[from]) & 0xC0) == 0x80)
      --from;
    to = std::min(line.size(), first + reach);
  }
  std::vector<Cell> cells = cellsOf(line, from, to, 0);
  unsigned total = 0, caretAt = 0;
  for (const Cell &cell : cells) {
    if (cell.byte < first)
      caretAt += cell.width;
    total += cell.width;
  }
  // The excerpt in columns [left, right); a third of it before the caret.
  unsigned left = 0, right = total;
  if (total > window) {
    left = caretAt > window / 3 ? caretAt - window / 3 : 0;
    left = std::min(left, total - window);
    right = left + window;
  }
  bool cutLeft = from > 0 || left > 0, cutRight = to < line.size() || right < total;
  std::string shown, under;
  unsigned at = 0, start = cutLeft ? left + 1 : left;
  unsigned stop = cutRight ? right - 1 : right;
  if (cutLeft) {
    shown += "\xE2\x80\xA6"; // …
    under += ' ';
  }
  bool caretDone = false;
  for (const Cell &cell : cells) {
    if (at >= start && at + cell.width <= stop) {
      shown += cell.text;
      bool marked = cell.byte >= first && (cell.byte < last);
      for (unsigned k = 0; k < cell.width; ++k) {
        bool caret = !caretDone && cell.byte >= first;
        under += caret ? '^' : marked ? '~' : ' ';
        caretDone |= caret;
      }
    }
    at += cell.width;
  }
  if (cutRight)
    shown += "\xE2\x80\xA6";
  if (!caretDone)
    under += '^'; // at the end of the line
  under.erase(under.find_last_not_of(' ') + 1);

  std::string bar = std::string(gutter, ' ') + " | ";
  out += padded(number) + " | " + shown + '\n';
  out += bar + colors.caret + under + colors.reset + '\n';
}

std::string position(SourceRange range) {
  if (!range.valid())
    return {};
  auto [line, column] = range.file->lineColumn(range.begin);
  return range.file->name() + ':' + std::to_string(line) + ':' +
         std::to_string(column) + ": ";
}

/// The help line and the hint at its right, or the hint on a line of its own.
void renderHelp(std::string &out, const Diagnostic &d, const Colors &colors) {
  std::string hint = "more: nc explain " + std::string(codeName(d.code));
  std::string line;
  unsigned columns = 0; // code points of the last line so far
  if (!d.help.empty()) {
    line = std::string(gutter, ' ') + " = help: ";
    columns = static_cast<unsigned>(line.size());
    for (char c : d.help) {
      line += c;
      if (c == '\n') { // further lines stand under the first
        line += std::string(gutter + 9, ' ');
        columns = gutter + 9;
      } else {
        columns += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
      }
    }
    if (columns + 4 + hint.size() > moreColumn) {
      out += line + '\n';
      line.clear();
      columns = 0;
    }
  }
  line += std::string(moreColumn - hint.size() - columns, ' ');
  out += line + colors.note + hint + colors.reset + '\n';
}

void renderOne(std::string &out, const Diagnostic &d, const Colors &colors) {
  bool isError = d.severity == Severity::Error;
  out += colors.bold + position(d.range) + colors.reset;
  out += isError ? colors.error : colors.warning;
  out += isError ? "error[" : "warning[";
  out += codeName(d.code);
  out += "]: ";
  out += colors.reset;
  out += colors.bold + d.message + colors.reset + '\n';
  if (d.range.valid())
    renderSnippet(out, d.range, colors);
  for (const Note &note : d.notes)
    out += colors.bold + position(note.range) + colors.reset + colors.note +
           "note: " + colors.reset + note.message + '\n';
  renderHelp(out, d, colors);
}

} // namespace

std::string DiagnosticEngine::render(bool color) const {
  std::vector<size_t> order(diagnostics.size());
  std::iota(order.begin(), order.end(), size_t(0));
  // By name, not by address: the order must be the same in every run. What has
  // no place comes last, and equal places keep the order of reporting.
  std::sort(order.begin(), order.end(), [&](size_t x, size_t y) {
    SourceRange a = diagnostics[x].range, b = diagnostics[y].range;
    if (a.valid() != b.valid())
      return a.valid();
    if (a.valid()) {
      if (int c = a.file->name().compare(b.file->name()))
        return c < 0;
      if (a.begin != b.begin)
        return a.begin < b.begin;
    }
    return x < y;
  });
  const Colors &colors = color ? ansi : plain;
  std::string out;
  for (size_t i : order)
    renderOne(out, diagnostics[i], colors);
  if (dropped)
    out += std::to_string(dropped) +
           (dropped == 1 ? " more message was" : " more messages were") +
           " not shown\n";
  return out;
}
