#include "common/model/operation.h"

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
} // namespace

const ShapeId &shapeIdOf(const Op &op)
{
    return std::visit(IdOf{}, op);
}

} // namespace sketchroom
