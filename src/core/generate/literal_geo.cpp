// src/core/generate/literal_geo.cpp -- geometric types, cubes and segments
#include "core/generate/json_text.hpp"
#include "core/generate/literal_gen.hpp"

namespace datagen::core {
namespace {

/// A coordinate with two decimals in [-1000, 1000].
std::string coordinate(Stream& stream) {
  std::string text;
  append_decimal(text, stream.between(-100000, 100000), 2);
  return text;
}

std::string draw_point(Stream& stream) {
  const std::string x = coordinate(stream);
  return '(' + x + ',' + coordinate(stream) + ')';
}

std::string points(Stream& stream, int64_t count) {
  std::string text;
  for (int64_t i = 0; i < count; ++i) {
    if (i > 0) text += ',';
    text += draw_point(stream);
  }
  return text;
}

/// Two points that differ in both coordinates, as box and lseg want for a thing with an extent.
std::string corners(Stream& stream) {
  const int64_t x = stream.between(-100000, 90000);
  const int64_t y = stream.between(-100000, 90000);
  std::string text = "(";
  append_decimal(text, x + stream.between(100, 10000), 2);
  text += ',';
  append_decimal(text, y + stream.between(100, 10000), 2);
  text += "),(";
  append_decimal(text, x, 2);
  text += ',';
  append_decimal(text, y, 2);
  return text + ')';
}

/// A x + B y + C = 0 with B = -1: never degenerate.
std::string draw_line(Stream& stream) {
  std::string text = "{";
  append_decimal(text, stream.between(-1000, 1000), 2);
  return text + ",-1," + coordinate(stream) + '}';
}

std::string draw_lseg(Stream& stream) { return '[' + corners(stream) + ']'; }
std::string draw_box(Stream& stream) { return corners(stream); }

std::string draw_path(Stream& stream) {
  const bool open = stream.chance(0.5);
  const std::string body = points(stream, stream.between(2, 5));
  return open ? '[' + body + ']' : '(' + body + ')';
}

std::string draw_polygon(Stream& stream) { return '(' + points(stream, stream.between(3, 6)) + ')'; }

std::string draw_circle(Stream& stream) {
  std::string text = '<' + draw_point(stream) + ',';
  append_decimal(text, stream.between(10, 10000), 2);
  return text + '>';
}

std::string draw_cube(Stream& stream) { return corners(stream); }
std::string list_cube(uint64_t index) {
  return '(' + std::to_string(index % 1000000) + ',' + std::to_string(index / 1000000) + ')';
}

std::string draw_seg(Stream& stream) {
  const int64_t low = stream.between(0, 9000);
  std::string text;
  append_decimal(text, low, 1);
  text += " .. ";
  append_decimal(text, low + stream.between(1, 500), 1);
  return text;
}
// seg stores float4 bounds: six digits are told apart.
std::string list_seg(uint64_t index) {
  const uint64_t low = index % 100000;
  return std::to_string(low) + " .. " + std::to_string(low + 1 + index / 100000);
}

constexpr uint64_t kCubes = uint64_t{1000000} * 1000000;
constexpr uint64_t kSegs = uint64_t{100000} * 800000;

constexpr LiteralFamily kFamilies[] = {
    {"point", draw_point},
    {"line", draw_line},
    {"lseg", draw_lseg},
    {"box", draw_box},
    {"path", draw_path},
    {"polygon", draw_polygon},
    {"circle", draw_circle},
    {"cube", draw_cube, list_cube, kCubes, kCubes},
    {"seg", draw_seg, list_seg, kSegs, kSegs},
};

}  // namespace

LiteralTable geometry_literals() { return {kFamilies, sizeof kFamilies / sizeof *kFamilies}; }

}  // namespace datagen::core
