// src/pg/index_entries.cpp -- kept in the server's own sorts, entered by index_insert()
#include "pg/index_entries.hpp"

#include <algorithm>

extern "C" {
#include "access/genam.h"
#include "access/nbtree.h"
#include "catalog/index.h"
#include "catalog/pg_am.h"
#include "executor/executor.h"
#include "utils/rel.h"
#include "utils/tuplesort.h"
}

namespace datagen::pg {
namespace {

/// The entry of the row in values and isnull; false where a partial index has none.
bool form_entry(IndexInfo* info, EState* estate, TupleTableSlot* slot, Datum* values, bool* isnull) {
  GetPerTupleExprContext(estate)->ecxt_scantuple = slot;
  if (info->ii_Predicate != NIL) {
    if (info->ii_PredicateState == nullptr)
      info->ii_PredicateState = ExecPrepareQual(info->ii_Predicate, estate);
    if (!ExecQual(info->ii_PredicateState, GetPerTupleExprContext(estate))) return false;
  }
  FormIndexDatum(info, slot, estate, values, isnull);
  return true;
}

/// Below, at or above zero as the first key stands to the second. NULLs come last, which is all that matters here.
int compare_keys(Relation index, const Datum* a, const bool* a_null, const Datum* b, const bool* b_null) {
  for (int k = 0; k < IndexRelationGetNumberOfKeyAttributes(index); ++k) {
    if (a_null[k] != b_null[k]) return a_null[k] ? 1 : -1;
    if (a_null[k]) continue;
    FmgrInfo* compare = index_getprocinfo(index, static_cast<AttrNumber>(k + 1), BTORDER_PROC);
    if (const int result = DatumGetInt32(FunctionCall2Coll(compare, index->rd_indcollation[k], a[k], b[k])))
      return result;
  }
  return 0;
}

/// So many entries tell whether keys come in order.
constexpr int kTellingEntries = 32;

/// Each insertion would find the page that the one before has left. False where the index has entries of too few of
/// the rows to tell: sorting these costs next to nothing.
bool come_in_order(Relation index, IndexInfo* info, EState* estate, TupleTableSlot** slots, int count) {
  Datum values[2][INDEX_MAX_KEYS];
  bool isnull[2][INDEX_MAX_KEYS];
  int last = -1;
  int entries = 0;
  bool rises = false;
  bool falls = false;
  for (int i = 0; i < count && !(rises && falls); ++i) {
    const int next = last == 0 ? 1 : 0;
    if (!form_entry(info, estate, slots[i], values[next], isnull[next])) continue;
    if (last >= 0) {
      const int result = compare_keys(index, values[last], isnull[last], values[next], isnull[next]);
      rises = rises || result < 0;
      falls = falls || result > 0;
    }
    last = next;
    ++entries;
  }
  return entries >= std::min(kTellingEntries, count) && !(rises && falls);
}

bool can_wait(Relation index, const IndexInfo* info) {
  return index->rd_rel->relam == BTREE_AM_OID && info->ii_ReadyForInserts &&
         info->ii_ExclusionOps == nullptr && index->rd_index->indimmediate;
}

}  // namespace

bool keys_come_in_order(Relation heap, EState* estate, TupleTableSlot** slots, int count) noexcept {
  ListCell* cell;
  foreach (cell, RelationGetIndexList(heap)) {
    Relation index = index_open(lfirst_oid(cell), AccessShareLock);
    IndexInfo* info = BuildIndexInfo(index);
    const bool plain =
        index->rd_rel->relam == BTREE_AM_OID && info->ii_Expressions == NIL && info->ii_Predicate == NIL;
    const bool ordered = plain && come_in_order(index, info, estate, slots, count);
    index_close(index, AccessShareLock);
    if (!ordered) return false;
  }
  return true;
}

void IndexEntries::take_over(ResultRelInfo* target, EState* estate, TupleTableSlot** slots, int count,
                             int memory) noexcept {
  target_ = target;
  const int indexes = target->ri_NumIndices;
  kept_ = static_cast<Kept*>(palloc0(sizeof(Kept) * static_cast<size_t>(indexes + 1)));
  int stay = 0;
  for (int i = 0; i < indexes; ++i) {
    Relation index = target->ri_IndexRelationDescs[i];
    IndexInfo* info = target->ri_IndexRelationInfo[i];
    if (can_wait(index, info) && !come_in_order(index, info, estate, slots, count)) {
      kept_[count_++] = {index, info, nullptr};
      continue;
    }
    target->ri_IndexRelationDescs[stay] = index;
    target->ri_IndexRelationInfo[stay++] = info;
  }
  target->ri_NumIndices = stay;
  for (int i = 0; i < count_; ++i)
    // Whether a key is unique is for the insertion to tell, in the words of an INSERT.
    kept_[i].sort = tuplesort_begin_index_btree(target->ri_RelationDesc, kept_[i].index, false, false,
                                                memory / count_, nullptr, TUPLESORT_NONE);
}

void IndexEntries::keep(EState* estate, TupleTableSlot** slots, int count) noexcept {
  Datum values[INDEX_MAX_KEYS];
  bool isnull[INDEX_MAX_KEYS];
  for (int k = 0; k < count_; ++k)
    for (int i = 0; i < count; ++i) {
      if (form_entry(kept_[k].info, estate, slots[i], values, isnull))
        tuplesort_putindextuplevalues(kept_[k].sort, kept_[k].index, &slots[i]->tts_tid, values, isnull);
      if (kept_[k].info->ii_Expressions != NIL || kept_[k].info->ii_Predicate != NIL)
        ResetPerTupleExprContext(estate);
    }
}

void IndexEntries::enter(Relation heap) noexcept {
  Datum values[INDEX_MAX_KEYS];
  bool isnull[INDEX_MAX_KEYS];
  for (int k = 0; k < count_; ++k) {
    Relation index = kept_[k].index;
    MemoryContext memory =
        AllocSetContextCreate(CurrentMemoryContext, "datagen index entries", ALLOCSET_DEFAULT_SIZES);
    MemoryContext outer = MemoryContextSwitchTo(memory);
    const IndexUniqueCheck check = index->rd_index->indisunique ? UNIQUE_CHECK_YES : UNIQUE_CHECK_NO;
    tuplesort_performsort(kept_[k].sort);
    while (IndexTuple entry = tuplesort_getindextuple(kept_[k].sort, true)) {
      CHECK_FOR_INTERRUPTS();
      index_deform_tuple(entry, RelationGetDescr(index), values, isnull);
      index_insert(index, values, isnull, &entry->t_tid, heap, check, false, kept_[k].info);
      MemoryContextReset(memory);
    }
    tuplesort_end(kept_[k].sort);
    MemoryContextSwitchTo(outer);
    MemoryContextDelete(memory);
    target_->ri_IndexRelationDescs[target_->ri_NumIndices] = index;
    target_->ri_IndexRelationInfo[target_->ri_NumIndices++] = kept_[k].info;
  }
  count_ = 0;
}

}  // namespace datagen::pg
