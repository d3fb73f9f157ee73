package dev.evpnd.speaker.capture;

import dev.evpnd.wire.octets.OctetReader;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The pcapng format, draft-ietf-opsawg-pcapng: a sequence of blocks, of which those with packets
/// and those that describe their interfaces are read.
///
/// ```
/// block                  type (4) | total length (4) | body, padded to 4 | total length (4)
/// Section Header         byte-order magic (4) | version (2+2) | section length (8) | options
/// Interface Description  LinkType (2) | reserved (2) | SnapLen (4) | options
/// Enhanced Packet        interface (4) | time (4+4) | captured (4) | original (4) | octets
/// Packet (obsolete)      interface (2) | drops (2) | time (4+4) | captured (4) | original (4) | …
/// Simple Packet          original (4) | octets
/// ```
final class PcapngFile {
    /// The same in both byte orders.
    static final int SECTION_HEADER_BLOCK = 0x0a0d0d0a;

    private static final int INTERFACE_DESCRIPTION_BLOCK = 1;
    private static final int PACKET_BLOCK = 2;
    private static final int SIMPLE_PACKET_BLOCK = 3;
    private static final int ENHANCED_PACKET_BLOCK = 6;

    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int TYPE_LENGTH = 4;
    private static final int TRAILER_LENGTH = 4;
    private static final int BLOCK_OVERHEAD = 12;
    private static final int MIN_SECTION_HEADER = 28;
    private static final int MIN_INTERFACE_BODY = 8;
    private static final int PACKET_HEADER = 20;
    private static final int SIMPLE_PACKET_HEADER = 4;

    /// Interfaces a section may describe: what two octets can name. More are not kept.
    private static final int MAX_INTERFACES = 65_536;

    private final CaptureInput input;
    private final PacketSink sink;
    private final byte[] octets = new byte[PACKET_HEADER + CaptureReader.MAX_PACKET_SIZE];
    private final List<CaptureInterface> interfaces = new ArrayList<>();
    private ByteBuffer body = ByteBuffer.wrap(octets);
    private long blockStart;

    /// @param input read behind the type of the first block
    PcapngFile(CaptureInput input, PacketSink sink) {
        this.input = input;
        this.sink = sink;
    }

    void read() throws IOException {
        int type = SECTION_HEADER_BLOCK;
        while (readBlock(type)) {
            blockStart = input.position();
            if (!input.fill(octets, TYPE_LENGTH)) {
                if (input.position() != blockStart) {
                    sink.malformed(blockStart, "a block type of 4 octets");
                }
                return;
            }
            type = body.getInt(0);
        }
    }

    /// Reads what follows the type, and says whether another block can follow.
    private boolean readBlock(int type) throws IOException {
        return type == SECTION_HEADER_BLOCK ? readSectionHeader() : readOtherBlock(type);
    }

    private boolean readSectionHeader() throws IOException {
        int lengthAndMagic = 8;
        if (!input.fill(octets, lengthAndMagic)) {
            return stop("a section header of 28 octets");
        }
        body = ByteBuffer.wrap(octets).order(ByteOrder.BIG_ENDIAN);
        if (body.getInt(4) != BYTE_ORDER_MAGIC) {
            body.order(ByteOrder.LITTLE_ENDIAN);
            if (body.getInt(4) != BYTE_ORDER_MAGIC) {
                return stop("the byte-order magic of a section");
            }
        }
        interfaces.clear();
        long length = Integer.toUnsignedLong(body.getInt(0));
        if (length < MIN_SECTION_HEADER || length % 4 != 0) {
            return stop("a section header length of 28 or more, and a multiple of 4");
        }
        return input.skip(length - TYPE_LENGTH - lengthAndMagic - TRAILER_LENGTH)
                ? readTrailer(length)
                : stop("as many octets as the block's length");
    }

