#include "words/file_error.h"

#include <cerrno>

namespace sluice::words {

Error fileError(Error::Code code, const char* call, const QFileDevice& file)
{
    const int number = errno; // before anything else can change it
    const std::string name = file.fileName().toStdString();
    if (number != 0) return {code, call, number, name};
    return {code, call, 0, name + ": " + file.errorString().toStdString()};
}

} // namespace sluice::words
