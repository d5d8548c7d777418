# The fold in jq: jq -n -r --arg day DAY -f fold.jq LOG
def parts: {"networks": ["core", "ran", "fixed"], "mobile": ["core", "ran"]}[.] // [.];
def breadth: {"networks": 0, "mobile": 1}[.] // 2;
def strength: {"lawsuit": 0, "report": 1, "proposal": 2, "statement": 3,
               "contract": 4, "decision": 5, "ruling": 6, "law": 7}[.];
def first_day: . + {"4": "-01-01", "7": "-01", "10": ""}["\(length)"];
def month_end: (.[0:4] | tonumber) as $year | (.[5:7] | tonumber) as $month
    | if $month == 2 then
        (if $year % 4 == 0 and ($year % 100 != 0 or $year % 400 == 0) then 29 else 28 end)
      else [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][$month - 1] end;
def last_day: if length == 4 then . + "-12-31"
    elif length == 7 then "\(.)-\(month_end)" else . end;
def number: (.[0:4] + .[5:7] + .[8:10]) | tonumber;
[inputs
 | select(.stance != null and .withdrawn == null and (.entity | length) == 2)
 | (.not_before // (.date | first_day)) as $first
 | select($first <= $day)
 | {entity, date, stance, scope,
    order: [$first, -(.not_after // (.date | last_day) | number),
            (.scope | map(breadth) | min), (.action | strength), .id]}]
| sort_by(.order)
| reduce .[] as $said ({};
    reduce ([$said.scope[] | breadth as $named | parts[] | [., $named]]
            | group_by(.[0])[] | max_by(.[1])) as [$cell, $named] (.;
      "\($said.entity)\t\($cell)" as $key
      | .[$key] as $held
      | .[$key] = if $held != null
            and ($said.stance == $held.stance
                 or ($held.stance == "banned" and $said.stance == "restricted"
                     and $held.named > $named))
          then {stance: $held.stance, named: ([$held.named, $named] | max),
                since: $held.since, confirmed: $said.date}
          else {stance: $said.stance, $named, since: $said.date, confirmed: $said.date} end))
| to_entries | sort_by(.key)[]
| "\(.key)\t\(.value.stance)\t\(.value.since)\t\(.value.confirmed)"
