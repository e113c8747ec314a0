#pragma once

#include "app/render/flatshape.h"

#include <QHash>

#include <mutex>

namespace sketchroom {

class ImageSource;

/// What shapes are painted from, by shape, bounded in memory. Usable from any thread.
class GeometryCache final
{
public:
    explicit GeometryCache(qsizetype budgetBytes = 32 << 20)
        : m_budget(budgetBytes)
    {
    }

    /// At least as fine as `detail`; made now, unless it is known.
    FlatRef flat(const ShapeRef &shape, int detail);
    /// Made now, unless it is known; kept, so that ink that grows is made from what it was.
    GeometryRef geometry(const ShapeRef &shape);
    /// `after` takes the place of `before`, and over its geometry as far as that is the same.
    void replace(const ShapeRef &before, const ShapeRef &after);
    void remove(const ShapeRef &shape);
    void clear();
    qsizetype bytes() const;

    /// Where the images come from; null: from nowhere. Set before anything is painted.
    void setImages(std::shared_ptr<ImageSource> images) { m_images = std::move(images); }
    ImageSource *images() const { return m_images.get(); }

private:
    struct Entry
    {
        ShapeRef shape; ///< keeps the key's address from being used again
        FlatRef flat;
        GeometryRef geometry; ///< kept of growing ink only
        // Of the ink before points were appended, until the same is made of it as it is now.
        FlatRef flatBefore;
        GeometryRef geometryBefore;
        qsizetype bytes = 0;
        quint64 used = 0;
    };
    Entry find(const ShapeRef &shape);
    void insert(Entry entry);
    Entry take(const Shape *shape);
    void trim();

    mutable std::mutex m_mutex;
    QHash<const Shape *, Entry> m_entries;
    qsizetype m_budget;
    qsizetype m_bytes = 0;
    quint64 m_clock = 0;
    std::shared_ptr<ImageSource> m_images;
};

} // namespace sketchroom
