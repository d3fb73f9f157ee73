package dev.evpnd.speaker.netlink;

/// The flags of entries, bits as the kernel has them (`NTF_…`).
public final class NeighborFlags {
    public static final int USE = 0x01;

    /// Of the device's own forwarding database.
    public static final int SELF = 0x02;

    /// Of the forwarding database of the bridge that the device is a port of.
    public static final int MASTER = 0x04;

    public static final int PROXY = 0x08;

    /// Learned by a program and not by the kernel, which neither ages nor probes it.
    public static final int EXTERNALLY_LEARNED = 0x10;

    public static final int OFFLOADED = 0x20;

    /// Not to be learned at another port.
    public static final int STICKY = 0x40;

    public static final int ROUTER = 0x80;

    private NeighborFlags() {}
}
