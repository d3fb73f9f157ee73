package dev.evpnd.rib.policy;

import dev.evpnd.wire.address.MacAddress;

import java.util.List;

/// A list of MAC addresses. The first entry that matches an address decides; one that none matches
/// is denied.
///
/// @param entries in ascending order of their sequence numbers, at least one
public record MacList(String name, List<Entry> entries) {

    /// Matches the addresses that equal one in the bits that the mask has.
    ///
    /// @param address bits that are not in the mask are cleared on construction
    public record Entry(
            long sequence, Disposition disposition, MacAddress address, MacAddress mask) {

        private static final MacAddress ALL_BITS = new MacAddress(0xffff_ffff_ffffL);
        private static final MacAddress NO_BITS = new MacAddress(0);
        private static final int BITS = 48;

        public Entry {
            address = new MacAddress(address.bits() & mask.bits());
        }

        /// Matches this address alone.
        public static Entry exact(long sequence, Disposition disposition, MacAddress address) {
            return new Entry(sequence, disposition, address, ALL_BITS);
        }

        /// Matches the addresses that begin with the same bits, as many as said: 24 for those of
        /// one vendor.
        public static Entry prefix(
                long sequence, Disposition disposition, MacAddress address, int length) {
            if (length < 0 || length > BITS) {
                throw new IllegalArgumentException("no MAC prefix has length " + length);
            }
            long mask = ALL_BITS.bits() >>> length ^ ALL_BITS.bits();
            return new Entry(sequence, disposition, address, new MacAddress(mask));
        }

        public static Entry any(long sequence, Disposition disposition) {
            return new Entry(sequence, disposition, NO_BITS, NO_BITS);
        }

        boolean matches(MacAddress candidate) {
            return (candidate.bits() & mask.bits()) == address.bits();
        }
    }

    public MacList {
        entries = Sequences.require(name, entries, Entry::sequence);
    }

    boolean permits(MacAddress address) {
        for (var entry : entries) {
            if (entry.matches(address)) {
                return entry.disposition() == Disposition.PERMIT;
            }
        }
        return false;
    }
}
