package dev.evpnd.wire.capability;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Collects the capabilities of one OPEN.
///
/// They may be spread over several Capabilities parameters and mean the same as in one (RFC 5492
/// section 4), so [#decode] is called for each parameter's value in turn.
public final class CapabilityDecoder {
    private static final String SUBJECT = "Capabilities Optional Parameter";

    private final List<Capability> capabilities = new ArrayList<>();
    private final List<Malformed> findings = new ArrayList<>();

    /// Reads capabilities to the end of the reader.
    ///
    /// @return the fault that makes the whole OPEN unacceptable, if there is one
    public Optional<Malformed> decode(OctetReader reader) {
        while (!reader.isExhausted()) {
            int start = reader.position();
            if (reader.remaining() < Capability.HEADER_LENGTH
                    || reader.remaining() - Capability.HEADER_LENGTH
                            < BigEndian.u8(reader.array(), start + 1)) {
                return Optional.of(overrun(reader));
            }
            int code = reader.u8();
            int length = reader.u8();
            int offset = reader.position();
            reader.skip(length);
            switch (decodeValue(code, reader.array(), offset, length)) {
                case Decoded.Accepted<Capability>(Capability value, List<Malformed> none) ->
                        capabilities.add(value);
                case Decoded.Rejected<Capability>(Malformed malformed) -> {
                    if (malformed.treatment() == Treatment.RESET) {
                        return Optional.of(malformed);
                    }
                    capabilities.add(new Unrecognized(code, malformed.data()));
                    findings.add(malformed);
                }
            }
        }
        return Optional.empty();
    }

    /// What has been read so far, in the order of the bytes.
    public List<Capability> capabilities() {
        return List.copyOf(capabilities);
    }

    /// The faults that cost one capability, or an entry of it, and not the OPEN; a view.
    public List<Malformed> findings() {
        return Collections.unmodifiableList(findings);
    }

    private Decoded<Capability> decodeValue(int code, byte[] bytes, int offset, int length) {
        return switch (code) {
            case Multiprotocol.CODE -> Multiprotocol.decode(bytes, offset, length);
            case RouteRefresh.CODE -> RouteRefresh.decode(bytes, offset, length);
            case ExtendedNextHop.CODE -> ExtendedNextHop.decode(bytes, offset, length);
            case ExtendedMessage.CODE -> ExtendedMessage.decode(bytes, offset, length);
            case Role.CODE -> Role.decode(bytes, offset, length);
            case GracefulRestart.CODE -> GracefulRestart.decode(bytes, offset, length);
            case FourOctetAs.CODE -> FourOctetAs.decode(bytes, offset, length);
            case AddPath.CODE -> AddPath.decode(bytes, offset, length, findings);
            case EnhancedRouteRefresh.CODE -> EnhancedRouteRefresh.decode(bytes, offset, length);
            case LongLivedGracefulRestart.CODE ->
                    LongLivedGracefulRestart.decode(bytes, offset, length);
            case Fqdn.CODE -> Fqdn.decode(bytes, offset, length);
            case SoftwareVersion.CODE -> SoftwareVersion.decode(bytes, offset, length);
            default ->
                    Decoded.accepted(new Unrecognized(code, Octets.copyOf(bytes, offset, length)));
        };
    }

    /// RFC 4271 section 6.2: a recognised parameter that is malformed has subcode 0.
    private static Malformed overrun(OctetReader reader) {
        return new Malformed(
                Treatment.RESET,
                NotificationCode.OPEN_UNSPECIFIC,
                SUBJECT,
                "every capability ends within the parameter",
                reader.position(),
                reader.rest());
    }

    /// A value that costs its capability alone.
    static Decoded<Capability> discarded(
            String subject, String reason, byte[] bytes, int offset, int length) {
        return Decoded.rejected(
                fault(Treatment.DISCARD_CAPABILITY, subject, reason, bytes, offset, length));
    }

    /// A value that costs the session.
    static Decoded<Capability> refused(
            String subject, String reason, byte[] bytes, int offset, int length) {
        return Decoded.rejected(fault(Treatment.RESET, subject, reason, bytes, offset, length));
    }

    static Malformed fault(
            Treatment treatment,
            String subject,
            String reason,
            byte[] bytes,
            int offset,
            int length) {
        var data = Octets.copyOf(bytes, offset, length);
        return new Malformed(
                treatment, NotificationCode.OPEN_UNSPECIFIC, subject, reason, offset, data);
    }
}
