package dev.evpnd.speaker.config;

import dev.evpnd.speaker.config.grammar.ScalarType;
import dev.evpnd.speaker.config.grammar.Scalars;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Decimal;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.community.SiteOfOrigin;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import java.util.Map;
import java.util.function.Function;

/// Single values of BGP and EVPN, in their usual text forms.
final class BgpScalars {

    static final ScalarType<Asn> AS =
            new ScalarType<>(
                    "an AS number such as 65000 or 64086.59905",
                    BgpScalars::asn,
                    Scalars.patternOr("number", "^[0-9]+(\\.[0-9]+)?$"));

    static final ScalarType<BgpIdentifier> IDENTIFIER =
            Scalars.parsed(
                    "an identifier such as 192.0.2.1",
                    text -> nonzero(BgpIdentifier.parse(text)),
                    "^[0-9]+(\\.[0-9]+){3}$");

    /// A cluster may be called by a number, too.
    static final ScalarType<BgpIdentifier> CLUSTER_ID =
            new ScalarType<>(
                    "a cluster id such as 192.0.2.1 or 1",
                    text ->
                            nonzero(
                                    text.indexOf('.') < 0
                                            ? new BgpIdentifier((int) unsigned32(text))
                                            : BgpIdentifier.parse(text)),
                    Scalars.patternOr("integer", "^[0-9]+(\\.[0-9]+){0,3}$"));

    static final ScalarType<IpAddress> ADDRESS =
            Scalars.parsed("an IPv4 or IPv6 address", IpAddress::parse, "^[0-9a-fA-F:.]+$");

    static final ScalarType<IpPrefix> PREFIX =
            Scalars.parsed(
                    "a prefix such as 192.0.2.0/24 or 2001:db8::/32",
                    IpPrefix::parse,
                    "^[0-9a-fA-F:.]+/[0-9]+$");

    static final ScalarType<MacAddress> MAC =
            Scalars.parsed(
                    "a MAC address such as 02:00:00:00:00:01",
                    MacAddress::parse,
                    "^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}$");

    static final ScalarType<RouteTarget> ROUTE_TARGET =
            ofAdministrators("a route target such as 65000:100", RouteTarget::parse);

    static final ScalarType<SiteOfOrigin> SITE_OF_ORIGIN =
            ofAdministrators("a site of origin such as 65000:1", SiteOfOrigin::parse);

    static final ScalarType<RouteDistinguisher> ROUTE_DISTINGUISHER =
            Scalars.parsed(
                    "a route distinguisher such as 192.0.2.1:100 or 65000:100",
                    RouteDistinguisher::parse,
                    "^(0x[0-9a-fA-F]{16}|[0-9.]+:[0-9]+)$");

    static final ScalarType<AddressFamily> FAMILY =
            Scalars.word(
                    Map.of(
                            "l2vpn-evpn", AddressFamily.L2VPN_EVPN,
                            "rt-constraint", AddressFamily.RT_CONSTRAINT));

    /// What an operator calls a group, a policy or a list.
    static final ScalarType<String> NAME =
            new ScalarType<>(
                    "a name of 1 to 64 letters, digits, hyphens, dots and underscores",
                    BgpScalars::name,
                    Scalars.patternOr("integer", "^[A-Za-z0-9._-]{1,64}$"));

    private static final int LONGEST_NAME = 64;

    private BgpScalars() {}

    private static <T> ScalarType<T> ofAdministrators(String expected, Function<String, T> parser) {
        return Scalars.parsed(expected, parser, "^[0-9.]+:[0-9]+$");
    }

    /// An AS that a speaker can be in.
    private static Asn asn(String text) {
        var asn = Asn.parse(text);
        if (asn.number() == 0 || asn.equals(Asn.AS_TRANS)) {
            throw new IllegalArgumentException("nobody is in AS " + asn);
        }
        return asn;
    }

    private static BgpIdentifier nonzero(BgpIdentifier identifier) {
        if (identifier.bits() == 0) {
            throw new IllegalArgumentException("no identifier is 0 (RFC 6286)");
        }
        return identifier;
    }

    static long unsigned32(String text) {
        return Decimal.parse(text, 0xffff_ffffL, "a number");
    }

    private static String name(String text) {
        if (text.isEmpty()
                || text.length() > LONGEST_NAME
                || !text.chars().allMatch(BgpScalars::mayBeInName)) {
            throw new IllegalArgumentException("no name");
        }
        return text;
    }

    private static boolean mayBeInName(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || "._-".indexOf(c) >= 0;
    }
}
