// SPDX-License-Identifier: Apache-2.0
#include "core/codec/kayenta_codec.h"

#include "core/codec/field_reader.h"
#include "core/domain/limits.h"
#include "core/domain/policy.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace hotswap::codec {

namespace {

constexpr std::size_t kConfigBytesMax = 1024 * 1024;
constexpr std::size_t kWarningsMax = 64;
constexpr std::size_t kNameBytesMax = 64;
constexpr std::size_t kTextBytesMax = 4'000;
constexpr double kOutlierFactor = 3;
constexpr double kEffectMax = 1e6;
constexpr std::string_view kInline = "PromQL:";

/// What was read of one configuration so far.
struct Reading {
    FieldErrors& errors;
    const Json& whole;
    const std::string& provider;
    std::vector<std::string> warnings;
    std::set<std::string> names;

    void warn(const std::string& path, const std::string& what) {
        if (warnings.size() < kWarningsMax) {
            warnings.push_back(path + ": " + what);
        }
    }
    void warnUnknown(const Json& object, const std::string& path, std::initializer_list<const char*> known) {
        if (!object.is_object()) {
            return;
        }
        for (const auto& [key, value] : object.items()) {
            if (std::find(known.begin(), known.end(), key) == known.end()) {
                warn(path.empty() ? key : path + "." + key, "unknown, passed over");
            }
        }
    }
};

const Json& memberOf(const Json& object, const char* name) {
    static const Json nothing = Json::object();
    const auto it = object.is_object() ? object.find(name) : object.end();
    return object.is_object() && it != object.end() && !it->is_null() ? *it : nothing;
}

bool flagOr(ObjectReader& reader, const char* name) {
    return reader.has(name) && reader.flag(name);
}

double numberOr(ObjectReader& reader, const char* name, double low, double high, double absent) {
    const Json* value = reader.raw(name);
    if (!value || value->is_null()) {
        return absent;
    }
    const double number = value->is_number() ? value->get<double>() : low - 1;
    if (!(number >= low && number <= high)) {
        reader.wrong(name, "a number of " + std::to_string(static_cast<long long>(low)) + ".." +
                               std::to_string(static_cast<long long>(high)));
        return absent;
    }
    return number;
}

std::string wordOr(ObjectReader& reader, const char* name, std::initializer_list<const char*> words) {
    const Json* value = reader.raw(name);
    if (!value || value->is_null()) {
        return *words.begin();
    }
    std::string expected = "one of";
    for (const char* word : words) {
        if (*value == word) {
            return word;
        }
        expected += std::string(expected == "one of" ? " " : ", ") + word;
    }
    reader.wrong(name, expected);
    return *words.begin();
}

/// [a-z0-9-]{1,64}, each once.
std::string nameFrom(Reading& reading, const std::string& text, const std::string& path) {
    std::string name;
    for (const char c : text) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (upper || kept) {
            name += upper ? static_cast<char>(c - 'A' + 'a') : c;
        } else if (!name.empty() && name.back() != '-') {
            name += '-';
        }
    }
    name.resize(std::min(name.size(), kNameBytesMax - 3));
    while (!name.empty() && name.back() == '-') {
        name.pop_back();
    }
    const std::string base = name.empty() ? "metric" : name;
    name = base;
    for (int number = 2; !reading.names.insert(name).second; ++number) {
        name = base + "-" + std::to_string(number);
    }
    if (name != text) {
        reading.warn(path + ".name", "is called " + name + " here");
    }
    return name;
}

void replaceAll(std::string& text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
}

/// The text that stands in Kayenta's place for a query of one's own: in the metric, or a named template.
std::string ownQuery(Reading& reading, const Json& query, const std::string& path) {
    for (const char* field : {"customInlineTemplate", "customFilterTemplate"}) {
        const Json& value = memberOf(query, field);
        if (!value.is_string() || value.get_ref<const std::string&>().empty()) {
            continue;
        }
        std::string text = value.get<std::string>();
        if (std::string_view(field) == "customFilterTemplate") {
            const Json& named = memberOf(memberOf(reading.whole, "templates"), text.c_str());
            if (!named.is_string()) {
                reading.errors.add(path + "." + field, "a name among `templates`");
                return {};
            }
            text = named.get<std::string>();
        }
        if (text.starts_with(kInline)) {
            text.erase(0, kInline.size());
        }
        return text;
    }
    return {};
}

