// src/core/base/live_object.hpp -- counts the objects that must be gone after an error, in builds that inject faults
#pragma once

#include <cstdint>

namespace datagen::core {

/// A base class for what owns much or lives long. In ordinary builds it is empty and costs nothing; with
/// DATAGEN_FAULT_INJECTION it counts constructions minus destructions over all classes derived from it.
class LiveObject {
#ifdef DATAGEN_FAULT_INJECTION
 public:
  static int64_t live_objects() { return count_; }

 protected:
  LiveObject() noexcept { ++count_; }
  LiveObject(const LiveObject&) noexcept { ++count_; }
  LiveObject& operator=(const LiveObject&) noexcept = default;
  ~LiveObject() { --count_; }

 private:
  inline static int64_t count_ = 0;
#endif
};

}  // namespace datagen::core
