// SPDX-License-Identifier: Apache-2.0
#pragma once
// The console's command line.

#include <QSize>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <variant>

namespace hotswap::console {

enum class Access { Full, ReadOnly };
enum class Start { Welcome, Lab, Connect };

struct ConsoleOptions {
    Start start = Start::Welcome;
    Access access = Access::Full;
    std::uint32_t nodes = 20; ///< of the simulated Production
    std::uint64_t seed = 1;
    double speed = 1;
    QString scenario = QStringLiteral("healthy");
    QString connect;   ///< conninfo of the shared database
    QString tenant;    ///< empty: the login's only one
    QString keys;      ///< folder; empty: the standard one
    bool cache = true; ///< keeps on this desktop what it sees, for reading offline
    QString lead;      ///< conninfo of an orchestrator login; empty: this console leads nothing
    QString metrics;   ///< TOML file of metric providers, for the lab or with `lead`; empty: none
    QString page;      ///< empty: the first one
    QString language;  ///< empty: as chosen before, or the system's
    QString theme;     ///< "dark", "light"; empty: as chosen before
    QString picture;   ///< file to write a picture to instead of staying open; empty: none
    int pictureAfterMs = 1'500;
    QSize size{1280, 800};
};

/// Text to print on standard output before ending with success: help or version.
struct Print {
    QString text;
};
/// One sentence for standard error; the program ends with exit status 2.
struct WrongUsage {
    QString sentence;
};

/// Reads the arguments without the program's name. `version` is printed for --version.
std::variant<ConsoleOptions, Print, WrongUsage> parseOptions(const QStringList& arguments,
                                                             const QString& version);

} // namespace hotswap::console
