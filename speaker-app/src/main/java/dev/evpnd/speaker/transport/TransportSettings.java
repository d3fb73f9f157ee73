package dev.evpnd.speaker.transport;

import dev.evpnd.wire.address.IpAddress;

import java.util.Optional;

/// How a connection to a peer is made, and which are taken from it.
///
/// @param port of the peer
/// @param source address of this end, the system's choice if empty
/// @param interfaceName over which a link-local peer is reached
/// @param password of TCP MD5 (RFC 2385)
/// @param dscp of the packets, CS6 where nothing else is wanted
/// @param maxSegment of TCP, the system's choice if empty
public record TransportSettings(
        int port,
        Optional<IpAddress> source,
        Optional<String> interfaceName,
        Optional<String> password,
        TtlRule ttl,
        int dscp,
        Optional<Integer> maxSegment) {

    public static final int BGP_PORT = 179;
    private static final int CLASS_SELECTOR_6 = 48;
    private static final int LONGEST_PASSWORD = 80;

    public static final TransportSettings DEFAULT =
            new TransportSettings(
                    BGP_PORT,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    new TtlRule.Outgoing(64),
                    CLASS_SELECTOR_6,
                    Optional.empty());

    public TransportSettings {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is 1 to 65535");
        }
        if (dscp < 0 || dscp > 63) {
            throw new IllegalArgumentException("a DSCP is 0 to 63");
        }
        int key = password.map(each -> SocketOptions.octets(each).length).orElse(1);
        if (key < 1 || key > LONGEST_PASSWORD) {
            throw new IllegalArgumentException("a password has 1 to 80 octets");
        }
    }

    /// All but the password, which is not to be seen anywhere.
    @Override
    public String toString() {
        return ("TransportSettings[port=%d, source=%s, interfaceName=%s, password=%s, ttl=%s,"
                        + " dscp=%d, maxSegment=%s]")
                .formatted(
                        port,
                        source,
                        interfaceName,
                        password.isPresent() ? "set" : "none",
                        ttl,
                        dscp,
                        maxSegment);
    }

    /// What of it only the sockets of Linux can do, and nobody wants to go without.
    Optional<String> neededOfLinux() {
        if (password.isPresent()) {
            return Optional.of("TCP MD5");
        }
        return ttl instanceof TtlRule.Security ? Optional.of("GTSM") : Optional.empty();
    }

    /// With how many hops to go packets are sent, and taken.
    public sealed interface TtlRule {
        /// They are sent with this number and taken with any.
        record Outgoing(int ttl) implements TtlRule {
            public Outgoing {
                if (ttl < 1 || ttl > 255) {
                    throw new IllegalArgumentException("a TTL is 1 to 255");
                }
            }
        }

        /// They are sent with 255 and taken only with so many that the peer is not further away
        /// (GTSM, RFC 5082).
        ///
        /// @param hops 1 for a peer on the same link
        record Security(int hops) implements TtlRule {
            public Security {
                if (hops < 1 || hops > 254) {
                    throw new IllegalArgumentException("a peer is 1 to 254 hops away");
                }
            }
        }
    }
}
