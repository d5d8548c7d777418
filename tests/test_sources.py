"""Where the events were told: nine in ten beyond the first list rest on more than an aggregator."""

from __future__ import annotations

from urllib.parse import urlsplit

from huaweiban import bundled
from huaweiban.events import Event

# Addresses that gather, mirror or copy what others wrote: an event that rests on these alone wants
# a better source. A newspaper that prints an agency's report is not one of them.
AGGREGATORS = set(
    """
    www.channele2e.com 1-e8259.azureedge.net a1info.xyz au.advfn.com it.advfn.com ceoworld.biz
    ch.marketscreener.com cosmopolitancanada.com cybernoz.com deek.dem.kg digitaltwininsider.com
    econocuba.impela.net edwardtseblog.com elpais-com.nproxy.org eptoday.com exbulletin.com
    f03.slobodnadalmacija.hr fictron.n.my foundernews.eu ftp.fiercetelecomawards.com hoholok.com
    indoafricatimes.blogspot.com informadorweb.com.mx longform.social l.lemdro.id menafn.com
    menafocus.qa motulalo.blogspot.com namu.live netblogpro.com newssummedup.com
    newswire.telecomramblings.com noticias.madrid panpacificagency.com pledgetimes.com
    protestas2.iis.ucr.ac.cr reddit.adminforge.de scmp.sxfx.eu.org srnnews.com techvaz.com
    telecommunicationscurated.com teoriadigital.com.br thearabmashriq.com thefederalregister.org
    thenews.sg win99update.com wstale.com www.amid.ai www.beautysteps.shop www.daily8.com
    www.devdiscourse.com www.einpresswire.com www.huaweiupdate.com www.kledy.de www.marketbeat.com
    www.nijazip.com www.pressreader.com www.tabulado.net www.topix.com wwww.stockwatch.com x.ua
    """.split()
)


def _better(event: Event) -> bool:
    hosts = {urlsplit(source.url).hostname for source in event.sources if source.url}
    return bool(hosts - AGGREGATORS)


def test_nine_in_ten_events_beyond_the_first_list_keep_an_address_of_their_own() -> None:
    beyond = [
        event
        for event in bundled.events()
        if any(source.via != "ChannelE2E" for source in event.sources)
    ]
    assert sum(map(_better, beyond)) >= 0.9 * len(beyond)
