package dev.evpnd.speaker.transport;

import dev.evpnd.rib.out.OctetBlock;
import dev.evpnd.rib.out.Outlet;
import dev.evpnd.wire.message.MessageHeader;
import dev.evpnd.wire.octets.OctetWriter;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import java.util.ArrayList;
import java.util.List;

/// Messages on their way to a peer: pieces of memory that others are sent, too, and copies of what
/// is for this peer alone.
///
/// It is either written to a connection or released.
public final class Outgoing implements Outlet {
    /// A piece keeps all of its block. What is smaller is copied, so that a peer that takes nothing
    /// keeps no more than some times of what it is to be sent.
    private static final int SMALLEST_PIECE = 1 << 12;

    /// What messages take until a socket has them, beside their octets: a piece that is written is
    /// known to a queue, a task and whoever waits for its end.
    private static final int COST_OF_A_PIECE = 1 << 10;

    private final OctetWriter own;
    private final List<ByteBuf> pieces = new ArrayList<>();
    private int length;
    private int messages;
    private int updates;

    /// @param own is used until [#complete], and empty before and behind it: others may use it then
    public Outgoing(OctetWriter own) {
        this.own = own;
    }

    @Override
    public OctetWriter own() {
        return own;
    }

    @Override
    public void shared(OctetBlock block, int offset, int octets, int count) {
        if (octets >= SMALLEST_PIECE && block instanceof SharedBlock shared) {
            takeOwn();
            pieces.add(shared.piece(offset, octets));
            length += octets;
            messages += count;
            updates += count;
        } else {
            block.copy(offset, octets, own);
        }
    }

    @Override
    public int length() {
        return length + own.length();
    }

    /// Nothing more is added.
    public Outgoing complete() {
        takeOwn();
        return this;
    }

    private void takeOwn() {
        int octets = own.length();
        if (octets == 0) {
            return;
        }
        for (int at = 0; at < octets; at += MessageHeader.length(own.array(), at)) {
            messages++;
            if (MessageHeader.type(own.array(), at) == MessageHeader.UPDATE) {
                updates++;
            }
        }
        var copy = ByteBufAllocator.DEFAULT.directBuffer(octets);
        pieces.add(copy.writeBytes(own.array(), 0, octets));
        length += octets;
        own.clear();
    }

    /// How many octets of memory these take until a socket has them, once they are [#complete].
    public int cost() {
        return length + COST_OF_A_PIECE * pieces.size();
    }

    /// How many messages these are.
    public int messages() {
        return messages;
    }

    /// How many of them are UPDATEs.
    public int updates() {
        return updates;
    }

    /// What they lie in, for who does not hand them to a connection.
    public List<ByteBuf> pieces() {
        return pieces;
    }

    /// Nobody is to be sent this: on any thread, for what was not taken out of `own` is not
    /// touched.
    public void release() {
        pieces.forEach(ByteBuf::release);
        pieces.clear();
    }
}
