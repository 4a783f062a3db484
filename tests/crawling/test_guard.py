from ipaddress import ip_network

import pytest
from twisted.internet.address import IPv4Address, IPv6Address
from web import Answer, ads, crawl

from scrapers.crawling.resolver import GuardedResolver, is_public


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("64:ff9b::93.184.216.34", True),  # NAT64 to a public address
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("100.64.0.1", False),  # shared by providers, and metadata of one cloud
        ("127.0.0.1", False),
        ("127.255.255.254", False),
        ("168.63.129.16", False),  # metadata of another
        ("169.254.169.254", False),
        ("172.31.255.255", False),
        ("192.0.0.192", False),
        ("192.168.0.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::127.0.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::127.0.0.1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b:1::1", False),
        ("100::1", False),
        ("2001:0:53aa:64c:0:fbff:ab2e:1ff4", False),  # Teredo
        ("2001:db8::1", False),
        ("2002:7f00:1::1", False),  # 6to4 of 127.0.0.1
        ("3fff::1", False),
        ("fc00::1", False),
        ("fd00:ec2::254", False),  # metadata over IPv6
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("ff02::1", False),
    ],
)
def test_public_addresses(address, public):
    assert is_public(address) is public


def test_allowed_networks_count_as_public():
    allowed = (ip_network("10.20.0.0/16"), ip_network("fd12::/16"))
    assert is_public("10.20.3.4", allowed)
    assert is_public("::ffff:10.20.3.4", allowed)
    assert is_public("fd12::5", allowed)
    assert not is_public("10.21.3.4", allowed)


class FakeReactor:
    """Resolves every name to the next of the given lists of addresses."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.nameResolver = self

    def resolveHostName(self, receiver, name, port=0, *args):
        receiver.resolutionBegan(None)
        for address in self.answers.pop(0):
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()


class Receiver:
    def __init__(self):
        self.hosts, self.complete = [], False

    def resolutionBegan(self, resolution):
        pass

    def addressResolved(self, address):
        self.hosts.append(address.host)

    def resolutionComplete(self):
        self.complete = True


def resolved(resolver, name):
    receiver = Receiver()
    resolver.resolveHostName(receiver, name, 80)
    assert receiver.complete
    return receiver.hosts


def test_a_connection_gets_public_addresses_only():
    resolver = GuardedResolver(FakeReactor(["10.0.0.1", "93.184.216.34", "::1"]), 10)
    assert resolved(resolver, "mixed.example") == ["93.184.216.34"]


def test_a_name_that_changes_its_answer_gains_nothing():
    reactor = FakeReactor(["93.184.216.34"], ["127.0.0.1"])
    assert resolved(GuardedResolver(reactor, 10), "rebinding-1.example") == ["93.184.216.34"]
    # Another name for the same trick: what is cached is not asked again.
    assert resolved(GuardedResolver(reactor, 10), "rebinding-2.example") == []


def test_a_cached_private_address_is_still_refused():
    resolver = GuardedResolver(FakeReactor(["127.0.0.1"]), 10)
    resolver.trusted.add("cached.example")
    assert resolved(resolver, "cached.example") == ["127.0.0.1"]
    resolver.trusted.clear()
    assert resolved(resolver, "cached.example") == []


PUBLIC = ("-s", "ALLOWED_NETWORKS=127.0.0.2/32,127.0.0.3/32")


def test_nothing_leads_from_a_public_page_to_a_private_one(webs, tmp_path):
    public, other, secret = webs("127.0.0.2"), webs("127.0.0.3"), webs("127.0.0.1")
    forms = {
        "/ip": "127.0.0.1",
        "/short": "127.1",
        "/decimal": "2130706433",
        "/hex": "0x7f.1",
        "/octal": "0177.0.0.1",
        "/zero": "0",
        "/mapped": "[::ffff:127.0.0.1]",
        "/name": "localhost",
        "/dot": "localhost.",
        "/user": "127.0.0.2@localhost",
        "/backslash": "127.0.0.2\\@127.0.0.1",
        "/fragment": "127.0.0.2#@127.0.0.1",
    }
    for path, host in forms.items():
        public.routes[path] = Answer(status=302, headers={"Location": f"http://{host}:{secret.port}{path}"})
    public.routes["/refresh"] = Answer(
        f'<meta http-equiv="refresh" content="0; url={secret.url("/refresh")}">'
    )
    public.routes["/file"] = Answer(status=302, headers={"Location": "file:///etc/passwd"})
    public.routes["/list"] = Answer(ads(("Nurse", secret.url("/ad")), ("Cook", other.url("/ad"))))
    # The ad's host is public, and its robots.txt leads on to a private one.
    other.routes["/robots.txt"] = Answer(status=302, headers={"Location": secret.url("/robots.txt")})
    paths = [*forms, "/refresh", "/file", "/list"]
    done = crawl(
        tmp_path, "pages", "-a", "url=" + " ".join(map(public.url, paths)), "-a", "details=1", *PUBLIC
    )
    assert secret.asked == []
    assert set(paths) <= set(public.asked)
    assert {job["title"] for job in done.jobs} == {"Nurse", "Cook"}
    assert done.stats["guard/refused"] >= len(forms)  # /fragment leads to 127.0.0.2 itself
    assert "which is not public" in done.log


def test_a_crawl_that_began_on_a_private_host_stays_there(webs, tmp_path):
    began, neighbour, public = webs("127.0.0.1"), webs("127.0.0.1"), webs("127.0.0.2")
    began.routes["/list"] = Answer(
        ads(("Nurse", began.url("/ad")), ("Cook", neighbour.url("/ad")), ("Judge", public.url("/ad")))
    )
    began.routes["/moved"] = Answer(status=302, headers={"Location": neighbour.url("/moved")})
    url = f"url={began.url('/list')} {began.url('/moved')}"
    done = crawl(tmp_path, "pages", "-a", url, "-a", "details=1", *PUBLIC)
    assert set(began.pages()) == {"/list", "/moved", "/ad"}
    assert neighbour.asked == public.asked == []
    assert "stays there" in done.log


def test_what_was_typed_opens_no_door_for_what_was_not(webs, tmp_path):
    public, private = webs("127.0.0.2"), webs("127.0.0.1")
    public.routes["/list"] = Answer(ads(("Nurse", private.url("/delete"))))
    private.routes["/list"] = Answer(ads(("Cook", private.url("/ad"))))
    url = f"url={public.url('/list')} {private.url('/list')}"
    done = crawl(tmp_path, "pages", "-a", url, "-a", "details=1", *PUBLIC)
    assert set(private.pages()) == {"/list", "/ad"}
    assert {job["title"] for job in done.jobs} == {"Nurse", "Cook"}
