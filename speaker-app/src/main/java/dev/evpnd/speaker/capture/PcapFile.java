package dev.evpnd.speaker.capture;

import dev.evpnd.wire.octets.OctetReader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/// The classic pcap format, draft-ietf-opsawg-pcap.
///
/// ```
/// file header   magic (4) | version (2+2) | reserved (4+4) | SnapLen (4) | FCS, LinkType (4)
/// each packet   seconds (4) | fraction (4) | captured length (4) | original length (4) | octets
/// ```
final class PcapFile {
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;

    private static final int FILE_HEADER_LENGTH = 24;
    private static final int MAGIC_LENGTH = 4;
    private static final int LINK_TYPE = 20;
    private static final int RECORD_HEADER_LENGTH = 16;

    private final CaptureInput input;
    private final PacketSink sink;
    private final ByteOrder order;
    private final long nanosPerFraction;
    private final byte[] octets = new byte[CaptureReader.MAX_PACKET_SIZE];

    /// @param magic the first four octets, which have been read, in network order
    PcapFile(CaptureInput input, int magic, PacketSink sink) {
        this.input = input;
        this.sink = sink;
        boolean swapped = magic != MICROSECONDS && magic != NANOSECONDS;
        this.order = swapped ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        int ordered = swapped ? Integer.reverseBytes(magic) : magic;
        this.nanosPerFraction = ordered == NANOSECONDS ? 1 : 1000;
    }

    /// Whether these four octets, in network order, begin a pcap file of either byte order.
    static boolean isMagic(int magic) {
        int swapped = Integer.reverseBytes(magic);
        return magic == MICROSECONDS
                || magic == NANOSECONDS
                || swapped == MICROSECONDS
                || swapped == NANOSECONDS;
    }

    void read() throws IOException {
        var header = new byte[FILE_HEADER_LENGTH - MAGIC_LENGTH];
        if (!input.fill(header, header.length)) {
            sink.malformed(0, "a file header of 24 octets");
            return;
        }
        // The upper half says how long the frame check sequence is; IP knows its own length.
        int linkType =
                ByteBuffer.wrap(header).order(order).getInt(LINK_TYPE - MAGIC_LENGTH) & 0xffff;
        var record = new byte[RECORD_HEADER_LENGTH];
        boolean more = true;
        while (more) {
            more = readPacket(record, linkType);
        }
    }

    private boolean readPacket(byte[] record, int linkType) throws IOException {
        long start = input.position();
        if (!input.fill(record, RECORD_HEADER_LENGTH)) {
            if (input.position() != start) {
                sink.malformed(start, "a packet header of 16 octets");
            }
            return false;
        }
        var fields = ByteBuffer.wrap(record).order(order);
        long seconds = Integer.toUnsignedLong(fields.getInt());
        long fraction = Integer.toUnsignedLong(fields.getInt());
        long captured = Integer.toUnsignedLong(fields.getInt());
        long original = Integer.toUnsignedLong(fields.getInt());
        if (captured > CaptureReader.MAX_PACKET_SIZE) {
            sink.malformed(start, "a packet of at most 262144 octets");
            return false;
        }
        if (!input.fill(octets, (int) captured)) {
            sink.malformed(start, "as many octets as the packet's captured length");
            return false;
        }
        var timestamp = Instant.ofEpochSecond(seconds, fraction * nanosPerFraction);
        var reader = new OctetReader(octets, 0, (int) captured);
        sink.packet(new Packet(start, timestamp, linkType, reader, original));
        return true;
    }
}
