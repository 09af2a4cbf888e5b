// src/pg/trigger_window.hpp -- several INSERT statements under one level of AFTER triggers
#pragma once

#include "pg/guard.hpp"

namespace datagen::pg {

/// While a window is open, the AFTER triggers of statements that are run with `fire_triggers => false` are queued to
/// it, foreign key checks included; close() fires them all. So rows of relations that refer to each other can be
/// inserted one relation after the other, with every check made at the end. Needs no privilege and switches nothing
/// off. An error inside leaves the window to the abort of the enclosing (sub)transaction.
class TriggerWindow {
 public:
  TriggerWindow();
  /// Fires what was queued. Throws PgError when a trigger refuses.
  void close();
};

}  // namespace datagen::pg
