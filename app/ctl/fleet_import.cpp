// SPDX-License-Identifier: Apache-2.0
// hotswapctl fleet import: hosts that are expected as nodes.
#include "app/ctl/fleet_import.h"

#include "app/ctl/database_commands.h"
#include "app/ctl/inventory.h"
#include "app/ctl/text.h"
#include "core/codec/file_io.h"
#include "core/store/postgres/node_keys.h"
#include "ui/common/qt_text.h"

namespace hotswap::ctl {

namespace {

constexpr std::size_t kFileBytesMax = 16 * 1024 * 1024;

Result<std::vector<InventoryHost>> readFile(const OptionParser& parser) {
    const std::string file = parser.argumentAt(0).toStdString();
    const auto text = codec::readFile(file, kFileBytesMax);
    HS_TRY(text);
    InventoryFormat format = inventoryFormat(file, *text);
    if (const QString asked = parser.value(QStringLiteral("format")); !asked.isEmpty()) {
        if (asked != QLatin1String("csv") && asked != QLatin1String("ini") &&
            asked != QLatin1String("json")) {
            return invalidField("--format", "csv, ini or json");
        }
        format = asked == QLatin1String("csv")   ? InventoryFormat::Csv
                 : asked == QLatin1String("ini") ? InventoryFormat::Ini
                                                 : InventoryFormat::Json;
    }
    return readInventory(format, *text,
                         EnvironmentId{parser.value(QStringLiteral("environment")).toStdString()});
}

} // namespace

ExitCode fleetImport(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl fleet import"),
        Ctl::tr("Makes the hosts of an inventory known as nodes that are expected. CSV with the columns name "
                "and environment, every other one being a label; or Ansible's, as INI or as "
                "ansible-inventory --list prints it, with the variables hotswap_environment and "
                "hotswap_label_NAME. May be repeated: only what changed is changed."));
    parser.argument(QStringLiteral("FILE"), Ctl::tr("The inventory."));
    parser.option(QStringLiteral("environment"), Ctl::tr("Environment of hosts that name none."),
                  QStringLiteral("NAME"));
    parser.option(QStringLiteral("format"), Ctl::tr("csv, ini or json (default: as the file looks)."),
                  QStringLiteral("KIND"));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const auto hosts = readFile(parser);
        if (!hosts.ok()) {
            return hosts.error().code == ErrorCode::InvalidArgument ? refuse(hosts.error(), parser, output)
                                                                    : output.fail(hosts.error());
        }
        std::vector<Node> nodes;
        nodes.reserve(hosts->size());
        for (const InventoryHost& host : *hosts) {
            Node node;
            node.id = host.node;
            node.tenant = session.who().tenant;
            node.environment = host.environment;
            node.labels = host.labels;
            nodes.push_back(std::move(node));
        }
        const auto counts =
            session.shared().store().nodeKeys().certificates().expectNodes(session.who().tenant, nodes);
        if (!counts.ok()) {
            return output.fail(counts.error());
        }
        output.object(
            QJsonObject{{QStringLiteral("import"),
                         QJsonObject{{QStringLiteral("added"), static_cast<qint64>(counts->added)},
                                     {QStringLiteral("changed"), static_cast<qint64>(counts->changed)},
                                     {QStringLiteral("unchanged"), static_cast<qint64>(counts->unchanged)},
                                     {QStringLiteral("enrolled"), static_cast<qint64>(counts->enrolled)}}}});
        output.line(Ctl::tr("%1 added, %2 changed, %3 unchanged, %4 enrolled before and left as they are.")
                        .arg(counts->added)
                        .arg(counts->changed)
                        .arg(counts->unchanged)
                        .arg(counts->enrolled));
        return ExitCode::Success;
    });
}

} // namespace hotswap::ctl
