//===- Raster.cpp - A picture of the recorded activity ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One panel a recorded target, from top to bottom: spike rasters, the
// population rate, and up to three sampled traces. Plain SVG 1.1, no scripts,
// no fonts of its own, so that it opens in a browser and in a slide alike.
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Files.h"
#include "runtime/io/Recording.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

using namespace neuro::rt;

namespace {

constexpr double Width = 960, Left = 92, Right = 24, PlotWidth = Width - Left - Right;
constexpr size_t MaxRows = 160; ///< neurons drawn in one raster
constexpr size_t MaxLines = 12; ///< elements drawn in one panel of values
const char *const Palette[] = {"#1b5e8c", "#c0392b", "#2e7d4f", "#8e5ea2",
                               "#b9770e", "#117a8b", "#7f4f24", "#4a4e69"};
constexpr size_t PaletteSize = sizeof Palette / sizeof *Palette;

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text)
    switch (c) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    default: out += c;
    }
  return out;
}

/// 1, 2 or 5 times a power of ten such that `span` has at most `most` steps.
double niceStep(double span, int most) {
  if (!(span > 0))
    return 1;
  double raw = span / most, power = std::pow(10, std::floor(std::log10(raw)));
  for (double m : {1.0, 2.0, 5.0})
    if (raw <= m * power * (1 + 1e-12))
      return m * power;
  return 10 * power;
}

std::string thousands(size_t n) {
  std::string digits = fmt::format("{}", n);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<size_t>(at), ",");
  return digits;
}

class Picture {
public:
  Picture(double from, double to) : from(from), to(to) {}

  double x(double ms) const { return Left + (ms - from) / (to - from) * PlotWidth; }
  void text(double px, double py, std::string_view content, const char *style) {
    body += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" {}>{}</text>\n", px, py,
                        style, escaped(content));
  }
  void frame(double height) {
    body += fmt::format("<rect x=\"{}\" y=\"{:.1f}\" width=\"{}\" height=\"{:.1f}\" "
                        "fill=\"none\" stroke=\"#9aa5b1\" stroke-width=\"0.8\"/>\n",
                        Left, top, PlotWidth, height);
  }
  /// Two labelled marks on the left edge.
  void scale(double height, double low, double high) {
    const char *style = "class=\"tick\" text-anchor=\"end\"";
    text(Left - 8, top + 9, fmt::format("{:.4g}", high), style);
    text(Left - 8, top + height, fmt::format("{:.4g}", low), style);
  }

  void raster(const EventSeries &series, double dt, const char *colour);
  void rate(const std::vector<const EventSeries *> &all, double dt);
  void trace(const ValueSeries &series, double dt, const char *colour);
  void timeAxis();

  double from, to, top = 58;
  std::string body;
};

void Picture::raster(const EventSeries &series, double dt, const char *colour) {
  size_t elements = std::max<size_t>(1, series.columns.size());
  size_t stride = (elements + MaxRows - 1) / MaxRows;
  size_t rows = (elements + stride - 1) / stride;
  double height = std::clamp(static_cast<double>(rows) * 1.15, 28.0, 184.0);
  double pitch = height / static_cast<double>(rows);
  double mark = std::clamp(pitch, 1.0, 14.0);
  std::string path;
  for (size_t k = 0; k < series.tick.size(); ++k) {
    double ms = static_cast<double>(series.tick[k]) * dt;
    if (ms < from || ms > to || series.element[k] % stride)
      continue;
    double y = top + height - (static_cast<double>(series.element[k] / stride) + 0.5) * pitch;
    path += fmt::format("M{:.1f} {:.1f}v{:.1f}", x(ms), y - mark / 2, mark);
  }
  body += fmt::format("<path d=\"{}\" stroke=\"{}\" stroke-width=\"1\" fill=\"none\"/>\n",
                      path, colour);
  frame(height);
  std::string label = series.name;
  if (label.size() > 7 && label.compare(label.size() - 7, 7, ".spikes") == 0)
    label.resize(label.size() - 7);
  if (label.size() > 12) { // too long for the margin
    text(Left + 6, top + 13, label, "class=\"tick\"");
    label.clear();
  }
  text(Left - 8, top + height / 2 + 1, label, "class=\"label\" text-anchor=\"end\"");
  std::string count = rows < elements
                          ? fmt::format("{} of {}", thousands(rows), thousands(elements))
                          : thousands(elements);
  text(Left - 8, top + height / 2 + 14, count, "class=\"tick\" text-anchor=\"end\"");
  top += height + 10;
}

void Picture::rate(const std::vector<const EventSeries *> &all, double dt) {
  double bin = std::max(dt, niceStep(to - from, 400));
  size_t bins = static_cast<size_t>(std::ceil((to - from) / bin));
  if (bins == 0)
    return;
  std::vector<std::vector<double>> rates;
  double peak = 0;
  for (const EventSeries *series : all) {
    std::vector<double> counts(bins, 0.0);
    for (int64_t tick : series->tick) {
      double ms = static_cast<double>(tick) * dt;
      if (ms > from && ms <= to)
        counts[std::min(bins - 1, static_cast<size_t>((ms - from) / bin))] += 1;
    }
    for (double &count : counts) {
      count *= 1000 / (bin * static_cast<double>(std::max<size_t>(1, series->columns.size())));
      peak = std::max(peak, count);
    }
    rates.push_back(std::move(counts));
  }
  if (peak <= 0)
    return;
  const double height = 84;
  for (size_t s = 0; s < rates.size(); ++s) {
    std::string path;
    for (size_t b = 0; b < bins; ++b) {
      double y = top + height - rates[s][b] / peak * (height - 4);
      double x0 = x(from + static_cast<double>(b) * bin);
      double x1 = x(std::min(to, from + static_cast<double>(b + 1) * bin));
      path += fmt::format("{}{:.1f} {:.1f}H{:.1f}", b ? "L" : "M", x0, y, x1);
    }
    body += fmt::format("<path d=\"{}\" stroke=\"{}\" stroke-width=\"1.2\" fill=\"none\"/>\n",
                        path, Palette[s % PaletteSize]);
  }
  frame(height);
  scale(height, 0, peak);
  text(Left - 8, top + height / 2 + 4, "rate (Hz)", "class=\"label\" text-anchor=\"end\"");
  top += height + 10;
}

