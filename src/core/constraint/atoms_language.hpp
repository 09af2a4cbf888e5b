// src/core/constraint/atoms_language.hpp -- functions of one text, undone on regular languages
#pragma once

#include "core/constraint/automaton_algebra.hpp"
#include "core/constraint/narrowing.hpp"

#include <optional>

namespace datagen::core {

/// Narrows what `subject` reads so that its value is in `wanted`: the functions around the column are undone one after
/// the other, each by the language of its arguments with a value in the language that is left. True when nothing is
/// left to the server.
bool admit_language(BranchState& state, const ExprPtr& subject, Automaton wanted);

/// The texts x with x op `constant` for a comparison; `bytes` tells that order is that of bytes. Nothing where only
/// the server knows, or where a proof would need all of them.
std::optional<Automaton> compared_texts(const BranchState& state, Op op, std::string_view constant,
                                        bool bytes);

/// A function of text that admit_language() can undo.
bool is_text_function(Op op);

/// The characters that regexp_replace(x, pattern, '', 'g') takes away when its pattern is a class of characters.
std::optional<CodeSet> erased_characters(const BranchState& state, const Expr& function);

}  // namespace datagen::core
