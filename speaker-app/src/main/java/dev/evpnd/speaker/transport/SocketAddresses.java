package dev.evpnd.speaker.transport;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;

/// Addresses as the protocol has them, and as sockets do.
public final class SocketAddresses {
    private static final int IPV4_LENGTH = 4;

    private SocketAddresses() {}

    public static InetAddress inet(IpAddress address) {
        return inet(address, null);
    }

    private static InetAddress inet(
            IpAddress address, @org.jspecify.annotations.Nullable NetworkInterface scope) {
        var writer = new OctetWriter();
        address.encode(writer);
        try {
            return scope == null
                    ? InetAddress.getByAddress(writer.toByteArray())
                    : Inet6Address.getByAddress(null, writer.toByteArray(), scope);
        } catch (UnknownHostException impossible) {
            throw new AssertionError("an address has 4 or 16 octets", impossible);
        }
    }

    /// The address of a peer that is perhaps reached over one interface alone.
    ///
    /// @throws SocketException if there is no such interface, or it has no address of the family
    static InetSocketAddress socket(IpAddress address, Optional<String> interfaceName, int port)
            throws SocketException {
        if (interfaceName.isEmpty()) {
            return new InetSocketAddress(inet(address), port);
        }
        var found = NetworkInterface.getByName(interfaceName.get());
        if (found == null) {
            throw new SocketException("no interface " + interfaceName.get());
        }
        return new InetSocketAddress(inet(address, found), port);
    }

    /// IPv4 in IPv6 (RFC 4291 section 2.5.5.2) is IPv4.
    public static IpAddress address(InetAddress inet) {
        var octets = inet.getAddress();
        return octets.length == IPV4_LENGTH
                ? new Ipv4Address(BigEndian.u32(octets, 0))
                : new Ipv6Address(BigEndian.u64(octets, 0), BigEndian.u64(octets, 8));
    }
}
