package dev.evpnd.speaker.netlink;

/// The states of entries, bits as the kernel has them (`NUD_…`).
public final class NeighborState {
    public static final int INCOMPLETE = 0x01;
    public static final int REACHABLE = 0x02;
    public static final int STALE = 0x04;
    public static final int DELAY = 0x08;
    public static final int PROBE = 0x10;
    public static final int FAILED = 0x20;
    public static final int NOARP = 0x40;
    public static final int PERMANENT = 0x80;

    private NeighborState() {}
}
