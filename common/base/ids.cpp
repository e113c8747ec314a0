#include "common/base/ids.h"

#include <algorithm>

namespace sketchroom {

namespace {
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
} // namespace

bool isValidId(QByteArrayView id, qsizetype least)
{
    return id.size() >= least && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
               return isDigit(c) || isLower(c) || isUpper(c) || c == '_' || c == '-';
           });
}

bool isValidRoomId(QByteArrayView id)
{
    return !id.isEmpty() && id.size() <= 63 && id.front() != '-' &&
           std::all_of(id.begin(), id.end(), [](char c) { return isDigit(c) || isLower(c) || c == '-'; });
}

QByteArray makeId(Random &random, int length)
{
    static constexpr char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    QByteArray id(length, Qt::Uninitialized);
    for (char &c : id)
        c = digits[random.below(62)];
    return id;
}

} // namespace sketchroom
