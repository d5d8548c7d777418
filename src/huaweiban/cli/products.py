"""Names of products and techniques, and the scopes that they belong to."""

from __future__ import annotations

from huaweiban.events import Scope

# A term of the codebook.
PRIVATE = "private networks"
# The product names of each scope; those without a scope belong to a company's own network.
_WORDS: dict[tuple[Scope, ...], str] = {
    (Scope.DEVICES,): "phone mobile-phone smartphone handset tablet laptop notebook wearable watch "
    "smartwatch earbuds headphones pc computer",
    (Scope.FIXED,): "router modem broadband fibre fiber ont olt gpon cpe",
    (Scope.RAN,): "antenna base-station 5g-radio tower transmitter radio",
    (Scope.CORE,): "core-network packet-core",
    (Scope.MOBILE,): "2g 3g 4g 5g 6g lte mobile-network 4g-network 5g-network",
    (Scope.NETWORKS,): "telecom telecommunication telecom-network",
    (Scope.PROCUREMENT,): "public-procurement government-purchase tender",
    (Scope.CABLES,): "submarine-cable subsea-cable cable",
    (Scope.ENERGY,): "inverter solar photovoltaic pv battery",
    (Scope.CLOUD,): "data-centre data-center datacentre datacenter ai artificial-intelligence",
    (Scope.SUPPLY,): "chip semiconductor processor component",
    (Scope.SOFTWARE,): "app app-store operating-system harmonyos",
    (): "switch wi-fi wifi wlan access-point storage san nas firewall server lan campus-network "
    "private-network enterprise-network network-switch video-conferencing camera",
}
_SCOPES = {word: scopes for scopes, words in _WORDS.items() for word in words.split()}
# Products that both public networks and companies' own networks use.
_ALSO_PRIVATE = frozenset({"router", "modem", "fibre", "fiber"})


def terms(text: str) -> list[str]:
    """The terms of the codebook for a product name, singular or plural."""
    key = "-".join(text.casefold().replace("-", " ").split())
    for word in (key, key.removesuffix("s"), key.removesuffix("es")):
        if word in _SCOPES:
            scopes = [str(scope) for scope in _SCOPES[word]]
            return [*scopes, *([PRIVATE] if not scopes or word in _ALSO_PRIVATE else [])]
    return []


def hint(text: str) -> str:
    """The hint for a product name given as a scope; empty for anything else."""
    found = terms(text)
    if not found:
        return ""
    own = "the log does not cover private companies' own networks"
    said = [f"{text!r} belongs to the scope {found[0]}"] if found[0] != PRIVATE else []
    return "; ".join([*said, *([own] if PRIVATE in found else [])])
