package dev.evpnd.speaker.config;

import dev.evpnd.speaker.config.RouteKeys.Restart;
import dev.evpnd.speaker.config.RouteKeys.RestartMode;
import dev.evpnd.speaker.config.SessionKeys.AddPaths;
import dev.evpnd.speaker.config.SessionKeys.Capabilities;
import dev.evpnd.speaker.config.SessionKeys.Timers;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.speaker.session.RemoteAs;
import dev.evpnd.speaker.session.SessionSettings;
import dev.evpnd.speaker.session.SessionTimers;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.AddPath;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.EnhancedRouteRefresh;
import dev.evpnd.wire.capability.ExtendedMessage;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.RouteRefresh;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Makes what a session goes by from what a file says of a peer.
final class SessionReader {

    private static final Comparator<AddressFamily> ORDER =
            Comparator.comparingInt(AddressFamily::afi)
                    .reversed()
                    .thenComparingInt(AddressFamily::safi);

    private final SpeakerIdentity speaker;
    private final Faults faults;

    SessionReader(SpeakerIdentity speaker, Faults faults) {
        this.speaker = speaker;
        this.faults = faults;
    }

    SessionSettings settings(Values values, RemoteAs remoteAs) {
        return new SessionSettings(
                speaker.asn(),
                speaker.routerId(),
                remoteAs,
                values.get(PeerKeys.PASSIVE),
                timers(values.section(PeerKeys.TIMERS)),
                capabilities(values),
                values.section(PeerKeys.CAPABILITIES).get(Capabilities.REQUIRED));
    }

    /// As the file has it.
    static String text(RemoteAs remoteAs) {
        return switch (remoteAs) {
            case RemoteAs.Internal internal -> "internal";
            case RemoteAs.External external -> "external";
            case RemoteAs.Exactly(var asn) -> asn.toString();
        };
    }

    private SessionTimers timers(Values values) {
        int hold = values.get(Timers.HOLD);
        int keepalive = values.find(Timers.KEEPALIVE).orElse(hold / 3);
        boolean keepaliveTooLong = hold != 0 && keepalive >= hold && !values.isFaulty(Timers.HOLD);
        if (keepaliveTooLong) {
            faults.add(
                    values.placeOf(Timers.KEEPALIVE),
                    "expected less than the hold time of " + hold + ", found " + keepalive);
        }
        int idleHold = values.get(Timers.IDLE_HOLD);
        int maximumIdleHold = values.get(Timers.MAXIMUM_IDLE_HOLD);
        boolean idleHoldTooLong =
                idleHold > maximumIdleHold
                        && !values.isFaulty(Timers.IDLE_HOLD)
                        && !values.isFaulty(Timers.MAXIMUM_IDLE_HOLD);
        if (idleHoldTooLong) {
            faults.add(
                    values.placeOf(
                            values.has(Timers.IDLE_HOLD)
                                    ? Timers.IDLE_HOLD
                                    : Timers.MAXIMUM_IDLE_HOLD),
                    "expected an idle-hold of at most the maximum-idle-hold of "
                            + maximumIdleHold
                            + ", found "
                            + idleHold);
        }
        if (hold != 0 && keepalive >= hold || idleHold > maximumIdleHold) {
            return SessionTimers.DEFAULT;
        }
        return new SessionTimers(
                hold,
                keepalive,
                values.get(Timers.MINIMUM_HOLD),
                values.get(Timers.CONNECT_RETRY),
                values.get(Timers.DELAY_OPEN),
                values.get(Timers.OPEN_HOLD),
                idleHold,
                maximumIdleHold,
                values.get(Timers.SEND_HOLD));
    }

