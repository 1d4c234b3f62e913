# SPDX-License-Identifier: Apache-2.0
# The fields of the three Debian packages.

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS OFF)

set(CPACK_DEBIAN_CONSOLE_PACKAGE_NAME hotswap-console)
set(CPACK_COMPONENT_CONSOLE_DESCRIPTION "operator console for progressive delivery to fleets of servers
Rolls signed modules out in waves, judges each wave by live metrics, asks people
for sign-off where policy says so, and takes everything back when the verdict is
bad. With --lab it shows all of that on this machine alone.")
# Loaded at run time, so that no library dependency tells of them.
set(CPACK_DEBIAN_CONSOLE_PACKAGE_DEPENDS "qt6-qpa-plugins, libqt6svg6, libqt6sql6-sqlite, \
qml6-module-qtqml, qml6-module-qtqml-models, qml6-module-qtqml-workerscript, qml6-module-qtquick, \
qml6-module-qtquick-templates, qml6-module-qtquick-dialogs, qml6-module-qtquick-layouts, \
qml6-module-qtquick-shapes, qml6-module-qtquick-window, qml6-module-qtcore, hicolor-icon-theme")
set(CPACK_DEBIAN_CONSOLE_PACKAGE_RECOMMENDS "fonts-dejavu-core")
set(CPACK_DEBIAN_CONSOLE_PACKAGE_SUGGESTS "hotswapctl, hotswap-agent")

set(CPACK_DEBIAN_AGENT_PACKAGE_NAME hotswap-agent)
set(CPACK_COMPONENT_AGENT_DESCRIPTION "HotSwap on a server: node or orchestrator
As a node it applies signed modules on this host without losing a request. As
an orchestrator it leads rollouts on the shared database and is a gateway for
nodes. Neither is started before it is configured in /etc/hotswap.")
set(CPACK_DEBIAN_AGENT_PACKAGE_DEPENDS adduser)
set(CPACK_DEBIAN_AGENT_PACKAGE_CONTROL_EXTRA "${CMAKE_CURRENT_SOURCE_DIR}/postinst"
    "${CMAKE_CURRENT_SOURCE_DIR}/prerm" "${CMAKE_CURRENT_SOURCE_DIR}/postrm")

set(CPACK_DEBIAN_CTL_PACKAGE_NAME hotswapctl)
set(CPACK_COMPONENT_CTL_DESCRIPTION "HotSwap on the command line
Everything an operator can do, for scripts, continuous integration and
terminals, with --json for machines. Packs, signs and checks modules.")
