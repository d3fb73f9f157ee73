package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.host.ProcessIdentity;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.lab.LabRecord.RouterRecord;
import dev.evpnd.testbed.lab.Place.Seat;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes a lab: namespaces and links, routers, and what is to come about by itself from then on.
final class Construction {
    /// FRR 8.4 tries again after two minutes.
    private static final Duration SESSIONS = Duration.ofSeconds(150);

    private static final Duration FORWARDING = Duration.ofSeconds(30);

    private final LabDirectory lab;
    private final PrintWriter out;
    private final Map<Seat, Router> routers = new EnumMap<>(Seat.class);

    Construction(LabDirectory lab, PrintWriter out) {
        this.lab = lab;
        this.out = out;
    }

    /// Makes it, and waits until sessions are up and the hosts reach each other.
    ///
    /// @throws IllegalStateException if it does not come about
    void build(Seating seating, boolean foreground) {
        // First of all: evpnd may have to be built for it.
        var versions =
                seating.all().distinct().collect(Collectors.toMap(it -> it, Requirements::version));
        lab.create();
        Wiring.make(lab);
        var records = new ArrayList<RouterRecord>();
        for (var seat : Seat.values()) {
            var software = seating.of(seat);
            records.add(
                    start(
                            seat,
                            software,
                            versions.getOrDefault(software, "unknown"),
                            seating.peering()));
        }
        awaitSessions();
        var record = new LabRecord(foreground, seating.peering(), records);
        awaitForwarding();
        record.write(lab);
    }

    private RouterRecord start(Seat seat, Software software, String version, Peering peering) {
        say("%s: %s %s".formatted(seat.text(), software.text(), version));
        var router = Router.start(lab.host(seat), seat, software, peering);
        routers.put(seat, router);
        var program = router.program();
        return new RouterRecord(
                seat,
                software,
                version,
                ProcessIdentity.of(program.pid()),
                program.log().toString());
    }

    private void awaitSessions() {
        say("waiting for the sessions");
        var missing = Waiting.ask(SESSIONS, this::missingSessions, List::isEmpty);
        if (!missing.isEmpty()) {
            var logs =
                    routers.entrySet().stream()
                            .map(
                                    it ->
                                            "%s:%n%s"
                                                    .formatted(
                                                            it.getKey().text(),
                                                            it.getValue().program().lastWords(10)))
                            .collect(Collectors.joining("\n"));
            throw new IllegalStateException(
                    "after %d s: %s%n%s"
                            .formatted(SESSIONS.toSeconds(), String.join(", ", missing), logs));
        }
    }

    private List<String> missingSessions() {
        return routers.entrySet().stream()
                .flatMap(it -> new SeatStatus(it.getKey(), it.getValue().sessions()).missing())
                .toList();
    }

    private void awaitForwarding() {
        say("waiting for an answer from %s".formatted(HostPing.text()));
        var answer = Waiting.ask(FORWARDING, () -> HostPing.once(lab), Optional::isPresent);
        if (answer.isEmpty()) {
            throw new IllegalStateException(
                    "no answer to a ping from %s in %d s: the sessions are up, yet the VTEPs have not"
                                    .formatted(HostPing.text(), FORWARDING.toSeconds())
                            + " told the kernel of each other");
        }
    }

    private void say(String what) {
        out.println(what);
        out.flush();
    }
}
