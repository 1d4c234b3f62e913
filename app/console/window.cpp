// SPDX-License-Identifier: Apache-2.0
#include "app/console/window.h"

namespace hotswap::console {

namespace {

QUrl addressOf(const QString& file) {
    return QUrl(QStringLiteral("qrc:/qt/qml/HotSwap/Shell/") + file);
}

const QString kMain = QStringLiteral("Main.qml");

} // namespace

Window::Window() : m_engine(std::make_unique<QQmlApplicationEngine>()) {
    m_engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
}

Window::~Window() = default;

void Window::prepare() {
    m_prepared =
        std::make_unique<QQmlComponent>(m_engine.get(), addressOf(kMain), QQmlComponent::Asynchronous);
}

bool Window::show(ui::ConsoleSession& session, QSize size) {
    QObject::connect(session.appearance(), &ui::Appearance::retranslated, m_engine.get(),
                     [engine = m_engine.get()] { engine->retranslate(); });
    return showFile(kMain, {{QStringLiteral("session"), QVariant::fromValue(&session)}}, size);
}

bool Window::showFile(const QString& file, const QVariantMap& properties, QSize size) {
    QVariantMap all = properties;
    all.insert(QStringLiteral("width"), size.width());
    all.insert(QStringLiteral("height"), size.height());
    m_engine->setInitialProperties(all);
    m_engine->load(addressOf(file));
    return !m_engine->rootObjects().isEmpty();
}

QQuickWindow* Window::window() const {
    return m_engine->rootObjects().isEmpty() ? nullptr
                                             : qobject_cast<QQuickWindow*>(m_engine->rootObjects().first());
}

} // namespace hotswap::console
