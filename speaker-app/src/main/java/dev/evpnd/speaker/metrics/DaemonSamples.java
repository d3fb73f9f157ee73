package dev.evpnd.speaker.metrics;

import dev.evpnd.rib.Depths;
import dev.evpnd.rib.in.InboundCounters;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.kernel.InstallState;
import dev.evpnd.speaker.neighbor.MessageCounts;
import dev.evpnd.speaker.query.DaemonView;
import dev.evpnd.speaker.query.KernelQueries;
import dev.evpnd.speaker.query.Overview;
import dev.evpnd.speaker.query.PeerView;
import dev.evpnd.speaker.query.Software;
import dev.evpnd.speaker.query.Words;
import dev.evpnd.speaker.routing.TurnTimes;
import dev.evpnd.speaker.session.SessionState;
import dev.evpnd.wire.evpn.EvpnRoute;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// What the daemon says of itself, as values of metrics.
final class DaemonSamples {
    private static final double MILLIS = TimeUnit.SECONDS.toMillis(1);
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private DaemonSamples() {}

    static Samples of(Overview overview) {
        var samples = new Samples();
        daemon(samples, overview.daemon());
        sessions(samples, overview.peers());
        tables(samples, overview.daemon().tables());
        paths(samples, overview);
        turns(samples, overview.turns());
        kernel(samples, overview.kernel());
        overview.peers().forEach(each -> peer(samples, each));
        return samples;
    }

    private static void daemon(Samples samples, DaemonView daemon) {
        samples.add(Catalogue.BUILD, 1, Software.release());
        samples.add(Catalogue.START, daemon.started().toEpochMilli() / MILLIS);
        samples.add(Catalogue.UPTIME, daemon.uptime().toMillis() / MILLIS);
        samples.add(Catalogue.DYNAMIC_PEERS, daemon.dynamic());
        samples.add(Catalogue.PAUSED_PEERS, daemon.paused());
        samples.add(Catalogue.REFUSED, daemon.refused());
        samples.add(Catalogue.INPUT_WAITING, daemon.inputWaiting());
        samples.add(Catalogue.OUTPUT_WAITING, daemon.outputWaiting());
    }

    private static void sessions(Samples samples, List<PeerView> peers) {
        for (var state : SessionState.values()) {
            long count =
                    peers.stream().filter(each -> each.status().peering().state() == state).count();
            samples.add(Catalogue.SESSIONS, count, state.toString());
        }
    }

    private static void tables(Samples samples, DaemonView.Tables tables) {
        tables.destinations()
                .forEach(
                        (family, count) ->
                                samples.add(Catalogue.DESTINATIONS, count, word(family)));
        tables.depths().forEach((family, depths) -> depths(samples, depths, word(family)));
        samples.add(Catalogue.ATTRIBUTE_SETS, tables.attributeSets());
        for (var reason : DropReason.values()) {
            long count = tables.dropped().getOrDefault(reason, 0L);
            samples.add(Catalogue.DROPPED, count, Words.of(reason));
        }
        samples.add(Catalogue.UNSENDABLE, tables.unsendable());
    }

    private static void depths(Samples samples, Depths depths, String family) {
        samples.add(Catalogue.UNSETTLED, depths.unsettled(), family);
        samples.add(Catalogue.UPDATE_GROUPS, depths.groups(), family);
        samples.add(Catalogue.LOGGED_MESSAGES, depths.messages(), family);
        samples.add(Catalogue.LOGGED_BYTES, depths.octets(), family);
    }

    private static void paths(Samples samples, Overview overview) {
        var sums = new TreeMap<>(overview.ownByType());
        for (var peer : overview.peers()) {
            var counters = peer.received().get(RouteFamily.EVPN);
            if (counters != null) {
                counters.heldByType()
                        .forEach((type, count) -> sums.merge(type, count, Integer::sum));
            }
        }
        for (int type = 0; type <= EvpnRoute.LEAF_AUTO_DISCOVERY; type++) {
            samples.add(Catalogue.PATHS, sums.getOrDefault(type, 0), typeWord(type));
        }
    }

    private static String typeWord(int type) {
        return type == 0 ? "other" : Integer.toString(type);
    }

    private static void turns(Samples samples, TurnTimes.Snapshot turns) {
        samples.add(Catalogue.TURNS, turns.turns());
        samples.add(Catalogue.TURN_TIME, turns.takingNanos() / NANOS, "taking");
        samples.add(Catalogue.TURN_TIME, turns.settlingNanos() / NANOS, "settling");
        samples.add(Catalogue.TURN_TIME, turns.sendingNanos() / NANOS, "sending");
    }

