#pragma once

#include <memory>

class QGuiApplication;

namespace sluice::cli {

/// What Qt needs to draw text, with no display at all and the same result everywhere. One at a time.
class Headless
{
public:
    Headless();
    ~Headless();
    Headless(const Headless&) = delete;
    Headless& operator=(const Headless&) = delete;

private:
    std::unique_ptr<QGuiApplication> m_application;
};

} // namespace sluice::cli
