// SPDX-License-Identifier: Apache-2.0
// Tries, time limits, bounds and breakers, with a clock and providers that the test moves.
#include "core/telemetry/series_router.h"
#include "tests/support/manual_clock.h"
#include "tests/unit/telemetry/series_samples.h"

#include <QtTest/QtTest>

#include <cmath>

using namespace hotswap;
using namespace std::chrono_literals;
using telemetry::Breaker;
using telemetry::ProviderAnswer;
using telemetry::ProviderNote;
using test::seriesRequest;

namespace {

/// Answers when the test says so.
class Provider final : public telemetry::SeriesProvider {
public:
    struct Asked {
        Duration limit{};
        std::function<void(Result<ProviderAnswer>)> done;
    };
    void ask(const ports::SeriesRequest&, Duration limit,
             std::function<void(Result<ProviderAnswer>)> done) override {
        asked.push_back({limit, std::move(done)});
    }
    std::vector<Asked> asked;
};

struct World {
    World() : router(makeProviders(), clock, random, hooks()) {}

    std::vector<telemetry::NamedProvider> makeProviders() {
        telemetry::NamedProvider named;
        named.name = "main";
        named.options.runningMax = 2;
        named.options.waitingMax = 3;
        auto owned = std::make_unique<Provider>();
        provider = owned.get();
        named.provider = std::move(owned);
        std::vector<telemetry::NamedProvider> all;
        all.push_back(std::move(named));
        return all;
    }
    telemetry::SeriesRouter::Hooks hooks() {
        return {[this] { ++wakes; }, [this](const ProviderNote& note) { notes.push_back(note); }};
    }
    Status read() {
        return router.read(seriesRequest(), [this](const SeriesValue& value) { values.push_back(value); });
    }
    void step(Duration passed = Duration{0}) {
        clock.advance(passed);
        next = router.step(clock.now());
    }
    /// Answers the oldest open try.
    void answer(Result<ProviderAnswer> result) {
        QVERIFY(answered < provider->asked.size());
        provider->asked[answered++].done(std::move(result));
        step();
    }
    void fail(ErrorCode code = ErrorCode::Unavailable) { answer(makeError(code, "because")); }
    /// One value that fails with all its tries, or until the breaker opens.
    void failOne() {
        const auto before = values.size();
        QVERIFY(read().ok());
        step();
        while (values.size() == before) {
            fail();
            step(1s);
        }
    }
    Breaker::State breaker() const { return router.states().front().breaker; }

    support::ManualClock clock;
    support::SeededRandom random;
    Provider* provider = nullptr;
    std::size_t answered = 0;
    int wakes = 0;
    std::vector<ProviderNote> notes;
    std::vector<SeriesValue> values;
    Instant next{};
    telemetry::SeriesRouter router; ///< last: it uses everything above
};

} // namespace

class SeriesRouterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aValueComesThrough() {
        World world;
        QVERIFY(world.read().ok());
        QCOMPARE(world.wakes, 1);
        world.step();
        QCOMPARE(world.provider->asked.size(), std::size_t{1});
        QCOMPARE(world.provider->asked[0].limit, Duration(10s));
        world.answer(ProviderAnswer{1.5, 2.5, {"a warning"}});
        QCOMPARE(world.values.size(), std::size_t{1});
        QVERIFY((world.values[0] == SeriesValue{"orders", 1.5, 2.5, false}));
        QCOMPARE(world.notes.size(), std::size_t{1});
        QCOMPARE(world.notes[0].text, std::string("a warning"));
        QCOMPARE(world.next, kNever);
    }

    void passingFailuresAreTriedAgainAfterGrowingPauses() {
        World world;
        QVERIFY(world.read().ok());
        world.step();
        for (const Duration pause : {100ms, 200ms, 400ms}) {
            const auto before = world.provider->asked.size();
            world.fail();
            QVERIFY(world.next >= world.clock.now() + pause * 3 / 4);
            QVERIFY(world.next <= world.clock.now() + pause * 5 / 4);
            world.step(world.next - world.clock.now() - 1ms);
            QCOMPARE(world.provider->asked.size(), before);
            world.step(1ms);
            QCOMPARE(world.provider->asked.size(), before + 1);
        }
        QVERIFY(world.values.empty());
        world.fail();
        QCOMPARE(world.values.size(), std::size_t{1});
        QVERIFY(world.values[0].sourceFailed);
        QVERIFY(std::isnan(world.values[0].canary) && std::isnan(world.values[0].baseline));
        QCOMPARE(world.breaker(), Breaker::State::Closed);
    }

    void otherFailuresAreFinal() {
        World world;
        for (const ErrorCode code : {ErrorCode::Malformed, ErrorCode::Timeout, ErrorCode::Unauthenticated}) {
            QVERIFY(world.read().ok());
            world.step();
            const auto before = world.values.size();
            world.fail(code);
            QCOMPARE(world.values.size(), before + 1);
        }
        QCOMPARE(world.router.states()[0].failuresInARow, 3U);
    }

    void fiveFailuresInARowOpenTheBreakerAndOneProbeClosesIt() {
        World world;
        world.failOne();
        world.failOne();
        QCOMPARE(world.answered, std::size_t{5});
        QCOMPARE(world.breaker(), Breaker::State::Open);
        QCOMPARE(world.notes.back().kind, ProviderNote::Kind::Failed);
        QCOMPARE(world.read().error().code, ErrorCode::Unavailable);

        world.step(30s);
        QVERIFY(world.read().ok());
        QVERIFY(world.read().ok());
        world.step();
        QCOMPARE(world.breaker(), Breaker::State::Probing);
        QCOMPARE(world.provider->asked.size(), std::size_t{6}); // the other waits for the probe
        world.fail();                                           // fails both
        QCOMPARE(world.breaker(), Breaker::State::Open);
        QCOMPARE(world.values.size(), std::size_t{4});
        QCOMPARE(world.read().error().code, ErrorCode::Unavailable);

        world.step(30s);
        QVERIFY(world.read().ok());
        QVERIFY(world.read().ok());
        world.step();
        world.answer(ProviderAnswer{1, 2, {}});
        QCOMPARE(world.breaker(), Breaker::State::Closed);
        QCOMPARE(world.notes.back().kind, ProviderNote::Kind::Closed);
        world.answer(ProviderAnswer{1, 2, {}});
        QCOMPARE(world.values.size(), std::size_t{6});
        QVERIFY(!world.values.back().sourceFailed);
    }

    void aGoodAnswerBetweenFailuresKeepsItClosed() {
        World world;
        for (int i = 0; i < 20; ++i) {
            QVERIFY(world.read().ok());
            world.step();
            i % 4 == 3 ? world.answer(ProviderAnswer{1, 1, {}}) : world.fail(ErrorCode::Timeout);
        }
        QCOMPARE(world.breaker(), Breaker::State::Closed);
    }

    void aWrongQuestionIsNotTheProvidersFault() {
        World world;
        for (int i = 0; i < 10; ++i) {
            QVERIFY(world.read().ok());
            world.step();
            world.fail(i % 2 == 0 ? ErrorCode::InvalidArgument : ErrorCode::Oversize);
            QVERIFY(world.values.back().sourceFailed);
        }
        QCOMPARE(world.breaker(), Breaker::State::Closed);
        QCOMPARE(world.provider->asked.size(), std::size_t{10}); // none was tried again
    }

    void whatTakesTooLongIsGivenUp() {
        World world;
        QVERIFY(world.read().ok());
        world.step();
        QCOMPARE(world.next, world.clock.now() + 10s);
        world.step(10s);
        QCOMPARE(world.values.size(), std::size_t{1});
        QVERIFY(world.values[0].sourceFailed);
        QCOMPARE(world.router.states()[0].failuresInARow, 1U);
        world.answer(ProviderAnswer{1, 1, {}}); // too late
        QCOMPARE(world.values.size(), std::size_t{1});
    }

    void aProviderThatHangsHoldsItsPlacesOnly() {
        World world;
        for (int i = 0; i < 5; ++i) {
            QVERIFY(world.read().ok());
        }
        QCOMPARE(world.read().error().code, ErrorCode::QueueFull);
        world.step();
        QCOMPARE(world.provider->asked.size(), std::size_t{2});
        world.step(10s); // all are given up; its two places are still taken
        QCOMPARE(world.values.size(), std::size_t{5});
        QVERIFY(world.read().ok());
        world.step();
        QCOMPARE(world.provider->asked.size(), std::size_t{2});
        world.answer(ProviderAnswer{1, 1, {}}); // the first place is free again
        QCOMPARE(world.provider->asked.size(), std::size_t{3});
    }

    void onlyProvidersOfTheConfigurationAreAsked() {
        World world;
        auto request = seriesRequest();
        request.metric.provider = "other";
        const auto ignored = [](const SeriesValue&) {};
        QCOMPARE(world.router.read(request, ignored).error().code, ErrorCode::NotFound);
        request = seriesRequest();
        request.metric.source = MetricPolicy::Source::Exec; // a command of that name there is not
        QCOMPARE(world.router.read(request, ignored).error().code, ErrorCode::NotFound);
        world.step();
        QCOMPARE(world.notes.size(), std::size_t{2});
        QCOMPARE(world.notes[0].provider, std::string("other"));
        request = seriesRequest();
        request.canary.clear();
        QCOMPARE(world.router.read(request, ignored).error().code, ErrorCode::InvalidArgument);
    }

    void theEndAnswersWhatIsOpen() {
        std::vector<SeriesValue> values;
        std::function<void(Result<ProviderAnswer>)> late;
        {
            World world;
            for (int i = 0; i < 2; ++i) {
                QVERIFY(world.router
                            .read(seriesRequest(),
                                  [&values](const SeriesValue& value) { values.push_back(value); })
                            .ok());
            }
            world.step();
            late = world.provider->asked[0].done;
        }
        QCOMPARE(values.size(), std::size_t{2});
        QVERIFY(values[0].sourceFailed && values[1].sourceFailed);
        late(ProviderAnswer{1, 1, {}}); // reaches nobody
        QCOMPARE(values.size(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(SeriesRouterTest)
#include "tst_series_router.moc"
