package dev.evpnd.testbed.bench;

/// Looks at what a process has in memory, five times a second.
final class MemoryWatch {
    private final long pid;
    private final Every look = new Every(200_000_000);
    private long mostKiB;

    MemoryWatch(long pid) {
        this.pid = pid;
    }

    void turn() {
        if (look.isDue()) {
            mostKiB = Math.max(mostKiB, ProcessStatus.of(pid).residentKiB());
        }
    }

    long mostKiB() {
        return mostKiB;
    }
}
