package dev.evpnd.wire.community;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Ipv4Address;

/// A Route Origin, which everyone calls Site of Origin: where a route came from, so that it is not
/// sent back there (RFC 4360 section 5).
///
/// ```
/// type 0x00   | AS (2)         | local administrator (4)        |   RFC 4360 section 3.1
/// type 0x01   | IPv4 address (4)                 | local (2)    |   RFC 4360 section 3.2
/// type 0x02   | AS (4)                           | local (2)    |   RFC 5668 section 2
/// ```
///
/// Text: `SoO:65000:100`, `SoO:192.0.2.1:100`, `SoO:4200000001:100`. An AS number that would fit
/// two octets but has four is written with a dot, `SoO:0.65000:100`: FRR leaves the `0.` out there,
/// and so prints two communities alike.
public record SiteOfOrigin(long bits) implements ExtendedCommunity {

    static final String NAME = "SoO";

    public SiteOfOrigin {
        Administrators.require(ExtendedCommunityType.SITE_OF_ORIGIN, bits);
    }

    /// Takes the encoding of two octets for an AS number that fits, else that of four, which leaves
    /// 16 bits for the local administrator.
    public static SiteOfOrigin of(Asn asn, long localAdministrator) {
        return new SiteOfOrigin(
                Administrators.bits(ExtendedCommunityType.SITE_OF_ORIGIN, asn, localAdministrator));
    }

    public static SiteOfOrigin of(Ipv4Address address, int localAdministrator) {
        return new SiteOfOrigin(
                Administrators.bits(
                        ExtendedCommunityType.SITE_OF_ORIGIN, address, localAdministrator));
    }

    /// Four octets for the AS number even where two would do.
    public static SiteOfOrigin ofFourOctetAs(Asn asn, int localAdministrator) {
        return new SiteOfOrigin(
                Administrators.fourOctetAsBits(
                        ExtendedCommunityType.SITE_OF_ORIGIN, asn, localAdministrator));
    }

    /// Reads what [#administrators] prints, the way configurations write it: `65000:100`.
    ///
    /// @throws IllegalArgumentException when the text is anything else
    public static SiteOfOrigin parse(String text) {
        return new SiteOfOrigin(Administrators.parse(ExtendedCommunityType.SITE_OF_ORIGIN, text));
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
