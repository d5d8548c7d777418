-- What each entity holds in each scope on a day: the fold of docs/codebook.md, written in SQL.
-- Parameters: log (a file of JSON lines), day (ISO), entities (a LIKE pattern of their ids).
WITH parts(scope, cell, breadth) AS (
    VALUES ('networks', 'core', 0), ('networks', 'ran', 0), ('networks', 'fixed', 0),
           ('mobile', 'core', 1), ('mobile', 'ran', 1),
           ('core', 'core', 2), ('ran', 'ran', 2), ('fixed', 'fixed', 2), ('cables', 'cables', 2),
           ('procurement', 'procurement', 2), ('devices', 'devices', 2), ('software', 'software', 2),
           ('supply', 'supply', 2), ('cloud', 'cloud', 2), ('energy', 'energy', 2),
           ('research', 'research', 2), ('other', 'other', 2)
), strengths(action, strength) AS (
    VALUES ('lawsuit', 0), ('report', 1), ('proposal', 2), ('statement', 3),
           ('contract', 4), ('decision', 5), ('ruling', 6), ('law', 7)
), events AS (
    SELECT id, entity, date, stance, scope, action,
           coalesce(not_before, date || ['-01-01', '-01', '']
               [CASE length(date) WHEN 4 THEN 1 WHEN 7 THEN 2 ELSE 3 END]) AS first,
           coalesce(not_after, CASE length(date) WHEN 4 THEN date || '-12-31'
               WHEN 7 THEN strftime(last_day(CAST(date || '-01' AS DATE)), '%Y-%m-%d')
               ELSE date END) AS last
    FROM read_json($log, format = 'newline_delimited', columns = {
        id: 'VARCHAR', entity: 'VARCHAR', date: 'VARCHAR', not_before: 'VARCHAR',
        not_after: 'VARCHAR', stance: 'VARCHAR', scope: 'VARCHAR[]', action: 'VARCHAR',
        withdrawn: 'VARCHAR'})
    WHERE stance IS NOT NULL AND withdrawn IS NULL AND entity LIKE $entities
), named AS (
    SELECT id, any_value(entity) AS entity, cell, max(breadth) AS named, any_value(date) AS date,
           any_value(stance) AS stance, any_value(action) AS action, any_value(first) AS first,
           any_value(last) AS last, any_value(spoken.scope) AS scope
    FROM (SELECT *, unnest(scope) AS one FROM events) AS spoken JOIN parts ON parts.scope = one
    WHERE first <= $day
    GROUP BY id, cell
), folded AS (
    SELECT entity, cell, list_reduce(
        list({stance: stance, named: named, since: date, confirmed: date}
             ORDER BY first, last DESC,
                      CASE WHEN list_contains(scope, 'networks') THEN 0
                           WHEN list_contains(scope, 'mobile') THEN 1 ELSE 2 END,
                      strength, id),
        lambda held, said: CASE
            WHEN said.stance = held.stance
              OR (held.stance = 'banned' AND said.stance = 'restricted' AND held.named > said.named)
            THEN {stance: held.stance, named: greatest(held.named, said.named),
                  since: held.since, confirmed: said.confirmed}
            ELSE said END) AS held
    FROM named JOIN strengths USING (action)
    GROUP BY entity, cell
)
SELECT entity, cell, held.stance, held.since, held.confirmed FROM folded ORDER BY entity, cell
