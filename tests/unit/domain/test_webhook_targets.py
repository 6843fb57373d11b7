"""Where webhooks may lead: never into the networks around the portal, however the address is written."""

from ipaddress import ip_address, ip_network

import pytest

from portal.domain.webhook_targets import BadTarget, Target, TargetFault, allowed, read_target

PUBLIC = Target("https", "hooks.example", 443)
PRIVATE = [ip_network("10.1.0.0/16"), ip_network("fd00::/8")]


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1"),
        *("169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "224.0.0.1", "240.0.0.1"),
        *("255.255.255.255", "198.18.0.1", "192.0.2.1"),
        *("::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::1"),
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)
def test_what_is_not_public_is_refused(address):
    assert not allowed(PUBLIC, ip_address(address), [])


@pytest.mark.parametrize("address", ["203.0.114.7", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_what_is_public_is_allowed(address):
    assert allowed(PUBLIC, ip_address(address), [])


@pytest.mark.parametrize("address", ["10.1.2.3", "::ffff:10.1.2.3", "fd00::7"])
def test_a_network_that_is_named_is_allowed_with_plain_http_and_any_port(address):
    assert allowed(Target("http", "pbx.local", 8080), ip_address(address), PRIVATE)


@pytest.mark.parametrize("address", ["10.2.0.1", "127.0.0.1", "fe80::1"])
def test_naming_a_network_opens_no_other(address):
    assert not allowed(PUBLIC, ip_address(address), PRIVATE)


@pytest.mark.parametrize("target", [Target("http", "h", 80), Target("https", "h", 22)])
def test_outside_of_named_networks_everything_is_tls_at_a_usual_port(target):
    assert not allowed(target, ip_address("8.8.8.8"), PRIVATE)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("", TargetFault.NOT_HTTPS),
        ("hooks.example", TargetFault.NOT_HTTPS),
        ("ftp://hooks.example/", TargetFault.NOT_HTTPS),
        ("http://hooks.example/", TargetFault.NOT_HTTPS),
        ("https://", TargetFault.NO_ADDRESS),
        ("https:///path", TargetFault.NO_ADDRESS),
        ("https://hooks.example:8080/", TargetFault.ODD_PORT),
        ("https://hooks.example:0/", TargetFault.ODD_PORT),
        ("https://hooks.example:99999/", TargetFault.NO_ADDRESS),
        ("https://hooks.example:port/", TargetFault.NO_ADDRESS),
        ("https://somebody@hooks.example/", TargetFault.USER_INFO),
        ("https://:@hooks.example/", TargetFault.USER_INFO),
        ("https://hooks.example\\@evil.example/", TargetFault.NO_ADDRESS),
        ("https://hooks.example/#part", TargetFault.FRAGMENT),
        ("https://hooks.example/a b", TargetFault.NO_ADDRESS),
        ("https://hooks.example/\r\nX-Header: 1", TargetFault.NO_ADDRESS),
        ("https://日本.example/", TargetFault.NO_ADDRESS),
        ("https://hooks_example/", TargetFault.NO_ADDRESS),
        ("https://[::1/", TargetFault.NO_ADDRESS),
        ("https://[fe80::1%25eth0]/", TargetFault.PRIVATE),
        ("https://127.0.0.1/", TargetFault.PRIVATE),
        ("https://[::1]/", TargetFault.PRIVATE),
        ("https://169.254.169.254/latest/meta-data/", TargetFault.PRIVATE),
        ("https://hooks.example/" + "a" * 500, TargetFault.TOO_LONG),
    ],
)
def test_an_address_of_a_bad_form_is_refused_before_anything_is_sent(url, fault):
    with pytest.raises(BadTarget) as refused:
        read_target(url, [])

    assert refused.value.code is fault


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://hooks.example/a?b=c", Target("https", "hooks.example", 443)),
        ("https://Hooks.Example:8443", Target("https", "hooks.example", 8443)),
        ("https://8.8.8.8/", Target("https", "8.8.8.8", 443)),
        ("https://[2606:4700::1111]/", Target("https", "2606:4700::1111", 443)),
    ],
)
def test_a_good_address_is_read(url, target):
    assert read_target(url, []) == target


def test_plain_http_is_taken_in_where_networks_are_named_and_judged_when_it_is_connected_to():
    assert read_target("http://pbx.local:8080/", PRIVATE) == Target("http", "pbx.local", 8080)
