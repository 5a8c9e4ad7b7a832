#include "widgets/scene_words.h"

#include "widgets/words.h"
#include "words/words.h"

#include <QStringList>

namespace sluice::widgets {

using probe::Evidence;
using scene::Shape;
using scene::Subject;

QString evidenceText(Evidence evidence)
{
    switch (evidence) {
    case Evidence::Probe: return translated("widgets", "probe: an instrumented worker reported it");
    case Evidence::Kernel: return translated("widgets", "kernel: read from the kernel");
    case Evidence::Derived: return translated("widgets", "derived: follows from probe and kernel");
    case Evidence::Model: return translated("widgets", "model: cannot be measured here");
    }
    return {};
}

QString describe(const scene::Scene& scene, const Shape& shape)
{
    if (shape.subject.kind == Subject::Kind::Caption || shape.subject.kind == Subject::Kind::Border) return {};
    // A thing is often drawn by several shapes: its frame, its name, its number. All of them say one sentence.
    QStringList words;
    for (const Shape& other : scene.shapes) {
        if (other.subject != shape.subject || other.text.isEmpty() || other.kind == Shape::Kind::Icon) continue;
        if (const QString said = other.text.simplified(); !words.contains(said)) words << said;
        if (words.size() == 6) break;
    }
    if (words.isEmpty()) return {};
    return words.join(QStringLiteral(" · ")) + QLatin1Char('\n') + evidenceText(shape.evidence);
}

} // namespace sluice::widgets
