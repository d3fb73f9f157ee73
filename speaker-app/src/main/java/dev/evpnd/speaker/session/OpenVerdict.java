package dev.evpnd.speaker.session;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.capability.Role;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.List;

/// What comes of two OPENs: terms, or a refusal. What of an OPEN can be judged without knowing whom
/// it is from was judged when it was read; this is the rest of RFC 4271 section 6.2.
sealed interface OpenVerdict {

    /// On what the session goes on.
    ///
    /// @param received the peer's OPEN
    /// @param holdSeconds 0 for none
    /// @param keepaliveSeconds 0 for none
    record Agreement(Open received, Negotiated negotiated, int holdSeconds, int keepaliveSeconds)
            implements OpenVerdict {}

    /// There will be no session.
    record Refusal(Notification notification) implements OpenVerdict {}

    static OpenVerdict of(SessionSettings settings, Open sent, Open received) {
        boolean external = !received.asn().equals(settings.localAs());
        if (!settings.remoteAs().allows(received.asn(), settings.localAs())) {
            return refusal(NotificationCode.BAD_PEER_AS, asNumber(received));
        }
        // RFC 6286 section 2.2: another AS may use the same identifier.
        if (!external && received.identifier().equals(settings.identifier())) {
            int bits = received.identifier().bits();
            return refusal(
                    NotificationCode.BAD_BGP_IDENTIFIER, new OctetWriter(4).u32(bits).toOctets());
        }
        int hold = Math.min(received.holdTimeSeconds(), settings.timers().hold());
        // A session without KEEPALIVEs costs no more than one with few.
        if (hold != 0 && hold < settings.timers().leastHold()) {
            return refusal(
                    NotificationCode.UNACCEPTABLE_HOLD_TIME,
                    new OctetWriter(2).u16(received.holdTimeSeconds()).toOctets());
        }
        if (!rolesCorrespond(sent.capabilities(), received.capabilities())) {
            return refusal(NotificationCode.ROLE_MISMATCH, Octets.EMPTY);
        }
        var missing = missing(settings, received.capabilities());
        if (!missing.isEmpty()) {
            return unsupported(missing);
        }
        var negotiated = Negotiated.between(sent.capabilities(), received.capabilities(), external);
        if (negotiated.families().isEmpty()) {
            return unsupported(families(sent.capabilities()));
        }
        return new Agreement(received, negotiated, hold, keepalive(settings.timers(), hold));
    }

    /// The number as it came: in two octets, or in four where these say nothing.
    private static Octets asNumber(Open received) {
        int field = received.myAutonomousSystem();
        return field == Asn.AS_TRANS.number()
                ? new OctetWriter(4).u32(received.asn().number()).toOctets()
                : new OctetWriter(2).u16(field).toOctets();
    }

    /// RFC 9234 section 4.2: where both have a role.
    private static boolean rolesCorrespond(List<Capability> ours, List<Capability> theirs) {
        for (var our : ours) {
            for (var their : theirs) {
                if (our instanceof Role role
                        && their instanceof Role remote
                        && !role.correspondsTo(remote)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// The capabilities that the peer has to have and has not, as this speaker announces them, or
    /// empty ones.
    private static List<Capability> missing(SessionSettings settings, List<Capability> theirs) {
        var missing = new ArrayList<Capability>();
        for (int code : settings.required()) {
            if (theirs.stream().noneMatch(capability -> capability.code() == code)) {
                missing.addAll(settings.announced(code));
            }
        }
        return missing;
    }

    /// What this speaker wanted to be in common. Families that nobody named are IPv4 unicast (RFC
    /// 4760 section 8).
    private static List<Capability> families(List<Capability> capabilities) {
        var families =
                capabilities.stream()
                        .filter(capability -> capability instanceof Multiprotocol)
                        .toList();
        return families.isEmpty()
                ? List.of(new Multiprotocol(AddressFamily.IPV4_UNICAST))
                : families;
    }

    /// RFC 5492 section 5: the data are the capabilities, as in an OPEN.
    private static Refusal unsupported(List<Capability> capabilities) {
        int length = capabilities.stream().mapToInt(Capability::length).sum();
        var writer = new OctetWriter(length);
        capabilities.forEach(capability -> capability.encode(writer));
        return refusal(NotificationCode.UNSUPPORTED_CAPABILITY, writer.toOctets());
    }

    private static Refusal refusal(NotificationCode code, Octets data) {
        return new Refusal(new Notification(code, data));
    }

    private static int keepalive(SessionTimers timers, int hold) {
        if (hold == 0) {
            return 0;
        }
        int third = Math.max(1, hold / 3);
        return hold == timers.hold() ? timers.keepalive() : Math.min(timers.keepalive(), third);
    }
}
