package dev.evpnd.speaker.journal;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A record of the journal.
///
/// ```
///  0       1       2               4               8               12
/// +-------+-------+---------------+---------------+---------------+
/// | what  | family| VLAN          | device        | source VNI    |
/// +-------+-------+---------------+---------------+---------------+
/// | MAC address, in 8 octets      | remote, in 16 octets
/// +-------------------------------+-------------------------------+
///                                 | CRC-32C       |
/// +-------------------------------+---------------+
/// ```
///
/// @param entry of which the device alone counts where the device is gone
record JournalRecord(What what, OwnEntry entry) {
    static final int LENGTH = 40;

    private static final int CHECKED = LENGTH - Integer.BYTES;
    private static final int HIGHEST_VLAN = 4095;
    private static final int HIGHEST_VNI = (1 << 24) - 1;
    private static final long HIGHEST_MAC = (1L << 48) - 1;
    private static final int IPV4 = 4;
    private static final int IPV6 = 6;

    enum What {
        PUT(1),
        REFUSED(2),
        REMOVED(3),
        DEVICE_GONE(4);

        private final int code;

        What(int code) {
            this.code = code;
        }

        private static @Nullable What of(int code) {
            for (var each : values()) {
                if (each.code == code) {
                    return each;
                }
            }
            return null;
        }
    }

    static JournalRecord deviceGone(int device) {
        var entry = new OwnEntry(device, 0, 0, new MacAddress(0), new Ipv4Address(0));
        return new JournalRecord(What.DEVICE_GONE, entry);
    }

    /// Writes a record behind what is in a buffer with an array.
    static void encode(What what, OwnEntry entry, ByteBuffer to) {
        int start = to.position();
        var remote = entry.remote();
        to.put((byte) what.code);
        to.put((byte) (remote instanceof Ipv4Address ? IPV4 : IPV6));
        to.putShort((short) entry.vlan());
        to.putInt(entry.device()).putInt(entry.sourceVni()).putLong(entry.mac().bits());
        switch (remote) {
            case Ipv4Address(int bits) -> to.putLong(0).putLong(Integer.toUnsignedLong(bits));
            case Ipv6Address(long high, long low) -> to.putLong(high).putLong(low);
        }
        to.putInt(checksum(to, start, CHECKED));
    }

    static int checksum(ByteBuffer of, int start, int length) {
        var checksum = new CRC32C();
        checksum.update(of.array(), of.arrayOffset() + start, length);
        return (int) checksum.getValue();
    }

    /// Reads a whole record from a buffer with an array.
    ///
    /// @return null where it is none
    static @Nullable JournalRecord decode(ByteBuffer from) {
        int start = from.position();
        var what = What.of(from.get());
        int family = from.get();
        int vlan = Short.toUnsignedInt(from.getShort());
        int device = from.getInt();
        int sourceVni = from.getInt();
        long mac = from.getLong();
        long high = from.getLong();
        long low = from.getLong();
        boolean isWhole = from.getInt() == checksum(from, start, CHECKED);
        var remote = remote(family, high, low);
        // The checksum holds what was written; this, what may be.
        if (!isWhole
                || remote == null
                || what == null
                || vlan > HIGHEST_VLAN
                || device <= 0
                || sourceVni < 0
                || sourceVni > HIGHEST_VNI
                || mac < 0
                || mac > HIGHEST_MAC) {
            return null;
        }
        var entry = new OwnEntry(device, vlan, sourceVni, new MacAddress(mac), remote);
        return new JournalRecord(what, entry);
    }

    private static @Nullable IpAddress remote(int family, long high, long low) {
        return switch (family) {
            case IPV4 -> high == 0 && low >>> Integer.SIZE == 0 ? new Ipv4Address((int) low) : null;
            case IPV6 -> new Ipv6Address(high, low);
            default -> null;
        };
    }

    /// What follows from it.
    void applyTo(OwnEntries entries) {
        switch (what) {
            case PUT -> entries.put(entry);
            case REFUSED -> entries.refused(entry);
            case REMOVED -> entries.remove(entry);
            case DEVICE_GONE -> entries.forget(entry.device());
        }
    }
}
