package dev.evpnd.rib.policy;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;

import java.util.List;

/// A list of prefixes of one address family. The first entry that matches a prefix decides; one
/// that none matches is denied.
///
/// @param entries in ascending order of their sequence numbers, at least one
public record PrefixList(String name, List<Entry> entries) {

    /// Matches the prefixes inside of one that have a length from `shortest` to `longest`.
    public record Entry(
            long sequence, Disposition disposition, IpPrefix prefix, int shortest, int longest) {

        public Entry {
            if (shortest < prefix.length()
                    || longest < shortest
                    || longest > prefix.address().bitLength()) {
                throw new IllegalArgumentException(
                        "no prefix in " + prefix + " has a length " + shortest + " to " + longest);
            }
        }

        /// Matches this prefix alone.
        public static Entry exact(long sequence, Disposition disposition, IpPrefix prefix) {
            return new Entry(sequence, disposition, prefix, prefix.length(), prefix.length());
        }

        /// Matches every prefix from this length on: `ge 24`.
        public static Entry from(
                long sequence, Disposition disposition, IpPrefix prefix, int shortest) {
            return new Entry(sequence, disposition, prefix, shortest, prefix.address().bitLength());
        }

        /// Matches the prefix and those inside of it up to this length: `le 24`.
        public static Entry upTo(
                long sequence, Disposition disposition, IpPrefix prefix, int longest) {
            return new Entry(sequence, disposition, prefix, prefix.length(), longest);
        }

        boolean matches(IpPrefix candidate) {
            return candidate.length() >= shortest
                    && candidate.length() <= longest
                    && candidate.address().bitLength() == prefix.address().bitLength()
                    && candidate.address().masked(prefix.length()).equals(prefix.address());
        }
    }

    public PrefixList {
        entries = Sequences.require(name, entries, Entry::sequence);
        long families = entries.stream().map(PrefixList::bitLength).distinct().count();
        if (families != 1) {
            throw new IllegalArgumentException(name + " has prefixes of both address families");
        }
    }

    private static int bitLength(Entry entry) {
        return entry.prefix().address().bitLength();
    }

    boolean permits(IpPrefix prefix) {
        for (var entry : entries) {
            if (entry.matches(prefix)) {
                return entry.disposition() == Disposition.PERMIT;
            }
        }
        return false;
    }

    boolean permits(IpAddress address) {
        return permits(new IpPrefix(address, address.bitLength()));
    }

    /// `ip` or `ipv6`, the word by which FRR tells the families apart.
    String familyText() {
        return bitLength(entries.getFirst()) == 32 ? "ip" : "ipv6";
    }
}
