#include "common/protocol/codec.h"
#include "common/protocol/fieldcodec.h"

namespace sketchroom {

Result<HostMessage> decodeHost(QByteArrayView json)
{
    return json::decode<HostMessage>(json, withoutLimits(), false);
}

QByteArray encode(const HostMessage &message)
{
    return json::encodeMessage(message);
}

} // namespace sketchroom
