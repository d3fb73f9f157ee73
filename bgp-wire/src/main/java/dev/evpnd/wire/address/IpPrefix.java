package dev.evpnd.wire.address;

/// An address and how many of its leading bits count; the others are zero. Prefixes are ordered by
/// their addresses, and the shorter of two with the same one comes first.
///
/// @param address the prefix; bits behind `length` are cleared on construction, since they are not
///   part of it (RFC 4271 section 4.3)
public record IpPrefix(IpAddress address, int length) implements Comparable<IpPrefix> {

    public static final IpPrefix IPV4_DEFAULT = new IpPrefix(new Ipv4Address(0), 0);
    public static final IpPrefix IPV6_DEFAULT = new IpPrefix(new Ipv6Address(0, 0), 0);

    public IpPrefix {
        address = address.masked(length);
    }

    /// Reads `10.0.0.0/24` or `2001:db8::/32`.
    ///
    /// @throws IllegalArgumentException when the text is no prefix
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("expected a prefix, found '" + text + "'");
        }
        var address = IpAddress.parse(text.substring(0, slash));
        long length =
                Decimal.parse(
                        text.substring(slash + 1), address.bitLength(), "the length of a prefix");
        return new IpPrefix(address, (int) length);
    }

    @Override
    public int compareTo(IpPrefix other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(length, other.length);
    }

    /// Written out, as [#hashCode] is, for the same reason as with addresses.
    @Override
    public boolean equals(Object other) {
        return other instanceof IpPrefix that
                && length == that.length
                && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + length;
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
