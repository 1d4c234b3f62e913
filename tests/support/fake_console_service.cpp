// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_console_service.h"

#include "tests/support/sample_data.h"

#include <algorithm>

namespace hotswap::support {

namespace {

template <class... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// Rows [page, page + limit) and the page behind them.
template <class Page, class Row>
Page cut(const std::vector<Row>& rows, const std::string& page, std::size_t limit) {
    const std::size_t first = page.empty() ? 0 : std::stoul(page);
    const std::size_t last = std::min(rows.size(), first + limit);
    Page made;
    made.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(first),
                     rows.begin() + static_cast<std::ptrdiff_t>(last));
    made.next = last < rows.size() ? std::to_string(last) : std::string();
    return made;
}

bool matches(const DeploymentSummary& summary, const ports::DeploymentFilter& filter) {
    const bool state = filter.states.empty() || std::find(filter.states.begin(), filter.states.end(),
                                                          summary.state) != filter.states.end();
    const bool place = !filter.environment || *filter.environment == summary.scope.environment;
    const bool text = filter.text.empty() || contains(summary.id.value, filter.text) ||
                      contains(summary.release.version.text(), filter.text) ||
                      contains(summary.release.module.value, filter.text) ||
                      contains(summary.requestedBy.value, filter.text);
    return state && place && text;
}

} // namespace

class FakeConsoleService::Subscription final : public ports::FeedSubscription {
public:
    explicit Subscription(FakeConsoleService& owner) : m_owner(owner) {}
    ~Subscription() override {
        const std::lock_guard lock(m_owner.m_mutex);
        m_owner.m_sinks.erase(this);
    }

private:
    FakeConsoleService& m_owner;
};

FakeConsoleService::FakeConsoleService(const ports::Clock& clock, ports::RandomSource& random,
                                       SampleSize size)
    : m_clock(clock), m_random(random), m_size(size) {
    const Instant now = clock.now();
    m_nodes = sample::fleet(size.productionNodes, now);
    m_deployments = {sample::running(now), sample::waiting(now)};
    for (std::uint32_t i = 0; i < size.endedDeployments; ++i) {
        m_deployments.push_back(sample::ended(i, now));
    }
    m_approvals = {sample::approval(m_deployments[1], ApprovalState::Pending, now),
                   sample::approval(m_deployments[0], ApprovalState::Approved, now)};
    m_coordination = sample::coordination(now);
    m_policies = sample::policies(now);
}

std::vector<Identity> FakeConsoleService::identities() {
    const TenantId tenant{"lab"};
    return {{tenant, UserId{"operator"}, {Role::Deployer}, {}, KeyId{"0123456789abcdef"}},
            {tenant, UserId{"approver"}, {Role::Approver}, {}, KeyId{"fedcba9876543210"}},
            {tenant, UserId{"viewer"}, {Role::Viewer}, {}, {}},
            {tenant, UserId{"admin"}, {Role::Admin}, {}, {}}};
}

std::optional<Error> FakeConsoleService::refusal(const Identity& who) const {
    if (m_failure) {
        return m_failure;
    }
    return who.user.empty() ? std::optional(makeError(ErrorCode::Unauthenticated)) : std::nullopt;
}

Result<ports::Answer> FakeConsoleService::execute(const Identity& who, const ports::ConsoleRequest& request,
                                                  const IdempotencyKey&) {
    const std::lock_guard lock(m_mutex);
    if (const auto refused = refusal(who)) {
        return *refused;
    }
    Role needed = Role::Deployer;
    if (std::holds_alternative<ports::requests::CastVote>(request)) {
        needed = Role::Approver;
    } else if (std::holds_alternative<ports::requests::HandOver>(request) ||
               std::holds_alternative<ports::requests::MakeToken>(request) ||
               std::holds_alternative<ports::requests::SetPolicy>(request) ||
               std::holds_alternative<ports::requests::RevokeNode>(request)) {
        needed = Role::Admin;
    }
    if (!who.has(needed)) {
        return makeError(ErrorCode::PermissionDenied, std::string(roleName(needed)));
    }
    if (const auto* policy = std::get_if<ports::requests::SetPolicy>(&request)) {
        auto answer = setPolicy(who, policy->change);
        if (answer.ok()) {
            m_accepted.push_back(request);
        }
        return answer;
    }
    m_accepted.push_back(request);
    if (std::holds_alternative<ports::requests::MakeToken>(request)) {
        return ports::Answer{"3fa94c01d2b7", false, "8c1f0d52a9e34b67f00d5a1e2b3c4d5e"};
    }
    return ports::Answer{runningDeployment().value, false, {}};
}

Result<ports::QueryAnswer> FakeConsoleService::query(const Identity& who, const ports::ConsoleQuery& query) {
    const std::lock_guard lock(m_mutex);
    if (const auto refused = refusal(who)) {
        return *refused;
    }
    if (auto told = nodeAnswer(who, query)) {
        return *std::move(told);
    }
    if (auto told = policyAnswer(who, query)) {
        return *std::move(told);
    }
    return answer(query);
}

