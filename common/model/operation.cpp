#include "common/model/operation.h"

#include <algorithm>

namespace sketchroom {

namespace {
struct IdOf
{
    const ShapeId &operator()(const CreateOp &op) const { return op.shape->id; }
    template <class Other>
    const ShapeId &operator()(const Other &op) const
    {
        return op.id;
    }
};

struct TouchesText
{
    bool operator()(const UpdateOp &op) const
    {
        return std::any_of(op.set.begin(), op.set.end(),
                           [](const RegisterValue &entry) { return entry.reg == Register::Text; });
    }
    bool operator()(const CreateOp &op) const { return info(Register::Text).usedBy(op.shape->kind); }
    bool operator()(const AppendOp &) const { return false; }
    bool operator()(const DeleteOp &) const { return true; }
    bool operator()(const SpliceOp &) const { return true; }
};
} // namespace

bool touchesText(const Op &op)
{
    return std::visit(TouchesText{}, op);
}

const ShapeId &shapeIdOf(const Op &op)
{
    return std::visit(IdOf{}, op);
}

} // namespace sketchroom
