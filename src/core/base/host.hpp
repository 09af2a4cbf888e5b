// src/core/base/host.hpp -- what the core asks of the program it runs in
#pragma once

namespace datagen::core {

/// The server as the core sees it. Unit tests give their own.
class Host {
 public:
  virtual ~Host() = default;
  /// Lets a pending cancel or timeout take effect by throwing. Called at least once per 1,024 rows.
  virtual void check_interrupts() = 0;
};

}  // namespace datagen::core
