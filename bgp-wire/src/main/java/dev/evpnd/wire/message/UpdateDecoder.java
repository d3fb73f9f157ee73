package dev.evpnd.wire.message;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.MandatoryAttributes;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.nlri.UnicastNlri;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.Octets;

import java.util.List;

/// Reads one UPDATE and judges it as a whole, RFC 7606 sections 3 to 5.
///
/// A malformed attribute does not end the reading of the others, so that the routes are known
/// wherever MP_REACH_NLRI stands among them, and can be withdrawn.
final class UpdateDecoder {
    private static final String MP_REACH = AttributeCode.name(AttributeCode.MP_REACH_NLRI);
    private static final String MP_UNREACH = AttributeCode.name(AttributeCode.MP_UNREACH_NLRI);
    private static final int LENGTH_FIELD = 2;

    private final OctetReader body;
    private final Negotiated negotiated;
    private final int start;

    UpdateDecoder(OctetReader body, Negotiated negotiated) {
        this.body = body;
        this.negotiated = negotiated;
        this.start = body.position();
    }

    Decoded<Update> decode() {
        int withdrawnLength = lengthAhead();
        if (withdrawnLength < 0) {
            return badLength("the withdrawn routes end within the message");
        }
        body.skip(LENGTH_FIELD);
        var withdrawnOctets = body.slice(withdrawnLength);
        int attributesLength = lengthAhead();
        if (attributesLength < 0) {
            return badLength("the path attributes end within the message");
        }
        body.skip(LENGTH_FIELD);
        var attributeOctets = body.slice(attributesLength);
        var withdrawn = decodeUnicast(withdrawnOctets, "Withdrawn Routes");
        if (withdrawn instanceof Decoded.Rejected<NlriField>(var malformed)) {
            return Decoded.rejected(malformed);
        }
        var nlri = decodeUnicast(body, "NLRI");
        if (nlri instanceof Decoded.Rejected<NlriField>(var malformed)) {
            return Decoded.rejected(malformed);
        }
        return switch (PathAttributes.decode(attributeOctets, negotiated)) {
            case Decoded.Rejected<PathAttributes>(var malformed) -> Decoded.rejected(malformed);
            case Decoded.Accepted<PathAttributes>(var attributes, var faults) ->
                    judge(
                            new Update(
                                    (UnicastNlri) withdrawn.orElseThrow(),
                                    attributes,
                                    (UnicastNlri) nlri.orElseThrow()),
                            faults);
        };
    }

    /// The value of the length field that comes next, or -1 where it, or what it measures, is not
    /// all there.
    private int lengthAhead() {
        if (body.remaining() < LENGTH_FIELD) {
            return -1;
        }
        int length = BigEndian.u16(body.array(), body.position());
        return length <= body.remaining() - LENGTH_FIELD ? length : -1;
    }

    /// The two fields of IPv4 unicast have no family to be disabled in their stead: a fault in them
    /// resets the session (RFC 7606 section 5.3).
    private Decoded<NlriField> decodeUnicast(OctetReader field, String subject) {
        boolean addPath = negotiated.addPathReceive().contains(AddressFamily.IPV4_UNICAST);
        return switch (UnicastNlri.decode(AddressFamily.IPV4_UNICAST, field, addPath, subject)) {
            case Decoded.Accepted<NlriField> accepted -> accepted;
            case Decoded.Rejected<NlriField>(var malformed) ->
                    Decoded.rejected(
                            new Malformed(
                                    Treatment.RESET,
                                    NotificationCode.INVALID_NETWORK_FIELD,
                                    malformed.subject(),
                                    malformed.reason(),
                                    malformed.offset(),
                                    malformed.data()));
        };
    }

    private Decoded<Update> judge(Update update, List<Malformed> faults) {
        boolean ipv4 = !update.nlri().isEmpty();
        boolean mpReach = update.mpReach().isPresent() || isAtFault(MP_REACH, faults);
        var findings =
                ipv4 || mpReach
                        ? MandatoryAttributes.judge(update.pathAttributes(), faults, ipv4, start)
                        : faults;
        if (findings.isEmpty()) {
            return Decoded.accepted(update);
        }
        var decoded = Decoded.accepted(update.notEndOfRib(), findings);
        var strongest = decoded.treatment().orElseThrow();
        boolean costsRoutes = strongest.compareTo(Treatment.TREAT_AS_WITHDRAW) >= 0;
        if (costsRoutes && !announces(update, findings) && !isMpUnreachAlone(update, findings)) {
            // RFC 7606 section 5.2: there is nothing to withdraw, so perhaps the routes were what
            // could not be read.
            return Decoded.rejected(first(strongest, findings).withTreatment(Treatment.RESET));
        }
        return decoded;
    }

    /// Whether routes were announced, be it that none of them could be read.
    private static boolean announces(Update update, List<Malformed> findings) {
        return update.announces()
                || isAtFault(MP_REACH, findings) && !isEmptyReach(update, findings);
    }

    /// An MP_REACH_NLRI whose flags are wrong announces nothing either where it is empty.
    private static boolean isEmptyReach(Update update, List<Malformed> findings) {
        if (update.mpReach().isEmpty()) {
            return false;
        }
        for (var finding : findings) {
            if (finding.subject().equals(MP_REACH)
                    && finding.treatment() == Treatment.DISCARD_NLRI) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMpUnreachAlone(Update update, List<Malformed> findings) {
        for (var attribute : update.pathAttributes().asList()) {
            if (attribute.code() != AttributeCode.MP_UNREACH_NLRI) {
                return false;
            }
        }
        for (var finding : findings) {
            if (!finding.subject().equals(MP_UNREACH)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAtFault(String attribute, List<Malformed> findings) {
        for (var finding : findings) {
            if (finding.subject().equals(attribute)) {
                return true;
            }
        }
        return false;
    }

    /// The first finding of a treatment, of which there is one.
    private static Malformed first(Treatment treatment, List<Malformed> findings) {
        for (var finding : findings) {
            if (finding.treatment() == treatment) {
                return finding;
            }
        }
        throw new AssertionError("no finding of " + treatment);
    }

    /// RFC 4271 section 6.3, which RFC 7606 leaves as it is: where the lengths disagree, nothing
    /// can be found.
    private <T> Decoded<T> badLength(String reason) {
        return Decoded.rejected(
                new Malformed(
                        Treatment.RESET,
                        NotificationCode.MALFORMED_ATTRIBUTE_LIST,
                        "UPDATE",
                        reason,
                        start,
                        Octets.EMPTY));
    }
}
