// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/users.hpp"

#include "facts/engine.hpp"

namespace brujula::facts {

void derive_users(Connection& connection, const std::string& wiki_db) {
    connection.run("DELETE FROM users WHERE wiki_db = ?", {wiki_db});
    connection.run(
        "INSERT INTO users WITH edited AS MATERIALIZED ("
        "  SELECT max(event_user_id) AS id, event_user_text AS name, min(event_timestamp) AS first_edit FROM "
        "edits"
        "  WHERE wiki_db = ?1 AND NOT event_user_is_anonymous AND event_user_text IS NOT NULL GROUP BY name),"
        "registered AS MATERIALIZED ("
        "  SELECT event_user_id AS id, event_user_text AS name, registration_timestamp AS at, created_by"
        "  FROM registrations WHERE wiki_db = ?1"
        "  QUALIFY row_number() OVER (PARTITION BY coalesce(event_user_id::VARCHAR, '@' || event_user_text)"
        "    ORDER BY registration_timestamp, created_by, event_user_text) = 1),"
        "by_id AS MATERIALIZED ("
        "  SELECT e.name AS edited_name, r.name, r.id, r.at, r.created_by FROM registered r"
        "  JOIN edited e ON e.id = r.id),"
        "by_name AS ("
        "  SELECT e.name AS edited_name, r.name, r.id, r.at, r.created_by FROM registered r"
        "  JOIN edited e ON e.name = r.name WHERE (e.id IS NULL OR r.id IS NULL)"
        "  AND e.name NOT IN (SELECT edited_name FROM by_id)),"
        "met AS MATERIALIZED (FROM by_id UNION ALL FROM by_name) "
        "SELECT ?1, * FROM ("
        "  SELECT coalesce(e.id, max(m.id)) AS id, e.name, min(m.at) AS at,"
        "    coalesce(arg_min(m.created_by, m.at), 'unknown') AS created_by, e.first_edit"
        "  FROM edited e LEFT JOIN met m ON m.edited_name = e.name GROUP BY e.id, e.name, e.first_edit"
        "  UNION ALL"
        "  SELECT r.id, r.name, r.at, r.created_by, NULL FROM registered r"
        "  ANTI JOIN met m ON m.name = r.name AND m.id IS NOT DISTINCT FROM r.id) "
        "ORDER BY name",
        {wiki_db});
}

}  // namespace brujula::facts
