// SPDX-License-Identifier: Apache-2.0
// A real agent whose journal or fence file was cut or flipped while it was away: the next one says so, what
// serves goes on serving, results that are still known are told as before, and new commands are obeyed.
#include "core/codec/file_io.h"
#include "tests/fault/node/node_world.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;

namespace {

struct Damage {
    const char* name;
    const char* file;
    bool cut;
    const char* says; ///< what the agent tells people
};

const Damage kDamages[] = {{"journal cut", "journal/commands", true, "the journal was damaged"},
                           {"journal flipped", "journal/commands", false, "the journal was damaged"},
                           {"fences cut", "fence/fences", true, "a fence file was damaged"},
                           {"fences flipped", "fence/fences", false, "a fence file was damaged"},
                           {"fence copy flipped", "fence/fences.copy", false, "a fence file was damaged"}};

class Damages {
public:
    int run(int samples) {
        for (int i = 0; i < samples; ++i) {
            for (const Damage& damage : kDamages) {
                one(damage, i, samples);
            }
        }
        std::printf("{\"mode\":\"damage\",\"cases\":%d,\"violations\":%d}\n", m_cases, m_violations);
        return m_violations == 0 ? 0 : 1;
    }

private:
    void violate(const Damage& damage, const std::string& what) {
        ++m_violations;
        std::printf("VIOLATION %s at %zu: %s\n", damage.name, m_at, what.c_str());
    }

    bool obey(const std::string& version) {
        const std::string id = "c" + std::to_string(++m_ids);
        Command command = m_world->gateway().command(id, CommandAction::Apply, version);
        command.minHealthyTime = 60ms;
        m_world->gateway().give(command);
        (void)m_world->until([&] { return m_world->gateway().receipt(id).has_value(); });
        const auto receipt = m_world->gateway().receipt(id);
        return receipt && receipt->outcome == ReceiptOutcome::Applied;
    }

    /// A world whose journal holds several commands, without an agent.
    bool prepare() {
        m_world = std::make_unique<NodeWorld>();
        m_ids = 0;
        const bool ready = m_world->start() && obey("1.0.0") && obey("1.1.0") && m_world->learnPort() &&
                           m_world->until([this] { return m_world->settled(); });
        m_world->kill();
        return ready;
    }

    void one(const Damage& damage, int sample, int samples) {
        if (!m_world && !prepare()) {
            violate(damage, "no world to damage");
            return;
        }
        ++m_cases;
        const auto file = m_world->state() / damage.file;
        std::string bytes = *codec::readFile(file, std::size_t{1} << 24);
        // Never at the very end of a record of the journal: a cut there is no damage.
        m_at = 1 + (bytes.size() - 2) * static_cast<std::size_t>(sample) / static_cast<std::size_t>(samples);
        if (damage.cut) {
            bytes.resize(m_at);
        } else {
            bytes[m_at] = static_cast<char>(~bytes[m_at]);
        }
        {
            auto fd = codec::openNew(file);
            (void)codec::writeAll(fd->get(), bytes, file);
        }
        Watcher watcher(m_world->port());
        const std::string before = m_world->answers();
        if (!m_world->start()) {
            violate(damage, "the agent does not start");
            m_world.reset();
            return;
        }
        if (!m_world->until([&] { return m_world->gateway().said(damage.says); })) {
            violate(damage, "nobody is told");
        }
        if (m_world->answers() != before) {
            violate(damage, before + " served, now " + m_world->answers());
        }
        const std::string next = before == "1.0.0" ? "1.1.0" : "1.0.0";
        if (!obey(next) || m_world->answers() != next) {
            violate(damage, next + " cannot be applied");
        }
        std::string version;
        const std::string wrong = m_world->checkCurrent(version);
        if (!wrong.empty() || version != next || !m_world->until([this] { return m_world->settled(); })) {
            violate(damage, "afterwards " + wrong + " " + version);
        }
        watcher.stop();
        if (watcher.failed() > 0) {
            violate(damage, std::to_string(watcher.failed()) + " requests failed");
        }
        m_world.reset();
    }

    std::unique_ptr<NodeWorld> m_world;
    std::size_t m_at = 0;
    int m_ids = 0;
    int m_cases = 0;
    int m_violations = 0;
};

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Damaged journals and fence files under a real agent."));
    parser.addHelpOption();
    const QCommandLineOption samples(QStringLiteral("samples"), QStringLiteral("places in each file"),
                                     QStringLiteral("n"), QStringLiteral("12"));
    parser.addOption(samples);
    parser.process(app);
    return Damages().run(parser.value(samples).toInt());
}
