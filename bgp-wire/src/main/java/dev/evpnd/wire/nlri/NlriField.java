package dev.evpnd.wire.nlri;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

/// The routes of one NLRI field, in their order.
///
/// A fault inside one route whose frame is intact is a finding with [Treatment#DISCARD_NLRI], and
/// the field lives without that route (docs/conformance/rfc7606.md). Where the frames themselves
/// are broken no route of the field can be trusted, and the field is rejected with
/// [Treatment#DISABLE_FAMILY] (section 5.3).
public sealed interface NlriField permits EvpnNlri, RouteTargetNlri, UnicastNlri, OpaqueNlri {

    AddressFamily family();

    boolean isEmpty();

    /// Writes the routes.
    ///
    /// @param addPath whether each has its path identifier in front
    void encode(OctetWriter writer, boolean addPath);

    /// Whether routes of the family are read one by one; the NLRI of others are only kept.
    static boolean isRead(AddressFamily family) {
        return family.equals(AddressFamily.L2VPN_EVPN)
                || family.equals(AddressFamily.RT_CONSTRAINT)
                || family.equals(AddressFamily.IPV4_UNICAST)
                || family.equals(AddressFamily.IPV6_UNICAST);
    }

    /// A field of the family without routes.
    static NlriField empty(AddressFamily family) {
        return decode(family, Octets.EMPTY.reader(), false, "NLRI").orElseThrow();
    }

    /// Reads all that is left in the reader.
    ///
    /// @param subject the RFC name of what the field is part of, for findings
    static Decoded<NlriField> decode(
            AddressFamily family, OctetReader reader, boolean addPath, String subject) {
        if (family.equals(AddressFamily.L2VPN_EVPN)) {
            return EvpnNlri.decode(reader, addPath, subject);
        }
        if (family.equals(AddressFamily.RT_CONSTRAINT)) {
            return RouteTargetNlri.decode(reader, addPath, subject);
        }
        return isRead(family)
                ? UnicastNlri.decode(family, reader, addPath, subject)
                : Decoded.accepted(new OpaqueNlri(family, reader.rest()));
    }

    /// The verdict on a field whose frames are broken.
    static <T> Decoded<T> framingBroken(
            AddressFamily family, String subject, String reason, OctetReader reader, int offset) {
        return Decoded.rejected(
                new Malformed(
                        Treatment.DISABLE_FAMILY,
                        NotificationCode.OPTIONAL_ATTRIBUTE_ERROR,
                        subject,
                        reason,
                        offset,
                        Octets.copyOf(reader.array(), offset, reader.end() - offset),
                        family));
    }
}
