package dev.evpnd.speaker.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A network namespace of its own, with a bridge and a VXLAN device for each VNI, so that evpnd can
/// be a VTEP there.
final class Enclosure {
    /// The VNIs from 1 to this one; VNI 1 has a port for hosts.
    private static final int VNIS = 19;

    /// What evpnd is as a VTEP.
    static final String ADDRESS = "192.0.2.1";

    private static final String PORT = "hosts";

    private static final String SETUP =
            """
            set -e
            ip link set lo up
            vni=1
            while [ $vni -le %d ]; do
                ip link add bridge$vni type bridge
                ip link add vxlan$vni type vxlan id $vni local %s dstport 4789 nolearning
                ip link set vxlan$vni master bridge$vni up
                ip link set bridge$vni up
                vni=$((vni + 1))
            done
            ip link add %s type veth peer name away
            ip link set away up
            ip link set %s master bridge1 up
            exec "$@"
            """
                    .formatted(VNIS, ADDRESS, PORT, PORT);

    private final Path batch;

    /// The one that this program is in.
    ///
    /// @param directory for what is written down
    Enclosure(Path directory) {
        batch = directory.resolve("batch");
    }

    /// Whether there can be one: not without Linux, `unshare` and `ip`, nor where nobody may have a
    /// user namespace.
    static boolean isPossible() throws InterruptedException {
        try {
            return new ProcessBuilder(command(List.of("true")))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    /// What runs something inside.
    static List<String> command(List<String> inner) {
        var words = new ArrayList<>(List.of("unshare", "--user", "--map-root-user", "--net"));
        words.addAll(List.of("sh", "-c", SETUP, "sh"));
        words.addAll(inner);
        return words;
    }

    /// Has the bridge of VNI 1 know so many hosts.
    void hear(int hosts) throws IOException, InterruptedException {
        bridge("replace", hosts);
    }

    void forget(int hosts) throws IOException, InterruptedException {
        bridge("del", hosts);
    }

    private void bridge(String action, int hosts) throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        for (int i = 0; i < hosts; i++) {
            lines.add(
                    "fdb %s 02:ff:00:00:%02x:%02x dev %s master dynamic"
                            .formatted(action, i >> 8, i & 0xff, PORT));
        }
        Files.write(batch, lines);
        int exit =
                new ProcessBuilder("bridge", "-batch", batch.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
        if (exit != 0) {
            throw new IOException("bridge ended with " + exit);
        }
    }
}
