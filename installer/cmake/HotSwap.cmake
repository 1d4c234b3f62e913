# SPDX-License-Identifier: Apache-2.0
# The functions that each folder's CMakeLists.txt is written in.
#
#   hotswap_library(<name> SOURCES … [LINKS <our names>…] [PUBLIC <targets>…] [PRIVATE <targets>…])
#       target hotswap_<name>, static, no Qt. Only headers in SOURCES makes an interface library.
#   hotswap_qt_library(<name> …)    the same with AUTOMOC and Qt6::Core
#   hotswap_program(<name> SOURCES … [LINKS …] [PRIVATE …])     build/<preset>/bin/<name>
#   hotswap_test(<tst_name> SOURCES … [LINKS …] [PRIVATE …] [LABELS …] [TIMEOUT s] [POSTGRES])
#       Qt Test executable build/<preset>/tests-bin/<tst_name>, registered with ctest. Its first folder below
#       tests/ is a label too (unit, contract …). Labels with a meaning: slow (left out by --quick), process
#       (starts programs; runs alone), gui.
#       Under ctest the environment holds HOTSWAP_BIN_DIR, HOTSWAP_DEMO_DIR and HOTSWAP_SOURCE_DIR.
#       POSTGRES: ctest starts one fast cluster for all of these tests (tests/postgres) and ends it after
#       them; HOTSWAP_TEST_ADMIN is the conninfo of its superuser, HOTSWAP_TEST_CLUSTER its folder.
#   hotswap_bench(<suite> SOURCES … [LINKS …] [PRIVATE …])      build/<preset>/bench-bin/bench_<suite>
#
# Collecting targets: product (all programs), tests_<area> (the tests below tests/<area>), benches.
#
# LINKS names are ours without the prefix and always public: tests/tidy compares them with the allowed edges.

set(HOTSWAP_QT_DEFINITIONS
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)
add_custom_target(product)
add_custom_target(benches)
set(HOTSWAP_TESTS_BIN_DIR "${CMAKE_BINARY_DIR}/tests-bin")
set(HOTSWAP_TEST_CLUSTER "${CMAKE_BINARY_DIR}/postgres")
set(HOTSWAP_XDG_RUNTIME_DIR "${CMAKE_BINARY_DIR}/xdg-runtime")
file(MAKE_DIRECTORY "${HOTSWAP_XDG_RUNTIME_DIR}")
file(CHMOD "${HOTSWAP_XDG_RUNTIME_DIR}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)

# One precompiled header per set of compiler flags. Nobody links the holders; others reuse what they built.
function(_hotswap_pch_holder name kind)
    set(source "${CMAKE_BINARY_DIR}/pch/${name}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "// Holds a precompiled header.\nint main() { return 0; }\n")
    if(kind STREQUAL "program")
        add_executable(${name} EXCLUDE_FROM_ALL "${source}")
    else()
        add_library(${name} STATIC EXCLUDE_FROM_ALL "${source}")
    endif()
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
endfunction()

set(_HOTSWAP_STD_HEADERS
    <algorithm> <array> <atomic> <chrono> <compare> <condition_variable> <cstddef> <cstdint> <cstring>
    <deque> <functional> <limits> <map> <memory> <mutex> <numeric> <optional> <set> <span> <string>
    <string_view> <tuple> <type_traits> <unordered_map> <utility> <variant> <vector>)
if(HOTSWAP_PCH)
    _hotswap_pch_holder(hotswap_pch_std library)
    target_precompile_headers(hotswap_pch_std PRIVATE ${_HOTSWAP_STD_HEADERS})
    _hotswap_pch_holder(hotswap_pch_qt library)
    target_link_libraries(hotswap_pch_qt PRIVATE Qt6::Core)
    target_compile_definitions(hotswap_pch_qt PRIVATE ${HOTSWAP_QT_DEFINITIONS})
    target_precompile_headers(hotswap_pch_qt PRIVATE ${_HOTSWAP_STD_HEADERS} <QtCore/QtCore>)
    _hotswap_pch_holder(hotswap_pch_test program)
    target_link_libraries(hotswap_pch_test PRIVATE Qt6::Core Qt6::Test)
    target_compile_definitions(hotswap_pch_test PRIVATE ${HOTSWAP_QT_DEFINITIONS})
    target_precompile_headers(hotswap_pch_test PRIVATE
        # Not <QtTest/QtTest>: it reads QT_GUI_LIB and QT_NETWORK_LIB, which differ from test to test.
        ${_HOTSWAP_STD_HEADERS} <QtCore/QtCore> <QtTest/qtestcase.h> <QtTest/qsignalspy.h>)
endif()

function(_hotswap_reuse_pch target holder)
    if(HOTSWAP_PCH)
        target_precompile_headers(${target} REUSE_FROM ${holder})
    endif()
endfunction()

# Parses the common keywords into arg_* of the caller and prefixes LINKS.
macro(_hotswap_parse)
    cmake_parse_arguments(PARSE_ARGV 1 arg "POSTGRES" "TIMEOUT" "SOURCES;LINKS;PUBLIC;PRIVATE;LABELS")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "${name}: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT arg_SOURCES)
        message(FATAL_ERROR "${name}: SOURCES is empty")
    endif()
    list(TRANSFORM arg_LINKS PREPEND "hotswap_" OUTPUT_VARIABLE ours)
endmacro()

function(_hotswap_is_header_only result)
    set(compiled ${ARGN})
    list(FILTER compiled INCLUDE REGEX "\\.(c|cpp)$")
    if(compiled)
        set(${result} FALSE PARENT_SCOPE)
    else()
        set(${result} TRUE PARENT_SCOPE)
    endif()
endfunction()

function(hotswap_library name)
    _hotswap_parse()
    set(target hotswap_${name})
    _hotswap_is_header_only(header_only ${arg_SOURCES})
    if(header_only)
        add_library(${target} INTERFACE ${arg_SOURCES})
        target_include_directories(${target} INTERFACE "${PROJECT_SOURCE_DIR}")
        target_link_libraries(${target} INTERFACE ${ours} ${arg_PUBLIC} ${arg_PRIVATE})
        return()
    endif()
    add_library(${target} STATIC ${arg_SOURCES})
    target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${target} PUBLIC ${ours} ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
    _hotswap_reuse_pch(${target} hotswap_pch_std)
endfunction()

function(hotswap_qt_library name)
    _hotswap_parse()
    set(target hotswap_${name})
    add_library(${target} STATIC ${arg_SOURCES})
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${target} PUBLIC Qt6::Core ${ours} ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
    target_compile_definitions(${target} PRIVATE ${HOTSWAP_QT_DEFINITIONS})
    _hotswap_reuse_pch(${target} hotswap_pch_qt)
endfunction()

function(hotswap_program name)
    _hotswap_parse()
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} PRIVATE ${ours} ${arg_PUBLIC} ${arg_PRIVATE})
    target_compile_definitions(${name} PRIVATE ${HOTSWAP_QT_DEFINITIONS})
    add_dependencies(product ${name})