/// avg(metric{labels, node=~"{{canary}}"}): what Kayenta asks for when it is given a metric and labels.
std::string selectorQuery(const Json& query) {
    const Json& metric = memberOf(query, "metricName");
    if (!metric.is_string()) {
        return {};
    }
    std::string labels;
    const Json& bindings = memberOf(query, "labelBindings");
    if (bindings.is_array()) {
        for (const Json& binding : bindings) {
            labels += binding.is_string() ? binding.get<std::string>() + "," : "";
        }
    }
    return "avg(" + metric.get<std::string>() + "{" + labels + "node=~\"{{canary}}\"})";
}

void readPrometheus(Reading& reading, const Json& query, const std::string& path, MetricPolicy& metric) {
    reading.warnUnknown(query, path,
                        {"type", "serviceType", "metricName", "labelBindings", "customInlineTemplate",
                         "customFilterTemplate", "resourceType"});
    metric.source = MetricPolicy::Source::Prometheus;
    metric.provider = reading.provider;
    metric.query = ownQuery(reading, query, path);
    if (metric.query.empty()) {
        metric.query = selectorQuery(query);
        reading.warn(path, "the nodes are taken to have the label node: " + metric.query);
    }
    replaceAll(metric.query, "${scope}", "{{canary}}");
    if (metric.query.empty()) {
        reading.errors.add(path + ".metricName", "a metric's name, or customInlineTemplate");
    } else if (metric.query.find("{{canary}}") == std::string::npos) {
        reading.errors.add(path + ".customInlineTemplate", "a query with ${scope} in it");
    } else if (metric.query.find("${") != std::string::npos) {
        reading.errors.add(path + ".customInlineTemplate", "no placeholder but ${scope}");
    }
}

void readQuery(Reading& reading, const Json& item, const std::string& path, MetricPolicy& metric) {
    const Json& query = memberOf(item, "query");
    const Json& type = memberOf(query, "type");
    const std::string service = type.is_string() ? type.get<std::string>() : "another service";
    if (service == "prometheus") {
        readPrometheus(reading, query, path + ".query", metric);
        return;
    }
    metric.source = MetricPolicy::Source::Module;
    metric.query = metric.name;
    reading.warn(path + ".query",
                 "is for " + service + "; the module is expected to report " + metric.name + " itself");
}

void readEffect(ObjectReader& reader, MetricPolicy& metric) {
    const Json* measure = reader.raw("measure");
    if (measure && *measure != "meanRatio") {
        reader.wrong("measure", "meanRatio: effects are ratios of means in policies");
    }
    metric.effectIncrease = numberOr(reader, "allowedIncrease", 0, kEffectMax, 1);
    metric.effectDecrease = numberOr(reader, "allowedDecrease", 0, kEffectMax, 1);
    metric.criticalIncrease = numberOr(reader, "criticalIncrease", 0, kEffectMax, 1);
    metric.criticalDecrease = numberOr(reader, "criticalDecrease", 0, kEffectMax, 1);
}

void readAnalysis(Reading& reading, ObjectReader& item, const std::string& path, MetricPolicy& metric) {
    ObjectReader analyses = item.object("analysisConfigurations", Presence::Optional);
    ObjectReader canary = analyses.object("canary", Presence::Optional);
    const std::string at = path + ".analysisConfigurations.canary";
    const std::string direction = wordOr(canary, "direction", {"either", "increase", "decrease"});
    metric.worse = direction == "increase"   ? WorseWhen::Higher
                   : direction == "decrease" ? WorseWhen::Lower
                                             : WorseWhen::Either;
    metric.missingIsZero = wordOr(canary, "nanStrategy", {"remove", "replace"}) == "replace";
    metric.critical = flagOr(canary, "critical");
    metric.dryRun = flagOr(canary, "muted");
    metric.mustHaveData = flagOr(canary, "mustHaveData");
    ObjectReader effect = canary.object("effectSize", Presence::Optional);
    readEffect(effect, metric);
    ObjectReader outliers = canary.object("outliers", Presence::Optional);
    metric.removeOutliers = wordOr(outliers, "strategy", {"keep", "remove"}) == "remove";
    if (metric.removeOutliers &&
        numberOr(outliers, "outlierFactor", 0, kEffectMax, kOutlierFactor) != kOutlierFactor) {
        reading.warn(at + ".outliers.outlierFactor", "3 is used here");
    }
    const Json* raw = item.raw("analysisConfigurations");
    const Json& known = raw ? memberOf(*raw, "canary") : memberOf(Json(), "");
    reading.warnUnknown(
        known, at,
        {"direction", "nanStrategy", "critical", "muted", "mustHaveData", "effectSize", "outliers"});
    reading.warnUnknown(
        memberOf(known, "effectSize"), at + ".effectSize",
        {"measure", "allowedIncrease", "allowedDecrease", "criticalIncrease", "criticalDecrease"});
    reading.warnUnknown(memberOf(known, "outliers"), at + ".outliers", {"strategy", "outlierFactor"});
}

