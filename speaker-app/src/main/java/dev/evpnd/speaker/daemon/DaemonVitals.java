package dev.evpnd.speaker.daemon;

import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.speaker.supervision.Supervisor;

import java.time.Duration;
import java.util.Optional;

/// A daemon as its supervisor sees it: well as long as its threads come to what they are asked.
record DaemonVitals(Inspection inspection) implements Supervisor.Vitals {
    @Override
    public Optional<String> fault(Duration patience) {
        return inspection.silentThreads(patience);
    }

    @Override
    public String status() {
        try {
            var daemon = inspection.daemon();
            return "%d of %d peers established, %d EVPN routes"
                    .formatted(
                            daemon.established(),
                            daemon.peers(),
                            daemon.tables().destinations().getOrDefault(RouteFamily.EVPN, 0));
        } catch (QueryFailure busy) {
            return String.valueOf(busy.getMessage());
        }
    }
}
