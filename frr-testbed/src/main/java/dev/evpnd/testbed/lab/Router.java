package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.NativeEngine;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.lab.LabRecord.RouterRecord;
import dev.evpnd.testbed.lab.Place.Seat;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.Peers;
import dev.evpnd.testbed.peer.RunningPeer;
import dev.evpnd.testbed.peer.SessionSeen;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What runs in a seat, and can be asked.
interface Router {
    Program program();

    /// The state of its session with each neighbour it knows of.
    Map<String, String> sessions();

    /// Starts a router and waits until it answers.
    static Router start(Host host, Seat seat, Software software, Peering peering) {
        return software.peer()
                .<Router>map(kind -> startPeer(host, seat, kind, peering))
                .orElseGet(() -> EvpndRouter.start(host, seat, peering));
    }

    private static Router startPeer(Host host, Seat seat, PeerKind kind, Peering peering) {
        return new OfPeer(Peers.start(kind, PeerSeats.configuration(seat, kind, peering), host));
    }

    /// The router that another call of the command has started, if it still runs.
    static Optional<Router> running(LabDirectory lab, RouterRecord record, Peering peering) {
        return NativeEngine.running(record.process(), Path.of(record.log()))
                .map(program -> takeOver(lab, record, peering, program));
    }

    private static Router takeOver(
            LabDirectory lab, RouterRecord record, Peering peering, Program program) {
        if (record.software().peer().isEmpty()) {
            return new EvpndRouter(program);
        }
        var kind = record.software().peer().get();
        var configuration = PeerSeats.configuration(record.seat(), kind, peering);
        return new OfPeer(Peers.running(kind, configuration, lab.host(record.seat()), program));
    }

    /// A peer of the testbed.
    ///
    /// @param peer the peer
    record OfPeer(RunningPeer peer) implements Router {
        @Override
        public Program program() {
            return peer.program();
        }

        @Override
        public Map<String, String> sessions() {
            return peer.sessions().stream()
                    .collect(
                            Collectors.toMap(
                                    SessionSeen::neighbor,
                                    seen -> seen.state().name().toLowerCase(Locale.ROOT),
                                    (one, _) -> one));
        }
    }
}
