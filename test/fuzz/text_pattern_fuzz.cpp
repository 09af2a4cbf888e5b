// test/fuzz/text_pattern_fuzz.cpp -- patterns of datagen.pattern()
#include "core/data/text_pattern.hpp"

#include "core/base/error.hpp"

#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  try {
    const datagen::core::TextPattern pattern(input);
    datagen::core::Stream stream(1, size);
    std::string text;
    pattern.append(stream, 2026, text);
    if (pattern.size() == 0) std::abort();
  } catch (const datagen::core::Error& error) {
    // Malformed patterns are refused with the position, never crashed on.
    if (error.code() != datagen::core::ErrorCode::InvalidParameter ||
        error.detail().find(", at position ") == std::string::npos)
      std::abort();
  }
  return 0;
}
