#include "mechanisms/line_calibration.h"

namespace sluice::mechanisms {

namespace {

using probe::LineVerdict;

constexpr std::uint64_t enoughMoves = 500,
                        enoughStays = 5'000; ///< in the half to check: 1 in 100, 1 in 1,000 must show
constexpr int patience = 15;                 ///< bursts without enough moves
constexpr int failures = 15;                 ///< in a row, from the start: three were seen to be an accident

} // namespace

void LineCalibration::add(const Samples& burst)
{
    m_renewed = m_shifted = false;
    ++m_bursts;
    m_pending.add(burst);
    constexpr Threshold everything{0, AccessTimes::longest};
    const Threshold all = everything.checkedOn(m_pending.check);
    if (all.moves >= enoughMoves && all.stays >= enoughStays) judge();
    else if (m_bursts >= patience && m_verdict == LineVerdict::Calibrating) m_verdict = LineVerdict::Alone;
}

void LineCalibration::judge()
{
    const Threshold checked = findThreshold(m_pending.found).checkedOn(m_pending.check);
    const bool stillGood = m_threshold.checkedOn(m_pending.check).separates();
    m_pending = {};
    m_bursts = 0;
    if (checked.separates()) {
        m_shifted = m_threshold.ns > 0 && !stillGood;
        m_threshold = checked;
        m_checked.moves += checked.moves;
        m_checked.found += checked.found;
        m_checked.stays += checked.stays;
        m_checked.wrong += checked.wrong;
        m_renewed = true;
        m_failed = 0;
        m_verdict = LineVerdict::Separable;
        return;
    }
    ++m_failed;
    if (m_threshold.ns > 0) m_verdict = LineVerdict::Unsure;
    else if (m_failed >= failures) m_verdict = LineVerdict::Overlapping;
}

} // namespace sluice::mechanisms
