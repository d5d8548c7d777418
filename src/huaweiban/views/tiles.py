"""The position of each country's tile: one row of text for each row of tiles, from the north-west.

Neighbours stay neighbours if possible; small territories are beside their neighbours, or at the
edges. No border is drawn, so no side is taken on any.
"""

from __future__ import annotations

_LAYOUT = """
.. .. .. .. .. .. .. GL IS .. .. .. SJ .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. .. .. .. .. .. .. FO .. NO SE AX FI .. RU .. .. .. .. .. .. .. .. ..
.. CA .. PM .. .. .. .. IM GB .. DK .. EE LV .. .. .. .. .. .. .. .. .. .. ..
.. US .. .. BM .. .. .. IE GG NL DE PL LT BY .. .. .. KZ .. MN .. .. .. .. ..
.. MX .. .. BS TC .. .. .. JE BE LU CZ SK UA MD GE .. UZ KG .. .. .. KP .. ..
GT BZ .. CU HT DO PR .. .. FR CH LI AT HU RO .. AM AZ TM TJ .. CN .. KR JP ..
SV HN .. KY JM VI VG .. AD MC SM IT SI HR RS BG TR SY IR AF .. .. MO HK TW ..
NI .. .. .. AI MF SX .. PT ES VA MT BA ME XK MK CY LB IQ PK NP BT MM LA VN UM
CR .. .. KN BL AG MS .. GI .. .. .. .. AL GR .. IL PS JO KW IN BD TH KH PH MP
PA .. .. GP DM MQ LC .. .. .. MA DZ TN LY EG .. .. SA BH QA LK .. MY BN PW GU
.. AW CW BQ VC GD BB .. .. EH MR ML NE TD SD ER .. YE OM AE .. .. SG ID FM MH
CO VE TT GY SR GF .. .. CV SN GM BF NG CM CF SS ET DJ .. MV .. CX TL PG NR KI
EC PE .. BR .. .. .. .. GW GN CI GH TG BJ CG UG KE SO .. .. .. CC .. SB TV TK
.. BO PY .. .. .. .. .. .. SL LR ST GQ GA CD RW TZ .. SC IO .. AU .. VU WF WS
.. CL AR UY .. .. .. SH .. .. .. .. .. AO ZM BI MW KM YT .. .. .. NC FJ TO AS
.. .. .. .. FK .. .. .. .. .. .. .. .. NA BW ZW MZ MG MU .. .. .. NF .. NU CK
.. .. .. .. .. GS .. .. .. .. .. .. .. ZA LS SZ .. RE .. .. .. .. .. NZ PF PN
.. .. .. .. .. .. .. .. BV .. .. .. .. .. .. .. .. TF .. HM .. .. .. .. .. ..
.. .. .. .. .. .. .. .. .. .. .. .. AQ .. .. .. .. .. .. .. .. .. .. .. .. ..
"""

# Row and column of a country's id, both counted from 0 in the north-west.
PLACES: dict[str, tuple[int, int]] = {
    code.lower(): (row, column)
    for row, line in enumerate(_LAYOUT.split("\n")[1:-1])
    for column, code in enumerate(line.split())
    if code != ".."
}