std::optional<Result<ports::QueryAnswer>>
FakeConsoleService::nodeAnswer(const Identity& who, const ports::ConsoleQuery& query) const {
    namespace q = ports::queries;
    const Instant now = m_clock.now();
    if (std::holds_alternative<q::Orders>(query)) {
        return ports::QueryAnswer(ports::OrdersAnswer{m_orders, {}, who.has(Role::Deployer)});
    }
    if (std::holds_alternative<q::Enrolments>(query)) {
        ports::EnrolmentReport report = sample::enrolments(m_nodes, now);
        report.mayChange = who.has(Role::Admin);
        if (!report.mayChange) {
            report.tokens.clear();
        }
        return ports::QueryAnswer(std::move(report));
    }
    const auto of = [this](const NodeId& id) {
        return std::find_if(m_nodes.begin(), m_nodes.end(), [&](const Node& node) { return node.id == id; });
    };
    const auto* series = std::get_if<q::NodeSeries>(&query);
    const auto* journal = std::get_if<q::NodeJournal>(&query);
    const auto* log = std::get_if<q::NodeLog>(&query);
    const NodeId* id = series != nullptr ? &series->id : journal != nullptr ? &journal->id : nullptr;
    id = log != nullptr ? &log->id : id;
    if (id == nullptr) {
        return std::nullopt;
    }
    const auto node = of(*id);
    if (node == m_nodes.end()) {
        return makeError(ErrorCode::NotFound, id->value);
    }
    if (series != nullptr) {
        return ports::QueryAnswer(sample::series(now));
    }
    if (journal != nullptr) {
        return ports::QueryAnswer(sample::journal(*node, now));
    }
    std::vector<ports::NodeLogLine> lines = sample::log(*node, now);
    std::erase_if(lines, [&](const ports::NodeLogLine& line) {
        return line.sequence <= log->filter.afterSequence ||
               (log->filter.module && *log->filter.module != line.module) ||
               !contains(line.text, log->filter.text);
    });
    return ports::QueryAnswer(std::move(lines));
}

ports::ApprovalDetail FakeConsoleService::approvalDetail() const {
    const Instant now = m_clock.now();
    ports::ApprovalDetail made;
    made.approval = m_approvals.front();
    made.deployment = sample::detail(m_deployments[1], m_approvals, now);
    made.previousEnvironment = sample::ended(1, now);
    made.settingsBefore = {{"currency", "EUR"}};
    made.settingsAfter = {{"currency", "USD"}};
    made.now = now;
    return made;
}

ports::AuditPage FakeConsoleService::auditPage(const ports::queries::Audit& asked) const {
    std::vector<AuditRecord> rows;
    for (std::uint32_t i = m_size.auditRecords; i > 0; --i) {
        AuditRecord each = sample::record(i, m_clock.now());
        if (asked.filter.text.empty() || contains(each.actor + each.action, asked.filter.text)) {
            rows.push_back(each);
        }
    }
    return cut<ports::AuditPage>(rows, asked.page, asked.limit);
}

Result<ports::QueryAnswer> FakeConsoleService::answer(const ports::ConsoleQuery& query) const {
    namespace q = ports::queries;
    using Answer = Result<ports::QueryAnswer>;
    const auto tell = [](auto value) -> Answer { return ports::QueryAnswer(std::move(value)); };
    const Instant now = m_clock.now();
    const auto find = [this](const DeploymentId& id) {
        const auto found = std::find_if(m_deployments.begin(), m_deployments.end(),
                                        [&](const DeploymentSummary& each) { return each.id == id; });
        return found == m_deployments.end() ? nullptr : &*found;
    };
    return std::visit(
        Overloaded{
            [&](const q::PlanFor& asked) -> Answer {
                ports::PlanAnswer made;
                made.plan = sample::plan(asked.request.environment, m_size.productionNodes);
                made.release = sample::releases().front();
                made.stable = sample::storefront("1.0.0");
                made.policy = asked.request.policy.value_or(sample::effectivePolicy(
                    m_policies, asked.request.environment, asked.request.module, asked.request.strategy));
                return tell(std::move(made));
            },
            [&](const q::Deployments& asked) -> Answer {
                std::vector<DeploymentSummary> rows;
                std::copy_if(m_deployments.begin(), m_deployments.end(), std::back_inserter(rows),
                             [&](const DeploymentSummary& each) { return matches(each, asked.filter); });
                return tell(cut<ports::DeploymentPage>(rows, asked.page, asked.limit));
            },
            [&](const q::OneDeployment& asked) -> Answer {
                const DeploymentSummary* found = find(asked.id);
                return found == nullptr ? Answer(makeError(ErrorCode::NotFound, asked.id.value))
                                        : tell(sample::detail(*found, m_approvals, now));
            },
            [&](const q::Events& asked) -> Answer {
                const DeploymentSummary* found = find(asked.id);
                std::vector<DeploymentEvent> rows =
                    found == nullptr ? std::vector<DeploymentEvent>{} : sample::events(*found, now);
                std::erase_if(
                    rows, [&](const DeploymentEvent& each) { return each.version <= asked.afterVersion; });
                return tell(std::move(rows));
            },
            [&](const q::Metrics&) -> Answer { return tell(sample::metrics(now)); },
            [&](const q::Approvals& asked) -> Answer {
                std::vector<Approval> rows = m_approvals;
                std::erase_if(rows, [&](const Approval& each) {
                    return !asked.states.empty() && std::find(asked.states.begin(), asked.states.end(),
                                                              each.state) == asked.states.end();
                });
                return tell(std::move(rows));
            },
            [&](const q::OneApproval&) -> Answer { return tell(approvalDetail()); },
            [&](const q::Audit& asked) -> Answer { return tell(auditPage(asked)); },
            [&](const q::VerifyAudit&) -> Answer {
                return tell(ports::AuditCheck{m_size.auditRecords, m_size.auditRecords, std::nullopt});
            },
            [&](const q::Coordination&) -> Answer { return tell(m_coordination); },
            [&](const q::Releases&) -> Answer { return tell(sample::releases()); },
            [&](const q::OneNode& asked) -> Answer {
                for (const Node& each : m_nodes) {
                    if (each.id == asked.id) {
                        return tell(
                            ports::NodeDetail{each, {m_deployments.begin(), m_deployments.begin() + 2}});
                    }
                }
                return makeError(ErrorCode::NotFound, asked.id.value);
            },
            [&](const auto&) -> Answer { return makeError(ErrorCode::Unsupported); }},
        query);
}

