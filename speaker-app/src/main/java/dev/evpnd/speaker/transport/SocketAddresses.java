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
        try {
            return InetAddress.getByAddress(octets(address));
        } catch (UnknownHostException impossible) {
            throw new AssertionError("an address has 4 or 16 octets", impossible);
        }
    }

    private static byte[] octets(IpAddress address) {
        var writer = new OctetWriter();
        address.encode(writer);
        return writer.toByteArray();
    }

    /// What every address is where there is no IPv6: every one of IPv4.
    static Optional<InetSocketAddress> withoutIpv6(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address
                        && address.getAddress().isAnyLocalAddress()
                ? Optional.of(
                        new InetSocketAddress(
                                inet(Ipv4Address.parse("0.0.0.0")), address.getPort()))
                : Optional.empty();
    }

    /// An address of this end or the peer's, which perhaps holds on one interface alone.
    ///
    /// @throws SocketException if there is no such interface
    static InetSocketAddress socket(IpAddress address, Optional<String> interfaceName, int port)
            throws SocketException {
        if (interfaceName.isEmpty()) {
            return new InetSocketAddress(inet(address), port);
        }
        var found = NetworkInterface.getByName(interfaceName.get());
        if (found == null) {
            throw new SocketException("no interface " + interfaceName.get());
        }
        var inet = inet(address);
        return new InetSocketAddress(
                inet.isLinkLocalAddress() && inet instanceof Inet6Address
                        ? scoped(inet, found.getIndex())
                        : inet,
                port);
    }

    private static InetAddress scoped(InetAddress inet, int scope) {
        try {
            return Inet6Address.getByAddress(null, inet.getAddress(), scope);
        } catch (UnknownHostException impossible) {
            throw new AssertionError("an address of IPv6 has 16 octets", impossible);
        }
    }

    /// Whether somebody may be reached over an interface: nobody is seen at a link-local address
    /// but on its own link.
    static boolean isOn(InetAddress address, String interfaceName) throws SocketException {
        if (!(address instanceof Inet6Address link) || !link.isLinkLocalAddress()) {
            return true;
        }
        var found = NetworkInterface.getByName(interfaceName);
        return found != null && found.getIndex() == link.getScopeId();
    }

    /// IPv4 in IPv6 (RFC 4291 section 2.5.5.2) is IPv4.
    public static IpAddress address(InetAddress inet) {
        var octets = inet.getAddress();
        return octets.length == IPV4_LENGTH
                ? new Ipv4Address(BigEndian.u32(octets, 0))
                : new Ipv6Address(BigEndian.u64(octets, 0), BigEndian.u64(octets, 8));
    }
}