void readMetrics(Reading& reading, ObjectReader& top, JudgePolicy& judge) {
    std::size_t index = 0;
    top.each("metrics", limits::kMetricsMax, [&](ObjectReader& item) {
        const std::string path = "metrics[" + std::to_string(index) + "]";
        const Json& raw = reading.whole["metrics"][index++];
        MetricPolicy metric;
        metric.name = nameFrom(reading, item.name("name"), path);
        metric.groups = item.texts("groups", limits::kMetricGroupsMax, kTextBytesMax);
        if (item.has("groups") && metric.groups.empty()) {
            item.wrong("groups", "one or more: a metric without a group never counts");
        }
        readQuery(reading, raw, path, metric);
        readAnalysis(reading, item, path, metric);
        reading.warnUnknown(raw, path,
                            {"name", "query", "groups", "analysisConfigurations", "scopeName", "id"});
        judge.metrics.push_back(std::move(metric));
    });
    if (index == 0 && top.has("metrics")) {
        top.wrong("metrics", "one or more");
    }
}

void warnOfWeights(Reading& reading, const JudgePolicy& judge) {
    std::set<std::string> groups;
    for (const MetricPolicy& metric : judge.metrics) {
        groups.insert(metric.groups.begin(), metric.groups.end());
    }
    double weights = 0;
    for (const auto& [group, weight] : judge.rank.groupWeights) {
        weights += weight;
        if (!groups.contains(group)) {
            reading.warn("classifier.groupWeights." + group,
                         "no metric is in this group: its weight is lost");
        }
        groups.erase(group);
    }
    if (groups.empty() && std::abs(weights - 100) > 1e-9) {
        reading.warn("classifier.groupWeights", "are not 100 together: no score reaches 100");
    }
}

void readClassifier(Reading& reading, ObjectReader& top, JudgePolicy& judge) {
    ObjectReader classifier = top.object("classifier", Presence::Optional);
    const Json& raw = memberOf(reading.whole, "classifier");
    ObjectReader weights = classifier.object("groupWeights", Presence::Optional);
    for (const auto& [group, weight] : memberOf(raw, "groupWeights").items()) {
        judge.rank.groupWeights[group] = numberOr(weights, group.c_str(), 0, 100, 0);
    }
    double sum = 0;
    for (const auto& [group, weight] : judge.rank.groupWeights) {
        sum += weight;
    }
    if (sum > 100 + 1e-9) {
        classifier.wrong("groupWeights", "100 together at most");
    }
    ObjectReader thresholds = classifier.object("scoreThresholds", Presence::Optional);
    judge.rank.pass = numberOr(thresholds, "pass", 0, 100, judge.rank.pass);
    judge.rank.marginal = numberOr(thresholds, "marginal", 0, 100, judge.rank.marginal);
    reading.warnUnknown(raw, "classifier", {"groupWeights", "scoreThresholds"});
    reading.warnUnknown(memberOf(raw, "scoreThresholds"), "classifier.scoreThresholds", {"pass", "marginal"});
    if (judge.rank.marginal > judge.rank.pass) {
        thresholds.wrong("marginal", "at most classifier.scoreThresholds.pass");
    }
}

} // namespace

Result<KayentaImport> readKayenta(std::string_view json, const std::string& provider) {
    const auto whole = parseJson(json, {kConfigBytesMax});
    HS_TRY(whole);
    FieldErrors errors;
    Reading reading{errors, *whole, provider, {}, {}};
    ObjectReader top(*whole, errors);
    KayentaImport import;
    import.judge.judges = {JudgeKind::Rank};
    import.judge.thresholds = defaultThresholds();
    readMetrics(reading, top, import.judge);
    readClassifier(reading, top, import.judge);
    const Json& judge = memberOf(memberOf(*whole, "judge"), "name");
    if (judge.is_string() && judge != "NetflixACAJudge-v1.0") {
        reading.warn("judge.name", "the rules of NetflixACAJudge-v1.0 are used");
    }
    reading.warnUnknown(*whole, {},
                        {"id", "name", "description", "applications", "judge", "metrics", "templates",
                         "classifier", "configVersion", "services", "createdTimestamp", "updatedTimestamp",
                         "createdTimestampIso", "updatedTimestampIso"});
    HS_TRY(errors.status(ErrorCode::InvalidArgument, "canary configuration"));
    warnOfWeights(reading, import.judge);
    Policy policy; // the domain's own rules, such as names and ranges
    policy.judge = import.judge;
    HS_TRY(validate(policy));
    import.warnings = std::move(reading.warnings);
    return import;
}

} // namespace hotswap::codec
