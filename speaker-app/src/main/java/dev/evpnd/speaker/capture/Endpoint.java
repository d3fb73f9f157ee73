package dev.evpnd.speaker.capture;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;

import java.util.Comparator;

/// An address and a TCP port.
public record Endpoint(IpAddress address, int port) implements Comparable<Endpoint> {

    private static final Comparator<Endpoint> ORDER =
            Comparator.comparingInt((Endpoint endpoint) -> endpoint.address.bitLength())
                    .thenComparingLong(endpoint -> high(endpoint.address))
                    .thenComparingLong(endpoint -> low(endpoint.address))
                    .thenComparingInt(Endpoint::port);

    public Endpoint {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("no TCP port is " + port);
        }
    }

    /// By family, address and port; the addresses of a family in no order of use to a reader.
    @Override
    public int compareTo(Endpoint other) {
        return ORDER.compare(this, other);
    }

    private static long high(IpAddress address) {
        return switch (address) {
            case Ipv4Address _ -> 0;
            case Ipv6Address v6 -> v6.high();
        };
    }

    private static long low(IpAddress address) {
        return switch (address) {
            case Ipv4Address v4 -> v4.bits();
            case Ipv6Address v6 -> v6.low();
        };
    }

    /// `192.0.2.1:179`, `[2001:db8::1]:179`.
    @Override
    public String toString() {
        return address instanceof Ipv6Address ? "[" + address + "]:" + port : address + ":" + port;
    }
}
