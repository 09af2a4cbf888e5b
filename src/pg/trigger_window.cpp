// src/pg/trigger_window.cpp -- the executor's own trigger level, held open across statements
#include "pg/trigger_window.hpp"

extern "C" {
#include "commands/trigger.h"
#include "utils/snapmgr.h"
}

namespace datagen::pg {

TriggerWindow::TriggerWindow() {
  call([]() noexcept { AfterTriggerBeginQuery(); });
}

void TriggerWindow::close() {
  call([]() noexcept {
    EState* estate = CreateExecutorState();
    PushActiveSnapshot(GetTransactionSnapshot());
    UpdateActiveSnapshotCommandId();
    AfterTriggerEndQuery(estate);
    PopActiveSnapshot();
    ExecResetTupleTable(estate->es_tupleTable, false);
    ExecCloseResultRelations(estate);
    FreeExecutorState(estate);
  });
}

}  // namespace datagen::pg