ports::ConsoleDelta FakeConsoleService::snapshot() const {
    ports::ConsoleDelta delta;
    delta.snapshot = true;
    delta.cursor = m_cursor;
    delta.nodes = m_nodes;
    delta.deployments = m_deployments;
    delta.approvals = {m_approvals.front()};
    delta.orders = m_orders;
    delta.leases = {
        {m_deployments.front().scope, HolderId{"console-7f3a"}, Fence{1, 3}, m_clock.now(), kNever}};
    return delta;
}

Result<std::unique_ptr<ports::FeedSubscription>>
FakeConsoleService::subscribe(const Identity& who, std::uint64_t, std::shared_ptr<ports::DeltaSink> sink) {
    const std::lock_guard lock(m_mutex);
    if (const auto refused = refusal(who)) {
        return *refused;
    }
    auto made = std::make_unique<Subscription>(*this);
    m_sinks[made.get()] = sink;
    sink->deliver(std::make_shared<const ports::ConsoleDelta>(snapshot()));
    return std::unique_ptr<ports::FeedSubscription>(std::move(made));
}

void FakeConsoleService::changeNodes(std::size_t count) {
    const std::lock_guard lock(m_mutex);
    auto delta = std::make_shared<ports::ConsoleDelta>();
    delta->cursor = ++m_cursor;
    delta->leases = {
        {m_deployments.front().scope, HolderId{"console-7f3a"}, Fence{1, 3}, m_clock.now(), kNever}};
    std::set<std::size_t> picked;
    while (picked.size() < std::min(count, m_nodes.size())) {
        picked.insert(m_random.next() % m_nodes.size());
    }
    for (const std::size_t index : picked) {
        sample::change(m_nodes[index], m_random.next(), m_clock.now());
        delta->nodes.push_back(m_nodes[index]);
    }
    for (const auto& [subscription, sink] : m_sinks) {
        sink->deliver(delta);
    }
}

void FakeConsoleService::setOrders(std::vector<OrderSummary> orders) {
    const std::lock_guard lock(m_mutex);
    m_orders = std::move(orders);
    auto delta = std::make_shared<ports::ConsoleDelta>();
    delta->cursor = ++m_cursor;
    delta->leases = m_coordination.leases;
    delta->orders = m_orders;
    for (const auto& [subscription, sink] : m_sinks) {
        sink->deliver(delta);
    }
}

void FakeConsoleService::failWith(const Error* error) {
    const std::lock_guard lock(m_mutex);
    m_failure = error == nullptr ? std::nullopt : std::optional(*error);
}

void FakeConsoleService::setCoordination(ports::CoordinationReport report) {
    const std::lock_guard lock(m_mutex);
    m_coordination = std::move(report);
    auto delta = std::make_shared<ports::ConsoleDelta>();
    delta->cursor = ++m_cursor;
    delta->leases = m_coordination.leases;
    delta->presenceChanged = true;
    for (const auto& [subscription, sink] : m_sinks) {
        sink->deliver(delta);
    }
}

ports::CoordinationReport FakeConsoleService::coordination() const {
    const std::lock_guard lock(m_mutex);
    return m_coordination;
}

std::vector<ports::ConsoleRequest> FakeConsoleService::accepted() const {
    const std::lock_guard lock(m_mutex);
    return m_accepted;
}

} // namespace hotswap::support
