package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.MacAddress;

/// The sequence numbers without which others would not believe that an address has come here: RFC
/// 7432 section 15, RFC 9721.
final class Sequences {
    private static final long GREATEST = 0xffff_ffffL;

    private final HostTable table;

    Sequences(HostTable table) {
        this.table = table;
    }

    /// With less than this, others would go on believing that the MAC address is elsewhere.
    long toTake(MacEntry entry) {
        long sequence = 0;
        for (var candidate : entry.candidates()) {
            sequence = Math.max(sequence, next(candidate.claim().sequence()));
        }
        // Where there are many, each brings what it needs as it follows.
        if (!entry.hasManyAddresses()) {
            for (var address : entry.bindings()) {
                sequence = Math.max(sequence, ofBinding(table.ip(address), entry.mac()));
            }
        }
        return sequence;
    }

    /// The same for an IP address that comes to another MAC address, or is there already (RFC
    /// 9721).
    static long ofBinding(IpEntry entry, MacAddress mac) {
        long sequence = entry.sequenceOfBinding();
        for (var candidate : entry.candidates()) {
            if (!candidate.mac().equals(mac)) {
                sequence = Math.max(sequence, next(candidate.claim().sequence()));
            }
        }
        return sequence;
    }

    static long next(long sequence) {
        return Math.min(sequence + 1, GREATEST);
    }
}
