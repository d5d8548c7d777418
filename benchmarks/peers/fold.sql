-- What each entity holds in each scope on a day: the fold of docs/codebook.md, written in SQL.
-- Parameters: log (a file of JSON lines), day (ISO), brought_to (the ISO day that the log reaches;
-- an announced end after it lapses nothing), entities (a LIKE pattern of their ids).

-- A scope holds {act, over}: the run of the newest act, where that bans or restricts, and the run
-- of what lies over it or stands without one. A run is {stance, claim, named, since, confirmed};
-- `says` is what an event says: {run, is_act, limits}, the last for an act that bans or restricts.
CREATE OR REPLACE TEMP MACRO no_run() AS CAST(NULL AS
    STRUCT(stance VARCHAR, claim INTEGER, named INTEGER, since VARCHAR, confirmed VARCHAR));

CREATE OR REPLACE TEMP MACRO longer(run, said) AS
    {stance: run.stance, claim: run.claim, named: greatest(run.named, said.named),
     since: run.since, confirmed: said.confirmed};

CREATE OR REPLACE TEMP MACRO held_by(act, over) AS coalesce(over, act);

-- The first rule of the codebook that fits.
CREATE OR REPLACE TEMP MACRO rule(held, act, says) AS CASE
    WHEN held IS NULL THEN 'first_word'
    WHEN says.run.stance = held.stance THEN 'confirmation'
    WHEN held.stance = 'banned' AND says.run.stance = 'restricted' AND held.named > says.run.named
        THEN 'narrower_ban'
    WHEN act IS NOT NULL AND NOT says.is_act AND says.run.claim < act.claim THEN 'act_stands'
    WHEN act IS NOT NULL AND NOT says.is_act AND says.run.stance = act.stance THEN 'act_is_left'
    ELSE 'replacement' END;

-- The run of the act, and what lies over it, once a rule was applied.
CREATE OR REPLACE TEMP MACRO act_after(rule, act, over, says) AS CASE
    WHEN rule = 'confirmation' AND says.limits THEN longer(held_by(act, over), says.run)
    WHEN rule IN ('confirmation', 'narrower_ban') AND over IS NULL THEN longer(act, says.run)
    WHEN rule = 'narrower_ban' AND says.limits AND act IS NOT NULL THEN longer(act, says.run)
    WHEN rule = 'narrower_ban' AND says.limits THEN says.run
    WHEN rule = 'act_is_left' THEN longer(act, says.run)
    WHEN rule IN ('first_word', 'replacement') AND says.limits THEN says.run
    WHEN rule IN ('first_word', 'replacement') AND says.is_act THEN NULL
    ELSE act END;

CREATE OR REPLACE TEMP MACRO over_after(rule, over, says) AS CASE
    WHEN rule = 'confirmation' AND says.limits THEN NULL
    WHEN rule IN ('confirmation', 'narrower_ban') AND over IS NOT NULL THEN longer(over, says.run)
    WHEN rule IN ('first_word', 'replacement') AND NOT says.limits THEN says.run
    ELSE NULL END;

