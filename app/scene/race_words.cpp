#include "scene/race_words.h"

#include "base/names.h"
#include "scene/comparison_words.h"
#include "words/numbers.h"
#include "words/words.h"

namespace sluice::scene {

using analysis::RaceFigures;
using analysis::RaceLane;
using mechanisms::raceSizes;
using mechanisms::Through;

QStringList circumstances(const RaceFigures& race)
{
    if (race.size < 0 || race.roundTrips < 0 || race.messages < 0 || race.warmUp < 0)
        return {}; // not all has been told
    const QString waits = race.waiting == mechanisms::Waiting::Block ? translated("scene", "each waits in its call")
                          : race.waiting == mechanisms::Waiting::Poll
                              ? translated("scene", "each waits in poll(2)")
                              : translated("scene", "each asks again and again");
    const QString where = !race.settled        ? QString()
                          : race.senderCpu < 0 ? translated("scene", "on any processor")
                          : race.senderCpu == race.receiverCpu
                              ? translated("scene", "both on CPU %1").arg(race.senderCpu)
                              : translated("scene", "on CPU %1 and CPU %2").arg(race.senderCpu).arg(race.receiverCpu);
    const QString size = race.sweeps ? translated("scene", "%1 to %2 a message")
                                           .arg(sizeInWords(raceSizes.front()), sizeInWords(raceSizes.back()))
                                     : translated("scene", "%1 B a message").arg(words::grouped(race.size));
    const QString counts = race.sweeps
                               ? translated("scene", "%1 round trips, then %2 one way, at most %3")
                                     .arg(race.roundTrips)
                                     .arg(words::grouped(race.mostMessages), sizeInWords(mechanisms::raceMostBytes))
                               : translated("scene", "%1 round trips, then %2 one way")
                                     .arg(race.roundTrips)
                                     .arg(words::grouped(race.messages));
    return {size,  counts, translated("scene", "%1 round trips before, not counted").arg(race.warmUp),
            waits, where,  translated("scene", "in turn, every other round backwards")};
}

QString laneName(Through through)
{
    const mechanisms::Mechanism& race = *mechanisms::find("race");
    const int setting = mechanisms::settingIndex(race, mechanisms::raceKeyOf(through));
    return setting < 0 ? QString() : translated("settings", race.settings[static_cast<std::size_t>(setting)].label);
}

QString refusalWords(const RaceLane& lane, std::int64_t size)
{
    const QString error = QString::fromStdString(errnoName(lane.refused));
    if (lane.refused == EMSGSIZE)
        return translated("scene", "takes no message of %1 B (%2)").arg(words::grouped(size)).arg(error);
    if (lane.refused == EOPNOTSUPP) return translated("scene", "has no descriptor that poll(2) could wait for");
    return translated("scene", "cannot be made here: %1").arg(error);
}

} // namespace sluice::scene
