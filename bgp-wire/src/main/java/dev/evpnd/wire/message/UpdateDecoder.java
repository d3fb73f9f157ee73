package dev.evpnd.wire.message;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.attribute.AttributeCode;
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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Reads one UPDATE and judges it as a whole, RFC 7606 sections 3 to 5.
///
/// The routes are read before the attributes are judged, wherever MP_REACH_NLRI stands among them,
/// so that a fault in an attribute in front of it can still withdraw them.
final class UpdateDecoder {
    private static final String SUBJECT = "UPDATE";
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

    /// RFC 4271 section 6.3, which RFC 7606 leaves as it is: where the lengths disagree, nothing
    /// can be found.
    private <T> Decoded<T> badLength(String reason) {
        return Decoded.rejected(
                fault(
                        Treatment.RESET,
                        NotificationCode.MALFORMED_ATTRIBUTE_LIST,
                        SUBJECT,
                        reason,
                        Octets.EMPTY));
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

    /// @param faults those of the attributes; there may be as many as there is room for, so that
    ///   they are copied only where others join them
    private Decoded<Update> judge(Update update, List<Malformed> faults) {
        boolean reachAttribute =
                update.mpReach().isPresent()
                        || isAtFault(AttributeCode.name(AttributeCode.MP_REACH_NLRI), faults);
        var missing = new ArrayList<Malformed>(0);
        if (reachAttribute || !update.nlri().isEmpty()) {
            require(update, AttributeCode.ORIGIN, faults, missing);
            require(update, AttributeCode.AS_PATH, faults, missing);
        }
        if (!update.nlri().isEmpty()) {
            require(update, AttributeCode.NEXT_HOP, faults, missing);
        }
        var findings = joined(faults, missing);
        var decoded = Decoded.accepted(update, findings);
        var strongest = decoded.treatment();
        if (strongest.isEmpty()) {
            return decoded;
        }
        boolean routesFound = reachAttribute || !update.nlri().isEmpty();
        if (!routesFound && strongest.get().compareTo(Treatment.TREAT_AS_WITHDRAW) >= 0) {
            // RFC 7606 section 5.2: there is nothing to withdraw, so perhaps the routes were what
            // could not be read.
            return Decoded.rejected(
                    first(strongest.get(), findings).withTreatment(Treatment.RESET));
        }
        // What is left may look like an End-of-RIB marker, which the peer did not send.
        return update.endOfRib().isPresent()
                ? Decoded.rejected(first(strongest.get(), findings))
                : decoded;
    }

    private static List<Malformed> joined(List<Malformed> faults, List<Malformed> missing) {
        if (faults.isEmpty() || missing.isEmpty()) {
            return missing.isEmpty() ? faults : Collections.unmodifiableList(missing);
        }
        var joined = new ArrayList<Malformed>(faults.size() + missing.size());
        joined.addAll(faults);
        joined.addAll(missing);
        return Collections.unmodifiableList(joined);
    }

    private static boolean isAtFault(String attribute, List<Malformed> faults) {
        if (faults.isEmpty()) {
            return false;
        }
        for (var fault : faults) {
            if (fault.subject().equals(attribute)) {
                return true;
            }
        }
        return false;
    }

    /// RFC 7606 section 3.d. An attribute that is there and malformed has its finding already.
    private void require(Update update, int code, List<Malformed> faults, List<Malformed> missing) {
        var name = AttributeCode.name(code);
        if (!update.pathAttributes().has(code) && !isAtFault(name, faults)) {
            missing.add(
                    fault(
                            Treatment.TREAT_AS_WITHDRAW,
                            NotificationCode.MISSING_WELL_KNOWN_ATTRIBUTE,
                            name,
                            "the attribute is there",
                            Octets.of(code)));
        }
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

    private Malformed fault(
            Treatment treatment,
            NotificationCode code,
            String subject,
            String reason,
            Octets data) {
        return new Malformed(treatment, code, subject, reason, start, data);
    }
}
