#pragma once

#include "session/session.h"
#include "trace/extractor.h"
#include "trace/trace_view.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace sluice::trace {

/// A run in progress: the session, the collector on its own thread, and the trace file they fill.
/// Owner: the window or a command. Thread: public functions from one thread; `onGrowth` is called on the collector's.
/// Destroying it ends the run and closes the file.
class Recording
{
public:
    struct Options {
        std::filesystem::path file; ///< written as the run goes on
        session::Session::Options session;
        std::unique_ptr<Extractor>
            extractor; ///< what makes a long trace quick to read is stored with it; null: nothing
        /// So many events may the extractor be behind what is written, and with it the newest view. Then the collector
        /// takes no more until it has followed: the rings run full, and what they lose is counted and told as ever.
        std::uint64_t mostBehind = std::uint64_t{8} << 20;
        std::string lesson;             ///< see Meta
        std::function<void()> onGrowth; ///< there is a newer view, or the run has ended; at most 60 times a second
    };

    [[nodiscard]] static Result<std::unique_ptr<Recording>> start(const scenario::Scenario& scenario, Options options);
    ~Recording();

    [[nodiscard]] TraceView view() const;               ///< newest; cheap
    [[nodiscard]] session::Session& session();          ///< to control the workers
    [[nodiscard]] bool ended() const;                   ///< all drained and the file closed
    [[nodiscard]] std::optional<Error> failure() const; ///< e.g. the disk is full; the trace up to there is kept
    void stop();                                        ///< asks all to end; ended() turns true soon
    void waitUntilEnded();                              ///< blocks

private:
    struct Private;
    explicit Recording(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace sluice::trace
