#pragma once

// Private to the codec: the values of registers, driven by the register table.

#include "common/base/jsonwriter.h"
#include "common/model/registers.h"
#include "common/protocol/jsonreader.h"
#include "common/protocol/limits.h"

namespace sketchroom::json {

/// Reads a register's value; a problem when it cannot be taken.
std::optional<Value> readValue(const RegisterInfo &row, simdjson::dom::element json, const Limits &limits,
                               Problem &refusal);
/// Key and value.
void writeRegister(JsonWriter &out, const RegisterInfo &row, const Value &value);
void writeRegisterValue(JsonWriter &out, const Value &value);

} // namespace sketchroom::json