void Picture::trace(const ValueSeries &series, double dt, const char *colour) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  const size_t lines = std::min(MaxLines, series.width());
  std::vector<size_t> rows;
  for (size_t row = 0; row < series.tick.size(); ++row) {
    double ms = static_cast<double>(series.tick[row]) * dt;
    if (ms >= from && ms <= to)
      rows.push_back(row);
  }
  if (rows.size() < 2)
    return;
  auto value = [&](size_t row, size_t line) {
    return series.samples[row * series.width() + line] / series.scale;
  };
  for (size_t row : rows)
    for (size_t line = 0; line < lines; ++line)
      if (double v = value(row, line); std::isfinite(v)) {
        low = std::min(low, v);
        high = std::max(high, v);
      }
  if (!(high >= low))
    return;
  if (high == low) {
    low -= 1;
    high += 1;
  }
  const double height = 84;
  // More points than two a pixel cannot be seen.
  size_t stride = std::max<size_t>(1, rows.size() / (lines > 1 ? 1000 : 2000));
  for (size_t line = 0; line < lines; ++line) {
    std::string path;
    bool open = false;
    for (size_t k = 0; k < rows.size(); k += stride) {
      double v = value(rows[k], line);
      if (std::isfinite(v))
        path += fmt::format("{}{:.1f} {:.1f}", open ? "L" : "M",
                            x(static_cast<double>(series.tick[rows[k]]) * dt),
                            top + height - 2 - (v - low) / (high - low) * (height - 4));
      open = std::isfinite(v);
    }
    // The first element stands out from the others.
    body += fmt::format("<path d=\"{}\" stroke=\"{}\" stroke-width=\"{}\"{} fill=\"none\"/>\n", path,
                        colour, line ? "0.8" : "1", line ? " stroke-opacity=\"0.45\"" : "");
  }
  frame(height);
  scale(height, low, high);
  std::string label = series.name;
  if (size_t bracket = label.find('['); bracket != std::string::npos && lines == 1)
    if (size_t close = label.find(']', bracket); close != std::string::npos && !series.columns.empty())
      label.replace(bracket, close - bracket + 1, fmt::format("[{}]", series.columns[0]));
  if (label.size() > 12) { // too long for the margin
    text(Left + 6, top + 13, label, "class=\"tick\"");
    label.clear();
  }
  text(Left - 8, top + height / 2, label, "class=\"label\" text-anchor=\"end\"");
  std::string unit = "(" + series.unit + ")";
  if (lines < series.width())
    unit = fmt::format("{} of {} {}", lines, thousands(series.width()), unit);
  text(Left - 8, top + height / 2 + 13, unit, "class=\"tick\" text-anchor=\"end\"");
  top += height + 10;
}

void Picture::timeAxis() {
  double step = niceStep(to - from, 10);
  for (double ms = std::ceil(from / step) * step; ms <= to + step * 1e-9; ms += step) {
    body += fmt::format("<path d=\"M{0:.1f} {1:.1f}v5\" stroke=\"#52606d\"/>\n", x(ms), top - 8);
    text(x(ms), top + 12, fmt::format("{:.6g}", ms), "class=\"tick\" text-anchor=\"middle\"");
  }
  text(Left + PlotWidth / 2, top + 32, "time (ms)", "class=\"label\" text-anchor=\"middle\"");
  top += 44;
}

} // namespace

std::string neuro::rt::writeRaster(const Recording &recording,
                                   const std::string &path,
                                   const std::string &title, double fromMs,
                                   double toMs) {
  if (!(toMs > fromMs))
    return fmt::format("nothing to draw in '{}': no time was simulated", path);
  if (recording.events.empty() && recording.values.empty())
    return fmt::format("nothing to draw in '{}': the network records nothing "
                       "(add e.g. `record E.spikes`)", path);
  Picture picture(fromMs, toMs);
  std::vector<const EventSeries *> spikes;
  for (size_t k = 0; k < recording.events.size(); ++k) {
    picture.raster(recording.events[k], recording.dt, Palette[k % PaletteSize]);
    spikes.push_back(&recording.events[k]);
  }
  if (!spikes.empty())
    picture.rate(spikes, recording.dt);
  size_t traces = 0;
  for (const ValueSeries &series : recording.values)
    if (!series.synapses && traces < 3)
      picture.trace(series, recording.dt,
                    Palette[(recording.events.size() + traces++) % PaletteSize]);
  picture.timeAxis();

  OutputFile out(path);
  out.write(fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1:.0f}\" "
      "width=\"{0}\" height=\"{1:.0f}\" role=\"img\">\n"
      "<title>{2}</title>\n"
      "<style>text{{font-family:Helvetica,Arial,sans-serif;fill:#1f2933}}"
      ".title{{font-size:19px;font-weight:600}}.label{{font-size:13px}}"
      ".tick{{font-size:11px;fill:#52606d}}</style>\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
      Width, picture.top, escaped(title)));
  out.write(fmt::format("<text x=\"{}\" y=\"34\" class=\"title\">{}</text>\n", Left,
                        escaped(title)));
  out.write(picture.body);
  out.write("</svg>\n");
  return out.finish();
}
