package dev.evpnd.speaker.config;

import dev.evpnd.speaker.transport.SocketAddresses;
import dev.evpnd.speaker.transport.TransportSettings;
import dev.evpnd.wire.address.Decimal;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;

/// Where connections are waited for.
///
/// @param address `0.0.0.0` for all of IPv4, `::` for all of IPv6 and IPv4
public record ListenAddress(IpAddress address, int port) implements Comparable<ListenAddress> {

    /// Port 179 on every address.
    public static final ListenAddress EVERYWHERE = everywhere(TransportSettings.BGP_PORT);

    /// Of what [#parse] reads, for editors.
    static final String PATTERN = "^(\\[[0-9a-fA-F:.]+\\]|[0-9.]+)(:[0-9]+)?$|^[0-9a-fA-F:.]+$";

    private static final int MAX_PORT = 65535;

    public ListenAddress {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("a port is 1 to 65535");
        }
    }

    public static ListenAddress everywhere(int port) {
        return new ListenAddress(new Ipv6Address(0, 0), port);
    }

    /// Reads `192.0.2.1:179`, `[2001:db8::1]:179`, or an address alone, with port 179.
    ///
    /// @throws IllegalArgumentException when the text is none of these
    public static ListenAddress parse(String text) {
        return parse(text, TransportSettings.BGP_PORT);
    }

    /// The same with another port for an address alone.
    static ListenAddress parse(String text, int usualPort) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0) {
                throw new IllegalArgumentException("expected a ] in '" + text + "'");
            }
            var address = Ipv6Address.parse(text.substring(1, end));
            return of(address, text.substring(end + 1), usualPort);
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return of(Ipv4Address.parse(text), "", usualPort);
        }
        return colon == text.lastIndexOf(':')
                ? of(Ipv4Address.parse(text.substring(0, colon)), text.substring(colon), usualPort)
                : of(Ipv6Address.parse(text), "", usualPort);
    }

    private static ListenAddress of(IpAddress address, String port, int usualPort) {
        if (port.isEmpty()) {
            return new ListenAddress(address, usualPort);
        }
        if (!port.startsWith(":")) {
            throw new IllegalArgumentException("expected a port, found '" + port + "'");
        }
        return new ListenAddress(address, (int) Decimal.parse(port.substring(1), MAX_PORT, "port"));
    }

    /// Whether nobody but who is on this machine can connect.
    boolean isLoopback() {
        return SocketAddresses.inet(address).isLoopbackAddress();
    }

    /// Whether both cannot be listened on at a time.
    boolean overlaps(ListenAddress other) {
        return port == other.port && (covers(other) || other.covers(this));
    }

    private boolean covers(ListenAddress other) {
        return address.equals(other.address)
                || address.equals(new Ipv6Address(0, 0))
                || address.equals(new Ipv4Address(0)) && other.address.bitLength() == 32;
    }

    @Override
    public int compareTo(ListenAddress other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
    }

    /// As [#parse] reads it.
    @Override
    public String toString() {
        return address.bitLength() == 32 ? address + ":" + port : "[" + address + "]:" + port;
    }
}
