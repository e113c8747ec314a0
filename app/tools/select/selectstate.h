#pragma once

#include "app/view/pointerevent.h"

#include <memory>

namespace sketchroom {

/// What the select tool is doing between a press and its release. Idle is having none.
class SelectState
{
public:
    SelectState() = default;
    SelectState(const SelectState &) = delete;
    SelectState &operator=(const SelectState &) = delete;
    virtual ~SelectState() = default;

    /// Returns the state that takes over, or null to go on in this one.
    virtual std::unique_ptr<SelectState> moved(const PointerEvent &event) = 0;
    virtual void released(const PointerEvent &event) = 0;
    /// Takes back all that it has done.
    virtual void cancel() = 0;
};

} // namespace sketchroom
