package dev.evpnd.speaker.demo;

import dev.evpnd.speaker.demo.stage.Guest;
import dev.evpnd.speaker.demo.stage.Speaker;
import dev.evpnd.speaker.demo.stage.Stage;

import java.io.IOException;
import java.util.regex.Pattern;

/// What is shown on a stage, from the first session to a host that has moved.
final class Tour {
    private static final Pattern ESTABLISHED = Pattern.compile("\"state\"\\s*:\\s*\"Established\"");
    private static final int SESSIONS = 2;
    private static final int PINGS = 3;

    private final Stage stage;
    private final Shell shell;
    private final Narrator narrator;

    Tour(Stage stage, Narrator narrator) {
        this.stage = stage;
        this.shell = new Shell(stage);
        this.narrator = narrator;
    }

    /// Shows it all.
    ///
    /// @throws IOException if something is not as it should be, with what
    void run() throws IOException {
        narrator.say(stage.description());
        narrator.say(
                """

                  host1 3.3.3.3 -- vtep1 192.168.33.15 --+
                                                         +-- reflector 192.168.33.12
                  host2 3.3.3.4 -- vtep2 192.168.33.16 --+

                AS 65000, and one VNI, 100.""");
        narrator.title("The fabric comes up");
        stage.raise(narrator::say);
        narrator.await("the sessions", this::isEveryoneThere);
        show(Speaker.REFLECTOR, "show bgp evpn summary");

        narrator.title("host1 pings host2, from one VTEP to the other");
        ping();

        narrator.title("What the reflector knows of it, told by one VTEP for the other");
        show(Speaker.REFLECTOR, "show bgp evpn route");

        narrator.title("What the VTEPs have made of it");
        show(Speaker.VTEP1, "show evpn mac vni " + Stage.VNI);
        show(Speaker.VTEP2, "show evpn mac vni " + Stage.VNI);

        narrator.title("What their kernels forward by");
        narrator.show(stage.forwarding(Speaker.VTEP1));
        narrator.show(stage.forwarding(Speaker.VTEP2));

        move();
    }

    private boolean isEveryoneThere() throws IOException {
        stage.demandAll();
        var summary = shell.ask(Speaker.REFLECTOR, "show bgp evpn summary json").output();
        return ESTABLISHED.matcher(summary).results().count() == SESSIONS;
    }

    private void ping() throws IOException {
        narrator.await(
                "an answer of host2 to host1",
                () -> stage.ping(Guest.HOST1, Guest.HOST2, 1).succeeded());
        narrator.show(stage.ping(Guest.HOST1, Guest.HOST2, PINGS));
    }

    private void move() throws IOException {
        narrator.title("host1 moves to vtep2, which has it with a higher sequence number: MM:1");
        stage.move(Guest.HOST1, Speaker.VTEP2);
        var routes = "show bgp evpn route type macip";
        narrator.await(
                "vtep2 to tell of host1",
                () -> {
                    // It is found where it is when it says something.
                    var _ = stage.ping(Guest.HOST1, Guest.HOST2, 1);
                    return shell.ask(Speaker.REFLECTOR, routes).output().contains("MM:1");
                });
        show(Speaker.REFLECTOR, routes);
        narrator.title("host1 reaches host2 as before, and vtep1 can say where host1 is, and why");
        ping();
        show(
                Speaker.VTEP1,
                "show evpn mac vni %d mac %s explain".formatted(Stage.VNI, Guest.HOST1.mac()));
    }

    private void show(Speaker speaker, String command) throws IOException {
        var scene = shell.ask(speaker, command);
        narrator.show(scene);
        if (!scene.succeeded()) {
            throw new IOException(speaker.text() + " does not answer: " + command);
        }
    }

    /// Says what can be done with it, and lets the operator do so until he has enough.
    void handOver() {
        narrator.title("It is yours: this is the shell of the reflector, and exit ends it all");
        narrator.say("From another terminal:");
        for (var speaker : Speaker.values()) {
            narrator.say("  evpnsh --socket " + stage.socket(speaker));
        }
        stage.suggestions().forEach(each -> narrator.say("  " + each));
        narrator.say("");
        var _ = shell.open(Speaker.REFLECTOR);
    }
}
