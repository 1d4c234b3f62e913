# SPDX-License-Identifier: Apache-2.0
# Every outside library, found once at the root so that its imported target is visible in all folders.
# Folders name the targets: Qt6::Core, LibArchive::LibArchive, PkgConfig::SODIUM, PkgConfig::PQXX,
# Boost::headers, OpenSSL::SSL, OpenSSL::Crypto, nlohmann_json::nlohmann_json, tomlplusplus::tomlplusplus,
# Threads::Threads, CURL::libcurl.

find_package(Qt6 6.4 REQUIRED COMPONENTS
    Core Gui Network Qml Quick QuickControls2 QuickTest Sql Svg Test WebSockets LinguistTools)
find_package(Threads REQUIRED)
find_package(LibArchive REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(CURL 7.88 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(PQXX REQUIRED IMPORTED_TARGET libpqxx libpq) # libpq itself reads a conninfo
find_package(Python3 REQUIRED COMPONENTS Interpreter)

# Qt6::Test defines the build and source folder of each test, so no two tests could share a precompiled
# header. Only QFINDTESTDATA reads them; our tests use HOTSWAP_SOURCE_DIR instead.
set_property(TARGET Qt6::Test PROPERTY INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)
