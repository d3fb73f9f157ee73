package dev.evpnd.wire.message;

import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.CapabilityDecoder;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.Octets;

import java.util.List;
import java.util.Optional;

/// Reads the body of an OPEN and judges it by RFC 4271 section 6.2, in the order of the bytes.
///
/// The identifier is compared with our own, and the AS number with the expected one, by the
/// session, which knows them.
final class OpenDecoder {
    private static final int FIXED_LENGTH = MessageHeader.MIN_OPEN_LENGTH - MessageHeader.LENGTH;
    private static final String SUBJECT = "OPEN";

    private final OctetReader body;
    private final int start;
    private final CapabilityDecoder capabilities = new CapabilityDecoder();

    private OpenDecoder(OctetReader body) {
        this.body = body;
        this.start = body.position();
    }

    /// @param body at least ten octets, which the header's check has seen to
    static Decoded<BgpMessage> decode(OctetReader body) {
        return new OpenDecoder(body).decode();
    }

    private Decoded<BgpMessage> decode() {
        int version = body.u8();
        if (version != Open.VERSION) {
            return Decoded.rejected(unsupportedVersion());
        }
        int myAutonomousSystem = body.u16();
        if (myAutonomousSystem == 0) {
            return rejected(NotificationCode.BAD_PEER_AS, "the AS number is not 0", 1, 2);
        }
        int holdTime = body.u16();
        if (!Open.isAcceptableHoldTime(holdTime)) {
            return rejected(
                    NotificationCode.UNACCEPTABLE_HOLD_TIME,
                    "the hold time is 0, or 3 or more",
                    3,
                    2);
        }
        var identifier = new BgpIdentifier(body.u32());
        if (identifier.bits() == 0) {
            return rejected(
                    NotificationCode.BAD_BGP_IDENTIFIER, "the BGP Identifier is not 0", 5, 4);
        }
        var fault = decodeParameters();
        if (fault.isPresent()) {
            return Decoded.rejected(fault.get());
        }
        var announced = capabilities.capabilities();
        var contradiction = contradiction(myAutonomousSystem, announced);
        if (contradiction.isPresent()) {
            return Decoded.rejected(contradiction.get());
        }
        return Decoded.accepted(
                new Open(myAutonomousSystem, holdTime, identifier, announced),
                capabilities.findings());
    }

    /// RFC 9072 section 2: whether the form is the extended one is seen from the type, and the
    /// length before it then means nothing, except that it is not 0.
    private Optional<Malformed> decodeParameters() {
        int length = body.u8();
        boolean extended =
                length != 0
                        && !body.isExhausted()
                        && BigEndian.u8(body.array(), body.position()) == Open.EXTENDED;
        if (extended) {
            if (body.remaining() < 3) {
                return Optional.of(unspecific("the extended length has two octets"));
            }
            body.skip(1);
            length = body.u16();
        }
        if (length != body.remaining()) {
            return Optional.of(unspecific("the parameters fill the message"));
        }
        while (!body.isExhausted()) {
            var fault = decodeParameter(extended);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<Malformed> decodeParameter(boolean extended) {
        int at = body.position();
        int headerLength = extended ? 3 : 2;
        if (body.remaining() < headerLength) {
            return Optional.of(unspecific("every parameter has a type and a length"));
        }
        int type = body.u8();
        int length = extended ? body.u16() : body.u8();
        if (length > body.remaining()) {
            return Optional.of(unspecific("every parameter ends within the message"));
        }
        if (type != Open.CAPABILITIES_PARAMETER) {
            var data = Octets.copyOf(body.array(), at, headerLength + length);
            return Optional.of(
                    malformed(
                            NotificationCode.UNSUPPORTED_OPTIONAL_PARAMETER,
                            "the parameter is Capabilities",
                            at,
                            data));
        }
        return capabilities.decode(body.slice(length));
    }

    /// What the capabilities say against the fields before them or against each other.
    private Optional<Malformed> contradiction(int myAutonomousSystem, List<Capability> announced) {
        if (!Open.isOneAutonomousSystem(myAutonomousSystem, announced)) {
            return Optional.of(
                    malformed(
                            NotificationCode.BAD_PEER_AS,
                            "My Autonomous System and the 4-octet number are the same",
                            start + 1,
                            Octets.copyOf(body.array(), start + 1, 2)));
        }
        if (!Open.isOneRole(announced)) {
            int at = start + FIXED_LENGTH;
            return Optional.of(
                    malformed(
                            NotificationCode.ROLE_MISMATCH,
                            "all roles are the same",
                            at,
                            Octets.copyOf(body.array(), at, body.end() - at)));
        }
        return Optional.empty();
    }

    /// RFC 4271 section 6.2: the data is the version that is supported, in two octets.
    private Malformed unsupportedVersion() {
        return malformed(
                NotificationCode.UNSUPPORTED_VERSION_NUMBER,
                "the version is 4",
                start,
                Octets.of(0, Open.VERSION));
    }

    /// RFC 4271 section 6.2: a recognised parameter that is malformed has subcode 0.
    private Malformed unspecific(String reason) {
        return malformed(NotificationCode.OPEN_UNSPECIFIC, reason, body.position(), body.rest());
    }

    private Decoded<BgpMessage> rejected(
            NotificationCode code, String reason, int field, int length) {
        var data = Octets.copyOf(body.array(), start + field, length);
        return Decoded.rejected(malformed(code, reason, start + field, data));
    }

    private static Malformed malformed(
            NotificationCode code, String reason, int offset, Octets data) {
        return new Malformed(Treatment.RESET, code, SUBJECT, reason, offset, data);
    }
}