WITH parts(scope, cell, breadth) AS (
    VALUES ('networks', 'core', 0), ('networks', 'ran', 0), ('networks', 'fixed', 0),
           ('mobile', 'core', 1), ('mobile', 'ran', 1),
           ('core', 'core', 2), ('ran', 'ran', 2), ('fixed', 'fixed', 2), ('cables', 'cables', 2),
           ('procurement', 'procurement', 2), ('devices', 'devices', 2), ('software', 'software', 2),
           ('supply', 'supply', 2), ('cloud', 'cloud', 2), ('energy', 'energy', 2),
           ('research', 'research', 2), ('other', 'other', 2)
), strengths(action, strength) AS (
    VALUES ('lawsuit', 0), ('report', 1), ('proposal', 2), ('memorandum', 3), ('statement', 4),
           ('contract', 5), ('decision', 6), ('ruling', 7), ('law', 8)
), claims(stance, claim) AS (
    VALUES ('undecided', 0), ('permitted', 0), ('restricted', 1), ('banned', 2)
), lines AS (
    SELECT *, coalesce(not_before, date || ['-01-01', '-01', '']
               [CASE length(date) WHEN 4 THEN 1 WHEN 7 THEN 2 ELSE 3 END]) AS first,
           coalesce(not_after, CASE length(date) WHEN 4 THEN date || '-12-31'
               WHEN 7 THEN strftime(last_day(CAST(date || '-01' AS DATE)), '%Y-%m-%d')
               ELSE date END) AS last,
           CASE length(until) WHEN 4 THEN until || '-12-31'
               WHEN 7 THEN strftime(last_day(CAST(until || '-01' AS DATE)), '%Y-%m-%d')
               ELSE until END AS ends
    FROM read_json($log, format = 'newline_delimited', columns = {
        id: 'VARCHAR', entity: 'VARCHAR', date: 'VARCHAR', not_before: 'VARCHAR',
        not_after: 'VARCHAR', stance: 'VARCHAR', scope: 'VARCHAR[]', action: 'VARCHAR',
        actor: 'VARCHAR', until: 'VARCHAR', follows: 'VARCHAR', outcome: 'VARCHAR',
        withdrawn: 'VARCHAR'})
    WHERE withdrawn IS NULL AND entity LIKE $entities
), possible AS (  -- by the day, in order
    SELECT *, row_number() OVER (PARTITION BY entity ORDER BY first, length(date) = 10, last DESC,
               CASE WHEN list_contains(scope, 'networks') THEN 0
                    WHEN list_contains(scope, 'mobile') THEN 1
                    WHEN len(scope) > 0 THEN 2 ELSE 0 END, strength, id) AS place
    FROM lines JOIN strengths USING (action)
    WHERE first <= $day
), counting AS (  -- and not ended
    SELECT * FROM possible
    WHERE ends IS NULL OR ends > $brought_to OR ends >= greatest(first, $day)
), settled AS (  -- before which place no question counts any more in a cell
    SELECT settling.entity, cell, max(settling.place) AS place
    FROM counting AS settling
    JOIN (SELECT entity, id, place, unnest(scope) AS part FROM possible
          WHERE stance IS NOT NULL) AS asked
        ON asked.entity = settling.entity AND asked.id = settling.follows
            AND asked.place < settling.place
    JOIN parts ON parts.scope = part
    WHERE outcome = 'settled'
    GROUP BY settling.entity, cell
), said AS (  -- by each event of each cell, named by the narrowest of its scopes
    SELECT entity, cell, place, is_act, is_act AND claim > 0 AS limits,
           {stance: stance, claim: claim, named: max(breadth), since: date, confirmed: date} AS run
    FROM (SELECT *, unnest(scope) AS part,
                 action IN ('law', 'ruling', 'decision') AND actor IN
                     ('government', 'regulator', 'legislature', 'court', 'agency') AS is_act
          FROM counting) JOIN parts ON parts.scope = part JOIN claims USING (stance)
    GROUP BY entity, cell, place, is_act, claim, stance, date
), folded AS (
    SELECT entity, cell, list_reduce(
        list({act: no_run(), over: no_run(), says: {run: run, is_act: is_act, limits: limits}}
             ORDER BY said.place),
        lambda held, next: {
            act: act_after(rule(held_by(held.act, held.over), held.act, next.says),
                           held.act, held.over, next.says),
            over: over_after(rule(held_by(held.act, held.over), held.act, next.says),
                             held.over, next.says),
            says: next.says},
        {act: no_run(), over: no_run(), says: NULL}) AS held
    FROM said LEFT JOIN settled USING (entity, cell)
    WHERE run.stance <> 'undecided' OR settled.place IS NULL OR settled.place <= said.place
    GROUP BY entity, cell
)
SELECT entity, cell, run.stance, run.since, run.confirmed
FROM (SELECT entity, cell, held_by(held.act, held.over) AS run FROM folded) ORDER BY entity, cell
