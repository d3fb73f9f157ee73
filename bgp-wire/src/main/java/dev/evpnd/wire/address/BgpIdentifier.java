package dev.evpnd.wire.address;

/// A BGP Identifier (RFC 6286): 32 bits that name a speaker, written as a dotted quad.
///
/// ORIGINATOR_ID and the entries of CLUSTER_LIST are of this kind too.
public record BgpIdentifier(int bits) {

    /// @throws IllegalArgumentException when the text is not a dotted quad
    public static BgpIdentifier parse(String text) {
        return new BgpIdentifier(Ipv4Address.parse(text).bits());
    }

    @Override
    public String toString() {
        return new Ipv4Address(bits).toString();
    }
}
