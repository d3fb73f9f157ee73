package dev.evpnd.rib.out;

import dev.evpnd.wire.octets.OctetWriter;

/// Memory that the messages of an update group are written to once, for every member to be sent
/// from. Octets that are there never change.
///
/// Whoever sends them may need them for longer than the log does, which only says when it needs
/// them no more.
public interface OctetBlock {

    /// Where blocks come from: the kind of memory is for whoever sends what is in it to choose.
    interface Source {

        /// Blocks on the heap, for whoever copies what is in them.
        Source HEAP = HeapBlock::new;

        /// @param capacity how many octets there have to be room for
        OctetBlock take(int capacity);
    }

    /// How many more octets there is room for.
    int room();

    /// Writes octets behind those that are there.
    ///
    /// @return where they begin
    int append(byte[] octets, int from, int length);

    /// Copies octets that are there.
    void copy(int offset, int length, OctetWriter to);

    /// The log needs it no more.
    void release();
}
