package dev.evpnd.speaker.session;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.RouteRefresh;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.octets.Octets;

import java.util.List;

/// The speaker 10.0.0.5 of AS 65000, which wants EVPN, and what its peers say.
final class Samples {
    static final Asn AS = new Asn(65000);
    static final Multiprotocol EVPN = new Multiprotocol(AddressFamily.L2VPN_EVPN);
    static final Multiprotocol IPV4 = new Multiprotocol(AddressFamily.IPV4_UNICAST);
    static final String LOWER = "10.0.0.1";
    static final String HIGHER = "10.0.0.9";
    static final GracefulRestart RESTARTS =
            new GracefulRestart(
                    0, 120, List.of(new GracefulRestart.Entry(AddressFamily.L2VPN_EVPN, 0)));

    private Samples() {}

    static SessionSettings settings(Capability... capabilities) {
        return new SessionSettings(
                AS,
                BgpIdentifier.parse("10.0.0.5"),
                RemoteAs.INTERNAL,
                false,
                SessionTimers.DEFAULT,
                capabilities.length == 0
                        ? List.of(EVPN, new RouteRefresh())
                        : List.of(capabilities),
                List.of());
    }

    static SessionSettings with(SessionSettings settings, SessionTimers timers) {
        return new SessionSettings(
                settings.localAs(),
                settings.identifier(),
                settings.remoteAs(),
                settings.passive(),
                timers,
                settings.capabilities(),
                settings.required());
    }

    static SessionSettings with(SessionSettings settings, RemoteAs remoteAs) {
        return new SessionSettings(
                settings.localAs(),
                settings.identifier(),
                remoteAs,
                settings.passive(),
                settings.timers(),
                settings.capabilities(),
                settings.required());
    }

    static SessionSettings requiring(SessionSettings settings, Integer... codes) {
        return new SessionSettings(
                settings.localAs(),
                settings.identifier(),
                settings.remoteAs(),
                settings.passive(),
                settings.timers(),
                settings.capabilities(),
                List.of(codes));
    }

    static SessionSettings passive(SessionSettings settings) {
        return new SessionSettings(
                settings.localAs(),
                settings.identifier(),
                settings.remoteAs(),
                true,
                settings.timers(),
                settings.capabilities(),
                settings.required());
    }

    static SessionTimers delayingOpen(int seconds) {
        return new SessionTimers(90, 30, 3, 10, seconds, 240, 1, 60, 0);
    }

    static SessionTimers holding(int hold, int keepalive, int leastHold) {
        return new SessionTimers(hold, keepalive, leastHold, 10, 0, 240, 1, 60, 0);
    }

    static Open open(String identifier, Capability... capabilities) {
        return openOf(AS, 90, identifier, capabilities);
    }

    static Open openOf(Asn asn, int hold, String identifier, Capability... capabilities) {
        return Open.of(
                asn,
                hold,
                BgpIdentifier.parse(identifier),
                capabilities.length == 0 ? List.of(EVPN) : List.of(capabilities));
    }

    static Notification cease(NotificationCode code) {
        return new Notification(code, Octets.EMPTY);
    }

    static Malformed fault(NotificationCode code) {
        return new Malformed(Treatment.RESET, code, "a message", "it is one", 0, Octets.of(7));
    }
}
