# SPDX-License-Identifier: Apache-2.0
# Language level, warnings, sanitizers and build speed-ups: everything that must agree for all targets.

option(HOTSWAP_WERROR "Treat warnings as errors (CI)" OFF)
option(HOTSWAP_PLANTED_BUGS "Compile the planted bugs that the simulation must find (tests only)" OFF)
option(HOTSWAP_COVERAGE "Instrument for line coverage" OFF)
option(HOTSWAP_PCH "Use precompiled headers" ON)
set(HOTSWAP_SANITIZE "" CACHE STRING "Sanitizers, a list: address;undefined or thread")

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET default)
set(CMAKE_CXX_FLAGS_RELEASE "-O2")
set(CMAKE_C_FLAGS_RELEASE "-O2")

set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
# Not build/qml: the module files would land in the tree of the build files of our own folder qml.
set(QT_QML_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/qml_modules")

add_compile_options(-Wall -Wextra -Wshadow
    "$<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor;-Woverloaded-virtual>")
if(HOTSWAP_WERROR)
    add_compile_options(-Werror -Wno-error=invalid-pch)
endif()
if(HOTSWAP_PLANTED_BUGS)
    add_compile_definitions(HOTSWAP_PLANTED_BUGS)
endif()
if(HOTSWAP_COVERAGE)
    add_compile_options(--coverage -fprofile-update=atomic)
    add_link_options(--coverage)
endif()
if(HOTSWAP_SANITIZE)
    list(JOIN HOTSWAP_SANITIZE "," sanitizers)
    add_compile_options(-fsanitize=${sanitizers} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${sanitizers})
    if("undefined" IN_LIST HOTSWAP_SANITIZE)
        add_compile_options(-fno-sanitize-recover=undefined)
    endif()
endif()

find_program(HOTSWAP_MOLD mold)
if(HOTSWAP_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

find_program(HOTSWAP_CCACHE ccache)
if(HOTSWAP_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Without this sloppiness ccache refuses every file that uses a precompiled header.
    set(sloppiness "pch_defines,time_macros,include_file_mtime,include_file_ctime")
    # Paths below the source folder count as relative, so that every checkout on a machine shares one cache.
    set(launcher "${CMAKE_COMMAND};-E;env;CCACHE_SLOPPINESS=${sloppiness}")
    list(APPEND launcher "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" "CCACHE_NOHASHDIR=1" "${HOTSWAP_CCACHE}")
    set(CMAKE_CXX_COMPILER_LAUNCHER "${launcher}")
    set(CMAKE_C_COMPILER_LAUNCHER "${launcher}")
endif()

# moc 6.4 cannot parse GCC 12's <concepts>, which <compare> brings in; it needs nothing of it.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS=1)
