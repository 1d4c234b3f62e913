// SPDX-License-Identifier: Apache-2.0
#include "ui/session/service_client.h"

#include <QPointer>
#include <QTimer>

namespace hotswap::ui {

namespace {

constexpr int kWorkers = 2;
constexpr int kOutstandingMax = 256;
constexpr int kSubscribeAgainMs = 2'000;

/// Hands deliveries to the GUI thread. The subscription is destroyed before the client is.
class Sink : public ports::DeltaSink {
public:
    using Receive = std::function<void(std::shared_ptr<const ports::ConsoleDelta>)>;
    Sink(QObject* receiver, Receive receive) : m_receiver(receiver), m_receive(std::move(receive)) {}

    void deliver(std::shared_ptr<const ports::ConsoleDelta> delta) override {
        QMetaObject::invokeMethod(
            m_receiver, [receive = m_receive, delta = std::move(delta)] { receive(delta); },
            Qt::QueuedConnection);
    }

private:
    QObject* m_receiver;
    Receive m_receive;
};

} // namespace

ServiceClient::ServiceClient(ports::ConsoleService& service, ports::RandomSource& random, QObject* parent)
    : QObject(parent), m_service(service), m_random(random) {
    m_workers.setMaxThreadCount(kWorkers);
}

ServiceClient::~ServiceClient() {
    m_workers.waitForDone();
    m_subscription.reset();
}

void ServiceClient::setIdentity(const Identity& identity) {
    m_identity = identity;
    m_cursor = 0;
    subscribe();
    Q_EMIT identityChanged();
}

void ServiceClient::setOnline(bool online) {
    if (online != m_online) {
        m_online = online;
        Q_EMIT onlineChanged();
    }
}

QString ServiceClient::offlineText() {
    return tr("The store cannot be reached: nothing can be changed until it is back.");
}

IdempotencyKey ServiceClient::newKey() {
    return IdempotencyKey{ports::makeUniqueText(m_random)};
}

template <class T>
void ServiceClient::run(QObject* context, std::function<Result<T>()> work,
                        std::function<void(Result<T>)> finish) {
    QPointer<QObject> alive(context);
    if (m_outstanding >= kOutstandingMax) {
        QMetaObject::invokeMethod(
            this,
            [alive, finish] {
                if (alive) {
                    finish(makeError(ErrorCode::QueueFull, "calls of this console"));
                }
            },
            Qt::QueuedConnection);
        return;
    }
    ++m_outstanding;
    m_workers.start([this, alive, work = std::move(work), finish = std::move(finish)] {
        auto result = std::make_shared<Result<T>>(work());
        QMetaObject::invokeMethod(
            this,
            [this, alive, result, finish] {
                --m_outstanding;
                noteOutcome(result->ok() ? nullptr : &result->error());
                if (alive) {
                    finish(std::move(*result));
                }
            },
            Qt::QueuedConnection);
    });
}

void ServiceClient::askAny(QObject* context, ports::ConsoleQuery query, AnyDone done) {
    run<ports::QueryAnswer>(
        context,
        [&service = m_service, who = m_identity, query = std::move(query)] {
            return service.query(who, query);
        },
        std::move(done));
}

void ServiceClient::execute(QObject* context, ports::ConsoleRequest request,
                            std::function<void(Result<ports::Answer>)> done) {
    if (!m_online) {
        QMetaObject::invokeMethod(
            context, [done = std::move(done)] { done(makeError(ErrorCode::Unavailable)); },
            Qt::QueuedConnection);
        return;
    }
    run<ports::Answer>(
        context,
        [&service = m_service, who = m_identity, request = std::move(request), key = newKey()] {
            auto answer = service.execute(who, request, key);
            // Neither success nor failure is known: the same key again tells which, and changes nothing
            // twice.
            const bool unknown = !answer.ok() && answer.error().code == ErrorCode::OutcomeUnknown;
            return unknown ? service.execute(who, request, key) : std::move(answer);
        },
        std::move(done));
}

void ServiceClient::subscribe() {
    using Held = std::shared_ptr<std::unique_ptr<ports::FeedSubscription>>;
    const std::uint64_t term = ++m_term;
    m_subscription.reset();
    auto sink = std::make_shared<Sink>(this, [this, term](std::shared_ptr<const ports::ConsoleDelta> delta) {
        if (term == m_term) {
            m_cursor = delta->cursor;
            Q_EMIT delivered(std::move(delta));
        }
    });
    run<Held>(
        this,
        [&service = m_service, who = m_identity, cursor = m_cursor, sink]() -> Result<Held> {
            auto made = service.subscribe(who, cursor, sink);
            if (!made.ok()) {
                return made.error();
            }
            return std::make_shared<std::unique_ptr<ports::FeedSubscription>>(std::move(*made));
        },
        [this, term](Result<Held> made) {
            if (term != m_term) {
                return;
            }
            if (made.ok()) {
                m_subscription = std::move(**made);
            } else {
                QTimer::singleShot(kSubscribeAgainMs, this, [this, term] {
                    if (term == m_term) {
                        subscribe();
                    }
                });
            }
        });
}

void ServiceClient::noteOutcome(const Error* error) {
    const bool lost =
        error != nullptr && (error->code == ErrorCode::Unavailable || error->code == ErrorCode::Timeout);
    if (lost) {
        Q_EMIT unreachable();
    } else {
        Q_EMIT reached();
    }
}

} // namespace hotswap::ui