    /// In an order that does not depend on that of the file.
    private List<Capability> capabilities(Values values) {
        var families = values.get(PeerKeys.FAMILIES).stream().distinct().sorted(ORDER).toList();
        var wanted = values.section(PeerKeys.CAPABILITIES);
        var capabilities = new ArrayList<Capability>();
        families.forEach(family -> capabilities.add(new Multiprotocol(family)));
        boolean refreshes = wanted.get(Capabilities.ROUTE_REFRESH);
        if (refreshes) {
            capabilities.add(new RouteRefresh());
        }
        if (refreshes && wanted.get(Capabilities.ENHANCED_ROUTE_REFRESH)) {
            capabilities.add(new EnhancedRouteRefresh());
        }
        if (wanted.get(Capabilities.EXTENDED_MESSAGES)) {
            capabilities.add(new ExtendedMessage());
        }
        addPath(values.section(PeerKeys.ADD_PATH), families).ifPresent(capabilities::add);
        addRestarts(values.section(PeerKeys.GRACEFUL_RESTART), families, capabilities);
        wanted.find(Capabilities.ROLE).ifPresent(capabilities::add);
        checkRole(values);
        if (wanted.get(Capabilities.FQDN)) {
            capabilities.add(speaker.machine().fqdn());
        }
        if (wanted.get(Capabilities.SOFTWARE_VERSION)) {
            capabilities.add(speaker.machine().softwareVersion());
        }
        return capabilities;
    }

    /// Of EVPN alone: there is one membership for a Route Target and not several.
    private static Optional<Capability> addPath(Values values, List<AddressFamily> families) {
        boolean receives = values.get(AddPaths.RECEIVE);
        boolean sends = values.get(AddPaths.SEND) > 1;
        if (!receives && !sends || !families.contains(AddressFamily.L2VPN_EVPN)) {
            return Optional.empty();
        }
        int sendReceive = (receives ? AddPath.Entry.RECEIVE : 0) | (sends ? AddPath.Entry.SEND : 0);
        return Optional.of(
                new AddPath(List.of(new AddPath.Entry(AddressFamily.L2VPN_EVPN, sendReceive))));
    }

    /// A helper names no families: nothing of its own is to be kept (RFC 4724 section 3).
    private void addRestarts(
            Values values, List<AddressFamily> families, List<Capability> capabilities) {
        var mode = values.get(Restart.MODE);
        if (mode == RestartMode.DISABLED) {
            return;
        }
        var restart = speaker.restart();
        var own = mode == RestartMode.RESTARTER ? families : List.<AddressFamily>of();
        boolean preserved = restart.forwardingPreserved();
        capabilities.add(
                new GracefulRestart(
                        values.get(Restart.NOTIFICATION) ? GracefulRestart.NOTIFICATION : 0,
                        own.isEmpty() ? 0 : restart.restartSeconds(),
                        own.stream().map(family -> entry(family, preserved)).toList()));
        int staleSeconds = values.get(Restart.LONG_LIVED_STALE_TIME);
        if (staleSeconds > 0) {
            capabilities.add(
                    new LongLivedGracefulRestart(
                            own.stream()
                                    .map(family -> longLivedEntry(family, preserved, staleSeconds))
                                    .toList()));
        }
    }

    private static GracefulRestart.Entry entry(AddressFamily family, boolean preserved) {
        return new GracefulRestart.Entry(
                family, preserved ? GracefulRestart.Entry.FORWARDING_STATE : 0);
    }

    private static LongLivedGracefulRestart.Entry longLivedEntry(
            AddressFamily family, boolean preserved, int staleSeconds) {
        return new LongLivedGracefulRestart.Entry(
                family,
                preserved ? LongLivedGracefulRestart.Entry.FORWARDING_STATE : 0,
                staleSeconds);
    }

    private void checkRole(Values values) {
        var wanted = values.section(PeerKeys.CAPABILITIES);
        var remoteAs = values.find(PeerKeys.REMOTE_AS).filter(speaker::isInternal);
        if (remoteAs.isPresent() && wanted.has(Capabilities.ROLE)) {
            faults.add(
                    wanted.placeOf(Capabilities.ROLE),
                    "expected an external peer for 'role' (RFC 9234), found remote-as "
                            + text(remoteAs.get()));
        }
    }
}