    private boolean readOtherBlock(int type) throws IOException {
        if (!input.fill(octets, TYPE_LENGTH)) {
            return stop("a block length of 4 octets");
        }
        long length = Integer.toUnsignedLong(body.getInt(0));
        if (length < BLOCK_OVERHEAD || length % 4 != 0) {
            return stop("a block length of 12 or more, and a multiple of 4");
        }
        long bodyLength = length - BLOCK_OVERHEAD;
        int kept = isRead(type) ? (int) Math.min(bodyLength, octets.length) : 0;
        if (!input.fill(octets, kept) || !input.skip(bodyLength - kept)) {
            return stop("as many octets as the block's length");
        }
        if (!readTrailer(length)) {
            return false;
        }
        switch (type) {
            case INTERFACE_DESCRIPTION_BLOCK -> readInterface(kept);
            case ENHANCED_PACKET_BLOCK, PACKET_BLOCK -> readPacket(type, kept, bodyLength);
            case SIMPLE_PACKET_BLOCK -> readSimplePacket(kept, bodyLength);
            default -> {
                // Names, statistics, secrets and whatever is not invented yet.
            }
        }
        return true;
    }

    private static boolean isRead(int type) {
        return type == INTERFACE_DESCRIPTION_BLOCK
                || type == ENHANCED_PACKET_BLOCK
                || type == PACKET_BLOCK
                || type == SIMPLE_PACKET_BLOCK;
    }

    private boolean readTrailer(long length) throws IOException {
        var trailer = new byte[TRAILER_LENGTH];
        if (!input.fill(trailer, TRAILER_LENGTH)) {
            return stop("as many octets as the block's length");
        }
        int repeated = ByteBuffer.wrap(trailer).order(body.order()).getInt();
        return Integer.toUnsignedLong(repeated) == length
                || stop("the block's length again at its end");
    }

    private void readInterface(int kept) {
        if (kept < MIN_INTERFACE_BODY) {
            sink.malformed(blockStart, "an interface description of 8 octets");
        } else if (interfaces.size() == MAX_INTERFACES) {
            sink.malformed(blockStart, "at most 65536 interfaces");
        } else {
            interfaces.add(CaptureInterface.decode(body, kept));
        }
    }

    private void readPacket(int type, int kept, long bodyLength) {
        if (kept < PACKET_HEADER) {
            sink.malformed(blockStart, "a packet header of 20 octets");
            return;
        }
        long id =
                type == PACKET_BLOCK
                        ? Short.toUnsignedInt(body.getShort(0))
                        : Integer.toUnsignedLong(body.getInt(0));
        var described = described(id);
        if (described == null) {
            return;
        }
        long ticks =
                Integer.toUnsignedLong(body.getInt(4)) << 32
                        | Integer.toUnsignedLong(body.getInt(8));
        long captured = Integer.toUnsignedLong(body.getInt(12));
        long original = Integer.toUnsignedLong(body.getInt(16));
        if (captured > bodyLength - PACKET_HEADER) {
            sink.malformed(blockStart, "a captured length within the block");
        } else {
            deliver(described, described.instantOf(ticks), PACKET_HEADER, captured, original);
        }
    }

    private void readSimplePacket(int kept, long bodyLength) {
        if (kept < SIMPLE_PACKET_HEADER) {
            sink.malformed(blockStart, "a packet header of 4 octets");
            return;
        }
        var described = described(0);
        if (described == null) {
            return;
        }
        long original = Integer.toUnsignedLong(body.getInt(0));
        long limit = described.snapLength() == 0 ? original : described.snapLength();
        long captured = Math.min(Math.min(original, limit), bodyLength - SIMPLE_PACKET_HEADER);
        deliver(described, Instant.EPOCH, SIMPLE_PACKET_HEADER, captured, original);
    }

    private @Nullable CaptureInterface described(long id) {
        if (id < interfaces.size()) {
            return interfaces.get((int) id);
        }
        sink.malformed(blockStart, "an interface that was described before its packet");
        return null;
    }

    private void deliver(
            CaptureInterface described, Instant time, int from, long captured, long original) {
        if (captured > CaptureReader.MAX_PACKET_SIZE) {
            sink.malformed(blockStart, "a packet of at most 262144 octets");
            return;
        }
        var reader = new OctetReader(octets, from, from + (int) captured);
        sink.packet(new Packet(blockStart, time, described.linkType(), reader, original));
    }

    private boolean stop(String reason) {
        sink.malformed(blockStart, reason);
        return false;
    }
}
