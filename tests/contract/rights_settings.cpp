// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/rights_settings.h"

namespace hotswap::rights {

std::vector<std::string> attackersSettings(World& world) {
    std::vector<std::string> settings{"RESET hotswap.tenant"};
    for (const char* tenant :
         {"acme", "globex", "", "acme,globex", "{acme,globex}", "{globex}", "%", "acme'', ''globex",
          "globex'' OR ''1''=''1", "acme}'',''{globex", " globex", "GLOBEX"}) {
        settings.push_back(std::string("SET LOCAL hotswap.tenant = '") + tenant + "'");
    }
    const std::string other = "SET LOCAL hotswap.tenant = 'globex'; ";
    settings.push_back(other + "SET LOCAL search_path = pg_temp, hotswap, public");
    settings.push_back(other + "SET LOCAL row_security = off");
    settings.push_back("SET LOCAL row_security = off");
    settings.push_back(other + "SET LOCAL session_replication_role = replica");
    for (const char* role : {"viewer", "deployer", "approver", "admin", "orchestrator", "owner"}) {
        settings.push_back(other + "SET LOCAL ROLE hotswap_" + role);
    }
    settings.push_back(other + "SET LOCAL ROLE pg_read_all_data");
    settings.push_back(other + "SET LOCAL ROLE pg_write_all_data");
    settings.push_back(other + "SET LOCAL ROLE postgres");
    const std::string victim =
        world.database().value("SELECT login FROM hotswap.member WHERE tenant_id = 'globex' AND program");
    settings.push_back(other + "SET LOCAL ROLE " + victim);
    settings.push_back("SET SESSION AUTHORIZATION " + victim);
    settings.push_back(other + "SET LOCAL plan_cache_mode = force_generic_plan");
    return settings;
}

void prepareFakes(Sql& attacker) {
    (void)attacker.run(
        "CREATE TEMP TABLE leaked (words text) ON COMMIT PRESERVE ROWS; "
        "CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS "
        "$$ BEGIN INSERT INTO pg_temp.leaked VALUES ($1); RETURN true; END $$; "
        "CREATE FUNCTION pg_temp.leak_pair(record, record) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 "
        "AS "
        "$$ BEGIN INSERT INTO pg_temp.leaked VALUES ($1::text); RETURN true; END $$; "
        "CREATE OPERATOR pg_temp.<<< (FUNCTION = pg_temp.leak_pair, LEFTARG = record, RIGHTARG = record); "
        "CREATE FUNCTION pg_temp.stolen() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN INSERT INTO pg_temp.leaked VALUES (NEW::text); RETURN NEW; END $$");
}

std::string shadows() {
    return "CREATE TEMP TABLE member AS SELECT 'globex'::text AS tenant_id, session_user::name AS login, "
           "'admin'::text AS user_id, '{deployer,approver,admin}'::text[] AS roles, '{ops}'::text[] AS "
           "groups, "
           "'key-admin'::text AS key_id, NULL::bytea AS public_key, true AS program; "
           "CREATE TEMP TABLE event_rule AS SELECT * FROM hotswap.event_rule; "
           "CREATE TEMP TABLE store_info AS SELECT 7::bigint AS generation; "
           "CREATE FUNCTION pg_temp.visible_tenants() RETURNS text[] LANGUAGE sql AS "
           "$$ SELECT '{acme,globex}'::text[] $$; "
           "CREATE FUNCTION pg_temp.current_setting(text, boolean) RETURNS text LANGUAGE sql AS "
           "$$ SELECT 'globex' $$; "
           "CREATE FUNCTION pg_temp.same(text, text) RETURNS boolean LANGUAGE sql AS $$ SELECT true $$; "
           "CREATE OPERATOR pg_temp.= (FUNCTION = pg_temp.same, LEFTARG = text, RIGHTARG = text); "
           "CREATE FUNCTION pg_temp.same(name, name) RETURNS boolean LANGUAGE sql AS $$ SELECT true $$; "
           "CREATE OPERATOR pg_temp.= (FUNCTION = pg_temp.same, LEFTARG = name, RIGHTARG = name); "
           "SET search_path = pg_temp, hotswap, public, pg_catalog";
}

} // namespace hotswap::rights
