package dev.evpnd.wire.message;

import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.AttributeFlags;
import dev.evpnd.wire.octets.OctetWriter;

/// Packs routes that are already encoded into as few UPDATE messages as hold them.
///
/// ```java
/// packer.announce(UpdateView.EVPN, nextHop, 0, 4, block, 0, block.length);
/// packer.add(bytes, view.routeStart(), view.end() - view.routeStart());
/// packer.finish();
/// ```
///
/// Each message holds routes of one family with one next hop and one attribute block, or withdrawn
/// routes of one family. MP_REACH_NLRI or MP_UNREACH_NLRI comes first in it (RFC 7606 section 5.1).
/// The block is copied, not read: it is what the routes' attributes are, whatever they may be.
public final class UpdatePacker {
    private static final int MP_FLAGS = AttributeFlags.OPTIONAL | AttributeFlags.EXTENDED_LENGTH;
    private static final int MP_HEADER_LENGTH = 4;
    private static final int FIXED_LENGTH = MessageHeader.LENGTH + 4;
    private static final byte[] NO_BLOCK = new byte[0];

    private final OctetWriter out;
    private final int maxMessageLength;

    /// 0 until the first announce or withdraw.
    private int mpCode;

    private int family;
    private byte[] nextHop = NO_BLOCK;
    private int nextHopOffset;
    private int nextHopLength;
    private byte[] block = NO_BLOCK;
    private int blockOffset;
    private int blockLength;

    private int messageStart;
    private boolean open;

    /// @param out where the messages go, one behind the other
    /// @param maxMessageLength 4,096, or 65,535 where the peer takes such (RFC 8654)
    public UpdatePacker(OctetWriter out, int maxMessageLength) {
        this.out = out;
        this.maxMessageLength = maxMessageLength;
    }

    /// Begins routes that are announced; the arrays are read until [#finish].
    ///
    /// @param family AFI and SAFI as [UpdateView#reachFamily] gives them
    public void announce(
            int family,
            byte[] nextHop,
            int nextHopOffset,
            int nextHopLength,
            byte[] block,
            int blockOffset,
            int blockLength) {
        finish();
        mpCode = AttributeCode.MP_REACH_NLRI;
        this.family = family;
        this.nextHop = nextHop;
        this.nextHopOffset = nextHopOffset;
        this.nextHopLength = nextHopLength;
        this.block = block;
        this.blockOffset = blockOffset;
        this.blockLength = blockLength;
    }

    /// Begins routes that are withdrawn.
    public void withdraw(int family) {
        finish();
        mpCode = AttributeCode.MP_UNREACH_NLRI;
        this.family = family;
        nextHopLength = 0;
        block = NO_BLOCK;
        blockOffset = 0;
        blockLength = 0;
    }

    /// Adds a route: its octets as they stand in an NLRI field.
    ///
    /// @return false when the route does not fit in a message even alone, in which case nothing was
    ///   written
    ///
    /// @throws IllegalStateException when it was not said before what is to become of it
    public boolean add(byte[] bytes, int offset, int length) {
        if (mpCode == 0) {
            throw new IllegalStateException("neither announced nor withdrawn");
        }
        int limit = maxMessageLength - blockLength;
        if (open && out.length() - messageStart + length > limit) {
            finish();
        }
        if (!open) {
            if (headLength() + length > limit) {
                return false;
            }
            open();
        }
        out.bytes(bytes, offset, length);
        return true;
    }

    /// Everything in front of the first route.
    private int headLength() {
        int reach = mpCode == AttributeCode.MP_REACH_NLRI ? 1 + nextHopLength + 1 : 0;
        return FIXED_LENGTH + MP_HEADER_LENGTH + 3 + reach;
    }

    private void open() {
        messageStart = MessageHeader.begin(out, MessageHeader.UPDATE);
        open = true;
        out.u16(0).u16(0);
        out.u8(MP_FLAGS).u8(mpCode).u16(0).u24(family);
        if (mpCode == AttributeCode.MP_REACH_NLRI) {
            out.u8(nextHopLength).bytes(nextHop, nextHopOffset, nextHopLength).u8(0);
        }
    }

    /// Completes the message that is being packed, if there is one.
    public void finish() {
        if (!open) {
            return;
        }
        int mpStart = messageStart + FIXED_LENGTH;
        out.setU16(mpStart + 2, out.length() - mpStart - MP_HEADER_LENGTH);
        out.bytes(block, blockOffset, blockLength);
        out.setU16(mpStart - 2, out.length() - mpStart);
        MessageHeader.end(out, messageStart);
        open = false;
    }
}
