// test/fuzz/data_pack_fuzz.cpp -- a data pack of arbitrary tables is read within its bytes
#include "core/data/pack.hpp"

#include "core/base/error.hpp"

#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (size < 128) return 0;
  // A right header, so that what is fuzzed are the tables.
  bytes.replace(0, 16, "datagen pack\0\0\0\0", 16);
  const auto put = [&](size_t at, uint32_t number) {
    for (size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>(number >> (8 * i));
  };
  const auto locales = static_cast<uint8_t>(bytes[24]) % 4U;
  const auto lists = static_cast<uint8_t>(bytes[28]) % 8U;
  const auto entries = static_cast<uint8_t>(bytes[32]) % 8U;
  const auto weights = static_cast<uint8_t>(bytes[36]) % 8U;
  const size_t tables = 128 + size_t{locales} * 32 + lists * 24 + (entries + weights) * 4;
  if (tables > size) return 0;
  put(16, 1);
  put(20, static_cast<uint32_t>(size));
  put(24, locales);
  put(28, lists);
  put(32, entries);
  put(36, weights);
  put(40, static_cast<uint32_t>(size - tables));
  const auto pack = datagen::core::DataPack::open(bytes);
  if (!pack) std::abort();
  datagen::core::Stream stream(1, size);
  for (uint32_t locale = 0; locale < pack->locales() + 1; ++locale) {
    for (const char* path : {"", "a", "person.first_name.female"}) {
      const auto list = pack->look_up(locale, path);
      if (!list.empty()) list.draw(stream);
    }
  }
  pack->find_locale("en");
  return 0;
}
