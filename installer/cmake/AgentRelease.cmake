# SPDX-License-Identifier: Apache-2.0
# Agents as releases of the module hotswap-agent: nodes upgrade themselves by a rollout of it.
#
#   hotswap_agent_release(<file> VERSION <v> AGENT <program> [AND <program>] [NOTE <text>])
#       packs AGENT as bin/hotswap-agent, with the shim and the server of sites beside it, signed with the
#       build tree's own key. AND: one more program, under its own name. <file> is an absolute path.

function(hotswap_agent_release file)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "VERSION;AGENT;AND;NOTE" "")
    cmake_path(GET file STEM LAST_ONLY name)
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/${name}")
    set(AGENT_VERSION "${arg_VERSION}")
    set(AGENT_NOTE "${arg_NOTE}")
    configure_file("${PROJECT_SOURCE_DIR}/installer/package/agent.toml.in" "${folder}/module.toml" @ONLY)
    set(more "")
    if(arg_AND)
        set(more COMMAND ${CMAKE_COMMAND} -E copy "${arg_AND}" "${folder}/files/bin/")
    endif()
    # Scripts, which tests pack, are no programs that could be stripped.
    if(arg_AGENT MATCHES "TARGET_FILE")
        list(APPEND more COMMAND ${CMAKE_STRIP} "${folder}/files/bin/hotswap-agent")
    endif()
    set(key "${CMAKE_BINARY_DIR}/demo/lab.key")
    add_custom_command(OUTPUT "${file}"
        COMMAND ${CMAKE_COMMAND} -E rm -rf "${folder}/files"
        COMMAND ${CMAKE_COMMAND} -E make_directory "${folder}/files/bin"
        COMMAND ${CMAKE_COMMAND} -E copy "${arg_AGENT}" "${folder}/files/bin/hotswap-agent"
        COMMAND ${CMAKE_COMMAND} -E copy "$<TARGET_FILE:hotswap-shim>" "$<TARGET_FILE:hotswap-site>"
            "${folder}/files/bin"
        COMMAND chmod -R 755 "${folder}/files/bin"
        ${more}
        COMMAND hotswap-packer pack --output "${file}.new" "${folder}"
        COMMAND hotswap-packer sign --key "${key}" "${file}.new"
        COMMAND ${CMAKE_COMMAND} -E rename "${file}.new" "${file}"
        DEPENDS "${arg_AGENT}" ${arg_AND} hotswap-shim hotswap-site demo_key "${folder}/module.toml"
        COMMENT "Packing hotswap-agent ${arg_VERSION}" VERBATIM)
endfunction()
