#include "server/room/vocabulary.h"

#include "common/model/registers.h"

namespace sketchroom {

const Vocabulary &vocabulary()
{
    static const Vocabulary known = [] {
        Vocabulary words;
        for (int kind = 0; kind < kindCount; ++kind)
            words.kinds.append(name(Kind(kind)));
        for (const RegisterInfo &row : registers())
            words.registers.append(row.name);
        words.ops = {"create", "update", "append", "splice", "delete"};
        return words;
    }();
    return known;
}

} // namespace sketchroom
