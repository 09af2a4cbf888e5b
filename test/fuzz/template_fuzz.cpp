// test/fuzz/template_fuzz.cpp -- templates of the pack and of datagen.template()
#include "core/data/template.hpp"

#include "core/base/error.hpp"

#include <cstdlib>
#include <string>

namespace {

class EchoNames : public datagen::core::TemplateNames {
 public:
  bool append(std::string_view name, std::string& out) override {
    out += name;
    return name.size() % 2 == 0;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  EchoNames names;
  for (const auto signs : {datagen::core::TemplateSigns::Literal, datagen::core::TemplateSigns::Digits}) {
    try {
      datagen::core::Stream stream(1, size);
      std::string text;
      datagen::core::expand_template(input, signs, stream, names, text);
    } catch (const datagen::core::Error& error) {
      // Malformed templates are refused with the position, never crashed on.
      if (error.code() != datagen::core::ErrorCode::InvalidParameter ||
          error.detail().find(", at position ") == std::string::npos)
        std::abort();
    }
  }
  return 0;
}
