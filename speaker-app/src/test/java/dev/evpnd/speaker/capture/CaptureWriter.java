package dev.evpnd.speaker.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/// Capture files for tests: what is written is exactly what is said, right or wrong.
final class CaptureWriter {
    static final Instant TIME = Instant.ofEpochSecond(1_700_000_000, 123_456_000);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;

    CaptureWriter(ByteOrder order) {
        this.order = order;
    }

    /// A pcap file of one packet of each array, a second between them.
    static byte[] pcap(int linkType, byte[]... packets) {
        var writer = new CaptureWriter(ByteOrder.LITTLE_ENDIAN).pcapHeader(0xa1b2c3d4, linkType);
        for (int i = 0; i < packets.length; i++) {
            writer.pcapPacket(TIME.getEpochSecond() + i, 123_456, packets[i].length, packets[i]);
        }
        return writer.bytes();
    }

    CaptureWriter pcapHeader(int magic, int linkType) {
        return u32(magic).u16(2).u16(4).u32(0).u32(0).u32(262_144).u32(linkType);
    }

    CaptureWriter pcapPacket(long seconds, long fraction, long original, byte[] captured) {
        return u32(seconds).u32(fraction).u32(captured.length).u32(original).raw(captured);
    }

    CaptureWriter section() {
        var body = new CaptureWriter(order).u32(0x1a2b3c4d).u16(1).u16(0).u32(-1).u32(-1);
        return block(0x0a0d0d0a, body.bytes());
    }

    CaptureWriter interfaceDescription(int linkType, long snapLength, byte[] options) {
        var body = new CaptureWriter(order).u16(linkType).u16(0).u32(snapLength).raw(options);
        return block(1, body.bytes());
    }

    CaptureWriter option(int code, byte[] value) {
        return u16(code).u16(value.length).raw(value).raw(new byte[-value.length & 3]);
    }

    CaptureWriter enhancedPacket(int id, long ticks, byte[] packet) {
        var body = new CaptureWriter(order).u32(id);
        return block(6, body.packetBody(ticks, packet.length, packet).bytes());
    }

    CaptureWriter oldPacket(int id, long ticks, byte[] packet) {
        var body = new CaptureWriter(order).u16(id).u16(0);
        return block(2, body.packetBody(ticks, packet.length, packet).bytes());
    }

    CaptureWriter simplePacket(long original, byte[] captured) {
        return block(3, new CaptureWriter(order).u32(original).raw(captured).bytes());
    }

    CaptureWriter packetBody(long ticks, long capturedLength, byte[] packet) {
        return u32(ticks >>> 32).u32(ticks).u32(capturedLength).u32(packet.length).raw(packet);
    }

    CaptureWriter block(int type, byte[] body) {
        int padding = -body.length & 3;
        int length = 12 + body.length + padding;
        return u32(type).u32(length).raw(body).raw(new byte[padding]).u32(length);
    }

    CaptureWriter u16(int value) {
        return raw(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }

    CaptureWriter u32(long value) {
        return raw(ByteBuffer.allocate(4).order(order).putInt((int) value).array());
    }

    CaptureWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
