package dev.evpnd.speaker.journal;

import java.nio.ByteBuffer;
import java.util.UUID;

/// What the octets of a journal come to.
sealed interface Replay {

    /// @param entries that are left
    /// @param isTorn whether the last record is not whole, as it is when the writer was killed
    record Of(OwnEntries entries, boolean isTorn) implements Replay {}

    /// It is about another kernel, or another network namespace.
    record Foreign(String why) implements Replay {}

    /// It is no journal, or one that somebody has damaged.
    record Damaged(String why) implements Replay {}

    /// `EVPNDKJ` and the version.
    long MAGIC = 0x4556_504e_444b_4a01L;

    int HEADER = 56;

    /// Octets before the checksum of the header.
    int CHECKED = 48;

    static void encodeHeader(KernelIdentity kernel, ByteBuffer to) {
        int start = to.position();
        to.putLong(MAGIC).putInt(JournalRecord.LENGTH).putInt(0);
        to.putLong(kernel.boot().getMostSignificantBits());
        to.putLong(kernel.boot().getLeastSignificantBits());
        to.putLong(kernel.device()).putLong(kernel.inode());
        to.putInt(JournalRecord.checksum(to, start, CHECKED)).putInt(0);
    }

    /// @param octets of the whole file, in a buffer with an array
    static Replay of(ByteBuffer octets, KernelIdentity kernel) {
        if (octets.remaining() < HEADER) {
            return new Damaged("it has no header");
        }
        int start = octets.position();
        long magic = octets.getLong();
        int length = octets.getInt();
        octets.getInt();
        var boot = new UUID(octets.getLong(), octets.getLong());
        var found = new KernelIdentity(boot, octets.getLong(), octets.getLong());
        int checksum = octets.getInt();
        octets.getInt();
        if (magic != MAGIC || length != JournalRecord.LENGTH) {
            return new Damaged("it is of no format that is known");
        }
        if (checksum != JournalRecord.checksum(octets, start, CHECKED)) {
            return new Damaged("its header is damaged");
        }
        if (!found.boot().equals(kernel.boot())) {
            return new Foreign("the system has been booted since");
        }
        return found.equals(kernel)
                ? records(octets)
                : new Foreign("it is about another network namespace");
    }

    private static Replay records(ByteBuffer octets) {
        var entries = new OwnEntries();
        for (int i = 0; octets.remaining() >= JournalRecord.LENGTH; i++) {
            var record = JournalRecord.decode(octets);
            if (record == null) {
                return new Damaged("its record " + i + " is damaged");
            }
            record.applyTo(entries);
        }
        return new Of(entries, octets.hasRemaining());
    }
}
