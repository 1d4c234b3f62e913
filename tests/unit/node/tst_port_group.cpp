// SPDX-License-Identifier: Apache-2.0
// The switch itself, on real sockets: thousands of connections while the live slot changes, none lost.
#include "core/node/port_group.h"

#include <QtTest/QtTest>

#include <arpa/inet.h>
#include <atomic>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace hotswap;
using node::Slot;

namespace {

/// Accepts eagerly on one slot's socket and answers with the slot's letter.
class Answerer {
public:
    Answerer(int fd, char letter) : m_fd(::dup(fd)), m_letter(letter), m_thread([this] { run(); }) {}
    ~Answerer() {
        m_stop = true;
        m_thread.join();
        ::close(m_fd);
    }
    int taken() const { return m_taken; }

private:
    void run() {
        while (!m_stop) {
            pollfd ready{m_fd, POLLIN, 0};
            if (::poll(&ready, 1, 20) == 1) {
                const int peer = ::accept4(m_fd, nullptr, nullptr, SOCK_CLOEXEC);
                ++m_taken;
                (void)::send(peer, &m_letter, 1, MSG_NOSIGNAL);
                ::close(peer);
            }
        }
    }
    int m_fd;
    char m_letter;
    std::atomic<bool> m_stop{false};
    std::atomic<int> m_taken{0};
    std::thread m_thread;
};

sockaddr_in loopback() {
    return *node::parseAddress("127.0.0.1:0", "address");
}

/// One connection: the letter that answered, or 0 when anything failed.
char ask(const sockaddr_in& address, int limitMs = 5'000) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval limit{limitMs / 1000, (limitMs % 1000) * 1000};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    char letter = 0;
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        ::recv(fd, &letter, 1, 0) != 1) {
        letter = 0;
    }
    ::close(fd);
    return letter;
}

} // namespace

class PortGroupTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyConnectionGoesToTheLiveSlot() {
        auto group = node::PortGroup::open("http", loopback());
        QVERIFY(group.ok());
        const Answerer blue(group->socket(Slot::Blue), 'b');
        const Answerer green(group->socket(Slot::Green), 'g'); // eager, but not live
        QVERIFY(group->switchTo(Slot::Blue).ok());
        for (int i = 0; i < 500; ++i) {
            QCOMPARE(ask(group->address()), 'b');
        }
        QCOMPARE(green.taken(), 0);
        QVERIFY(group->switchTo(Slot::Green).ok());
        for (int i = 0; i < 500; ++i) {
            QCOMPARE(ask(group->address()), 'g');
        }
        QCOMPARE(blue.taken(), 500);
    }

    void switchingUnderLoadLosesNothing() {
        auto group = node::PortGroup::open("http", loopback());
        QVERIFY(group.ok() && group->switchTo(Slot::Blue).ok());
        const Answerer blue(group->socket(Slot::Blue), 'b');
        const Answerer green(group->socket(Slot::Green), 'g');
        std::atomic<bool> stop{false};
        std::atomic<int> answered{0};
        std::atomic<int> failed{0};
        std::vector<std::thread> clients;
        for (int i = 0; i < 3; ++i) {
            clients.emplace_back([&] {
                while (!stop) {
                    ++(ask(group->address()) != 0 ? answered : failed);
                }
            });
        }
        int switches = 0;
        while (answered < 6'000 && failed == 0) {
            QVERIFY(group->switchTo(switches++ % 2 == 0 ? Slot::Green : Slot::Blue).ok());
            ::poll(nullptr, 0, 1);
        }
        stop = true;
        for (auto& client : clients) {
            client.join();
        }
        qInfo("%d switches under %d connections, %d failed", switches, answered.load(), failed.load());
        QCOMPARE(failed.load(), 0);
        QVERIFY(blue.taken() > 0 && green.taken() > 0);
    }

    void beforeTheFirstSwitchNobodyIsLetInAndNobodyIsTurnedAway() {
        auto group = node::PortGroup::open("http", loopback());
        QVERIFY(group.ok());
        const Answerer blue(group->socket(Slot::Blue), 'b');
        char letter = 1;
        std::thread early([&] { letter = ask(group->address(), 10'000); });
        ::poll(nullptr, 0, 200);
        QCOMPARE(blue.taken(), 0);
        QCOMPARE(group->backlog(Slot::Blue), std::size_t{0});
        QVERIFY(group->switchTo(Slot::Blue).ok());
        early.join(); // the client's kernel asks again after a second
        QCOMPARE(letter, 'b');
    }

    void theBacklogOfAnIdleSlotIsSeen() {
        auto group = node::PortGroup::open("http", loopback());
        QVERIFY(group.ok() && group->switchTo(Slot::Blue).ok());
        const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const auto address = group->address();
        QCOMPARE(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        QTRY_COMPARE(group->backlog(Slot::Blue), std::size_t{1});
        QVERIFY(group->switchTo(Slot::Green).ok());
        QCOMPARE(group->backlog(Slot::Green), std::size_t{0});
        ::close(fd);
    }

    void socketsHandedOverKeepTheirPlaces() {
        auto group = node::PortGroup::open("http", loopback());
        QVERIFY(group.ok() && group->switchTo(Slot::Green).ok());
        codec::Descriptor blue(::dup(group->socket(Slot::Blue)));
        codec::Descriptor green(::dup(group->socket(Slot::Green)));
        const auto address = group->address();
        group = makeError(ErrorCode::Cancelled); // the first holder is gone
        auto adopted = node::PortGroup::adopt("http", std::move(blue), std::move(green));
        QVERIFY(adopted.ok());
        QCOMPARE(adopted->address().sin_port, address.sin_port);
        const Answerer eagerBlue(adopted->socket(Slot::Blue), 'b');
        const Answerer eagerGreen(adopted->socket(Slot::Green), 'g');
        QCOMPARE(ask(address), 'g');
        QVERIFY(adopted->switchTo(Slot::Blue).ok());
        QCOMPARE(ask(address), 'b');
    }

    void aPortInUseIsRefused() {
        const auto first = node::PortGroup::open("http", loopback());
        QVERIFY(first.ok());
        const auto second = node::PortGroup::open("http", first->address());
        QVERIFY(!second.ok());
        QCOMPARE(second.error().code, ErrorCode::AlreadyExists);
    }

    void wrongAddressesAreNamed() {
        for (const char* wrong :
             {"", "8080", "localhost:8080", "1.2.3.4:70000", "1.2.3.4:", "1.2.3.4:8x", "::1:80"}) {
            const auto address = node::parseAddress(wrong, "listen");
            QVERIFY2(!address.ok(), wrong);
            QVERIFY(address.error().fields.contains("listen"));
        }
        QCOMPARE(node::addressText(*node::parseAddress("10.0.0.7:80", "listen")), std::string("10.0.0.7:80"));
    }
};

QTEST_GUILESS_MAIN(PortGroupTest)
#include "tst_port_group.moc"
