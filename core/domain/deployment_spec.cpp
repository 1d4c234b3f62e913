// SPDX-License-Identifier: Apache-2.0
#include "core/domain/deployment_spec.h"

#include "core/domain/limits.h"

namespace hotswap {

namespace {

using Fields = std::map<std::string, std::string>;

void merge(Fields& fields, const Status& status, const std::string& prefix = {}) {
    if (!status.ok()) {
        for (const auto& [field, expected] : status.error().fields) {
            fields[prefix + field] = expected;
        }
    }
}

bool isName(const std::string& text, std::size_t longest) {
    if (text.empty() || text.size() > longest) {
        return false;
    }
    for (const char c : text) {
        const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          c == '-' || c == '_' || c == '.';
        if (!good) {
            return false;
        }
    }
    return true;
}

void checkMap(Fields& fields, const std::string& field, const std::map<std::string, std::string>& map,
              std::size_t entries) {
    if (map.size() > entries) {
        fields[field] = "at most " + std::to_string(entries) + " entries";
    }
    for (const auto& [key, value] : map) {
        if (!isName(key, 64)) {
            fields[field] = "keys of letters, digits, '-', '_' and '.', at most 64 characters";
        } else if (value.size() > limits::kMetadataValueCharsMax) {
            fields[field + "." + key] =
                "at most " + std::to_string(limits::kMetadataValueCharsMax) + " characters";
        }
    }
}

} // namespace

Status validate(const DeploymentRequest& request) {
    Fields fields;
    if (!isName(request.environment.value, 64)) {
        fields["environment"] = "the name of an environment";
    }
    if (const auto module = parseModuleName(request.module.value); !module.ok()) {
        merge(fields, module.error());
    }
    if (request.version.empty()) {
        fields["version"] = "a semantic version such as 1.2.3";
    }
    if (request.description.size() > limits::kDescriptionCharsMax) {
        fields["description"] = "at most " + std::to_string(limits::kDescriptionCharsMax) + " characters";
    }
    checkMap(fields, "metadata", request.metadata, limits::kMetadataEntriesMax);
    checkMap(fields, "selector.labels", request.selector.labels, limits::kLabelsPerNodeMax);
    if (request.selector.nodes.size() > limits::kFleetNodesMax) {
        fields["selector.nodes"] = "at most " + std::to_string(limits::kFleetNodesMax);
    }
    if (request.policy) {
        merge(fields, validate(*request.policy), "policy.");
        if (request.strategy && request.policy->strategy.kind != *request.strategy) {
            fields["strategy"] = "the same as policy.strategy.kind";
        }
    }
    if (fields.empty()) {
        return success();
    }
    return Error{ErrorCode::InvalidArgument, fields.begin()->first, fields};
}

} // namespace hotswap
