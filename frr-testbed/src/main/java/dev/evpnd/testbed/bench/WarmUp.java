package dev.evpnd.testbed.bench;

import java.nio.ByteBuffer;

/// Reads routes as a reflector passes them on until the JVM has compiled that.
final class WarmUp {
    private static final long NANOS = 1_500_000_000L;
    private static final int ROUTES = 1000;

    private WarmUp() {}

    static void read(Run run) {
        var small = new Workload(new Run(1, 1, ROUTES, Math.min(run.vnis(), ROUTES), run.mix()));
        var octets = ByteBuffer.allocateDirect(ROUTES * 200);
        new UpdateEncoder(small).reflected(octets, 0);
        octets.flip();
        var faults = new Faults();
        var checker = new UpdateChecker(small, new Truth(small), true, faults);
        long end = System.nanoTime() + NANOS;
        while (System.nanoTime() - end < 0) {
            var held = new Held(ROUTES, (route, change) -> {});
            int at = 0;
            while (at < octets.limit()) {
                int next = at + octets.getShort(at + 16);
                checker.update(octets, at + UpdateEncoder.HEADER, next, 1, held);
                at = next;
            }
            if (held.count() != ROUTES) {
                throw new IllegalStateException("not read as it was written: " + faults.first());
            }
        }
    }
}
