package dev.evpnd.rib.out;

import dev.evpnd.wire.octets.OctetWriter;

/// Takes what a peer is to be sent, in order: whole messages, of which some are for this peer alone
/// and the others lie in a block for all members of its group.
public interface Outlet {

    /// Where messages for this peer alone are written. They come behind what was [#shared] before.
    OctetWriter own();

    /// Messages in a block. They come behind what was written to [#own] before.
    ///
    /// @param messages how many they are
    void shared(OctetBlock block, int offset, int length, int messages);

    /// How many octets it has been given.
    int length();

    /// An outlet that copies everything to a writer.
    static Outlet copyingTo(OctetWriter out) {
        return new Outlet() {
            @Override
            public OctetWriter own() {
                return out;
            }

            @Override
            public void shared(OctetBlock block, int offset, int length, int messages) {
                block.copy(offset, length, out);
            }

            @Override
            public int length() {
                return out.length();
            }
        };
    }
}
