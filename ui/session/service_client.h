// SPDX-License-Identifier: Apache-2.0
#pragma once
// The console service as the GUI uses it: every call runs on a worker thread and answers in the GUI thread,
// so that nothing ever blocks a frame.

#include "core/ports/clock.h"
#include "core/ports/console_service.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace hotswap::ui {

/// GUI thread. Answers arrive later in the GUI thread and only while their context object lives.
class ServiceClient : public QObject {
    Q_OBJECT

public:
    ServiceClient(ports::ConsoleService& service, ports::RandomSource& random, QObject* parent = nullptr);
    ~ServiceClient() override;

    /// Calls are made in this name from now on; subscribes anew.
    void setIdentity(const Identity& identity);
    const Identity& identity() const { return m_identity; }

    /// Asks; T is the alternative of QueryAnswer that belongs to the query.
    template <class T>
    void ask(QObject* context, ports::ConsoleQuery query, std::function<void(Result<T>)> done) {
        askAny(context, std::move(query), [done = std::move(done)](Result<ports::QueryAnswer> answer) {
            if (!answer.ok()) {
                done(answer.error());
            } else if (T* value = std::get_if<T>(&*answer)) {
                done(std::move(*value));
            } else {
                done(makeError(ErrorCode::Internal, "answer of another kind"));
            }
        });
    }

    /// Executes a request under a key of its own.
    void execute(QObject* context, ports::ConsoleRequest request,
                 std::function<void(Result<ports::Answer>)> done);

    /// Whether the store is there as far as is known. While it is not, questions are answered from what was
    /// kept, if at all, and every request is refused here.
    bool online() const { return m_online; }
    void setOnline(bool online);
    /// Why nothing can be changed while not online: one sentence.
    static QString offlineText();

    /// No call is on its way.
    bool idle() const { return m_outstanding == 0; }

    /// A fresh idempotency key, for requests that are sent again after an unknown outcome.
    IdempotencyKey newKey();

Q_SIGNALS:
    /// Something changed, or everything is told anew (snapshot).
    void delivered(std::shared_ptr<const hotswap::ports::ConsoleDelta> delta);
    /// A call reached the service.
    void reached();
    /// The service could not be reached.
    void unreachable();
    void identityChanged();
    void onlineChanged();

private:
    using AnyDone = std::function<void(Result<ports::QueryAnswer>)>;
    void askAny(QObject* context, ports::ConsoleQuery query, AnyDone done);
    void subscribe();
    void noteOutcome(const Error* error);
    /// Runs `work` on a worker thread and `finish` with its result in the GUI thread.
    template <class T>
    void run(QObject* context, std::function<Result<T>()> work, std::function<void(Result<T>)> finish);

    ports::ConsoleService& m_service;
    ports::RandomSource& m_random;
    Identity m_identity;
    QThreadPool m_workers;
    int m_outstanding = 0;
    bool m_online = true;
    std::uint64_t m_cursor = 0;
    std::uint64_t m_term = 0; ///< counts subscriptions, so that late deliveries of an old one are dropped
    std::unique_ptr<ports::FeedSubscription> m_subscription;
};

} // namespace hotswap::ui