endfunction()

# Benchmarks are built on demand (target benches), not with everything else.
function(hotswap_bench suite)
    set(name bench_${suite})
    _hotswap_parse()
    add_executable(${name} EXCLUDE_FROM_ALL ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bench-bin")
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} PRIVATE ${ours} ${arg_PUBLIC} ${arg_PRIVATE})
    target_compile_definitions(${name} PRIVATE ${HOTSWAP_QT_DEFINITIONS})
    add_dependencies(benches ${name})
endfunction()

function(hotswap_test name)
    _hotswap_parse()
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${HOTSWAP_TESTS_BIN_DIR}")
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} PRIVATE ${ours} ${arg_PUBLIC} ${arg_PRIVATE} Qt6::Core Qt6::Test)
    target_compile_definitions(${name} PRIVATE ${HOTSWAP_QT_DEFINITIONS})
    _hotswap_reuse_pch(${name} hotswap_pch_test)
    add_test(NAME ${name} COMMAND ${name})
    _hotswap_test_area(area)
    if(NOT TARGET tests_${area})
        add_custom_target(tests_${area})
    endif()
    add_dependencies(tests_${area} ${name})
    set(needs "")
    if(arg_POSTGRES)
        set(needs POSTGRES)
    endif()
    hotswap_test_properties(${name} LABELS ${arg_LABELS} TIMEOUT ${arg_TIMEOUT} ${needs})
endfunction()

# The first folder below tests/ that the caller's CMakeLists.txt is in.
function(_hotswap_test_area result)
    cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY "${PROJECT_SOURCE_DIR}/tests"
               OUTPUT_VARIABLE below)
    string(REGEX MATCH "^[a-z]+" area "${below}")
    set(${result} "${area}" PARENT_SCOPE)
endfunction()

# Environment, labels and time limit of any ctest entry, also those that are not Qt Test executables.
function(hotswap_test_properties name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "POSTGRES" "TIMEOUT" "LABELS")
    _hotswap_test_area(area)
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    set_tests_properties(${name} PROPERTIES
        LABELS "${area};${arg_LABELS}"
        TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;XDG_RUNTIME_DIR=${HOTSWAP_XDG_RUNTIME_DIR};LC_ALL=C.UTF-8;\
HOTSWAP_BIN_DIR=${CMAKE_BINARY_DIR}/bin;HOTSWAP_DEMO_DIR=${CMAKE_BINARY_DIR}/demo;\
HOTSWAP_SOURCE_DIR=${PROJECT_SOURCE_DIR}")
    if("process" IN_LIST arg_LABELS)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    endif()
    if(arg_POSTGRES)
        # The port is found when the cluster starts; libpq reads it from the service file.
        set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT
            "HOTSWAP_TEST_CLUSTER=${HOTSWAP_TEST_CLUSTER}" "HOTSWAP_TEST_ADMIN=service=hotswap_test"
            "PGSERVICEFILE=${HOTSWAP_TEST_CLUSTER}/service")
        set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED postgres)
    endif()
endfunction()