    private static void kernel(Samples samples, KernelQueries.Overview kernel) {
        samples.add(Catalogue.BRIDGE_DOMAINS, kernel.domains());
        for (var state : InstallState.values()) {
            int count = kernel.installed().getOrDefault(state, 0);
            samples.add(Catalogue.KERNEL_ENTRIES, count, state.toString().replace(' ', '-'));
        }
        samples.add(Catalogue.KERNEL_DRIFTED, kernel.drifted());
        samples.add(Catalogue.KERNEL_RESYNCS, kernel.resyncs());
        samples.add(Catalogue.KERNEL_CLEANED, kernel.cleaned().removed());
        samples.add(Catalogue.KERNEL_AUDITS, kernel.audits().count());
        samples.add(Catalogue.KERNEL_AUDITS_ABANDONED, kernel.audits().abandoned());
        samples.add(Catalogue.KERNEL_AUDIT_TIME, kernel.audits().lastMillis() / MILLIS);
        samples.add(Catalogue.KERNEL_AUDIT_STEP, kernel.audits().longestNanos() / NANOS);
        samples.add(Catalogue.KERNEL_MISSING, kernel.audits().missing());
        samples.add(Catalogue.KERNEL_JOURNAL, kernel.journalFault().isEmpty() ? 1 : 0);
    }

    private static void peer(Samples samples, PeerView view) {
        var status = view.status();
        var peer = status.address().toString();
        samples.addIf(
                Catalogue.PEER_UP, status.peering().state() == SessionState.ESTABLISHED, peer);
        samples.add(Catalogue.PEER_SESSIONS, status.peering().establishments(), peer);
        messages(samples, status.received(), peer, "received");
        messages(samples, status.sent(), peer, "sent");
        view.received().forEach((family, counters) -> routes(samples, counters, peer, family));
        samples.add(Catalogue.PEER_INPUT_WAITING, status.inputWaiting(), peer);
        samples.add(Catalogue.PEER_OUTPUT_WAITING, status.outputWaiting(), peer);
        samples.addIf(Catalogue.PEER_PAUSED, status.paused(), peer);
    }

    private static void messages(
            Samples samples, MessageCounts.Snapshot counts, String peer, String direction) {
        samples.add(Catalogue.PEER_MESSAGES, counts.messages(), peer, direction);
        byType(samples, counts.opens(), peer, direction, "open");
        byType(samples, counts.updates(), peer, direction, "update");
        byType(samples, counts.notifications(), peer, direction, "notification");
        byType(samples, counts.keepalives(), peer, direction, "keepalive");
        byType(samples, counts.routeRefreshes(), peer, direction, "route-refresh");
        samples.add(Catalogue.PEER_UPDATES, counts.updates(), peer, direction);
        samples.add(Catalogue.PEER_BYTES, counts.octets(), peer, direction);
    }

    private static void byType(
            Samples samples, long count, String peer, String direction, String type) {
        samples.add(Catalogue.PEER_MESSAGES_BY_TYPE, count, peer, direction, type);
    }

    private static void routes(
            Samples samples, InboundCounters counters, String peer, RouteFamily family) {
        var word = word(family);
        samples.add(Catalogue.PEER_ANNOUNCED, counters.announced(), peer, word);
        samples.add(Catalogue.PEER_WITHDRAWN, counters.withdrawn(), peer, word);
        samples.add(Catalogue.PEER_HELD, counters.held(), peer, word);
        if (family == RouteFamily.EVPN) {
            counters.heldByType()
                    .forEach(
                            (type, count) ->
                                    samples.add(
                                            Catalogue.PEER_HELD_BY_TYPE,
                                            count,
                                            peer,
                                            typeWord(type)));
        }
        samples.add(Catalogue.PEER_ACCEPTED, counters.accepted(), peer, word);
        samples.add(Catalogue.PEER_STALE, counters.stale(), peer, word);
        counters.dropped()
                .forEach(
                        (reason, count) ->
                                samples.add(
                                        Catalogue.PEER_DROPPED,
                                        count,
                                        peer,
                                        word,
                                        Words.of(reason)));
    }

    /// As the configuration has it.
    private static String word(RouteFamily family) {
        return switch (family) {
            case EVPN -> "l2vpn-evpn";
            case ROUTE_TARGET -> "rt-constraint";
        };
    }
}
