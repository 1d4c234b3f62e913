// SPDX-License-Identifier: Apache-2.0
// Commands as metric providers: what they are told, what they may print, and how they are ended.
#include "app/common/exec_series.h"
#include "app/common/metric_sources.h"
#include "app/common/real_sources.h"
#include "tests/unit/telemetry/series_samples.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <cmath>
#include <future>

using namespace hotswap;
using namespace std::chrono_literals;
using telemetry::ProviderAnswer;

namespace {

constexpr auto kPatience = 20s;

/// Through everything that a program has: configuration, router, process.
class Commands {
public:
    explicit Commands(const std::string& script, Duration limit = 10s) {
        app::MetricProviderConfig config;
        config.name = "main";
        config.kind = MetricPolicy::Source::Exec;
        config.command = {"/bin/sh", "-c", script};
        config.limit = limit;
        auto started = app::MetricSources::start({config}, m_dir.path().toStdString(), m_clock, m_random,
                                                 [this](const telemetry::ProviderNote& note) {
                                                     const std::lock_guard lock(m_mutex);
                                                     m_notes.push_back(app::noteText(note));
                                                 });
        m_sources = *std::move(started);
    }

    SeriesValue value() {
        auto request = test::seriesRequest("");
        request.metric.source = MetricPolicy::Source::Exec;
        std::promise<SeriesValue> promise;
        auto future = promise.get_future();
        const auto asked = m_sources->source().read(
            request, [&promise](const SeriesValue& value) { promise.set_value(value); });
        const bool came = asked.ok() && future.wait_for(kPatience) == std::future_status::ready;
        return came ? future.get() : SeriesValue{"nothing came", 0, 0, true};
    }
    std::string notes() const {
        const std::lock_guard lock(m_mutex);
        std::string all;
        for (const std::string& note : m_notes) {
            all += note + "\n";
        }
        return all;
    }
    void end() { m_sources.reset(); }
    QStringList files() const { return QDir(m_dir.path()).entryList(QDir::Files); }

private:
    QTemporaryDir m_dir;
    app::SystemClock m_clock;
    app::SystemRandom m_random;
    mutable std::mutex m_mutex;
    std::vector<std::string> m_notes;
    std::unique_ptr<app::MetricSources> m_sources;
};

} // namespace

class MetricCommandsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void twoNumbersAreTheValue() {
        Commands commands("echo a word on standard error >&2; echo 1.5 NaN");
        const SeriesValue value = commands.value();
        QVERIFY(!value.sourceFailed);
        QCOMPARE(value.metric, std::string("orders"));
        QCOMPARE(value.canary, 1.5);
        QVERIFY(std::isnan(value.baseline));
        QTRY_VERIFY(commands.files().isEmpty());
    }

    void theCommandIsToldWhatIsAsked() {
        const std::string expected =
            R"x({"at":1790000300,"baseline":["web-7"],"canary":["web-1","web-2"],"deployment":"d1",)x"
            R"x("environment":"Production","from":1790000000,"metric":"orders","module":"storefront"})x";
        Commands commands(
            "[ \"$(cat)\" = '" + expected +
            "' ] && [ \"$HOTSWAP_METRIC $HOTSWAP_DEPLOYMENT $HOTSWAP_ENVIRONMENT\" = 'orders d1 "
            "Production' ] && [ \"$HOTSWAP_MODULE $HOTSWAP_FROM $HOTSWAP_AT\" = 'storefront "
            "1790000000 1790000300' ] && [ -n \"$PATH\" ] && echo 3 4");
        const SeriesValue value = commands.value();
        QVERIFY2(!value.sourceFailed, commands.notes().c_str());
        QCOMPARE(value.baseline, 4.0);
    }

    void everythingElseFails_data() {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("note");
        QTest::newRow("status") << QByteArray("echo no database >&2; echo 1 2; exit 3")
                                << QByteArray("exit status 3 no database");
        QTest::newRow("signal") << QByteArray("kill -9 $$") << QByteArray("signal 9");
        QTest::newRow("silent") << QByteArray("true") << QByteArray("two numbers");
        QTest::newRow("words") << QByteArray("echo all good") << QByteArray("two numbers");
        QTest::newRow("endless") << QByteArray("exec cat /dev/zero") << QByteArray("without an end");
        QTest::newRow("endless errors")
            << QByteArray("exec cat /dev/zero >&2") << QByteArray("without an end");
        QTest::newRow("program") << QByteArray("exec /nowhere") << QByteArray("exit status 127");
    }
    void everythingElseFails() {
        QFETCH(QByteArray, script);
        QFETCH(QByteArray, note);
        Commands commands(script.toStdString());
        QVERIFY(commands.value().sourceFailed);
        QVERIFY2(commands.notes().find(note.toStdString()) != std::string::npos, commands.notes().c_str());
    }

    void theTimeLimitEndsTheWholeGroup() {
        QTemporaryDir dir;
        const std::string file = dir.filePath(QStringLiteral("pid")).toStdString();
        Commands commands("sleep 600 & echo $! > '" + file + "'; wait", 300ms);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(commands.value().sourceFailed);
        QVERIFY(timer.elapsed() < 10'000);
        QFile pid(QString::fromStdString(file));
        QVERIFY(pid.open(QIODevice::ReadOnly));
        const QString child = QStringLiteral("/proc/%1/stat").arg(pid.readAll().trimmed().toInt());
        const auto lives = [&child] {
            QFile stat(child);
            return stat.open(QIODevice::ReadOnly) && !stat.readAll().contains(") Z ");
        };
        QTRY_VERIFY(!lives());
    }

    void theEndEndsCommands() {
        QElapsedTimer timer;
        timer.start();
        auto commands = std::make_unique<Commands>("sleep 600");
        auto waiting = std::async(std::launch::async, [&] { return commands->value(); });
        QTRY_VERIFY(!commands->files().isEmpty());
        // What is open is answered from the end's own thread.
        commands->end();
        QVERIFY(waiting.get().sourceFailed);
        QVERIFY(timer.elapsed() < 10'000);
    }

    void onlyTwoNumbersOnOneLineAreRead() {
        const auto refused = [](const char* text) { return !app::readTwoNumbers(text).ok(); };
        QCOMPARE(app::readTwoNumbers(" 1e3\t-2.5 \r\n\n")->baseline, -2.5);
        QVERIFY(std::isnan(app::readTwoNumbers("nan inf")->baseline));
        for (const char* text : {"", "\n", "1", "1\n2", "1 2 3", "1 2\n3", "1,2", "0x10 1", "1 2x", "+1 2"}) {
            QVERIFY2(refused(text), text);
        }
    }
};

QTEST_GUILESS_MAIN(MetricCommandsTest)
#include "tst_metric_commands.moc"
