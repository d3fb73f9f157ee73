package dev.evpnd.wire.attribute;

import dev.evpnd.wire.octets.OctetWriter;

/// A path attribute, RFC 4271 section 4.3: one record for each type that is understood, and
/// [UnrecognizedAttribute] for every other.
///
/// ```
/// +---------------------+
/// | Flags (1 octet)     |
/// +---------------------+
/// | Type Code (1 octet) |
/// +---------------------+
/// | Length (1 or 2)     |
/// +---------------------+
/// | Value (Length)      |
/// +---------------------+
/// ```
///
/// A record holds what the value says. The Partial bit is not part of it: [PathAttributes] keeps
/// that, for it says something of the attribute's way here and nothing of its meaning. Every record
/// can be encoded: a constructor takes nothing that has no place in 65,535 octets.
public sealed interface PathAttribute
        permits Origin,
                AsPath,
                NextHop,
                MultiExitDisc,
                LocalPref,
                AtomicAggregate,
                Aggregator,
                Communities,
                OriginatorId,
                ClusterList,
                MpReachNlri,
                MpUnreachNlri,
                ExtendedCommunities,
                As4Path,
                As4Aggregator,
                PmsiTunnel,
                TunnelEncapsulation,
                Ipv6ExtendedCommunities,
                Aigp,
                LargeCommunities,
                OnlyToCustomer,
                PrefixSid,
                AttrSet,
                UnrecognizedAttribute {

    /// The type code, one of [AttributeCode] or any other octet.
    int code();

    /// Writes the value, without flags, code and length.
    void encodeValue(OctetWriter writer, AttributeContext context);

    /// The Optional and Transitive bits of the flags.
    default int attributeFlags() {
        return AttributeTable.category(code()).orElseThrow().flags();
    }

    /// The registered name of the type code: `AS_PATH`.
    default String name() {
        return AttributeCode.name(code());
    }
}
