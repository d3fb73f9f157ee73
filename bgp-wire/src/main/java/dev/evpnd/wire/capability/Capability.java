package dev.evpnd.wire.capability;

import dev.evpnd.wire.octets.OctetWriter;

/// Something a speaker says in its OPEN that it is able to do, RFC 5492 section 4.
///
/// ```
/// +------------------------------+
/// | Capability Code (1 octet)    |
/// | Capability Length (1 octet)  |
/// | Capability Value (variable)  |
/// +------------------------------+
/// ```
///
/// A value never exceeds 255 octets, which the constructors hold, so that every capability can be
/// encoded. A capability may occur several times; nothing is merged here.
///
/// What a malformed value costs is left open by RFC 5492 and by most who define one. It costs the
/// session ([dev.evpnd.wire.error.Treatment#RESET], OPEN Message Error, RFC 4271 section 6.2) where
/// the two sides would otherwise read the same bytes differently or be mistaken about each other:
/// [Multiprotocol], [Role], [FourOctetAs] and [AddPath]. All other capabilities lose only what they
/// would have enabled: they are kept as [Unrecognized], and a finding says so.
public sealed interface Capability
        permits AddPath,
                EnhancedRouteRefresh,
                ExtendedMessage,
                ExtendedNextHop,
                FourOctetAs,
                Fqdn,
                GracefulRestart,
                LongLivedGracefulRestart,
                Multiprotocol,
                Role,
                RouteRefresh,
                SoftwareVersion,
                Unrecognized {

    /// Code and length, which precede every value.
    int HEADER_LENGTH = 2;

    int MAX_VALUE_LENGTH = 255;

    int code();

    /// How many octets [#encodeValue] writes.
    int valueLength();

    void encodeValue(OctetWriter writer);

    default int length() {
        return HEADER_LENGTH + valueLength();
    }

    default void encode(OctetWriter writer) {
        writer.u8(code()).u8(valueLength());
        encodeValue(writer);
    }
}
