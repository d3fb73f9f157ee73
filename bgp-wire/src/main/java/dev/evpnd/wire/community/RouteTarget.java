package dev.evpnd.wire.community;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Ipv4Address;

/// A Route Target, RFC 4360 section 4: which VPNs a route is for.
///
/// The RIB compares and looks up the eight octets of [#bits]; route targets of different encodings
/// are different even where their administrators are the same numbers.
///
/// ```
/// type 0x00   | AS (2)         | local administrator (4)        |   RFC 4360 section 3.1
/// type 0x01   | IPv4 address (4)                 | local (2)    |   RFC 4360 section 3.2
/// type 0x02   | AS (4)                           | local (2)    |   RFC 5668 section 2
/// ```
///
/// Text: `RT:65000:100`, `RT:192.0.2.1:100`, `RT:4200000001:100`. An AS number that would fit two
/// octets but has four is written with a dot, `RT:0.65000:100`: FRR leaves the `0.` out there, and
/// so prints two communities alike.
public record RouteTarget(long bits) implements ExtendedCommunity {

    static final String NAME = "RT";

    public RouteTarget {
        Administrators.require(ExtendedCommunityType.ROUTE_TARGET, bits);
    }

    /// Takes the encoding of two octets for an AS number that fits, else that of four, which leaves
    /// 16 bits for the local administrator.
    public static RouteTarget of(Asn asn, long localAdministrator) {
        return new RouteTarget(
                Administrators.bits(ExtendedCommunityType.ROUTE_TARGET, asn, localAdministrator));
    }

    public static RouteTarget of(Ipv4Address address, int localAdministrator) {
        return new RouteTarget(
                Administrators.bits(
                        ExtendedCommunityType.ROUTE_TARGET, address, localAdministrator));
    }

    /// Four octets for the AS number even where two would do.
    public static RouteTarget ofFourOctetAs(Asn asn, int localAdministrator) {
        return new RouteTarget(
                Administrators.fourOctetAsBits(
                        ExtendedCommunityType.ROUTE_TARGET, asn, localAdministrator));
    }

    /// Reads what [#administrators] prints, the way configurations write it: `65000:100`.
    ///
    /// @throws IllegalArgumentException when the text is anything else
    public static RouteTarget parse(String text) {
        return new RouteTarget(Administrators.parse(ExtendedCommunityType.ROUTE_TARGET, text));
    }

    /// The AS number or the bits of the address; [#type] tells which.
    public long globalAdministrator() {
        return Administrators.global(bits);
    }

    public long localAdministrator() {
        return Administrators.local(bits);
    }

    /// The text without its name: `65000:100`.
    public String administrators() {
        return Administrators.text(bits);
    }

    @Override
    public String toString() {
        return NAME + ":" + administrators();
    }
}
