package dev.evpnd.speaker.config;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;

import java.util.Optional;

/// The address of a peer as a file names it: with the interface behind a `%` where it is link-local
/// (RFC 4007 section 11).
record PeerAddress(IpAddress address, Optional<String> interfaceName) {

    /// Linux has names of 15 characters at most.
    private static final int LONGEST_INTERFACE_NAME = 15;

    PeerAddress {
        if (isLinkLocal(address) != interfaceName.isPresent()) {
            throw new IllegalArgumentException("a link-local address has an interface");
        }
    }

    static PeerAddress parse(String text) {
        int percent = text.indexOf('%');
        var address = IpAddress.parse(percent < 0 ? text : text.substring(0, percent));
        if (!canBePeer(address)) {
            throw new IllegalArgumentException("no peer has the address " + address);
        }
        return new PeerAddress(
                address,
                percent < 0
                        ? Optional.empty()
                        : Optional.of(interfaceName(text.substring(percent + 1))));
    }

    private static String interfaceName(String text) {
        boolean fits = !text.isEmpty() && text.length() <= LONGEST_INTERFACE_NAME;
        if (!fits || text.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '%' || c > '~')) {
            throw new IllegalArgumentException("no interface is called '" + text + "'");
        }
        return text;
    }

    static boolean isLinkLocal(IpAddress address) {
        return address instanceof Ipv6Address ipv6 && ipv6.high() >>> 54 == 0xfe80 >>> 6;
    }

    /// Neither unspecified nor multicast.
    private static boolean canBePeer(IpAddress address) {
        return switch (address) {
            case Ipv4Address(int bits) -> bits != 0 && bits >>> 28 < 0xe;
            case Ipv6Address(long high, long low) -> (high != 0 || low != 0) && high >>> 56 != 0xff;
        };
    }
}
