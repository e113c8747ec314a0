#include "common/base/result.h"

#include <array>

namespace sketchroom {

namespace {
constexpr std::array names = {"invalid", "gone",    "exists",   "conflict",    "forbidden",    "locked",
                              "limit",   "rate",    "bad-json", "bad-message", "unknown-type", "not-found",
                              "io",      "damaged", "newer",    "cancelled"};
static_assert(names.size() == size_t(ErrorCode::Cancelled) + 1);
} // namespace

const char *codeName(ErrorCode code)
{
    return names.at(size_t(code));
}

ErrorCode codeFromName(QByteArrayView name)
{
    for (size_t i = 0; i < names.size(); ++i) {
        if (name == QByteArrayView(names.at(i)))
            return ErrorCode(i);
    }
    return ErrorCode::Invalid;
}

} // namespace sketchroom
